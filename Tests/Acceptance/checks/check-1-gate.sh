# The main job on the built-in suite: first run, a budget that is broken, second run, a slow-down that is found.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
baseline="$SPEEDGATE_SCRATCH/baselines"
log="$SPEEDGATE_SCRATCH/gate.log"

gate() { swift package --allow-writing-to-package-directory gate --baseline "$baseline" "$@" >"$log" 2>&1; }
expect() { grep -qF -- "$1" "$log" || { echo "expected '$1' in:"; cat "$log"; exit 1; }; }

gate || { echo "the first run failed:"; cat "$log"; exit 1; }
# The suite has budgets, so something was judged without a baseline.
expect "budgets kept"
expect "no baseline"
expect ": this run and its program, in "
expect "report.html"
echo "first run: establishes the baseline"

# Before the runs of the whole suite, of which later checks read the last: this one measures a part of it.
mkdir -p "$SPEEDGATE_SCRATCH/tight"
sed 's/pipeline\/embedding", p95: "50 ms"/pipeline\/embedding", p95: "1 µs"/' budgets/reference-workloads.json5 \
  >"$SPEEDGATE_SCRATCH/tight/budgets.json5"
if gate --profile quick --budgets "$SPEEDGATE_SCRATCH/tight" --filter 'pipeline/*'; then
  echo "a budget below reality was passed:"; cat "$log"; exit 1
fi
expect "1 over budget"
expect "pipeline/embedding p95"
echo "budget found broken: $(grep -m 1 -F 'pipeline/embedding p95' "$log")"

gate --profile quick || { echo "the second run failed:"; cat "$log"; exit 1; }
expect "paired with"
echo "second run: $(grep -F 'paired with' "$log")"

if gate --profile quick --candidate-env SPEEDGATE_REFERENCE_SLOWDOWN=pipeline/embedding=50%; then
  echo "a slow-down of 50 % was passed:"; cat "$log"; exit 1
fi
# Its time, and the allocations of the work that is done again: three rows of one benchmark.
expect "✗ gate failed: 1 regressed"
# A long row shortens its name, so the verdict shows which benchmark comes first.
first="$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["findings"][0]["benchmark"])' \
  .build/speedgate/reference-workloads/verdict.json)"
[ "$first" = pipeline/embedding ] || { echo "$first is named first:"; cat "$log"; exit 1; }
echo "slow-down found: $(grep -m 1 -E '^  ✗' "$log")"
