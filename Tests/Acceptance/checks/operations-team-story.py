"""An operations team, from nothing to a failing gate, an alert, a dashboard page and a DuckDB query.

Its scheduler simulates a workforce over five years every night. It writes a run record of each night: what each component
took in each simulated year, its memory and its rows. Nothing of it is written in Swift.

Usage: operations-team-story.py PROGRAMS FOLDER, where PROGRAMS holds speedgate-detect and speedgate-report, and FOLDER is empty."""

import json
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import duckdb

programs, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
folder.mkdir(parents=True, exist_ok=True)
SUITE, YEARS = "workforce-simulation", range(1, 6)
# Seconds in the first year, their growth from year to year, megabytes, rows, and the component's type.
COMPONENTS = {
    "scd_workforce_state": (60, 1.08, 300, 50_000, "scd"),
    "fct_yearly_events": (170, 1.05, 500, 200_000, "events"),
    "int_baseline_workforce": (14, 1.02, 80, 10_000, "preparation"),
    "audit_trail": (100, 1.0, 60, 5_000, "audit"),
}
BUDGETS = """{
  schema: "speedgate.budgets/1",
  suite: "workforce-simulation",
  presets: ["regression-ladder"],  // 15, 30 and 50 %: names a regression, fails nothing
  baseline: { take: "mean", runs: 5, days: 30 },
  service_levels: {
    allowed_breaches: 1,
    default: { breach: "300 s" },
    levels: [
      { benchmark: "scd_workforce_state{year=*}", breach: "120 s", warning: "90 s", owner: "workforce" },
      { tag: "events", breach: "300 s", warning: "240 s" },
      { benchmark: "int_baseline_workforce{year=*}", breach: "30 s", warning: "20 s" },
      { tag: "full-simulation", breach: "1800 s", warning: "1200 s" },
    ],
  },
  growth: [
    // The simulation runs once a night: what it took is judged as it was.
    { series: "scd_workforce_state{year=*}", per_step: "20%", memory_per_step: "10%", cumulative: "7 min", observed: true,
      mode: "warn" },
  ],
}
"""


def expect(condition, what, *details):
    if not condition:
        print(f"not so: {what}", *details, sep="\n", file=sys.stderr)
        sys.exit(1)


def call(program, *arguments, status=0):
    done = subprocess.run([programs / program, *arguments, "--no-color"], cwd=folder, capture_output=True, text=True)
    expect(done.returncode == status, f"{program} {' '.join(arguments)} ends with {status}, not {done.returncode}",
           done.stdout, done.stderr)
    return done.stdout


def detect(*arguments, status=0):
    return call("speedgate-detect", *arguments, status=status)


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def identifier(moment):
    """A ULID of the night: its moment in base 32, and a tail that is the same every time."""
    milliseconds, text = int(moment.timestamp() * 1000), ""
    for _ in range(10):
        text = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[milliseconds & 31] + text
        milliseconds >>= 5
    return text + "0" * 16


def benchmark(name, seconds, megabytes, rows, tags):
    def series(metric, unit, value):
        return {"metric": metric, "unit": unit, "direction": "lower_is_better", "deterministic": False, "launches": [[value]]}
    return {
        "name": name, "tags": tags, "status": "measured", "sampling": "per_process", "iterations_per_sample": 1, "notes": [],
        "metrics": [series("wall_time", "ns", seconds * 1e9), series("peak_memory", "bytes", megabytes * 1_000_000)],
        "steps": [{"step_id": "read", "duration_ms": seconds * 300, "rows_read": rows, "rows_written": None},
                  {"step_id": "write", "duration_ms": seconds * 700, "rows_read": None, "rows_written": rows}],
    }


# A small scatter that is the same in every run of this story: nights do not repeat to the second.
def scatter(night, place):
    return 1 + ((night * 7 + place * 5) % 11 - 5) / 500


