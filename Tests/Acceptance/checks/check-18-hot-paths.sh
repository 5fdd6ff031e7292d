# The suite of our own hot paths: the same program on both sides passes with its budgets kept, and a budget out of reach fails.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
# shellcheck source=build.sh
source Tests/Acceptance/checks/build.sh
build HotPathSuite speedgate-bench speedgate-detect
work="$SPEEDGATE_SCRATCH/hot-paths"
budgets=budgets/hot-paths
mkdir -p "$work"
"$bin/speedgate-bench" run "$bin/HotPathSuite" --against "$bin/HotPathSuite" --profile quick --time-budget 30s --quiet \
  --budgets "$budgets" --output "$work/run.json" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"$bin/speedgate-detect" check "$work/run.json" --read-only --budgets "$budgets" --output "$work/verdict.json" >"$work/check.txt" \
  || { cat "$work/check.txt"; exit 1; }
head -n 1 "$work/check.txt"
python3 - "$work/verdict.json" <<'PY'
import json, sys

verdict = json.load(open(sys.argv[1]))
rules = [each for each in verdict["findings"] if each["rule"] in ("budget", "growth", "speedup", "equivalence")]
kept = [each for each in rules if each["status"] == "passed"]
# On a busy machine a law may not be proven; counts and ratios are.
unproven = [each for each in rules if each not in kept]
assert all(each["rule"] == "growth" and each.get("metric") == "cpu_time" for each in unproven), unproven
assert {each["rule"] for each in rules} == {"budget", "growth", "speedup", "equivalence"}, rules
print(f"{len(kept)} rules kept by {len({each['benchmark'] for each in verdict['measurements']})} benchmarks")
PY

sed 's/at_least: 3,/at_least: 3000,/' "$budgets/hot-paths.json5" >"$work/budgets.json5"
if cmp -s "$work/budgets.json5" "$budgets/hot-paths.json5"; then echo "the budgets were not tightened"; exit 1; fi
status=0
"$bin/speedgate-detect" check "$work/run.json" --read-only --budgets "$work/budgets.json5" >"$work/check.txt" || status=$?
[ "$status" -eq 1 ] || { echo "a speed-up out of reach ended with $status:"; cat "$work/check.txt"; exit 1; }
grep -qF "1 short of a speed-up" "$work/check.txt" || { cat "$work/check.txt"; exit 1; }
