"""Holds the views of docs/sql in a real DuckDB against our own commands.

Usage: history-sql.py SPEEDGATE_DETECT HISTORY
"""

import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import duckdb

detect, history = sys.argv[1:]
database = duckdb.connect()
database.execute("SET TimeZone = 'UTC'")
database.execute("SET VARIABLE history = ?", [history])
with open("docs/sql/duckdb.sql") as file:
    database.execute(file.read())


def ours(*arguments):
    done = subprocess.run([detect, "history", *arguments, "--history", history], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(query):
    return database.execute(query).fetchall()


def same(what, left, right):
    assert left == right, f"{what}: {str(left)[:300]} is not {str(right)[:300]}"
    print(f"{what}: the same {len(left)} rows")


values = list(csv.DictReader(ours("query", "--since", "2020-01-01", "--format", "csv").splitlines()))
assert len(values) > 100
same(
    "values",
    sorted((v["run_id"], v["benchmark"], v["metric"], float(v["value"])) for v in values),
    sorted(rows("SELECT run_id, benchmark, metric, median FROM performance")),
)

trends = json.loads(ours("trend", "--since", "2020-01-01", "--branch", "*", "--format", "json"))
same(
    "trends",
    sorted((t["benchmark"], t["metric"], t["environment"], t["runs"], t["min"], t["max"], f"{t['mean']:.7e}") for t in trends),
    sorted(
        (*row[:-1], f"{row[-1]:.7e}")
        for row in rows(
            "SELECT benchmark, metric, environment, sum(run_count)::BIGINT, min(min), max(max), "
            "sum(mean * run_count) / sum(run_count) FROM trends GROUP BY ALL"
        )
    ),
)

levels = json.loads(ours("service-levels", "--format", "json"))
assert levels
same(
    "compliance",
    [(l["benchmark"], l["component_type"], l["total_runs"], l["within_sla"], l["sla_warnings"], l["sla_breaches"], l["compliance_pct"]) for l in levels],
    rows("SELECT benchmark, component_type, total_runs, within_sla, sla_warnings, sla_breaches, compliance_pct FROM compliance"),
)


days = json.loads(ours("trend", "--by", "day", "--since", "2020-01-01", "--branch", "*", "--format", "json"))
assert any(day["breaches"] for day in days)
same(
    "breaches a day",
    sorted((d["step"], d["benchmark"], d["metric"], d["runs"], d["min"], d["max"], d["breaches"] or 0) for d in days),
    sorted(rows(
        "SELECT strftime(day, '%Y-%m-%d'), benchmark, metric, sum(run_count)::BIGINT, min(min), max(max), "
        "coalesce(sum(breaches), 0)::BIGINT FROM trends GROUP BY ALL"
    )),
)


def events(kind):
    return [json.loads(line) for line in ours("events", "--since", "2020-01-01", "--type", kind).splitlines()]


def distinct(kind):
    return {event["id"]: event for event in events(kind)}.values()


same(
    "regressions",
    sorted((e["run_id"], e["payload"]["benchmark"], e["payload"]["degradation_pct"]) for e in distinct("regression")),
    sorted(rows("SELECT run_id, benchmark, degradation_pct FROM regressions")),
)
same(
    "steps",
    sorted(
        (e["run_id"], e["payload"]["benchmark"], s["step_id"], s["duration_ms"], s["rows_read"])
        for e in distinct("step_timings") for s in e["payload"]["steps"]
    ),
    sorted(rows("SELECT run_id, benchmark, step_id, duration_ms, rows_read FROM step_timings")),
)
same(
    "runs",
    sorted((e["run_id"], e["payload"]["status"], e["payload"]["duration_ms"]) for e in distinct("run_finished")),
    sorted(rows("SELECT run_id, status, duration_ms FROM run_records")),
)
same(
    "phases",
    sorted((e["run_id"], e["producer_component"], e["payload"]["query_ms"], e["payload"]["write_ms"]) for e in distinct("phase_performance")),
    sorted(rows("SELECT run_id, component, query_ms, write_ms FROM phases")),
)
assert rows("SELECT count(*) FROM run_records WHERE step_timings IS NOT NULL")[0][0] > 0
summary = json.loads(ours("summary", "--since", "2020-01-01", "--format", "json"))
assert sum(month["judged_runs"] for month in summary) > 0
same(
    "regression rates",
    [(m["period"], m["judged_runs"], m["regressed_runs"]) for m in summary],
    rows(
        "SELECT strftime(month, '%Y-%m'), sum(judged_runs)::BIGINT, sum(regressed_runs)::BIGINT "
        "FROM regression_rate GROUP BY month ORDER BY month"
    ),
)
same(
    "measuring time",
    [(m["period"], m["runs"], m["measured_ms"]) for m in summary],
    rows(
        "SELECT strftime(started_at, '%Y-%m'), count(*), sum(duration_ms)::BIGINT FROM run_records "
        "GROUP BY 1 ORDER BY 1"
    ),
)

# The export that the page shows, exactly as written there, in a folder of its own.
page = open("docs/history.md").read()
export = next(block.split("```")[0] for block in page.split("```sql\n")[1:] if "PARTITION_BY" in block)
with tempfile.TemporaryDirectory() as folder:
    for statement in export.split(";"):
        if statement.strip():
            database.execute(statement.replace("'performance", f"'{folder}/performance"))
    same(
        "values in Parquet",
        sorted(rows(
            f"SELECT run_id, benchmark, metric, median FROM read_parquet('{folder}/performance/*/*/*.parquet', "
            "hive_partitioning = true)"
        )),
        sorted(rows("SELECT run_id, benchmark, metric, median FROM performance")),
    )
    months = {path.name for path in pathlib.Path(folder, "performance").glob("*/*")}
    assert months and all(re.fullmatch(r"month=\d{4}-\d{2}", name) for name in months), months
answered = rows("SELECT investigation_status FROM regressions ORDER BY detected_at LIMIT 1")
assert answered == [("ACKNOWLEDGED",)], answered
