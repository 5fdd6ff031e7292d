# Instructions on callgrind's simulated processor: equal from run to run, and more where there is more work.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
log="$SPEEDGATE_SCRATCH/instructions.log"
suite=".build/release/reference-workloads"
bench=".build/release/speedgate-bench"

measure() {
  "$bench" run "$suite" --against "$suite" --filter pipeline/causal_detection --filter query/before --profile quick --instructions --quiet \
    --output "$SPEEDGATE_SCRATCH/$1" "${@:2}" >"$log" 2>&1 || { cat "$log"; exit 1; }
}
measure equal.json
measure more.json --candidate-env SPEEDGATE_REFERENCE_SLOWDOWN=pipeline/causal_detection=100%
measure share.json --candidate-env SPEEDGATE_REFERENCE_SLOWDOWN=pipeline/causal_detection=5%
python3 - "$SPEEDGATE_SCRATCH/equal.json" "$SPEEDGATE_SCRATCH/more.json" "$SPEEDGATE_SCRATCH/share.json" <<'PY'
import json
import sys


def counts(path):
    for benchmark in json.load(open(path))["benchmarks"]:
        for series in benchmark["metrics"]:
            if series["metric"] == "instructions":
                yield benchmark["name"], series


for name, series in counts(sys.argv[1]):
    assert "unavailable" not in series, f"{name}: {series['unavailable']}"
    values = {value for side in ("launches", "baseline_launches") for launch in series[side] for value in launch}
    # All but the few that depend on where the system put something.
    assert min(values) > 100 and max(values) / min(values) < 1.001, f"{name} does not repeat: {series}"
for path, asked in (sys.argv[2], 2.0), (sys.argv[3], 1.05):
    for name, series in counts(path):
        ratio = series["launches"][0][0] / series["baseline_launches"][0][0]
        wanted = asked if name == "pipeline/causal_detection" else 1.0
        # A few per mille: the sizes of pieces are near their instructions, not equal to them.
        assert abs(ratio - wanted) < 0.005, f"{name}: {ratio}, not {wanted}"
        print(f"{name}: {ratio:.4f} of the instructions")
PY
