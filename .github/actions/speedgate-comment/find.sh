# Finds the pull request of the run that ended, and makes the folder that the later steps share.
#
# The run may have been a stranger's. Its event is GitHub's word; what it uploaded is only data.
set -euo pipefail
source "$(dirname "$0")/api.sh"

if [ "$SPEEDGATE_RUN_EVENT" != pull_request ]; then
  note "the run was of no pull request"
  exit 0
fi
check_event

folder="$(mktemp -d "${RUNNER_TEMP:-/tmp}/speedgate-comment.XXXXXX")"
printf 'folder=%s\n' "$folder" >>"$GITHUB_OUTPUT"
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
printf 'pull-request=%s\n' "$number" >>"$GITHUB_OUTPUT"
