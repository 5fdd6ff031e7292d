"""Opens pages in a real browser that runs no script: all is there to read, folds open, and no control is dead.

Usage: scriptless.py PAGE[=VERDICT]...     with the verdict, every benchmark it names must be on its page
"""

import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
from browser import Browser

# What only a script would bring to life.
CONTROLS = "document.querySelectorAll('button,input,select,textarea,output,[role=button],[aria-sort]').length"

# Everything with something to read must take room on the page once what is folded is open.
READ = r"""
(() => {
  const faults = [];
  const counts = {};
  const sees = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({visibilityProperty: true, opacityProperty: true}) && box.width > 0 && box.height > 0;
  };
  const look = (name, selector) => {
    const all = [...document.querySelectorAll('main ' + selector)];
    const lost = all.filter((element) => !sees(element));
    counts[name] = all.length;
    if (lost.length) faults.push(`${lost.length} of ${all.length} ${name} cannot be seen: ${lost[0].outerHTML.slice(0, 120)}`);
  };
  look('sections', 'section');
  look('benchmarks', 'article');
  look('tables', 'table');
  look('rows', 'tr');
  look('drawings', 'svg');
  look('figures', 'figure');
  look('folds', 'summary');
  for (const table of document.querySelectorAll('table')) {
    if (!table.tHead || table.tBodies[0].rows.length === 0) faults.push('an empty table: ' + table.parentElement.ariaLabel);
  }
  for (const drawing of document.querySelectorAll('main svg')) {
    if (!drawing.getAttribute('aria-label')) faults.push('a drawing that says nothing');
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const goal = document.getElementById(link.getAttribute('href').slice(1));
    if (!goal || !sees(goal)) faults.push('a link leads nowhere: ' + link.outerHTML.slice(0, 120));
  }
  return {faults, counts};
})()
"""


def fold(browser, place):
    """Closes or opens a fold as a reader does, with the mouse; gives whether it then is open."""
    element = f"document.querySelectorAll('details')[{place}]"
    was = browser.run(element + ".open")
    # What scrolls into view is laid out only then and moves what is below it, so a click may miss.
    for _ in range(10):
        click_when_still(browser, element + ".querySelector('summary')")
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            if browser.run(element + ".open") != was:
                return not was, was
            time.sleep(0.05)
    return was, was


def click_when_still(browser, element):
    """Clicks on an element once it has stood at one place for a while, and nothing covers it."""
    last = None
    for _ in range(100):
        place = browser.run(f"""(() => {{
          const element = {element};
          element.scrollIntoView({{block: 'center'}});
          const box = element.getBoundingClientRect();
          const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2];
          return element.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
        }})()""")
        if place and place == last:
            browser.click(*place)
            return
        last = place
        time.sleep(0.05)


def read(browser, page, names):
    """Reads one page; gives the faults and what was seen."""
    faults = []
    browser.visit(page)
    if browser.run(CONTROLS):
        faults.append("a control is shown that no script brings to life")
    for place in range(browser.run("document.querySelectorAll('details').length")):
        is_open, was = fold(browser, place)
        if is_open == was:
            faults.append(f"fold {place} does not move")
        elif not is_open:
            is_open, _ = fold(browser, place)
        if not is_open:
            faults.append(f"fold {place} does not open")
    seen = browser.run(READ)
    faults += seen["faults"]
    text = browser.run("document.querySelector('main').textContent")
    faults += [f"{name} is not named" for name in names if name not in text]
    return faults + browser.complaints(), seen["counts"]


def main():
    faults = []
    totals = {}
    named = controls = 0
    with Browser() as browser:
        for argument in sys.argv[1:]:
            page, _, verdict = argument.partition("=")
            names = set()
            if verdict:
                with open(verdict, encoding="utf-8") as file:
                    record = json.load(file)
                names = {row["benchmark"] for row in record["findings"] + record["measurements"]}
            named += len(names)
            browser.look()
            # With scripts such pages have controls; otherwise their absence would prove nothing.
            browser.call("Emulation.setScriptExecutionDisabled", value=False)
            browser.visit(page)
            controls += browser.run(CONTROLS)
            browser.call("Emulation.setScriptExecutionDisabled", value=True)
            found, counts = read(browser, page, names)
            faults += [f"{page}: {fault}" for fault in found]
            for kind, count in counts.items():
                totals[kind] = totals.get(kind, 0) + count
    for fault in faults:
        print(fault)
    reported = ", ".join(f"{count} {kind}" for kind, count in totals.items())
    print(f"without scripts: {len(sys.argv) - 1} pages, {reported}; {named} benchmarks named, {len(faults)} faults")
    # A kind of which no page has any was not looked at.
    sys.exit(1 if faults or not all(totals.values()) or not named or not controls else 0)


main()