def record(night, moment, factors):
    """A night's record; factors say how many times as long some component took in some year."""
    benchmarks, total = [], 0
    for place, (name, (seconds, growth, megabytes, rows, tag)) in enumerate(COMPONENTS.items()):
        for year in YEARS:
            key = f"{name}{{year={year}}}"
            took = seconds * growth ** (year - 1) * scatter(night, place) * factors.get(key, 1)
            total += took
            benchmarks.append(benchmark(key, took, megabytes * (1 + 0.02 * year), rows * year, [tag]))
    benchmarks.append(benchmark("multi_year_simulation", total * 0.5, 900, 1_000_000, ["full-simulation"]))
    run = {
        "schema": "speedgate.run/1", "run_id": identifier(moment), "job_id": f"night-{night}", "status": "success",
        "started_at": stamp(moment), "completed_at": stamp(moment + timedelta(seconds=total)), "duration_ms": int(total * 1000),
        "suite": {"name": SUITE, "branch": "main", "commit": f"{night:040x}"},
        "environment": {"os": "linux", "kernel": "6.1", "arch": "x86_64", "processor": "batch host", "processor_count": 8,
                        "memory_bytes": 64_000_000_000, "compiler": "none", "build_configuration": "release",
                        "harness_version": "scheduler"},
        "settings": {"profile": "imported", "seed": 0, "command": ["nightly"]},
        "benchmarks": benchmarks, "left_out": [], "errors": [], "warnings": [],
    }
    (folder / "run.json").write_text(json.dumps(run))
    return run


def night(number, factors=None, status=0):
    """What the scheduler does after each night; gives the verdict."""
    moment = datetime.now(timezone.utc) - timedelta(days=8 - number * 0.8)
    run = record(number, moment, factors or {})
    words = detect("check", "run.json", "--baseline", "baselines", "--output", "verdict.json", status=status)
    detect("history", "append", "run.json", "verdict.json")
    verdict = json.loads((folder / "verdict.json").read_text())
    # A night in which something broke is nothing to compare the next ones with.
    if not any(finding["status"] in ("over_budget", "regressed") for finding in verdict["findings"]):
        detect("baseline", "update", "run.json", "--verdict", "verdict.json", "--baseline", "baselines")
    return run, verdict, words


def identifier_of_last_night():
    return json.loads((folder / "run.json").read_text())["run_id"]


def levels(verdict):
    return {f["benchmark"]: f["service_level"] for f in verdict["findings"] if f["rule"] == "service_level"}


def alerts(*arguments):
    return json.loads(detect("history", "alerts", "--format", "json", *arguments))


# From nothing: a file of budgets, a folder of baselines, and six quiet nights.
(folder / "budgets").mkdir()
(folder / "budgets/simulation.json5").write_text(BUDGETS)
(folder / "baselines").mkdir()
for number in range(6):
    _, verdict, words = night(number)
quiet = levels(verdict)
expect(len(quiet) == 21, f"every component of every year has a level, the unnamed ones the default: {len(quiet)}")
expect(quiet["scd_workforce_state{year=1}"]["status"] == "WITHIN_SLA", "the first year is within its level")
expect(quiet["audit_trail{year=1}"]["breach"] == 300e9, "a component without a level of its own has the default of 300 s")
expect(quiet["audit_trail{year=1}"]["category"] == "EXCELLENT", "a third of the threshold is excellent")
expect(not alerts(), "quiet nights raise no alert", alerts())
expect(verdict["outcome"] == "pass", "a quiet night passes without a warning", words)
print("six quiet nights:", words.splitlines()[0])

# A seventh night: one component breaks its level in one year. One breach is allowed: it warns, and is an alert.
slow = {"scd_workforce_state{year=4}": 1.7}
run, verdict, words = night(6, slow)
broken = levels(verdict)["scd_workforce_state{year=4}"]
expect(broken["status"] == "SLA_BREACH" and broken["category"] == "CRITICAL", "128 s of 120 s are a breach", broken)
expect(verdict["outcome"] == "warn", "one breach only warns", words)
raised = [a for a in alerts() if a["component"] == "scd_workforce_state{year=4}"]
expect(raised and all(a["state"] == "open" for a in raised), "the breach is an open alert", alerts())
expect(any("SLA_BREACH" in a["message"] for a in raised), "whose words are those of the level", raised)
print("one breach:", words.splitlines()[0])

