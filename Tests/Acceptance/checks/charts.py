"""Uses the charts of a benchmark's page and the comparison of two runs as a reader does, with mouse and keyboard.

Usage: charts.py SITE PAGE BRANCHES_PAGE     the page of a benchmark with a change of level, and one of a site with --branch '*'
"""

import json
import os
import pathlib
import sys

sys.path.insert(0, os.path.dirname(__file__))
from browser import Browser

faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def drag(browser, start, end, y):
    """Moves the mouse with its button held, as far as a chart's script sees it."""
    def mouse(kind, x, **more):
        browser.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)
    mouse("mouseMoved", start)
    mouse("mousePressed", start, button="left", clickCount=1)
    mouse("mouseMoved", (start + end) / 2, button="left")
    mouse("mouseMoved", end, button="left")
    mouse("mouseReleased", end, button="left", clickCount=1)


def chart(browser, page):
    browser.look()
    browser.open(page)
    drawn = "document.querySelector('svg.chart[tabindex]')"
    said = f"{drawn}.nextElementSibling.textContent"
    path = f"{drawn}.querySelector('.series').getAttribute('d')"
    points = path + ".split('L').length"
    expect(browser.run("document.querySelector('svg.trend') === null"), "a still drawing is left beside the chart")
    expect(browser.run(f"{drawn}.querySelector('.mark title').textContent.includes(' at ')"), "a change names no commit")
    all_points = browser.run(points)
    expect(all_points > 100, f"only {all_points} values are drawn")

    browser.run(drawn + ".focus()")
    browser.press("ArrowLeft", 37)
    first = browser.run(said)
    expect("UTC" in first and "commit" in first, f"an arrow key says {first!r}")
    browser.press("ArrowLeft", 37)
    expect(browser.run(said) not in (first, ""), "a second arrow key goes nowhere")

    box = browser.run(f"(() => {{ const box = {drawn}.getBoundingClientRect(); return [box.left, box.top, box.width, box.height]; }})()")
    y = box[1] + box[3] / 2
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0] + box[2] * 0.5, y=y)
    expect("UTC" in browser.run(said), "pointing at a value says nothing")
    drag(browser, box[0] + box[2] * 0.3, box[0] + box[2] * 0.6, y)
    part = browser.run(points)
    expect(all_points * 0.2 < part < all_points * 0.4, f"zooming into three tenths shows {part} of {all_points}")
    browser.run(f"{drawn}.dispatchEvent(new MouseEvent('dblclick'))")
    expect(browser.run(points) == all_points, "a double click does not show all")
    browser.run("(() => { const choice = document.querySelector('.tools select'); choice.value = '50';"
                " choice.dispatchEvent(new Event('change')); })()")
    expect(browser.run(points) == 50, "the last fifty runs are not fifty")
    before = browser.run(path)
    browser.run("document.querySelector('.tools input[type=checkbox]').click()")
    expect(browser.run(path) != before, "the logarithmic axis changes nothing")
    faults.extend(browser.complaints())


def branches(browser, page):
    browser.open(page)
    count = "document.querySelectorAll('svg.chart[tabindex] .series').length"
    lines = browser.run("document.querySelector('section.metric svg.chart[tabindex]').querySelectorAll('.series').length")
    expect(lines > 1, f"{lines} branches are over each other")
    before = browser.run(count)
    browser.run("document.querySelectorAll('.tools input[type=checkbox]')[1].click()")
    expect(browser.run(count) == before - 1, "a branch that is not wanted stays")
    faults.extend(browser.complaints())


def comparison(browser, site):
    browser.open(site / "compare.html")
    record = json.loads(next(iter(sorted((site / "api/v1/benchmarks").glob("group*.json")))).read_text())
    series = next(each for each in record["series"] if each["state"]["metric"] == "wall_time")
    old, new = series["points"][20], series["points"][-3]
    browser.run(f"location.hash = '#{old['run_id']}..{new['run_id']}'")
    browser.settle()
    rows = browser.run("[...document.querySelectorAll('.compare tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))")
    expect(len(rows) > 50, f"only {len(rows)} rows are compared")
    row = next((row for row in rows if row[1] == record["benchmark"] and row[2] == "wall_time"), None)
    change = new["value"] / old["value"] - 1
    words = f"{'−' if change < 0 else '+'}{abs(change) * 100:.1f} %"
    expect(row is not None and row[5] == words, f"the change is {words}, the page says {row}")
    summary = browser.run("document.querySelector('.compare strong').textContent")
    browser.run("document.querySelector('.tools button').click()")
    swapped = browser.run("document.querySelector('.compare strong').textContent")
    numbers = [int(word) for word in summary.replace(",", "").split() if word.isdigit()]
    expect(swapped == f"{numbers[1]} worse, {numbers[0]} better", f"swapped, {summary} is {swapped}")
    expect(numbers[0] > 5, f"a tenth of the benchmarks became slower, and the page says {summary}")
    expect(browser.run("location.hash") == f"#{new['run_id']}..{old['run_id']}", "the address does not follow")
    drawn = browser.run("document.querySelectorAll('.compare tbody svg circle').length")
    expect(drawn == len(rows), f"{drawn} of {len(rows)} changes are drawn")
    faults.extend(browser.complaints())


site = pathlib.Path(sys.argv[1])
with Browser() as browser:
    chart(browser, sys.argv[2])
    branches(browser, sys.argv[3])
    comparison(browser, site)
for fault in faults:
    print(fault)
print(f"charts: hover, zoom, axis, branches, and two runs compared, {len(faults)} faults")
sys.exit(1 if faults else 0)
