# The action and the workflows do what they promise, in a simulated runner.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
for product in speedgate-bench speedgate-detect speedgate-report reference-workloads; do
  swift build -c release --product "$product" >"$SPEEDGATE_SCRATCH/build.log" 2>&1 || { cat "$SPEEDGATE_SCRATCH/build.log"; exit 1; }
done
python="${SPEEDGATE_TOOLS:-$HOME/.cache/speedgate-tools}/bin/python"
PYTHONDONTWRITEBYTECODE=1 "$python" Tests/Acceptance/checks/action-stories.py . "$(swift build -c release --show-bin-path)"
PYTHONDONTWRITEBYTECODE=1 "$python" Tests/Acceptance/checks/ci-stories.py . "$(swift build -c release --show-bin-path)"
