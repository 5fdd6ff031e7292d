# Measures, judges and renders. Ends with success whatever the verdict says, so that the later steps can report it;
# the last step turns the outputs into the build's status.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$SPEEDGATE_DIRECTORY"
mkdir -p "$SPEEDGATE_OUTPUT"
run="$SPEEDGATE_OUTPUT/run.json"
verdict="$SPEEDGATE_OUTPUT/verdict.json"
# What an earlier build left must not be taken for this one's.
rm -f "$verdict" "$SPEEDGATE_OUTPUT"/{report.html,report.md,report.json,variables.txt}
# A record that is given may lie where this one goes.
if [ -z "$SPEEDGATE_RUN" ]; then rm -f "$run"; fi

cannot_judge() {
  output outcome none
  output status 2
  output headline "$1"
  {
    printf '### Speedgate could not judge\n\n'
    printf '%s\n' "The log of the step \"Measure and judge\" says why."
  } >>"$GITHUB_STEP_SUMMARY"
  exit 0
}

measure() {
  local arguments=(run "$SPEEDGATE_SUITE" --baseline "$SPEEDGATE_BASELINES" --profile "$SPEEDGATE_PROFILE")
  [ -z "$SPEEDGATE_TIME_BUDGET" ] || arguments+=(--time-budget "$SPEEDGATE_TIME_BUDGET")
  [ -z "$SPEEDGATE_BUDGETS" ] || arguments+=(--budgets "$SPEEDGATE_BUDGETS")
  [ -z "${SPEEDGATE_LAYOUTS:-}" ] || arguments+=(--layouts "$SPEEDGATE_LAYOUTS")
  [ -z "${SPEEDGATE_SAME_CODE:-}" ] || arguments+=(--same-code "$SPEEDGATE_SAME_CODE")
  [ -z "$SPEEDGATE_SHARD" ] || arguments+=(--shard "$SPEEDGATE_SHARD")
  local pattern
  while IFS= read -r pattern; do
    [ -z "$pattern" ] || arguments+=(--filter "$pattern")
  done <<<"$SPEEDGATE_FILTER"
  # Measured for the question that it is judged by.
  "$SPEEDGATE_TOOLS/speedgate-bench" "${arguments[@]}" ${policy_arguments[@]+"${policy_arguments[@]}"} --output "$run"
}

for program in speedgate-bench speedgate-detect speedgate-report; do
  [ -x "$SPEEDGATE_TOOLS/$program" ] \
    || cannot_judge "there is no program '$SPEEDGATE_TOOLS/$program'; give product, or the programs' folder as tools"
done

# The budgets of the target branch, so that a pull request cannot loosen what judges it.
policy_arguments=()
if [ "$SPEEDGATE_POLICY" = base ] && [ "$SPEEDGATE_IS_PULL_REQUEST" = true ]; then
  if git cat-file -e "$SPEEDGATE_BASE_COMMIT^{commit}" 2>/dev/null \
    || patiently git fetch --quiet --no-tags --depth=1 origin "$SPEEDGATE_BASE_COMMIT"; then
    policy_arguments=(--policy-from "$SPEEDGATE_BASE_COMMIT")
  else
    cannot_judge "the target branch's budgets cannot be fetched; try again, or give policy: own"
  fi
fi

if [ -n "$SPEEDGATE_RUN" ]; then
  [ -f "$SPEEDGATE_RUN" ] || cannot_judge "there is no record '$SPEEDGATE_RUN'"
  # Copied, so that the artifact holds it, unless it lies there already.
  [ "$SPEEDGATE_RUN" -ef "$run" ] || cp -- "$SPEEDGATE_RUN" "$run" || cannot_judge "'$SPEEDGATE_RUN' cannot be read"
else
  measure || cannot_judge "the suite could not be measured"
  for folder in "$SPEEDGATE_BASELINES"/*/"$SPEEDGATE_SUITE_FOLDER/evidence"; do
    if [ -d "$folder" ]; then output has-launches true; fi
  done
fi
output run "$SPEEDGATE_DIRECTORY/$run"

if [ -n "$SPEEDGATE_SHARD" ]; then
  output outcome none
  output status 0
  output headline "shard $SPEEDGATE_SHARD was measured; another job merges and judges"
  exit 0
fi

arguments=(check "$run" --baseline "$SPEEDGATE_BASELINES" --read-only --output "$verdict")
[ -z "$SPEEDGATE_BUDGETS" ] || arguments+=(--budgets "$SPEEDGATE_BUDGETS")
# The check only reads it, to report the history of each regression.
if [ -e "${SPEEDGATE_HISTORY:-history}" ]; then arguments+=(--history "${SPEEDGATE_HISTORY:-history}"); fi
[ "$SPEEDGATE_STRICT" != true ] || arguments+=(--strict)
if [ "$SPEEDGATE_REQUIRE_BASELINE" = true ] && [ "$SPEEDGATE_IS_PULL_REQUEST" = true ]; then
  arguments+=(--require-baseline)
fi
status=0
"$SPEEDGATE_TOOLS/speedgate-detect" "${arguments[@]}" ${policy_arguments[@]+"${policy_arguments[@]}"} || status=$?
[ -f "$verdict" ] || cannot_judge "the run could not be judged"

"$SPEEDGATE_TOOLS/speedgate-report" render "$verdict" --quiet --run "$run" \
  --html "$SPEEDGATE_OUTPUT/report.html" \
  --markdown "$SPEEDGATE_OUTPUT/report.md" --json "$SPEEDGATE_OUTPUT/report.json" \
  --variables "$SPEEDGATE_OUTPUT/variables.txt" || cannot_judge "the verdict could not be rendered"

cat "$SPEEDGATE_OUTPUT/report.md" >>"$GITHUB_STEP_SUMMARY"
while IFS= read -r line; do output "${line%%=*}" "${line#*=}"; done <"$SPEEDGATE_OUTPUT/variables.txt"
output status "$status"
output verdict "$SPEEDGATE_DIRECTORY/$verdict"
output report "$SPEEDGATE_DIRECTORY/$SPEEDGATE_OUTPUT/report.html"
if [ "$SPEEDGATE_IS_PULL_REQUEST" = true ] && grep -qx 'baseline_found=false' "$SPEEDGATE_OUTPUT/variables.txt"; then
  echo "::warning title=Speedgate::there was no baseline to compare with: the main branch has not stored one for this" \
    "kind of machine, or the cache lost it. Only budgets were judged."
fi
