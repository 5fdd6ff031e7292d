# Posts each comment, or puts it in the place of the one that this workflow posted before.
set -euo pipefail
source "$(dirname "$0")/api.sh"
issue="/repos/$GITHUB_REPOSITORY/issues/$SPEEDGATE_PULL_REQUEST"

# All comments of the request, page by page: at most 1,000.
: >"$SPEEDGATE_FOLDER/existing.jsonl"
for page in 1 2 3 4 5 6 7 8 9 10; do
  api GET "$issue/comments?per_page=100&page=$page" >"$SPEEDGATE_FOLDER/page.json"
  jq -c '.[] | {id, body, bot: (.user.type == "Bot" and .user.login == "github-actions[bot]")}' \
    "$SPEEDGATE_FOLDER/page.json" >>"$SPEEDGATE_FOLDER/existing.jsonl"
  if [ "$(jq length "$SPEEDGATE_FOLDER/page.json")" -lt 100 ]; then break; fi
done

# write METHOD PATH FILE: what posts or changes a comment.
write() {
  api "$@" >/dev/null || {
    echo "::error title=Speedgate comment::the comment could not be written; the job needs the permission pull-requests: write"
    exit 1
  }
}

for text in "$SPEEDGATE_FOLDER"/comments/*.md; do
  [ -f "$text" ] || continue
  marker="$(head -n 1 "$text")"
  outcome="$(cat "${text%.md}.outcome")"
  # Only a comment of this workflow's own is changed; anybody can write the marker.
  existing="$(jq -nr --arg marker "$marker" 'first(inputs | select(.bot and (.body | startswith($marker))) | .id)' \
    "$SPEEDGATE_FOLDER/existing.jsonl")"
  jq -n --rawfile body "$text" '{body: $body}' >"$SPEEDGATE_FOLDER/request.json"
  if [ -n "$existing" ]; then
    write PATCH "/repos/$GITHUB_REPOSITORY/issues/comments/$existing" "$SPEEDGATE_FOLDER/request.json"
    echo "updated: $marker"
  elif [ "$outcome" != pass ] || [ "$SPEEDGATE_WHEN" = always ]; then
    write POST "$issue/comments" "$SPEEDGATE_FOLDER/request.json"
    echo "posted: $marker"
  else
    echo "passed, and nothing to update: $marker"
  fi
done
