# Several machines, one verdict: shares, merging, stopping together, and GNU parallel, with the suite of the evaluation.
# The "machines" are launches on this one, as runs of their own.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
# shellcheck source=build.sh
source Tests/Acceptance/checks/build.sh
build speedgate-bench speedgate-detect EvaluationSuite
bench="$bin/speedgate-bench"
detect="$bin/speedgate-detect"
work="$SPEEDGATE_SCRATCH/machines"
mkdir -p "$work/shared"
cd "$work"
suite="$bin/EvaluationSuite"
# Another file with the same work, as a baseline is.
cp "$suite" baseline
printf 'x' >>baseline
export EVALUATION_MORE=""
printf '{ schema: "speedgate.budgets/1", regressions: { wall_time: { fail: "2%%" } } }\n' >budgets.json5
common=("$suite" --against "$work/baseline" --quiet --budgets budgets.json5 --explain never --filter 'chain{n=1000}')
slower=(--candidate-env "EVALUATION_MORE=chain{n=1000}=0.1")

# Prints the verdict's words, and ends as the check did.
judge() {
  local status=0
  "$detect" check "$1" --read-only --budgets budgets.json5 --output verdict.json --quiet || status=$?
  python3 - <<'END'
import json
for row in json.load(open("verdict.json"))["findings"]:
    if row.get("metric") == "wall_time":
        evidence = row["evidence"]
        print(row["rule"], row["status"], evidence["launches"], evidence.get("machines"), evidence.get("agreeing_machines"))
END
  return "$status"
}

# 1. Four shares, each of which is too small to prove anything, prove a slow-down together.
for machine in 1 2 3 4; do
  "$bench" run "${common[@]}" "${slower[@]}" --machine "$machine/4" --output "share-$machine.json" 2>log || { cat log; exit 1; }
done
"$bench" merge share-*.json --output merged.json --quiet
if judge merged.json; then echo "a slow-down by 10 % passed"; exit 1; fi
if judge share-1.json >/dev/null; then echo "one share alone proves nothing, as it should"; else echo "a share decided alone"; fi

# 2. A record that is named twice counts once.
"$bench" merge share-*.json share-1.json share-2.json --output twice.json --quiet
python3 - <<'END'
import json
once, twice = (json.load(open(name)) for name in ("merged.json", "twice.json"))
assert once["benchmarks"] == twice["benchmarks"] and len(twice["machines"]) == 4
print("named twice, counted once")
END

# A copy under another identifier does not count at all.
python3 - <<'END'
import json
copy = json.load(open("share-1.json"))
copy["run_id"] = copy["run_id"][:-1] + ("0" if copy["run_id"][-1] != "0" else "1")
json.dump(copy, open("copy.json", "w"))
END
status=0
"$bench" merge share-*.json copy.json --output copied.json --quiet 2>log || status=$?
[ "$status" = 2 ] && grep -q 'copy.json: holds the same launches' log && [ ! -e copied.json ]

# 3. The same program on both sides passes.
for machine in 1 2 3 4; do
  "$bench" run "${common[@]}" --machine "$machine/4" --output "same-$machine.json" 2>log || { cat log; exit 1; }
done
"$bench" merge same-*.json --output same.json --quiet
judge same.json

# 4. Two jobs at the same time stop when both together have decided, and what they kept can be merged.
pids=()
for machine in 1 2; do
  "$bench" run "${common[@]}" "${slower[@]}" --profile thorough --machine "$machine/2" --evidence-to shared \
    --evidence-from shared --output "together-$machine.json" 2>"log-$machine" &
  pids+=("$!")
done
for pid in "${pids[@]}"; do wait "$pid" || { cat log-*; exit 1; }; done
[ "$(find shared -name '*.json' | wc -l)" = 2 ]
"$bench" merge shared/*.json --output together.json --quiet
if judge together.json; then echo "a slow-down by 10 % passed"; exit 1; fi
python3 - <<'END'
import json
def pairs(name):
    metrics = json.load(open(name))["benchmarks"][0]["metrics"]
    return next(len(m["launches"]) for m in metrics if m["metric"] == "wall_time")
own = [pairs(f"together-{machine}.json") for machine in (1, 2)]
print("stopped together after", own, "launch pairs")
# The thorough profile measures hundreds where nothing is decided.
assert max(own) < 100, own
END

# 5. What cannot be read ends a run before it measures; records of other programs do not count.
cp -R shared torn
printf '{"schema": "speedgate.run/1", "ben' >torn/torn.json
status=0
"$bench" run "${common[@]}" --evidence-from torn --output never.json 2>log || status=$?
[ "$status" = 2 ] && grep -q torn/torn.json log && [ ! -e never.json ]
[ "$(wc -l <log)" = 1 ]
"$bench" run "${common[@]}" --profile quick --evidence-from shared --output other.json 2>log
grep -q 'variables of --candidate-env, and are not used' other.json

# 6. GNU parallel fans out and collects.
rm -f machine-*.json
export suite
baseline="$work/baseline" parallel --will-cite --jobs 1 \
  "$bench" run '$suite' --against '$baseline' --machine '{}/3' --quiet --explain never --filter "'chain{n=1000}'" \
  --output 'machine-{}.json' ::: 1 2 3 2>log || { cat log; exit 1; }
"$bench" merge machine-*.json --output fanned.json
judge fanned.json
