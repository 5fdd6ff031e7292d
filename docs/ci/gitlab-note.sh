#!/usr/bin/env bash
# Posts the Markdown report as a note of the merge request, or puts it in the place of an earlier one.
set -euo pipefail
report=.build/speedgate/report.md
[ -f "$report" ] || exit 0
notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"

api() {
  curl --silent --show-error --fail --max-time 60 \
    --header @<(printf 'PRIVATE-TOKEN: %s\n' "$SPEEDGATE_TOKEN") "$@"
}

marker="$(head -n 1 "$report")"
me="$(api "$CI_API_V4_URL/user" | jq -r .id)"
existing="$(api "$notes?per_page=100&sort=asc" \
  | jq -r --arg marker "$marker" --argjson me "$me" \
    '[.[] | select(.author.id == $me and (.body | startswith($marker))) | .id][0] // empty')"
if [ -n "$existing" ]; then
  api --request PUT --form "body=<$report" "$notes/$existing" >/dev/null
else
  api --request POST --form "body=<$report" "$notes" >/dev/null
fi
