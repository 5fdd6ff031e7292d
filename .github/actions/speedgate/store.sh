# Makes a run of the main branch the newest baseline, with the program that made it.
set -euo pipefail
source "$(dirname "$0")/common.sh"
workspace="$PWD"
cd "$SPEEDGATE_DIRECTORY"
arguments=(--verdict "$workspace/$SPEEDGATE_VERDICT" --baseline "$SPEEDGATE_BASELINES")
# The budgets say how old the anchor may become.
[ -z "${SPEEDGATE_BUDGETS:-}" ] || arguments+=(--budgets "$SPEEDGATE_BUDGETS")
"$SPEEDGATE_TOOLS/speedgate-detect" baseline update "$workspace/$SPEEDGATE_RUN" --program "$SPEEDGATE_SUITE" \
  "${arguments[@]}" \
  || refuse "the run could not be stored as the baseline"
