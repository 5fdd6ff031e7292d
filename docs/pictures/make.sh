#!/usr/bin/env bash
# Draws the pictures of the README and of the documentation. The console, the comment and the report are of a real verdict; the dashboard is
# of a made-up history with the names of its benchmarks.
#
#   docs/pictures/make.sh VERDICT RUN     needs chromium, cmark-gfm and python3; speedgate-report from the path or .build/release
#
# GITHUB_CSS=FILE draws the comment with a style sheet for the class markdown-body, such as GitHub's own, in place of one like it.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$here/../.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
PATH="$PATH:$root/.build/release"

CLICOLOR_FORCE=1 COLUMNS=138 speedgate-report render "$1" >"$work/console.txt"
speedgate-report render "$1" --quiet --run "$2" --markdown "$work/comment.md" --html "$work/report.html"
cmark-gfm -e table -e strikethrough --unsafe "$work/comment.md" >"$work/comment.html"

python3 "$root/Tests/Acceptance/checks/make-history.py" "$work/made" 6500 180 12 >/dev/null
mkdir "$work/history"
python3 - "$1" "$work" <<'PYTHON'
import json, pathlib, sys
names = list(dict.fromkeys(row["benchmark"] for row in json.load(open(sys.argv[1]))["measurements"]))
work = pathlib.Path(sys.argv[2])
for file in (work / "made").glob("*.ndjson"):
    text = file.read_text()
    # From the last number to the first, so that benchmark-1 is not found in benchmark-11.
    for number in range(11, -1, -1):
        text = text.replace(f"group-{number // 10}/benchmark-{number}", names[number % len(names)])
    (work / "history" / file.name).write_text(text)
PYTHON
speedgate-report dashboard --quiet --history "$work/history" --days 3650 --output "$work/site"

SPEEDGATE_SCRATCH="$work" python3 "$here/draw.py" "$work" "$here"
