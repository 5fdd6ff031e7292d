# The reader of JSON accepts what Python's accepts, and reads the same values.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
swift build --product Evaluation >"$SPEEDGATE_SCRATCH/build.log" 2>&1 || { cat "$SPEEDGATE_SCRATCH/build.log"; exit 1; }
evaluation="$(swift build --show-bin-path)/Evaluation"
python3 Tests/Acceptance/checks/json-agreement.py "$evaluation" 100000 "$(date +%s)" \
  docs/grafana-dashboard.json docs/openapi.json docs/schemas/run.schema.json
