# Makes the nearest ancestor of what is checked out the newest of the restored baselines. Nothing here fails a build:
# where the history cannot be fetched, the newest baseline is as good as it gets.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$SPEEDGATE_DIRECTORY"
[ -d "$SPEEDGATE_BASELINES" ] || exit 0
if [ "$(git rev-parse --is-shallow-repository 2>/dev/null || echo false)" = true ]; then
  # The checkout keeps no credentials, so this works where everybody may read.
  git fetch --quiet --no-tags --deepen=200 origin "$GITHUB_SHA" 2>/dev/null \
    || echo "the history could not be fetched; with fetch-depth: 0 the checkout brings it"
fi
"$SPEEDGATE_TOOLS/speedgate-detect" baseline prune --baseline "$SPEEDGATE_BASELINES" --nearest-to HEAD --yes \
  || echo "::warning title=Speedgate::the nearest ancestor could not be chosen; the newest baseline is taken"
