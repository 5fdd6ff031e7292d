# Real records hold their schemas; the page is sound in a real browser; the comment is sound in a real renderer.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
source Tests/Acceptance/checks/build.sh
build speedgate-report
files="$(dirname "$(dirname "$bin")")/speedgate/reference-workloads"
work="$SPEEDGATE_SCRATCH/reports"
mkdir -p "$work"

check-jsonschema --check-metaschema docs/schemas/*.schema.json
check-jsonschema --schemafile docs/schemas/run.schema.json "$files/run.json"
check-jsonschema --schemafile docs/schemas/verdict.schema.json "$files/verdict.json"
check-jsonschema --schemafile docs/schemas/summary.schema.json "$files/report.json" \
  Tests/GateReportsTests/Goldens/rich.json
check-jsonschema --schemafile docs/schemas/evidence.schema.json Tests/Acceptance/Kept/evidence-*.json
check-jsonschema --schemafile docs/schemas/budgets.schema.json budgets/*.json5 budgets/*/*.json5 \
  Tests/ConsumerPackage/budgets/*.json5

"$bin/speedgate-report" render --quiet "$files/verdict.json" --junit "$work/junit.xml"
xmllint --noout --schema docs/schemas/junit.xsd "$work/junit.xml" Tests/GateReportsTests/Goldens/*.junit.xml
if sed 's/<testcase /<testcase unknown="" /' "$work/junit.xml" \
  | xmllint --noout --schema docs/schemas/junit.xsd - 2>/dev/null; then
  echo "the schema takes what it does not describe"; exit 1
fi

for page in "$files/report.html" Tests/GateReportsTests/Goldens/rich.html Tests/GateReportsTests/Goldens/hostile.html; do
  name="$(basename "$(dirname "$page")")-$(basename "$page" .html)"
  # tidy ends with 1 for warnings, 2 for errors; it does not know every element of today's HTML.
  tidy -q -e --drop-empty-elements no "$page" 2>"$work/$name.tidy" || true
  if grep -E ' Error:|missing </|unexpected </' "$work/$name.tidy"; then
    echo "$page is not well-formed"; exit 1
  fi
  for width in 390 1200; do
    chromium --headless --no-sandbox --user-data-dir="$SPEEDGATE_SCRATCH/browser" --disable-gpu --hide-scrollbars --enable-logging=stderr --v=0 \
      --virtual-time-budget=2000 --window-size=$width,1400 --screenshot="$work/$name-$width.png" \
      "file://$(realpath "$page")" 2>"$work/$name-$width.log" >/dev/null
    if grep -E 'CONSOLE' "$work/$name-$width.log"; then echo "$page speaks on the console"; exit 1; fi
    test -s "$work/$name-$width.png"
  done
done
echo "pages: well-formed, silent, drawn at both widths"

for comment in "$files/report.md" Tests/GateReportsTests/Goldens/rich.md Tests/GateReportsTests/Goldens/hostile.md; do
  cmark-gfm -e table -e strikethrough -e autolink -e tasklist --unsafe "$comment" >"$work/comment.html"
  grep -q '<table>' "$work/comment.html"
  if grep -E '<script|<a href|<img|<del>|<em>' "$work/comment.html"; then
    echo "$comment: a name became markup"; exit 1
  fi
  open="$(grep -o '<details>' "$work/comment.html" | wc -l)"
  close="$(grep -o '</details>' "$work/comment.html" | wc -l)"
  [ "$open" -eq "$close" ] || { echo "$comment: folded parts do not close"; exit 1; }
done
echo "comments: tables are tables, and names are names"
