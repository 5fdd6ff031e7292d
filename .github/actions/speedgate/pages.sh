# Adds the run to the history and draws the dashboard from it.
set -euo pipefail
source "$(dirname "$0")/common.sh"
workspace="$PWD"
cd "$SPEEDGATE_DIRECTORY"
site="$SPEEDGATE_OUTPUT/site"
rm -rf "$site"
"$SPEEDGATE_TOOLS/speedgate-detect" history append "$workspace/$SPEEDGATE_RUN" "$workspace/$SPEEDGATE_VERDICT" \
  --history "$SPEEDGATE_HISTORY" || refuse "the run could not be added to the history"
"$SPEEDGATE_TOOLS/speedgate-report" dashboard --history "$SPEEDGATE_HISTORY" --branch "$GITHUB_REF_NAME" --output "$site" \
  || refuse "the dashboard could not be drawn"
output site "$SPEEDGATE_DIRECTORY/$site"
