"""The reusable workflow with several machines a shard, in a simulated runner.

Usage: machine-stories.py PROJECT PROGRAMS, where PROGRAMS holds the three tools and DrawnSuite, whose noise is known."""

import json

from simulated_project import MAIN, SHARDS, action, baselines, branch, build, expect, launches
from simulated_runner import Cache


def record(run, name):
    return json.loads((run.artifacts["speedgate-DrawnSuite"][0] / name).read_text())


# The main branch stores one baseline of what all machines measured alone.
store = Cache()
first = build("push", MAIN, store=store, product="DrawnSuite", machines="2")
expect(first.green and len(baselines(store)) == 1, "the main branch saves one baseline", first)
expect(len(record(first, "run.json")["machines"]) == 2 * len(SHARDS), "every job is a machine", first)

# Twice as slow: proven by all machines together, each of which is named.
slow = branch("twice", {"factor.txt": "2\n"})
run = build("pull_request", slow, 21, store=store, product="DrawnSuite", machines="2")
expect(not run.green and run.outputs["status"] == "1", "a slower change fails", run)
expect(run.outputs["baseline-paired"] == "true", "it is paired", run)
row = next(f for f in record(run, "verdict.json")["findings"] if f["status"] == "regressed" and f["metric"] == "wall_time")
expect(row["evidence"]["machines"] == 2 and row["evidence"]["agreeing_machines"] == 2, f"two machines agree: {row}", run)
expect("on 2 machines, all agree" in run.summary, "the report says so", run)
expect(len(launches(21, store)) == 2 * len(SHARDS), "each job keeps its launches under a name of its own", run)
print("slower on two machines a shard:", run.outputs["headline"])

# The same again begins with the launches of the attempt before, each once.
again = build("pull_request", slow, 21, store=store, again=run, product="DrawnSuite", machines="2")
expect(not again.green, "no attempt turns it green", again)
names = [m["run_id"] for m in record(again, "run.json")["machines"]]
expect(len(set(names)) == len(names), "no run counts twice", again)

# Unchanged: nothing fails.
same = branch("alike", {})
quiet = build("pull_request", same, 22, store=store, product="DrawnSuite", machines="3")
expect(quiet.green and quiet.outputs["status"] == "0", "an unchanged change passes", quiet)
expect(len(baselines(store)) == 1, "a pull request saves no baseline")
print("unchanged on three machines a shard:", quiet.outputs["headline"])

# What is no share is refused before anything is measured.
for share in ("1/2;x", "1", "a/b", "../1/2"):
    ended, perform = action(suite=".build/release/DrawnSuite", machine=share)
    ok, _ = perform()
    expect(not ok and "cannot be" in ended.log, f"'{share}' is refused", ended)
