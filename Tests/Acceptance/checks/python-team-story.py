"""A team with a pipeline in Python, from nothing to a failing gate, an alert, a dashboard page and a DuckDB query.

Its pipeline times its steps and writes them as lines (docs/formats/lines.md); an event log and budgets follow from them. There is no
Swift code in it.

Usage: python-team-story.py PROGRAMS FOLDER, where PROGRAMS holds the three tools, and FOLDER is empty."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb

programs, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
docs = Path(__file__).resolve().parents[3] / "docs"
folder.mkdir(parents=True, exist_ok=True)
JOB = "form_obs_intake_01"

# The pipeline: a job that reads records, scores them and writes what is new, and a stage that ingests in four workers. It takes
# what docs/emitters has for Python.
PIPELINE = '''
import os, sys, time
from concurrent.futures import ThreadPoolExecutor
from speedgate_lines import Lines

JOB = "form_obs_intake_01"
lines = Lines(sys.argv[1], suite="lorchestra", job=JOB, branch="main", commit=os.environ["COMMIT"])


def wait(milliseconds):
    # In place of a database's answer: it takes its time and no processor.
    time.sleep(milliseconds / 1000)


for _ in range(5):
    found = list(range(1000))
    with lines.call(JOB, component="formation", result=str(sum(found[:858]))) as call:
        with call.step("read_me", "read") as step:
            wait(4)
            step["rows_read"] = len(found)
        with call.step("prepare", "transform"):
            wait(1)
        with call.step("score", "transform") as step:
            wait(float(os.environ["SCORE"]))
            step["rows_read"] = len(found)
        with call.step("shape", "transform"):
            wait(2)
        with call.step("write", "write") as step:
            wait(3)
            step["rows_written"] = 858

start = time.perf_counter()
for _ in range(4):
    wait(200)
alone = (time.perf_counter() - start) * 1000
start = time.perf_counter()
with ThreadPoolExecutor(4) as pool:
    list(pool.map(wait, [200] * 4))
lines.stage("ingest", 4, 4, time.perf_counter() - start, sequential_ms=alone, component="ingest")
'''

BUDGETS = """{
  schema: "speedgate.budgets/1",
  suite: "lorchestra",
  presets: ["regression-gate"],
  budgets: [
    { benchmark: "form_obs_intake_01", max: "300 s", rationale: "a thousand records in five minutes" },
    { benchmark: "form_obs_intake_01", metric: "rows_written", at_least: 858, rationale: "all that is new" },
    { benchmark: "form_obs_intake_01", metric: "step:score", max: "150 ms", rationale: "the model answers in 10 ms" },
    { benchmark: "ingest", metric: "speedup", at_least: 2.5, rationale: "four workers" },
  ],
  service_levels: { levels: [{ tag: "formation", breach: "5 s", min_rows: 100, owner: "data" }] },
}
"""


def expect(condition, what, *details):
    if not condition:
        print(f"not so: {what}", *details, sep="\n", file=sys.stderr)
        sys.exit(1)


def call(program, *arguments, status=0, **options):
    done = subprocess.run([programs / program, *arguments, "--no-color"], cwd=folder, capture_output=True, text=True, **options)
    expect(done.returncode == status, f"{program} {' '.join(arguments)} ends with {status}, not {done.returncode}",
           done.stdout, done.stderr)
    return done.stdout


def bench(*arguments, **options):
    return call("speedgate-bench", *arguments, **options)


def detect(*arguments, **options):
    return call("speedgate-detect", *arguments, **options)


def build(number, score="10", status=0):
    """What the team's job does on every build: three processes of the pipeline, one record, one verdict, one append."""
    lines = folder / "lines.ndjson"
    lines.unlink(missing_ok=True)
    for _ in range(3):
        subprocess.run([sys.executable, "pipeline.py", "lines.ndjson"], cwd=folder, check=True,
                       env=dict(os.environ, SCORE=score, COMMIT=f"{number:040x}"))
    bench("import", "--from", "lines", "lines.ndjson", "--output", "run.json")
    words = detect("check", "run.json", "--baseline", "baselines", "--output", "verdict.json", status=status)
    detect("history", "append", "run.json", "verdict.json")
    if status == 0:
        detect("baseline", "update", "run.json", "--verdict", "verdict.json", "--baseline", "baselines")
    return json.loads((folder / "run.json").read_text()), json.loads((folder / "verdict.json").read_text()), words


