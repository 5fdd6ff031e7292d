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

# The push on the page, exactly as written there, to a real gateway, from which a real server scrapes.
verdict="$work/verdict.json"
python3 Tests/Acceptance/checks/make-verdict.py "$verdict" 20
prometheus-pushgateway --web.listen-address=127.0.0.1:19323 --log.level=error &
gateway=$!
trap 'kill "$server" "$prometheus" "$gateway" 2>/dev/null || true' EXIT
python3 - docs/prometheus.md "$work/push.sh" <<'PYTHON'
import re, sys
text = open(sys.argv[1]).read()
lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines() if "curl" in line]
assert len(lines) == 1, lines
open(sys.argv[2], "w").write(lines[0].replace("http://localhost:9091", "http://127.0.0.1:19323") + "\n")
PYTHON
for _ in $(seq 50); do
  curl -fsS http://127.0.0.1:19323/-/ready >/dev/null && break
  sleep 0.2
done
(cd "$work" && PATH="$(dirname "$report"):$PATH" bash push.sh)
curl -fsS http://127.0.0.1:19323/metrics >"$work/pushed"
grep -q '^speedgate_pipeline_latency_milliseconds{.*suite="large-suite"' "$work/pushed"
[ "$(grep -c '^speedgate_budget_limit{' "$work/pushed")" -eq 20 ] || { echo "the gateway has not what was pushed"; exit 1; }

# Every query of the dashboard is one that a server understands, about series that are written.
python3 - docs/grafana-dashboard.json Sources/GateReports/Services/PrometheusReport.swift <<'PYTHON' >"$work/queries"
import json, re, sys
dashboard = json.load(open(sys.argv[1]))
written = set(re.findall(r"\\\(prefix\)_([a-z_]+)", open(sys.argv[2]).read()))
queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
assert len(queries) >= 10, len(queries)
for query in queries:
    for name in re.findall(r"\$\{prefix\}_([a-z_]+)", query):
        assert name.removesuffix("_bucket") in written, (name, written)
    print(query.replace("${prefix}", "team_ci").replace("$suite", ".*").replace("$node", ".*"))
PYTHON
while IFS= read -r query; do
  promtool query instant http://127.0.0.1:19322 "$query" >/dev/null || { echo "no query: $query"; exit 1; }
done <"$work/queries"
echo "prometheus: the exposition is clean, the rules keep their tests, a broken budget raises its alert,"\
  "a push arrives, and $(wc -l <"$work/queries") queries of the dashboard are understood"
