"""A pull request's build that is started again goes on where it ended, in a simulated runner.

Usage: retry-stories.py PROJECT PROGRAMS, where PROGRAMS holds the three tools and DrawnSuite, whose noise is known."""

import json

from simulated_project import MAIN, SHARDS, action, baselines, branch, build, expect, launches, started
from simulated_runner import Cache


def run_record(build):
    return json.loads((build.artifacts["speedgate-DrawnSuite"][0] / "run.json").read_text())


def pairs(record):
    """The launch pairs of each benchmark's wall time, all of them and those of earlier runs."""
    series = [m for b in record["benchmarks"] for m in b["metrics"] if m["metric"] == "wall_time"]
    return [len(m["launches"]) for m in series], [m.get("earlier_pairs", 0) for m in series]


# The main branch stores its program. It had nothing to be measured beside, so there are no launches.
store = Cache()
first = build("push", MAIN, store=store, product="DrawnSuite")
expect(first.green and len(store.entries) == len(baselines(store)) == 1, "the main branch saves its baseline alone", first)

# A change that lies at the tolerance, in noise of 10 %: nothing is proven, in no number of launches.
edge = branch("edge", {"factor.txt": "1.25\n"})
once = build("pull_request", edge, 11, store=store, product="DrawnSuite")
expect(once.green and int(once.outputs["unproven"]) >= 1, "a change at the tolerance is unproven", once)
expect("evidence" not in run_record(once), "it begins with no launches", once)
expect(len(baselines(store)) == 1, "a pull request saves no baseline")
kept = launches(11, store)
expect(len({e["key"] for e in kept}) == len(SHARDS), f"each shard keeps its launches under a name of its own: {kept}")
for entry in kept:
    expect(all(path.endswith("/DrawnSuite/evidence") for path in entry["folders"]), f"and nothing else: {entry}")
    expect(not entry["key"].startswith("speedgate-"), f"no name of a baseline begins like {entry['key']}")

# The same build again, and a third time. It is compared with the same baseline, and has more launches each time.
before = run_record(once)
for attempt in (2, 3):
    once = build("pull_request", edge, 11, store=store, again=once, product="DrawnSuite")
    record = run_record(once)
    expect(once.outputs["baseline-paired"] == "true" and once.outputs["baseline-commit"] == MAIN,
           "it is compared with what it was compared with", once)
    expect(record.get("evidence", {}).get("runs") == attempt - 1, f"it knows the runs before: {record.get('evidence')}", once)
    (had, _), (has, earlier) = pairs(before), pairs(record)
    expect(earlier == had and all(a > b for a, b in zip(has, had)), f"{had} launches grow: {has}, {earlier} earlier", once)
    expect(len(launches(11, store)) == attempt * len(SHARDS), "each attempt keeps its launches under a name of its own")
    before = record
print("unproven pull request, three times:", pairs(before)[0], "launch pairs;", once.outputs["headline"])

# Another pull request has its own launches: those of others are not in reach.
other = build("pull_request", edge, 12, store=store, product="DrawnSuite")
expect("evidence" not in run_record(other), "another pull request begins afresh", other)

# A gate that fails keeps its launches, too, and no attempt turns it green.
slow = branch("twice", {"factor.txt": "2\n"})
attempt = None
for number in (1, 2):
    attempt = started("pull_request", slow, 13, store=store, again=attempt)
    run, judge = action(attempt, product="DrawnSuite", profile="quick")
    ok, outputs = judge()
    expect(not ok and outputs["status"] == "1", f"attempt {number} fails", run)
    expect(len(launches(13, store)) == number, f"attempt {number} keeps its launches", run)
record = run_record(attempt)
expect(record.get("evidence", {}).get("runs") == 1, "the second attempt goes on with those of the first", run)
expect(len(baselines(store)) == 1, "neither saves a baseline")
print("failed pull request, twice:", outputs["headline"])

# What did not run on the change's own rights keeps nothing, and neither does what measured nothing.
run, judge = action(started("workflow_run", MAIN, 0, store=store), product="DrawnSuite", profile="quick")
kept = len(store.entries)
judge()
expect(len(store.entries) == kept, "another event keeps no launches", run)
run, judge = action(started("pull_request", slow, 14, store=store), product="DrawnSuite", filter="nothing-has-this-name")
ok, outputs = judge()
expect(not ok and outputs["status"] == "2" and launches(14, store) == [], "without a measurement nothing is kept", run)
print("another event, nothing measured: nothing is kept")
