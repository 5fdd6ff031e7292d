"""Draws the pictures with a headless browser; make.sh calls it: draw.py WORK PICTURES."""

import base64
import html
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests/Acceptance/checks"))
from browser import Browser

work, pictures = map(pathlib.Path, sys.argv[1:3])

# Colours of a terminal by the numbers of its escape sequences.
COLOURS = {"31": "#ff7b72", "32": "#56d364", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#76e3ea",
           "90": "#9aa4af"}

CONSOLE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>console</title><style>
body{margin:0;padding:16px;background:#fff}
main{background:#0f1419;border-radius:10px;overflow:hidden;display:inline-block;min-width:720px}
header{padding:8px 12px;background:#1f262e;color:#9aa4af;font:12px sans-serif}
i{display:inline-block;width:11px;height:11px;border-radius:50%;background:#3d4752;margin-right:6px}
pre{margin:0;padding:14px 18px;color:#e6e9ed;font:13px/1.45 "DejaVu Sans Mono",ui-monospace,monospace;
white-space:pre-wrap;width:140ch}
</style><main><header><i></i><i></i><i></i>&nbsp; swift package gate</header><pre>"""

COMMENT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>comment</title><style>
body{margin:0;padding:16px;font:14px/1.5 -apple-system,"Segoe UI","Noto Sans","Liberation Sans","DejaVu Sans",sans-serif;
color:#1f2328;background:#fff}
.head{padding:8px 16px;border:1px solid #d1d9e0;border-radius:6px 6px 0 0;background:#f6f8fa;color:#59636e}
main{padding:16px;border:1px solid #d1d9e0;border-top:0;border-radius:0 0 6px 6px}
"""

# Like the look of a comment on GitHub; GITHUB_CSS names the real one.
LIKE_GITHUB = """
.markdown-body table{border-collapse:collapse;margin:0 0 16px;display:block;width:max-content;max-width:100%;overflow:auto}
.markdown-body th,.markdown-body td{border:1px solid #d1d9e0;padding:6px 13px}
.markdown-body tr:nth-child(even) td{background:#f6f8fa}
.markdown-body code{font:85% ui-monospace,"DejaVu Sans Mono",monospace;background:#818b981f;padding:.2em .4em;border-radius:6px}
.markdown-body pre{background:#f6f8fa;padding:16px;border-radius:6px;overflow:auto}
.markdown-body pre code{background:none;padding:0}
.markdown-body h1,.markdown-body h2,.markdown-body h3{margin:0 0 16px;font-size:1.25em}
.markdown-body p,.markdown-body ul,.markdown-body details{margin:0 0 16px}
"""


def console():
    """The terminal's text with its colours as a page."""
    text = (work / "console.txt").read_text()
    page, is_open = CONSOLE, False
    for part in re.split(r"(\x1b\[[0-9;]*m)", text.rstrip("\n")):
        if not part.startswith("\x1b"):
            page += html.escape(part)
            continue
        page += "</span>" if is_open else ""
        codes = [code for code in part[2:-1].split(";") if code not in ("", "0")]
        styles = [f"color:{COLOURS[code]}" for code in codes if code in COLOURS]
        styles += ["font-weight:700"] * ("1" in codes) + ["color:#9aa4af"] * ("2" in codes)
        is_open = bool(styles)
        page += f'<span style="{";".join(styles)}">' if is_open else ""
    # The command that repeats the run is of the machine on which this is drawn.
    page = re.sub(r"\n[^\n]*to repeat the measurement:.*", "", page, flags=re.DOTALL).rstrip()
    (work / "console.html").write_text(page + ("</span>" if is_open else "") + "</pre></main></html>")


def comment():
    """The comment in a frame like that of a code host."""
    style = pathlib.Path(os.environ["GITHUB_CSS"]).read_text() if os.environ.get("GITHUB_CSS") else LIKE_GITHUB
    body = (work / "comment.html").read_text()
    (work / "framed.html").write_text(
        COMMENT + style + '</style><div class="head"><b>github-actions</b> commented</div>'
        f'<main class="markdown-body">{body}</main></html>')


with Browser() as browser:
    def picture(name, page, *, width=1280, height=860, scheme="light", script=None, fits=None, paper=False):
        """Draws what the window shows; `fits` names the element at whose end the picture ends."""
        if paper:
            browser.paper()
        else:
            browser.look(width=width, height=height, scheme=scheme)
        browser.open(page)
        if script:
            browser.run(script)
            browser.settle()
        if fits:
            end = browser.run(f"document.querySelector('{fits}').getBoundingClientRect().bottom")
            height = min(height, int(end) + 16)
        clip = {"x": 0, "y": browser.run("scrollY"), "width": 937 if paper else width, "height": height, "scale": 1}
        data = browser.call("Page.captureScreenshot", format="png", clip=clip)["data"]
        (pictures / f"{name}.png").write_bytes(base64.b64decode(data))
        faults = browser.complaints()
        if faults:
            sys.exit(f"{name}: {faults}")

    console()
    comment()
    report, site = work / "report.html", work / "site"
    picture("console", work / "console.html", width=1180, height=600, fits="main")
    picture("comment", work / "framed.html", width=1000, height=760, fits="main")
    picture("report", report)
    picture("report-dark", report, scheme="dark", height=980, script="""
      const card = document.querySelector('.card details');
      card.open = true;
      card.scrollIntoView();
      scrollBy(0, -60);
    """)
    picture("report-phone", report, width=390, height=844)
    picture("report-print", report, paper=True, height=960)
    picture("dashboard", site / "index.html", height=720)
    changed = next(page for page in sorted((site / "benchmarks").glob("*.html")) if "mark worse" in page.read_text())
    picture("benchmark", changed, height=640, script="""
      const chart = document.querySelector('.chart[tabindex]');
      const box = chart.getBoundingClientRect();
      chart.dispatchEvent(new PointerEvent('pointermove', {clientX: box.left + box.width * 0.7, clientY: box.top + 100}));
    """)
    picture("compare", site / "compare.html", height=720, script="""
      const runs = JSON.parse(document.getElementById('runs').content.textContent).runs;
      location.hash = '#' + runs[40][3] + '..' + runs[runs.length - 1][3];
    """)
for drawn in sorted(pictures.glob("*.png")):
    size = drawn.stat().st_size
    print(f"{drawn.name}: {size / 1000:.0f} kB")
    if size > 150_000:
        sys.exit(f"{drawn.name} is larger than 150 kB")
