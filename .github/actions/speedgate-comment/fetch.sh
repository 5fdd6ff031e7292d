# Finds the pull request of the run that ended, and fetches the verdicts that it kept.
#
# The run may have been a stranger's. Its event is GitHub's word; what it uploaded is only data: names are checked,
# sizes are limited, one file of a fixed name is read out of each archive, and nothing is unpacked to a path it chose.
set -euo pipefail
source "$(dirname "$0")/api.sh"

most_artifacts=20
most_bytes=20000000

if [ "$SPEEDGATE_RUN_EVENT" != pull_request ]; then
  note "the run was of no pull request"
  exit 0
fi
[[ "$SPEEDGATE_RUN_ID" =~ ^[0-9]+$ ]] && [[ "$SPEEDGATE_HEAD_SHA" =~ ^[0-9a-f]{40}$ ]] \
  || { echo "::error title=Speedgate comment::the event names no run and commit"; exit 1; }

folder="$(mktemp -d "${RUNNER_TEMP:-/tmp}/speedgate-comment.XXXXXX")"
# Asked for by branch, accepted by commit: a request that has moved on since is not commented with an old result.
head="$(jq -rn --arg owner "$SPEEDGATE_HEAD_OWNER" --arg branch "$SPEEDGATE_HEAD_BRANCH" '"\($owner):\($branch)" | @uri')"
api GET "/repos/$GITHUB_REPOSITORY/pulls?state=open&per_page=100&head=$head" >"$folder/pulls.json"
number="$(jq -r --arg sha "$SPEEDGATE_HEAD_SHA" --arg repository "$GITHUB_REPOSITORY" \
  '[.[] | select(.head.sha == $sha and .base.repo.full_name == $repository) | .number] | if length == 1 then .[0] else empty end' \
  "$folder/pulls.json")"
if ! [[ "$number" =~ ^[0-9]+$ ]]; then
  note "no open pull request has this commit as its newest"
  exit 0
fi

api GET "/repos/$GITHUB_REPOSITORY/actions/runs/$SPEEDGATE_RUN_ID/artifacts?per_page=100" >"$folder/artifacts.json"
jq -r --argjson count "$most_artifacts" --argjson most "$most_bytes" '[.artifacts[]
  | select(.name | test("^speedgate-comment-[A-Za-z0-9_.-]{1,60}$"))
  | select(.expired == false and .size_in_bytes <= $most)][:$count][] | "\(.id) \(.name)"' \
  "$folder/artifacts.json" >"$folder/list"

mkdir "$folder/verdicts"
while read -r identifier name; do
  api GET "/repos/$GITHUB_REPOSITORY/actions/artifacts/$identifier/zip" >"$folder/archive.zip" || continue
  # The limit counts what comes out, because a small archive can hold a large file.
  { timeout 60 unzip -p "$folder/archive.zip" verdict.json 2>/dev/null || true; } \
    | head -c $((most_bytes + 1)) >"$folder/verdict.json"
  size="$(wc -c <"$folder/verdict.json")"
  if [ "$size" -gt 0 ] && [ "$size" -le "$most_bytes" ]; then
    mv "$folder/verdict.json" "$folder/verdicts/${name#speedgate-comment-}.json"
  else
    echo "::warning title=Speedgate comment::an artifact holds no verdict of at most $most_bytes bytes; it is left out"
  fi
done <"$folder/list"
printf 'folder=%s\npull-request=%s\n' "$folder" "$number" >>"$GITHUB_OUTPUT"
