# The action and the workflows do what they promise, in a simulated runner.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
source Tests/Acceptance/checks/build.sh
build speedgate-bench speedgate-detect speedgate-report reference-workloads DrawnSuite
python="${SPEEDGATE_TOOLS:-$HOME/.cache/speedgate-tools}/bin/python"
for stories in action comment retry machine language ci release; do
  PYTHONDONTWRITEBYTECODE=1 "$python" "Tests/Acceptance/checks/$stories-stories.py" . "$bin"
done
