# Posts each comment, or puts it in the place of the one that this workflow posted before. A comment that gets no verdict
# of the newest commit is marked as outdated.
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
  # Only a comment of this workflow's own is changed; anyone can write the marker.
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

# Comments of this workflow whose verdict is of an earlier commit: their number, commit and name.
jq -nr --arg workflow "$SPEEDGATE_WORKFLOW_ID" --arg sha "$SPEEDGATE_HEAD_SHA" 'inputs | select(.bot)
  | . as $comment | (.body | [splits("\r?\n")]) as $lines
  | (($lines[0] // "") | capture("^<!-- speedgate-comment:(?<name>[A-Za-z0-9_.-]{1,60}) -->$")) as $mark
  | (($lines[1] // "") | capture("^<!-- speedgate-run workflow=(?<workflow>[0-9]+) commit=(?<commit>[0-9a-f]{40}) -->$")) as $run
  | select($run.workflow == $workflow and $run.commit != $sha)
  | "\($comment.id) \($run.commit) \($mark.name)"' "$SPEEDGATE_FOLDER/existing.jsonl" >"$SPEEDGATE_FOLDER/earlier"
while read -r identifier commit name; do
  if [ -e "$SPEEDGATE_FOLDER/comments/$name.md" ]; then continue; fi
  jq -nr --argjson id "$identifier" --arg before "${commit:0:7}" --arg now "${SPEEDGATE_HEAD_SHA:0:7}" \
    --arg why "$(why_none "$name")" --arg page "$(run_page)" 'first(inputs | select(.id == $id)) | .body | [splits("\r?\n")]
    # What was put in for an earlier commit is taken out first.
    | (index("<!-- /speedgate-outdated -->") // 1) as $close
    | {body: (.[:2] + ["<!-- speedgate-outdated -->",
        "> **Outdated:** this verdict is of commit \($before). Commit \($now) has none, because \($why): [see the run](\($page)).",
        "", "<!-- /speedgate-outdated -->"] + .[$close + 1:] | join("\n"))}' \
    "$SPEEDGATE_FOLDER/existing.jsonl" >"$SPEEDGATE_FOLDER/request.json"
  write PATCH "/repos/$GITHUB_REPOSITORY/issues/comments/$identifier" "$SPEEDGATE_FOLDER/request.json"
  echo "marked as outdated: $name"
done <"$SPEEDGATE_FOLDER/earlier"
