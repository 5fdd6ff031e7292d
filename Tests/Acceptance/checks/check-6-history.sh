# The history survives kills and a full disk, keeps its schema, says the same as DuckDB, and stays quick at a million events.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
source Tests/Acceptance/checks/build.sh
build speedgate-detect
detect="$bin/speedgate-detect"
files="$(dirname "$(dirname "$bin")")/speedgate/reference-workloads"
work="$SPEEDGATE_SCRATCH/history"
checks="$SPEEDGATE_ROOT/Tests/Acceptance/checks"
mkdir -p "$work"

echo "kill -9"
mkdir "$work/kill"
python3 "$checks/history-kill.py" "$detect" "$files/run.json" "$work/kill" 500

echo "a full disk"
full() {
  mount -t tmpfs -o size=256k speedgate-full "$1" || return 3
  trap 'umount "$work/full" 2>/dev/null || true' EXIT
  status=0
  for _ in $(seq 300); do
    before="$({ cat "$1"/h/events-*.ndjson 2>/dev/null || true; } | sha256sum)"
    "$2" history append "$3" --history "$1/h" --no-archive >/dev/null 2>"$1.err" || { status=$?; break; }
  done
  after="$(cat "$1"/h/events-*.ndjson | sha256sum)"
  "$2" history query --history "$1/h" --since 2020-01-01 --limit 1 >/dev/null 2>"$1.query"
  passed_over="$(grep -c 'no event' "$1.query" || true)"
  umount "$1"
  cat "$1.err"
  [ "$status" -eq 2 ] || { echo "the command ended with $status, not with 2"; return 1; }
  [ "$(wc -l <"$1.err")" -eq 1 ] && grep -q 'no space left on device; nothing was changed' "$1.err" || return 1
  [ "$before" = "$after" ] && [ "$passed_over" -eq 0 ] || { echo "the log was changed"; return 1; }
}
export -f full
mkdir "$work/full"
if [ "$(id -u)" -eq 0 ]; then
  full "$work/full" "$detect" "$files/run.json"
else
  unshare -rm bash -c "full '$work/full' '$detect' '$files/run.json'"
fi

echo "schema and SQL"
h="$work/log"
python3 - "$files" "$work" <<'PY'
import json, random, sys
files, work = sys.argv[1:]
random.seed(1)
run, verdict = json.load(open(f"{files}/run.json")), json.load(open(f"{files}/verdict.json"))
finding = dict(
    benchmark=run["benchmarks"][0]["name"], rule="service_level", metric="wall_time", statistic="median", unit="ns",
    direction="lower_is_better", evidence=dict(kind="observed", launches=5, samples=50), message="a level", notes=[],
    service_level=dict(category="GOOD", warning=90, breach=120, source="b:1"))
regressed = dict(
    benchmark=run["benchmarks"][1]["name"], rule="regression", metric="wall_time", statistic="median", unit="ns",
    direction="lower_is_better", status="regressed", severity="major", value=150, baseline_value=100,
    change=dict(ratio=1.5, tolerance=0.05), evidence=dict(kind="paired", launches=9, samples=90),
    message="it got slower", notes=[])
# With a baseline, whatever gate wrote the record last: without one, silence about a regression resolves nothing.
verdict["baseline"] = dict(
    paired=True, run_count=1, run_id="BASE0000", same_environment=True, started_at=run["started_at"], suite=run["suite"])
from datetime import datetime, timedelta, timezone
for number in range(12):
    time = (datetime.now(timezone.utc) - timedelta(days=6.5) + timedelta(hours=12 * number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    run["run_id"] = verdict["run"]["run_id"] = f"RUN{number:04d}"
    run["started_at"] = verdict["run"]["started_at"] = verdict["checked_at"] = time
    run["suite"]["branch"] = verdict["run"]["suite"]["branch"] = "main" if number % 4 else "change"
    for benchmark in run["benchmarks"]:
        for series in benchmark["metrics"]:
            factor = 1 + random.random() / 10
            series["launches"] = [[value * factor for value in launch] for launch in series["launches"]]
    status = ["WITHIN_SLA", "WITHIN_SLA", "SLA_WARNING", "SLA_BREACH"][number % 4]
    level = finding | dict(
        status="over_budget" if number % 4 == 3 else "passed", value=80 + 20 * (number % 4),
        service_level=finding["service_level"] | dict(status=status))
    verdict["findings"] = [level] + ([regressed] if number < 3 else [])
    # The outcome and the account follow from the findings, or the verdict is refused.
    is_broken = level["status"] == "over_budget"
    fails = number < 3 or (is_broken and level.get("mode") != "warn")
    warns = is_broken or status == "SLA_WARNING"
    verdict["outcome"] = "fail" if fails else "warn" if warns else "pass"
    verdict["attention"] = dict(unused_rules=0, remarks=0)
    verdict["accounting"] = dict.fromkeys(verdict["accounting"], 0) | dict(limits=1, compared=int(number < 3))
    json.dump(run, open(f"{work}/run-{number}.json", "w"))
    json.dump(verdict, open(f"{work}/verdict-{number}.json", "w"))
PY
for number in 0 1 2 3 4 5 6 7 8 9 10 11; do
  "$detect" history append "$work/run-$number.json" "$work/verdict-$number.json" --history "$h" --quiet
  [ "$number" = 0 ] || continue
  # Answered while it is open: a resolved alert takes no answer. Kept in files: a reader that closes a pipe early would
  # end the command that writes it.
  "$detect" history events --history "$h" --since 2020-01-01 --type finding >"$work/findings.ndjson"
  alert="$(sed -n '/"rule":"regression"/{s/.*"id":"\([^"]*\)".*/\1/p;q}' "$work/findings.ndjson")"
  "$detect" history acknowledge "$alert" --history "$h" --by check --note seen --quiet
  "$detect" history alerts --history "$h" --state acknowledged --format json >"$work/acknowledged.json"
  grep -q '"note":"seen"' "$work/acknowledged.json"
done
# Twice the same run counts once, here and in SQL.
"$detect" history append "$work/run-3.json" "$work/verdict-3.json" --history "$h" --quiet
# Run 4 is on the same branch and no longer finds it.
"$detect" history alerts --history "$h" --state resolved --format json >"$work/resolved.json"
grep -q '"note":"seen"' "$work/resolved.json"
split -l 1 -d -a 4 --additional-suffix .json <(cat "$h"/events-*.ndjson) "$work/event-"
check-jsonschema --schemafile docs/schemas/event.schema.json "$work"/event-*.json
python3 "$checks/history-sql.py" "$detect" "$h"
mkdir "$work/alerts"
python3 "$checks/alert-lives.py" "$detect" "$h" "$work/alerts" 20

echo "alerts for a webhook"
python3 "$checks/alert-webhook.py" "$detect" "$h" "$work"

echo "a million events"
python3 "$checks/make-history.py" "$work/million" 1000000
million() {
  printf '%-70s' "$*"
  /usr/bin/env time -f '%e s, %M kB' "$detect" history "$@" --history "$work/million" >/dev/null
}
million query --since 2026-11-13 --until 2026-11-20
million query --since 2025-01-01 --benchmark group-3/benchmark-33 --metric wall_time --format csv
million query --since 2025-01-01
million trend --since 2025-01-01
million events --since 2025-01-01 --type regression
million changes --days 1000 --benchmark group-3/benchmark-33
echo "append to an empty log and to the million"
for log in "$work/none" "$work/million"; do
  /usr/bin/env time -f '%e s, %M kB' "$detect" history append "$files/run.json" --history "$log" --no-archive --quiet
done
