# Two teams begin with nothing and end with a failing gate, an alert, a dashboard's page and a query in DuckDB.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
# shellcheck source=build.sh
source Tests/Acceptance/checks/build.sh
build speedgate-bench speedgate-detect speedgate-report
python="${SPEEDGATE_TOOLS:-$HOME/.cache/speedgate-tools}/bin/python"
for team in operations python; do
  echo "the $team team"
  PYTHONDONTWRITEBYTECODE=1 "$python" "Tests/Acceptance/checks/$team-team-story.py" "$bin" "$SPEEDGATE_SCRATCH/$team-team"
done
