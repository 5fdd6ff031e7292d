#!/usr/bin/env bash
# Draws the pictures of the README from a real verdict: speedgate-report renders it, a browser shows it.
#
#   docs/pictures/make.sh VERDICT     needs chromium and cmark-gfm; speedgate-report from the path or .build/release
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
PATH="$PATH:$here/../../.build/release"

speedgate-report render "$1" --quiet --markdown "$work/comment.md" --html "$work/report.html"

# The comment as a code host shows it: a frame, tables with rules, folded parts closed.
{
  cat <<'HTML'
<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 16px; font: 14px/1.5 "Liberation Sans", "DejaVu Sans", sans-serif; color: #1f2328; background: #fff; }
header { padding: 8px 16px; border: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; background: #f6f8fa; color: #59636e; }
main { padding: 8px 16px; border: 1px solid #d1d9e0; border-top: 0; border-radius: 0 0 6px 6px; }
table { border-collapse: collapse; margin: 8px 0 16px; }
th, td { border: 1px solid #d1d9e0; padding: 4px 10px; }
tr:nth-child(even) td { background: #f6f8fa; }
code { font: 12px "DejaVu Sans Mono", monospace; background: #eff1f3; padding: 2px 4px; border-radius: 4px; }
h1, h2, h3 { margin: 8px 0; font-size: 18px; }
</style><header><b>github-actions</b> commented</header><main>
HTML
  cmark-gfm -e table --unsafe "$work/comment.md"
  echo '</main>'
} >"$work/comment.html"

picture() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/browser" --virtual-time-budget=2000 \
    --window-size="$2" --screenshot="$here/$1.png" "file://$work/$1.html" >/dev/null 2>&1
  test -s "$here/$1.png"
}
picture comment "${COMMENT_SIZE:-1000,440}"
picture report "${REPORT_SIZE:-1240,860}"
