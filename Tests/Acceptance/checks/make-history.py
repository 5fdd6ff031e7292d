"""Writes a history of this many events, as `history append` would: runs of 100 benchmarks over a year.

Usage: make-history.py FOLDER EVENTS [DAYS [BENCHMARKS]]

Each benchmark has a wall time with noise of 2 % and a deterministic count of allocations; every tenth gets 10 %
slower in the middle of the period, every tenth drifts by 10 %. A run in five is on a branch.
"""

import datetime
import json
import math
import pathlib
import random
import sys

folder, events = pathlib.Path(sys.argv[1]), int(sys.argv[2])
days = int(sys.argv[3]) if len(sys.argv) > 3 else 365
random.seed(20261121)
folder.mkdir(parents=True, exist_ok=True)
benchmarks = int(sys.argv[4]) if len(sys.argv) > 4 else 100
runs = math.ceil(events / (benchmarks + 1))
end = datetime.datetime(2026, 11, 20, tzinfo=datetime.timezone.utc)
alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(milliseconds):
    text = ""
    for _ in range(10):
        text = alphabet[milliseconds & 31] + text
        milliseconds >>= 5
    return text + "".join(random.choices(alphabet, k=16))


def brief(value):
    return float(f"{value:.9e}")


files, written = {}, 0
for run in range(runs):
    time = end - datetime.timedelta(days=days) * (1 - run / runs)
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"
    milliseconds = int(time.timestamp() * 1000)
    run_id = ulid(milliseconds)
    is_branch = run % 5 == 4
    frame = {
        "run_id": run_id,
        "suite": "reference",
        "commit": f"{random.getrandbits(160):040x}",
        "branch": f"change-{run}" if is_branch else "main",
        "environment": "linux-x86-64-intel-xeon-processor-icelake-2cpu-release",
        "producer_component": "speedgate-detect/0.1.0",
    }
    month = stamp[:7]
    if month not in files:
        files[month] = open(folder / f"events-{month}.ndjson", "w")

    def line(kind, payload):
        event = {"schema": "speedgate.event/1", "id": ulid(milliseconds), "event_type": kind, "timestamp": stamp}
        files[month].write(json.dumps(event | frame | {"payload": payload}, separators=(",", ":")) + "\n")

    for number in range(benchmarks):
        if written >= events - 1:
            break
        level = 1e5 * (1 + number)
        if number % 10 == 3 and run > runs / 2:
            level *= 1.10
        if number % 10 == 7:
            level *= 1 + 0.10 * run / runs
        median = level * math.exp(random.gauss(0, 0.02))
        times = {
            "direction": "lower_is_better", "high": brief(median * 1.01), "launches": 14, "low": brief(median * 0.99),
            "max": brief(median * 1.3), "mean": brief(median * 1.02), "median": brief(median), "metric": "wall_time",
            "min": brief(median * 0.97), "p95": brief(median * 1.1), "p99": brief(median * 1.2), "samples": 140,
            "unit": "ns",
        }
        count = 100 + number
        allocations = {
            "direction": "lower_is_better", "high": count, "launches": 14, "low": count, "max": count, "mean": count,
            "median": count, "metric": "allocations", "min": count, "p95": count, "p99": count, "samples": 14,
            "unit": "count",
        }
        line("benchmark_result", {
            "benchmark": f"group-{number // 10}/benchmark-{number}", "metrics": [allocations, times],
            "status": "measured",
        })
        written += 1
    line("run_finished", {
        "duration_ms": 60000, "errors": [], "failed": 0, "measured": benchmarks, "profile": "standard",
        "status": "success",
    })
    written += 1
for file in files.values():
    file.close()
print(f"{written} events of {runs} runs in {sum(f.stat().st_size for f in folder.glob('*.ndjson')) / 1e6:.0f} MB")
