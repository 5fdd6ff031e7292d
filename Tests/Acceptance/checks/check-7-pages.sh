# Report and dashboard in a real browser, light and dark, as wide as a telephone and as a desk: nothing on the console,
# no request, sorting, filtering, marking, keys, charts and comparing work, text has contrast and controls have names, and
# axe-core finds no fault. Without scripts everything can be read.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
source Tests/Acceptance/checks/build.sh
build speedgate-report
files="$(dirname "$(dirname "$bin")")/speedgate/reference-workloads"
work="$SPEEDGATE_SCRATCH/pages"
mkdir -p "$work"
axe="$(python3 -c 'import axe_playwright_python, pathlib; print(next(pathlib.Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")))')"

"$bin/speedgate-report" render --quiet "$files/verdict.json" --run "$files/run.json" --html "$work/report.html"
python3 Tests/Acceptance/checks/make-history.py "$work/history" 20000
"$bin/speedgate-report" dashboard --quiet --history "$work/history" --output "$work/site"
goldens=Tests/GateReportsTests/Goldens
one="$(find "$work/site/benchmarks" -name '*.html' | sort | sed -n 1p)"
python3 Tests/Acceptance/checks/pages.py "$axe" "$work" "$work/report.html" "$goldens/rich.html" "$goldens/promises.html" \
  "$goldens/causes.html" "$goldens/hostile.html" "$goldens/dashboard/index.html" "$work/site/index.html" "$one" \
  "$work/site/compare.html"

# Charts and the comparison of two runs answer mouse and keyboard.
"$bin/speedgate-report" dashboard --quiet --history "$work/history" --output "$work/branches" --branch '*'
changed="$(basename "$(grep -l 'mark worse' "$work"/site/benchmarks/*.html | sort | sed -n 1p)")"
python3 Tests/Acceptance/checks/charts.py "$work/site" "$work/site/benchmarks/$changed" "$work/branches/benchmarks/$changed"

# Nothing of it needs a script, whether a list is short and open or long and folded.
python3 Tests/Acceptance/checks/make-verdict.py "$work/long.json" 300
"$bin/speedgate-report" render --quiet "$work/long.json" --html "$work/long.html"
python3 Tests/Acceptance/checks/scriptless.py "$work/report.html=$files/verdict.json" "$work/long.html=$work/long.json" \
  "$goldens/rich.html" "$goldens/promises.html" "$goldens/hostile.html" "$work/site/index.html" "$one" "$work/site/compare.html"

# It can be printed.
chromium --headless --no-sandbox --user-data-dir="$SPEEDGATE_SCRATCH/browser" --disable-gpu --no-pdf-header-footer \
  --print-to-pdf="$work/report.pdf" "file://$work/report.html" 2>/dev/null
test -s "$work/report.pdf"
