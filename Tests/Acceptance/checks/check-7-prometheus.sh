# The exposition and the alert rules in a real promtool; a broken budget raises its alert in a real Prometheus.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
source Tests/Acceptance/checks/build.sh
build speedgate-report
report="$bin/speedgate-report"
work="$SPEEDGATE_SCRATCH/prometheus"
mkdir -p "$work"
goldens=Tests/GateReportsTests/Goldens

# Only one remark of promtool's is known: that seconds are the base unit, where budgets are written in milliseconds.
for file in "$goldens"/*.prom; do
  promtool check metrics <"$file" >"$work/lint" 2>&1 || true
  if grep -v 'use base unit "seconds" instead of "milliseconds"' "$work/lint"; then
    echo "$file: promtool has something to say"; exit 1
  fi
done

"$report" alert-rules --quiet --budgets budgets --output "$work/own.yml"
cp "$goldens/alerts.yml" "$goldens/alerts_test.yml" "$work/"
for rules in "$work/own" "$work/alerts"; do
  promtool check rules "$rules.yml"
  promtool test rules "${rules}_test.yml"
done
sed 's/> 55"/> 5500"/' "$work/alerts.yml" >"$work/wrong.yml"
sed 's/alerts.yml/wrong.yml/' "$work/alerts_test.yml" >"$work/wrong_test.yml"
if promtool test rules "$work/wrong_test.yml" >/dev/null 2>&1; then
  echo "the tests pass rules with a wrong threshold"; exit 1
fi

# The example on the page.
python3 - docs/prometheus.md "$work/alertmanager.yml" <<'PYTHON'
import re, sys
text = open(sys.argv[1]).read()
open(sys.argv[2], "w").write(next(b for b in re.findall(r"```yaml\n(.*?)```", text, re.S) if "receivers:" in b))
PYTHON
amtool check-config "$work/alertmanager.yml"

# A real server scrapes a p95 of 11 ms and is given a budget of 10 ms.
cat >"$work/rich.json5" <<'JSON5'
{
  schema: "speedgate.budgets/1",
  budgets: [{ benchmark: "formation", p95: "10 ms", tolerance: "0%" }, { benchmark: "other", p95: "10 ms" }],
}
JSON5
"$report" alert-rules --quiet --budgets "$work/rich.json5" --prefix team_ci --output "$work/live.yml"
mkdir -p "$work/served"
cp "$goldens/rich.prom" "$work/served/metrics"
port=19321
(cd "$work/served" && exec python3 -m http.server "$port" --bind 127.0.0.1 >/dev/null 2>&1) &
server=$!
cat >"$work/prometheus.yml" <<YAML
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [live.yml]
scrape_configs:
  - job_name: speedgate
    honor_labels: true
    static_configs: [{ targets: ["127.0.0.1:$port"] }]
YAML
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/data" \
  --web.listen-address=127.0.0.1:19322 --log.level=error &
prometheus=$!
trap 'kill "$server" "$prometheus" 2>/dev/null || true' EXIT
for _ in $(seq 60); do
  promtool query instant http://127.0.0.1:19322 'ALERTS{alertstate="firing"}' >"$work/firing" 2>/dev/null || true
  grep -q HighLatencyFormation "$work/firing" && break
  sleep 1
done
grep -q 'alertname="HighLatencyFormation"' "$work/firing" || { echo "the alert does not fire"; exit 1; }
if grep -q HighLatencyOther "$work/firing"; then echo "an alert fires without a reason"; exit 1; fi
echo "prometheus: the exposition is clean, the rules keep their tests, and a broken budget raises its alert"
