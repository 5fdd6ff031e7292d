# Pipelines in Python, JavaScript and the shell write lines without a dependency, and lead from nothing to a failing gate, a
# history, a dashboard page and a query in DuckDB, without a line of Swift.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
source Tests/Acceptance/checks/build.sh
build speedgate-bench speedgate-detect speedgate-report
work="$SPEEDGATE_SCRATCH/emitters"
mkdir -p "$work"
cp docs/emitters/* "$work"
schemas="$SPEEDGATE_ROOT/docs/schemas"
sql="$SPEEDGATE_ROOT/docs/sql/duckdb.sql"
for file in docs/emitters/*; do
  [ "$(wc -l <"$file")" -le 60 ] || { echo "$file has more than 60 lines"; exit 1; }
done
shellcheck --shell=dash --severity=warning docs/emitters/speedgate-lines.sh
cd "$work"

cat >pipeline.py <<'PY'
import sys
from speedgate_lines import Lines

lines, rows = Lines(sys.argv[1], suite="intake", job="intake", commit="c0ffee1"), int(sys.argv[2])
for _ in range(6):
    with lines.call("intake", tags=["pipeline"], component="formation") as call:
        with call.step("read", "read") as step:
            step["rows_read"] = rows
        with call.step("score") as step:
            sum(i * i for i in range(rows * 200))
        with call.step("write", "write") as step:
            step["rows_written"] = rows
lines.sample("intake", 0.93, "ratio", metric="match_rate", better="higher")
lines.stage("ingest", 4, 4, 0.04, sequential_ms=120)
PY
cat >pipeline.mjs <<'JS'
import { Lines } from "./speedgate-lines.mjs";
const lines = new Lines(process.argv[2], { suite: "intake", job: "intake" });
for (let turn = 0; turn < 6; turn++) {
  await lines.call("intake", async (step) => {
    const rows = await step("read", "read", async (fact) => { fact.rows_read = 60; return 60; });
    await step("write", "write", async (fact) => { fact.rows_written = rows; });
  }, { tags: ["pipeline"] });
}
lines.sample("intake", 0.93, "ratio", { metric: "match_rate", better: "higher" });
lines.stage("ingest", 4, 4, 40, { sequential_ms: 120 });
JS
cat >pipeline.sh <<'SH'
. ./speedgate-lines.sh
lines_begin "$1" intake
intake() {
  lines_step read read rows_read=60 -- true
  lines_step write write rows_written=60 -- true
}
for _ in 1 2 3 4 5 6; do lines_call intake -- intake; done
lines_sample intake 0.93 ratio metric=match_rate better=higher
_lines_write stage=ingest jobs=4 workers=4 duration_ms=40 sequential_ms=120
SH
cat >budgets.json5 <<'JSON5'
{
  schema: "speedgate.budgets/1",
  budgets: [
    { benchmark: "intake", metric: "rows_read", max: 60 },
    { benchmark: "intake", metric: "rows_written", at_least: 60 },
    { benchmark: "intake", metric: "step:write", max: "30 s" },
    { benchmark: "intake", metric: "match_rate", at_least: "70%" },
    { benchmark: "ingest", metric: "speedup", at_least: 2.5 },
  ],
  service_levels: { levels: [{ tag: "pipeline", breach: "60 s", min_rows: 10 }] },
}
JSON5

judge() {
  "$bin/speedgate-bench" import "$1" --output "$1.run.json" --quiet
  status=0
  "$bin/speedgate-detect" check "$1.run.json" --budgets budgets.json5 --output "$1.verdict.json" >"$1.out" || status=$?
  [ "$status" -eq "$2" ] || { cat "$1.out"; echo "the gate of $1 ended with $status, not with $2"; exit 1; }
}

python3 pipeline.py python.ndjson 60
node pipeline.mjs node.ndjson
dash pipeline.sh dash.ndjson
bash pipeline.sh bash.ndjson
for lines in python node dash bash; do
  split -l 1 -d -a 4 --additional-suffix .json "$lines.ndjson" "line-$lines-"
  check-jsonschema --quiet --schemafile "$schemas/lines.schema.json" line-"$lines"-*.json
  judge "$lines.ndjson" 0
  check-jsonschema --quiet --schemafile "$schemas/run.schema.json" "$lines.ndjson.run.json"
done
python3 - <<'PY'
import json
for name in ("python", "node", "dash", "bash"):
    run = json.load(open(f"{name}.ndjson.run.json"))
    intake, ingest = run["benchmarks"]
    kinds = {step["step_id"]: step.get("kind") for step in intake["steps"]}
    assert kinds["read"] == "read" and kinds["write"] == "write", (name, kinds)
    metrics = {series["metric"]: series["launches"] for series in intake["metrics"]}
    assert metrics["rows_read"] == [[60] * 6] and len(metrics["step:read"][0]) == 6, (name, metrics)
    assert {s["metric"]: s["launches"] for s in ingest["metrics"]}["speedup"] == [[3]], name
print("four emitters say the same")
PY

echo "figures that are no numbers, half characters, a command without --"
cat >odd.py <<'PY'
from speedgate_lines import Lines
lines = Lines("odd-python.ndjson", job="intake")
lines.sample("intake", float("nan"), "ratio", metric="match_rate")
lines.sample("intake", 1, "ms", tags=["caf\udce9"])
lines.sample("intake", object(), "ms")
PY
cat >odd.mjs <<'JS'
import { Lines } from "./speedgate-lines.mjs";
const lines = new Lines("odd-node.ndjson", { job: "intake" });
lines.sample("intake", NaN, "ratio", { metric: "match_rate" });
lines.sample("intake", 1, "ms", { tags: ["caf\udce9"] });
JS
cat >odd.sh <<'SH'
set -u
. ./speedgate-lines.sh
lines_begin "$1" intake
status=a start=b step=c benchmark=d
work() { exit 3; }
shown() { echo "$status $start $step $benchmark"; }
result=0; lines_call intake touch ran || result=$?
[ "$result" = 2 ] && [ ! -e ran ] || exit 9
result=0; lines_step read read touch ran || result=$?
[ "$result" = 2 ] && [ ! -e ran ] || exit 9
result=0; lines_call other -- work || result=$?
[ "$result" = 3 ] || exit 9
lines_step read "" rows_read=007 -- true
[ "$(lines_call intake tags=a,b 'component=two "words"' -- shown)" = "a b c d" ] || exit 9
lines_sample intake nan ratio metric=match_rate
lines_sample intake "" ratio metric=match_rate
SH
python3 odd.py 2>odd-python.err
node odd.mjs 2>odd-node.err
timeout 60 dash odd.sh odd-dash.ndjson 2>odd-dash.err
timeout 60 bash odd.sh odd-bash.ndjson 2>odd-bash.err
for lines in python node dash bash; do
  grep -q 'left out' "odd-$lines.err"
  split -l 1 -d -a 4 --additional-suffix .json "odd-$lines.ndjson" "line-odd-$lines-"
  check-jsonschema --quiet --schemafile "$schemas/lines.schema.json" line-odd-"$lines"-*.json
  "$bin/speedgate-bench" import "odd-$lines.ndjson" --output odd.json --quiet
  if grep -q match_rate odd.json; then echo "a figure that is no number was kept"; exit 1; fi
done
grep -q '"error":"work ended with 3"' odd-bash.ndjson
grep -q '"tags":\["a","b"\]' odd-dash.ndjson

echo "a failing gate, the history, the dashboard, SQL"
python3 pipeline.py more.ndjson 61
judge more.ndjson 1
grep -q 'rows_read' more.ndjson.out
for lines in python more; do
  "$bin/speedgate-detect" history append "$lines.ndjson.run.json" "$lines.ndjson.verdict.json" --quiet
done
"$bin/speedgate-detect" history append-event formation.performance query_ms=1 transform_ms=2 write_ms=3 rows_read=60 --quiet
"$bin/speedgate-report" dashboard --output site >/dev/null
grep -rq 'intake' site --include='*.html'
python3 - "$sql" <<'PY'
import duckdb, pathlib, sys
sql = duckdb.connect()
sql.execute("SET VARIABLE history = 'history'")
sql.execute(pathlib.Path(sys.argv[1]).read_text())
kinds = dict(sql.execute("SELECT event_type, count(*) FROM event_log GROUP BY event_type").fetchall())
assert kinds["run_finished"] == 2 and kinds["phase_performance"] >= 1 and kinds["step_timings"] == 2, kinds
rows = sql.execute("SELECT max(max) FROM performance WHERE benchmark = 'intake' AND metric = 'rows_read'").fetchall()
assert rows == [(61.0,)], rows
PY

echo "a pipeline that fails, a record of a job, a million lines"
cat >failing.py <<'PY'
from speedgate_lines import Lines
lines = Lines("failing.ndjson", job="intake")
try:
    with lines.call("intake"):
        raise OSError("no connection")
except OSError:
    pass
PY
python3 failing.py
judge failing.ndjson 1
grep -q 'no connection' failing.ndjson.out
echo '{"run_id":"01KH4SATJ0CWDFWGC8NVQ5HF36","job_id":"form_01","duration_ms":84694,"rows_read":978,"rows_written":429}' >job.json
advice="$("$bin/speedgate-detect" check job.json 2>&1 || true)"
command="$(sed "s/.*'\(speedgate-bench import [^']*\)'.*/\1/" <<<"$advice")"
PATH="$bin:$PATH" bash -c "$command --quiet"
"$bin/speedgate-detect" check run.json >/dev/null
python3 - <<'PY'
with open("million.ndjson", "w") as file:
    file.write('{"schema":"speedgate.lines/1"}\n')
    for number in range(1_000_000):
        file.write('{"benchmark":"b%d","duration_ms":%d.5,"tags":["x"]}\n' % (number % 100, number % 997))
PY
/usr/bin/time -f 'a million lines: %e s, %M kB' "$bin/speedgate-bench" import million.ndjson --output million.json --quiet