(folder / "pipeline.py").write_text(PIPELINE)
(folder / "speedgate_lines.py").write_text((docs / "emitters/speedgate_lines.py").read_text())
(folder / "budgets").mkdir()
(folder / "budgets/pipeline.json5").write_text(BUDGETS)
(folder / "baselines").mkdir()

# Four builds of main. The record has the steps with their kinds, the bottleneck and three launches of five iterations.
for number in range(1, 5):
    run, verdict, words = build(number)
job = next(b for b in run["benchmarks"] if b["name"] == JOB)
expect([s["step_id"] for s in job["steps"]] == ["read_me", "prepare", "score", "shape", "write"], "the steps keep their order", job["steps"])
expect(job["performance_indicators"]["bottleneck_step"] == "score", "the longest step is the bottleneck", job)
expect(job["performance_indicators"]["query_efficiency"] == "good", "reading takes less than 5 s", job)
time = next(m for m in job["metrics"] if m["metric"] == "wall_time")
expect([len(launch) for launch in time["launches"]] == [5, 5, 5], "three processes of five iterations", time)
expect("formation" in job["tags"], "the component is a tag", job["tags"])
expect(verdict["outcome"] in ("pass", "warn"), "a build without news passes", words)
print("four builds:", words.splitlines()[0])

# A change makes one step slower. The gate fails by the step's own budget and by the whole time, and names the step.
run, verdict, words = build(5, score="300", status=1)
broken = {(f["benchmark"], f["metric"]): f for f in verdict["findings"] if f["status"] in ("over_budget", "regressed")}
step = broken.get((JOB, "step:score"))
expect(step and step["status"] == "over_budget", "the step's budget is broken", words)
expect(re.search(r"3\d\d ms", step["message"]) and "150 ms" in step["message"], "the message has the observed and the expected figure", step["message"])
expect(broken.get((JOB, "wall_time"), {}).get("status") == "regressed", "and the whole job regressed", words)
call("speedgate-report", "render", "verdict.json", "--run", "run.json", "--markdown", "comment.md", "--html", "report.html", "--json", "report.json")
comment = (folder / "comment.md").read_text()
expect("score" in comment and JOB in comment, "the comment names the job and the step", comment)
print("a slower step:", words.splitlines()[0])

# A scheduled job asks for new alerts: Markdown for an issue, and a status of 1 while there are some.
issue = detect("history", "alerts", "--fail", "--new", "--format", "markdown", status=1)
expect("score" in issue, "the issue's body names the step", issue)
alerts = json.loads(detect("history", "alerts", "--format", "json"))
expect(any(a["component"] == JOB for a in alerts), "the alerts name the component", alerts)
detect("history", "acknowledge", alerts[0]["id"], "--by", "kim", "--note", "the model was changed")
print("alerts:", len(alerts))

# The dashboard shows the job, and the repaired build resolves what was raised.
run, verdict, words = build(6)
left = [a for a in json.loads(detect("history", "alerts", "--format", "json")) if a["state"] != "resolved"]
expect(not left, "a repaired build leaves no open alert", left)
call("speedgate-report", "dashboard", "--history", "history", "--output", "site")
page = next((p for p in (folder / "site/benchmarks").glob("*.html") if JOB in re.sub("<wbr>", "", p.read_text())), None)
expect(page is not None, "the dashboard has a page for the job")
print("dashboard:", page.name)

