# Shows the run as a check run beside the commit: 'check.sh begin' creates it, 'check.sh complete' gives it its outcome,
# the report and annotations. Where the token may not, one line says so, and the step ends well.
set -euo pipefail
source "$(dirname "$0")/api.sh"
check_event
[[ "$SPEEDGATE_RUN_ATTEMPT" =~ ^[0-9]+$ ]] || SPEEDGATE_RUN_ATTEMPT=1
runs="/repos/$GITHUB_REPOSITORY/check-runs"
work="$(mktemp -d "${RUNNER_TEMP:-/tmp}/speedgate-check.XXXXXX")"

# Like api; its complaints do not belong into the log, where one line says what it means.
quietly() { api "$@" 2>>"$work/errors"; }

# Ends the step after a request that failed: a check run is an extra, the comment and the build's status are there.
give_up() {
  case "$api_code" in
    401 | 403 | 404) note "no check run: the token does not allow it; give the job the permission checks: write" ;;
    *) echo "::warning title=Speedgate comment::the check run could not be written (HTTP status $api_code)" ;;
  esac
  exit 0
}

# The check run of this attempt, by what was written into it when it was created; empty where there is none.
mark="speedgate:$SPEEDGATE_RUN_ID:$SPEEDGATE_RUN_ATTEMPT"
query="$(jq -rn --arg name "$SPEEDGATE_CHECK" '$name | @uri')"
quietly GET "/repos/$GITHUB_REPOSITORY/commits/$SPEEDGATE_HEAD_SHA/check-runs?check_name=$query&filter=all&per_page=100" \
  >"$work/found.json" || give_up
identifier="$(jq -r --arg mark "$mark" \
  'first(.check_runs[] | select(.app.slug == "github-actions" and .external_id == $mark) | .id) // empty' "$work/found.json")"

if [ -z "$identifier" ]; then
  jq -n --arg name "$SPEEDGATE_CHECK" --arg sha "$SPEEDGATE_HEAD_SHA" --arg mark "$mark" --arg page "$(run_page)" '{
    name: $name, head_sha: $sha, external_id: $mark, details_url: $page, status: "in_progress",
    output: {title: "Measuring", summary: "The verdict appears here when [the run](\($page)) has ended."}}' >"$work/request.json"
  quietly POST "$runs" "$work/request.json" >"$work/created.json" || give_up
  identifier="$(jq -r .id "$work/created.json")"
  echo "check run created: $SPEEDGATE_CHECK"
elif [ "$1" = begin ]; then
  echo "the check run is there already"
fi
[[ "$identifier" =~ ^[0-9]+$ ]] || { api_code=000; give_up; }
if [ "$1" = begin ]; then exit 0; fi

# All verdicts of the run in one: the worst outcome, each report under its name as far as there is room, the worst
# annotations of all.
shopt -s nullglob
reports=("$SPEEDGATE_FOLDER"/checks/*.json)
unreadable=("$SPEEDGATE_FOLDER"/unreadable/*)
if [ ${#reports[@]} -eq 0 ]; then
  name=""
  if [ ${#unreadable[@]} -gt 0 ]; then name="$(basename "${unreadable[0]}")"; fi
  jq -n --arg why "$(why_none "$name")" --arg page "$(run_page)" '{outcome: "none", title: "No verdict: \($why)",
    summary: "There is no verdict, because \($why): [see the run](\($page)).", annotations: []}' >"$work/all.json"
else
  for report in "${reports[@]}"; do
    jq --arg name "$(basename "$report" .json)" '. + {name: $name}' "$report"
  done | jq -s 'def worst: if any(.outcome == "fail") then "fail" elif any(.outcome == "warn") then "warn" else "pass" end;
    (if length == 1 then .[0] | {title, summary} else {
      title: ("\(length) verdicts: " + ([.[] | "\(.name) \(.outcome)"] | join(", ")))[:200],
      summary: (reduce .[] as $one (""; . + (("## \($one.name)\n\n\($one.summary)\n\n") as $part
        | if (. + $part | utf8bytelength) <= 60000 then $part else "## \($one.name)\n\n\($one.title)\n\n" end)))[:65000]
    } end) + {outcome: worst, annotations: (map(.annotations[]) | sort_by(.annotation_level != "failure") | .[:200])}' \
    >"$work/all.json"
fi

# Green only where the run ended well and every verdict passed. A run that ended well with a verdict that fails has
# fail-on: never.
outcome="$(jq -r .outcome "$work/all.json")"
case "$SPEEDGATE_CONCLUSION:$outcome" in
  success:pass) conclusion=success ;;
  success:none) conclusion=neutral ;;
  success:*) conclusion=neutral ;;
  cancelled:pass | cancelled:warn | cancelled:none) conclusion=cancelled ;;
  *) conclusion=failure ;;
esac
# A verdict that could not be read is not one that passed.
if [ ${#unreadable[@]} -gt 0 ] || [ ! -e "$SPEEDGATE_FOLDER/rendered" ]; then conclusion=failure; fi

# request FROM: what is sent from that annotation on; at most 50 fit into a request, and the last one completes.
request() {
  jq --argjson from "$1" --arg conclusion "$conclusion" '{output: {title, summary, annotations: .annotations[$from:$from + 50]}}
    + (if .annotations | length > $from + 50 then {} else {status: "completed", conclusion: $conclusion} end)' "$work/all.json"
}
count="$(jq '.annotations | length' "$work/all.json")"
from=0
while :; do
  request "$from" >"$work/request.json"
  if ! quietly PATCH "$runs/$identifier" "$work/request.json" >/dev/null; then
    if [ "$count" -eq 0 ]; then give_up; fi
    # Not even a line that GitHub does not take may leave the check run in progress.
    echo "::warning title=Speedgate comment::annotations were refused (HTTP status $api_code); the check run has none"
    jq '.annotations = []' "$work/all.json" >"$work/plain.json" && mv "$work/plain.json" "$work/all.json"
    count=0
    from=0
    continue
  fi
  from=$((from + 50))
  if [ "$from" -ge "$count" ]; then break; fi
done
echo "check run completed: $SPEEDGATE_CHECK, $conclusion, $count annotations"