# An eighth night: a second component breaks its level, too. The gate fails, and names both with value and limit.
run, verdict, words = night(7, slow | {"fct_yearly_events{year=5}": 1.6}, status=1)
expect("2 over a service level" in words.splitlines()[0], "two breaches fail", words)
failed = [f for f in verdict["findings"] if f["rule"] == "service_level" and f["status"] == "over_budget"]
expect({f["benchmark"] for f in failed} == {"scd_workforce_state{year=4}", "fct_yearly_events{year=5}"}, "both are named", words)
expect(all("the service level is" in f["message"] for f in failed), "each message has the observed and the expected figure")
slower = {f["benchmark"]: f for f in verdict["findings"] if f["rule"] == "regression" and f.get("severity") and f["metric"] == "wall_time"}
expect(slower.get("fct_yearly_events{year=5}", {}).get("severity") == "critical", "60 % more than five nights' mean is critical", words)
call("speedgate-report", "render", "verdict.json", "--markdown", "report.md", "--html", "report.html", "--json", "report.json")
summary = json.loads((folder / "report.json").read_text())
expect(summary["service_levels"]["breaches"] == 2 and not summary["service_levels"]["compliant"], "the summary counts them",
       summary.get("service_levels"))
for report in ("report.md", "report.html"):
    text = (folder / report).read_text()
    expect("SLA_BREACH" in text or "SLA&#95;BREACH" in text, f"{report} has the level's words")
print("two breaches:", words.splitlines()[0])

# A scheduled job asks for what is new of that night: Markdown for an issue's body, JSON for a webhook, and a status of 1.
issue = detect("history", "alerts", "--new", "--fail", "--format", "markdown", status=1)
expect("fct" in issue and "year=5" in issue and "year=4" not in issue, "only the second night's own alerts are new", issue)
new = json.loads(detect("history", "alerts", "--new", "--fail", "--format", "json", status=1))
expect(all(a["component"].startswith("fct_yearly_events") and a["change"] == "opened" for a in new), "the same as JSON", new)
expect({a["event_type"] for a in new} >= {"finding", "service_level_status"}, "the regression and the level are alerts of their own", new)

# An operator looks at the alerts of that night, the gravest first, and answers one.
open_alerts = alerts("--severity", "critical")
mine = next(a for a in open_alerts if a["component"] == "fct_yearly_events{year=5}" and "SLA_BREACH" in a["message"])
detect("history", "acknowledge", mine["id"], "--by", "operator", "--note", "the index was dropped")
answered = [a for a in alerts("--state", "acknowledged") if a["id"] == mine["id"]]
expect(answered and answered[0]["answered_by"] == "operator", "the answer is kept", answered)

# From year to year, and in all.
series = json.loads(detect("history", "steps", "--parameter", "year", "--benchmark", "scd_workforce_state*", "--metric", "wall_time",
                           "--run", run["run_id"], "--format", "json"))
figures = [b["metrics"][0]["launches"][0][0] for b in run["benchmarks"] if b["name"].startswith("scd_workforce_state")]
expect([row["step"] for row in series] == ["1", "2", "3", "4", "5"], "a row a year", series)
expect(series[0]["change"] is None, "the first year has no year before", series[0])
expect(abs(series[3]["change"] - (figures[3] / figures[2] - 1)) < 1e-9, "a year's change is that on the year before", series[3])
expect(abs(series[4]["cumulative"] - sum(figures)) < 1, "the years' times add up", series[4])
grown = {(f["growth"]["kind"], f["metric"]): f for f in verdict["findings"] if f["rule"] == "growth" and f["growth"]["source"].startswith("budgets/")}
step, total = grown["per_step", "wall_time"], grown["cumulative", "wall_time"]
expect(step["status"] == "over_budget" and "from 3 to 4" in step["message"], "the year that grew by more than a fifth is named", step)
expect(total["status"] == "passed" and abs(total["growth"]["observed"] - sum(figures)) < 1, "405 s of 7 min are kept", total)
expect(grown["per_step", "peak_memory"]["status"] == "passed", "memory grows by less than a tenth a year", grown)