# DuckDB: where the time goes, build after build, and what the stage of four workers gained.
database = duckdb.connect()
database.execute("SET TimeZone = 'UTC'")
database.execute("SET VARIABLE history = ?", [str(folder / "history")])
database.execute((docs / "sql/duckdb.sql").read_text())
slowest = database.execute("""
  SELECT commit, step_id FROM step_timings WHERE is_bottleneck ORDER BY duration_ms DESC LIMIT 1""").fetchall()
expect(slowest == [(f"{5:040x}", "score")], "the slow build and its step are found", slowest)
gained = database.execute("SELECT min(median) FROM performance WHERE benchmark = 'ingest' AND metric = 'speedup'").fetchone()[0]
expect(gained >= 2.5, "four workers are 2.5 times as fast at least", gained)
phases = database.execute(
    "SELECT component, query_ms, transform_ms, write_ms, rows_read, rows_written, bottleneck_step FROM phases WHERE run_id = ?",
    [run["run_id"]]).fetchall()
expect([phase[0] for phase in phases] == [JOB], "the component is the producer of its event", phases)
expect(phases[0][1] >= 4 and phases[0][2] >= 13 and phases[0][3] >= 3 and phases[0][4:] == (1000, 858, "score"),
       "time of reading, transforming and writing, rows and bottleneck", phases)
ours = {(a["id"], a["state"]) for state in ("open", "acknowledged", "reopened", "resolved")
        for a in json.loads(detect("history", "alerts", "--format", "json", "--state", state))}
expect(set(database.execute("SELECT id, state FROM alerts").fetchall()) == ours, "every alert has one state in both", ours)
print("DuckDB:", f"{slowest[0][1]} of build 5, {gained:.1f} times as fast by four workers")

# The job's own old records: five keys, and the full one with its steps. The sum of the steps is the whole time.
STEPS = [("read_me", 2134, 60, None), ("prepare", 234, None, None), ("score", 10234, 60, 429), ("shape", 1234, 429, None),
         ("persist", 234, None, None), ("write", 1164, None, 429)]
(folder / "old.json").write_text(json.dumps(
    {"run_id": "01KH4SATJ0CWDFWGC8NVQ5HF36", "job_id": JOB, "duration_ms": 84694, "rows_read": 978, "rows_written": 429}))
(folder / "full.json").write_text(json.dumps({
    "run_id": "01KH4SATJ0CWDFWGC8NVQ5HF37", "job_id": JOB, "status": "success", "duration_ms": 15234, "rows_read": 549,
    "rows_written": 858, "started_at": "2026-02-10T08:00:00", "completed_at": "2026-02-10T08:00:15", "errors": [],
    "step_timings": [dict(zip(("step_id", "duration_ms", "rows_read", "rows_written"), s)) for s in STEPS],
    "performance_indicators": {"query_efficiency": "good", "transform_throughput": 29.1, "write_throughput": 376.8, "bottleneck_step": "score"}}))
for name in ("old", "full"):
    bench("import", f"{name}.json", "--suite", "legacy", "--output", f"{name}-run.json")
    detect("history", "append", f"{name}-run.json", "--history", "legacy")
full = json.loads((folder / "full-run.json").read_text())["benchmarks"][0]
expect([s["step_id"] for s in full["steps"]] == [s[0] for s in STEPS], "the record's steps keep their order", full["steps"])
expect(sum(s["duration_ms"] for s in full["steps"]) == 15234, "and add up to the whole", full["steps"])
expect(full["performance_indicators"]["bottleneck_step"] == "score", "the bottleneck is worked out again", full)
database.execute("SET VARIABLE history = ?", [str(folder / "legacy")])
# 549 rows read and 858 written in 15.234 s: the document of the job prints 29.1 and 376.8, which its own formula does not give.
rates = database.execute("""
  SELECT round(sum(rows_read) / (sum(duration_ms) / 1000), 2), round(sum(rows_written) / (sum(duration_ms) / 1000), 2)
  FROM step_timings WHERE benchmark = ?""", [JOB]).fetchone()
expect(rates == (36.04, 56.32), "36.04 rows are read and 56.32 written a second", rates)
print("old records: read, with", rates[0], "and", rates[1], "rows/s")
