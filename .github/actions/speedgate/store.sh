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

# What is stored is traced, so that later gates know what its benchmarks execute. Without it they compare more.
if [ "${SPEEDGATE_TRACE:-true}" = true ] && [ "$(uname -s)" = Linux ]; then
  "$SPEEDGATE_TOOLS/speedgate-bench" trace "$SPEEDGATE_SUITE" --baseline "$SPEEDGATE_BASELINES" --if-possible --quiet \
    || echo "::warning title=Speedgate::what the benchmarks execute was not recorded; the log of this step says why."
fi