# One component beside another, year by year.
compared = json.loads(detect("history", "compare", "scd_workforce_state{year=*}", "fct_yearly_events{year=*}", "--by", "scenario",
                             "--metric", "wall_time", "--format", "json"))
expect(len(compared) == 5, "components are compared year by year", compared)

# The ninth night is repaired: the alerts are resolved by the gate itself.
night(8)
left = [a for a in alerts() if a["state"] != "resolved"]
expect(not left, "a night within all levels leaves no open alert", left)
closed = next(a for a in alerts("--state", "resolved") if a["id"] == mine["id"])
expect(closed["changed_by_run"] == identifier_of_last_night(), "and names the night that resolved them", closed)
print("repaired: every alert is resolved")

# The dashboard has a page for the component, and says the same as the command.
call("speedgate-report", "dashboard", "--history", "history", "--output", "site")
index = (folder / "site/index.html").read_text()
expect("scd_workforce_state{year=4}" in re.sub(r"<wbr>|&#8203;|\u200b", "", index), "the dashboard names the component")
page = next((p for p in (folder / "site/benchmarks").glob("*.html") if "scd_workforce_state{year=4}" in p.read_text()), None)
expect(page is not None, "and has a page for it")
compliance = json.loads(detect("history", "service-levels", "--format", "json"))
served = json.loads((folder / "site/api/v1/service-levels.json").read_text())
expect({l["benchmark"] for l in served} == {l["benchmark"] for l in compliance}, "the dashboard's data hold the same components")
expect(compliance[0]["benchmark"] in ("scd_workforce_state{year=4}", "scd_workforce_state{year=5}"), "worst first", compliance[0])
print("dashboard:", len(list((folder / "site/benchmarks").glob("*.html"))), "pages")

# DuckDB reads the same log.
database = duckdb.connect()
database.execute("SET TimeZone = 'UTC'")
database.execute("SET VARIABLE history = ?", [str(folder / "history")])
database.execute((Path(__file__).resolve().parents[3] / "docs/sql/duckdb.sql").read_text())
rows = database.execute("SELECT benchmark, total_runs, sla_breaches, compliance_pct FROM compliance").fetchall()
expect(rows == [(l["benchmark"], l["total_runs"], l["sla_breaches"], l["compliance_pct"]) for l in compliance],
       "the view counts as the command does", rows[:3], compliance[:3])
worst = database.execute("SELECT benchmark, max(value) / 1e9 FROM service_levels WHERE status = 'SLA_BREACH' GROUP BY 1 ORDER BY 2").fetchall()
expect([name for name, _ in worst] == ["scd_workforce_state{year=4}", "fct_yearly_events{year=5}"], "both breaches are in it", worst)
ours = {(a["id"], a["state"], a["severity"]) for state in ("open", "acknowledged", "reopened", "resolved")
        for a in alerts("--state", state, "--limit", "500")}
expect(set(database.execute("SELECT id, state, severity FROM alerts").fetchall()) == ours, "every alert has one state in both", ours)
state = database.execute("SELECT DISTINCT severity FROM regressions WHERE benchmark = 'fct_yearly_events{year=5}' AND metric = 'wall_time'").fetchall()
expect(state == [("critical",)], "and the regression with its severity", state)
yearly = database.execute("""
  SELECT regexp_extract(benchmark, 'year=(\\d+)', 1)::INT AS year, avg(median) / 1e9 AS seconds,
         sum(avg(median)) OVER (ORDER BY year) / 1e9 AS cumulative
  FROM performance WHERE benchmark LIKE 'scd_workforce_state%' AND metric = 'wall_time' GROUP BY year ORDER BY year""").fetchall()
expect(len(yearly) == 5 and abs(yearly[4][2] - sum(y[1] for y in yearly)) < 1e-6, "time adds up over the years", yearly)
read = database.execute("SELECT sum(rows_read) FROM step_timings WHERE benchmark = 'scd_workforce_state{year=4}'").fetchone()[0]
expect(read == 9 * 4 * 50_000, "rows of every night are counted", read)
print("DuckDB:", f"{worst[1][0]} took {worst[1][1]:.0f} s at worst")
