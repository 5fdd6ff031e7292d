"""Holds the view `alerts` of docs/sql against `history alerts`: on a history, then on random ones.

Usage: alert-lives.py SPEEDGATE_DETECT HISTORY FOLDER COUNT
"""

import json
import pathlib
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import duckdb

detect, history, folder, count = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4])
with open("docs/sql/duckdb.sql") as file:
    views = file.read()
columns = [
    "id", "state", "severity", "raised_at", "component", "metric", "runs", "last_seen_at", "change", "changed_at",
    "changed_by_run", "answered_by", "note", "run_id", "commit", "suite", "branch", "environment", "event_type",
]


def ours(place):
    found = []
    for state in ["open", "acknowledged", "resolved"]:
        done = subprocess.run(
            [detect, "history", "alerts", "--days", "100000", "--state", state, "--limit", "100000", "--format", "json",
             "--history", str(place)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        found += [tuple(alert[column] for column in columns) for alert in json.loads(done.stdout)]
    return sorted(found)


def theirs(place):
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    database.execute("SET VARIABLE history = ?", [str(place)])
    database.execute(views)
    shown = [f"strftime({c}, '%Y-%m-%dT%H:%M:%S.%gZ')" if c.endswith("_at") else c for c in columns]
    return sorted(database.execute(f"SELECT {', '.join(shown)} FROM alerts").fetchall())


def same(place, what):
    left, right = ours(place), theirs(place)
    if left != right:
        for pair in zip(left, right):
            if pair[0] != pair[1]:
                sys.exit(f"{what}: ours {pair[0]}\n   SQL {pair[1]}")
        sys.exit(f"{what}: {len(left)} alerts here, {len(right)} in SQL")
    return left


print(f"alerts: the same {len(same(history, history))} rows")


def finding(draw, name, rule):
    """A finding as the log keeps it, with as much as alerts look at."""
    payload = dict(benchmark=name, rule=rule, evidence=dict(kind="observed", launches=5, samples=50), message="m", notes=[])
    payload["metric"] = draw.choice(["wall_time", "peak_memory"])
    payload["statistic"] = "median"
    status = draw.choice(["bad", "bad", "bad", "unproven"])
    if rule == "presence":
        del payload["metric"], payload["statistic"]
        return payload | dict(status=draw.choice(["failed", "missing", "unproven"]))
    if rule == "regression":
        if status == "unproven":
            return payload | dict(status="unproven") | draw.choice([{}, dict(doubt="laxer_question"), dict(doubt="blind")])
        payload |= dict(status="regressed", severity=draw.choice(["minor", "major", "critical"]), change=dict(ratio=1.5, tolerance=0.05))
    elif rule == "creep":
        payload |= dict(
            status="regressed" if status == "bad" else "unproven", change=dict(ratio=1.5, tolerance=0.05),
            creep=dict(anchor_run_id="OLD", anchor_started_at="2026-01-01T00:00:00.000Z", step=1.02))
        if status == "bad":
            payload["severity"] = draw.choice(["minor", "major"])
    elif rule == "speedup":
        payload |= dict(status="over_budget" if status == "bad" else "unproven")
        if draw.random() < 0.8:
            payload["speedup"] = dict(slower=draw.choice(["x", "y"]), ratio=2, confidence=0.95, at_least=2.5, source="b:1")
    elif rule == "growth":
        payload |= dict(benchmark=f"{name}{{year={draw.randint(1, 3)}}}", status="over_budget" if status == "bad" else "unproven")
        if status == "bad" or draw.random() < 0.5:
            payload["growth"] = dict(
                kind=draw.choice(["per_step", "total", "scenario"]), series=f"{name}{{year=*}}", parameter="year", points=[],
                source="b:1")
            if payload["growth"]["kind"] == "scenario" and draw.random() < 0.8:
                payload["growth"]["against"] = "other{year=*}"
    else:
        payload |= dict(status="over_budget" if status == "bad" else "unproven")
        if draw.random() < 0.9:
            payload["budget"] = dict(bound=draw.choice(["ceiling", "floor"]), budget=1, tolerance=0, limit=1, margin=-1)
    if status == "bad" and draw.random() < 0.3:
        payload["mode"] = "warn"
    if status == "bad" and draw.random() < 0.2:
        payload["acceptance"] = dict(status=payload["status"], reason="r", by="b", source="b:1")
        if "severity" in payload:
            payload["acceptance"]["severity"] = payload.pop("severity")
        payload["status"] = "passed"
    return payload


def level(draw, name, is_new):
    status = draw.choice(["WITHIN_SLA", "SLA_WARNING", "SLA_BREACH"])
    payload = dict(
        benchmark=name, metric="wall_time", unit="ns", value=100, warning=90, breach=120, status=status, category="GOOD")
    return payload | (dict(scope=draw.choice(["tag a", "tag b"])) if is_new else {})


def log(seed):
    """Forty runs on two branches, of which some are appended twice, with answers in between."""
    draw = random.Random(seed)
    time = datetime(2026, 10, 1, tzinfo=timezone.utc)
    lines, raised = [], []
    number = 0

    def add(kind, payload, at, **origin):
        nonlocal number
        number += 1
        frame = dict(schema="speedgate.event/1", id=f"E{number:05d}", event_type=kind)
        stamp = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
        lines.append(frame | dict(timestamp=stamp) | origin | dict(producer_component="t", payload=payload))
        return frame["id"]

    for run in range(40):
        time += timedelta(hours=draw.randint(1, 30), milliseconds=draw.randint(0, 999))
        origin = dict(run_id=f"R{run - draw.choice([0, 0, 0, 1])}", suite="s", commit=f"c{run}", branch=draw.choice(["main", "main", "change"]))
        if draw.random() < 0.7:
            origin["environment"] = "e"
        first = len(lines)
        for breaker in range(draw.choice([0, 0, 1, 3])):
            step = draw.choice([("closed", "open"), ("open", "half_open"), ("half_open", "closed")])
            payload = {"circuit": draw.choice(["k", "l"]), "from": step[0], "to": step[1]}
            if draw.random() < 0.7:
                payload["benchmark"] = draw.choice(["a", "b"])
            raised.append(add("breaker_transition", payload, time, **origin))
        judged = time + timedelta(seconds=9)
        # Most runs are judged at once; some began days ago, and of some the log does not say when.
        if draw.random() < 0.8:
            late = draw.choice([0, 0, 0, 0, draw.randint(1, 90)])
            # Where the version changes no run is judged late: which level an old event is about is a guess there.
            began = time - timedelta(hours=0 if 8 < run < 30 else late)
            ended = dict(status="success", duration_ms=9000, profile="standard", measured=2, failed=0, rows_read=0, rows_written=0, errors=[])
            add("run_finished", ended, began, **origin)
        for _ in range(draw.randint(0, 5)):
            name = draw.choice(["a", "b", "c"])
            rule = draw.choice(["presence", "regression", "regression", "creep", "budget", "speedup", "growth"])
            raised.append(add("finding", finding(draw, name, rule), judged, **origin))
        for name in ["a", "b"]:
            if draw.random() < 0.5:
                raised.append(add("service_level_status", level(draw, name, run > 15), judged, **origin))
        if draw.random() < 0.9:
            judgement = dict(outcome="pass", strict=False, filtered=draw.random() < 0.2, findings={})
            if draw.random() < 0.8:
                judgement["baseline_run_id"] = "OLD"
            if draw.random() < 0.7:
                judgement["anchor_run_id"] = "OLD"
            # The first runs are of an earlier version, which did not say what was judged.
            if run > 8:
                names = ["a", "b", "c", "a{year=1}", "b{year=2}", "c{year=*}"]
                judgement["benchmarks"] = [name for name in names if draw.random() < 0.7]
                if draw.random() < 0.4:
                    judgement["not_compared"] = [
                        dict(benchmark=draw.choice(["a", "b", "c"]), metric=draw.choice(["wall_time", "peak_memory"]))]
            add("gate_judged", judgement, judged, **origin)
        if draw.random() < 0.2:
            lines.extend(lines[first:])
        if raised and draw.random() < 0.5:
            answer = dict(alert_id=draw.choice(raised[-12:]), by=draw.choice(["ana", "kim"]), note=f"n{run}")
            kind = draw.choice(["alert_acknowledged", "alert_acknowledged", "alert_resolved"])
            add(kind, answer, judged + timedelta(seconds=draw.randint(0, 3000)), suite="s")
    return lines


rows = 0
states = set()
for seed in range(count):
    place = folder / f"alerts-{seed}"
    place.mkdir()
    months = {}
    for line in log(seed):
        months.setdefault(line["timestamp"][:7], []).append(json.dumps(line, separators=(",", ":")))
    for month, text in months.items():
        (place / f"events-{month}.ndjson").write_text("\n".join(text) + "\n")
    found = same(place, f"seed {seed}")
    rows += len(found)
    states |= {(alert[1], alert[8]) for alert in found}
print(f"random histories: the same {rows} rows of {count}")
assert len(states) >= 6, states
