# Makes a run of the main branch the newest baseline, with the program that made it where there is one.
set -euo pipefail
source "$(dirname "$0")/common.sh"
workspace="$PWD"
cd "$SPEEDGATE_DIRECTORY"
# What was measured in part makes no baseline: later runs would not miss what it lacks.
if grep -q '"partial" *: *true' "$workspace/$SPEEDGATE_VERDICT"; then
  echo "::notice title=Speedgate::this run holds a part of its suite, so it does not become the baseline"
  exit 0
fi
arguments=(--verdict "$workspace/$SPEEDGATE_VERDICT" --baseline "$SPEEDGATE_BASELINES")
# The budgets say how old the anchor may become.
[ -z "${SPEEDGATE_BUDGETS:-}" ] || arguments+=(--budgets "$SPEEDGATE_BUDGETS")
# Commands are built again from their commit, and another harness's numbers have no program.
[ -z "$SPEEDGATE_SUITE" ] || arguments+=(--program "$SPEEDGATE_SUITE")
"$SPEEDGATE_TOOLS/speedgate-detect" baseline update "$workspace/$SPEEDGATE_RUN" "${arguments[@]}" \
  || refuse "the run could not be stored as the baseline"

# What is stored is traced, so that later gates know what its benchmarks execute. Without it they compare more.
if [ -n "$SPEEDGATE_SUITE" ] && [ "${SPEEDGATE_TRACE:-true}" = true ] && [ "$(uname -s)" = Linux ]; then
  "$SPEEDGATE_TOOLS/speedgate-bench" trace "$SPEEDGATE_SUITE" --baseline "$SPEEDGATE_BASELINES" --if-possible --quiet \
    || echo "::warning title=Speedgate::what the benchmarks execute was not recorded; the log of this step says why."
fi
