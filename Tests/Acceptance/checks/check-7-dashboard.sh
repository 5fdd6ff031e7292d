# A dashboard of a made history opens in a real browser without a word on the console, and its API is well described.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
source Tests/Acceptance/checks/build.sh
build speedgate-report
report="$bin/speedgate-report"
work="$SPEEDGATE_SCRATCH/dashboard"
mkdir -p "$work"

python3 Tests/Acceptance/checks/make-history.py "$work/history" 20000
"$report" dashboard --quiet --history "$work/history" --output "$work/site"
test -s "$work/site/index.html"
python3 - "$work/site" <<'PYTHON'
import json, pathlib, re, sys
site = pathlib.Path(sys.argv[1])
pages = list(site.rglob("*.html"))
assert len(pages) == 102, len(pages)
for page in pages:
    for link in re.findall(r'href="([^"]*)"', page.read_text()):
        assert (page.parent / link).resolve().is_file(), (page, link)
records = list((site / "api/v1").rglob("*.json"))
for record in records:
    json.loads(record.read_text())
changes = json.loads((site / "api/v1/changes.json").read_text())
assert len(changes) >= 10, len(changes)  # every tenth benchmark steps, every tenth drifts
badges = list((site / "badges").glob("*.svg"))
assert len(badges) == 101, len(badges)
print(f"dashboard: {len(pages)} pages, {len(records)} records, {len(changes)} changes, no broken link")
PYTHON

xmllint --noout "$work/site/feed.xml" "$work"/site/badges/*.svg
[ "$(grep -c '<entry>' "$work/site/feed.xml")" -ge 10 ] || { echo "the feed has not every change"; exit 1; }

one="$(find "$work/site/benchmarks" -name '*.html' | sort | sed -n 1p)"
for page in "$work/site/index.html" "$work/site/compare.html" "$one"; do
  name="$(basename "$page" .html)"
  tidy -q -e --drop-empty-elements no "$page" 2>"$work/$name.tidy" || true
  if grep -E ' Error:|missing </|unexpected </' "$work/$name.tidy"; then
    echo "$page is not well-formed"; exit 1
  fi
  for width in 390 1200; do
    chromium --headless --no-sandbox --user-data-dir="$SPEEDGATE_SCRATCH/browser" --disable-gpu --hide-scrollbars --enable-logging=stderr --v=0 \
      --virtual-time-budget=2000 --window-size=$width,1400 --screenshot="$work/$name-$width.png" \
      "file://$page" 2>"$work/$name-$width.log" >/dev/null
    if grep -E 'CONSOLE' "$work/$name-$width.log"; then echo "$page speaks on the console"; exit 1; fi
    test -s "$work/$name-$width.png"
  done
done
echo "dashboard: well-formed, silent, drawn at both widths"

openapi-spec-validator docs/openapi.json
python3 - docs/openapi.json "$work/site" <<'PYTHON'
import json, pathlib, re, sys
import jsonschema
document = json.load(open(sys.argv[1]))
site = pathlib.Path(sys.argv[2])
checked = set()
for record in sorted((site / "api").rglob("*.json")):
    path = "/" + record.relative_to(site).as_posix()
    template = path if path in document["paths"] else next(
        each for each in document["paths"] if re.fullmatch(re.escape(each).replace(r"\{id\}", "[^/]+"), path))
    content = document["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]
    schema = {"components": document["components"], **content["schema"]}
    jsonschema.Draft202012Validator(schema).validate(json.loads(record.read_text()))
    checked.add(template)
print(f"API: the description is sound, and {len(checked)} of its {len(document['paths'])} kinds of files hold it")
assert checked == set(document["paths"]) - {"/api/v1/measurements/{id}.json"}, set(document["paths"]) - checked
PYTHON
