"""Makes a run and stored records of a large suite: make-records.py FOLDER BENCHMARKS RECORDS [SAMPLES].

FOLDER/run.json is a run, FOLDER/baselines holds RECORDS older ones of the same suite, written as Speedgate writes them:
sorted keys, one line. A benchmark has one series, wall_time, of five launches; of 10,000 with 100 samples a record has
some 10 MB.
"""

import json
import os
import random
import sys

ENVIRONMENT = {
    "os": "linux", "kernel": "6.1", "arch": "x86_64", "processor": "any", "processor_count": 2,
    "memory_bytes": 8_000_000_000, "compiler": "Swift 6.3", "build_configuration": "release", "harness_version": "0.1.0"}
KEY = "linux-x86-64-any-2cpu-release"


def record(number, count, samples):
    draw = random.Random(number)
    machine = draw.uniform(0.99, 1.01)
    benchmarks = []
    for place in range(count):
        level = machine * random.Random(place).lognormvariate(9, 2)
        launches = [
            [round(level * draw.uniform(0.98, 1.02), 3) for _ in range(samples // 5)] for _ in range(5)]
        benchmarks.append({
            "name": f"group{place % 40}/operation{place // 40}", "tags": [], "status": "measured", "sampling": "batched",
            "iterations_per_sample": 1, "steps": [], "notes": [],
            "metrics": [{
                "metric": "wall_time", "unit": "ns", "direction": "lower_is_better", "deterministic": False,
                "launches": launches}]})
    time = f"2026-11-{number + 1:02}T10:00:00.000Z"
    return {
        "schema": "speedgate.run/1", "run_id": f"01KBJ000000000000000RUN{number:03}", "status": "success",
        "started_at": time, "completed_at": time, "duration_ms": 600_000,
        "suite": {"name": "large-suite", "commit": f"{number:08x}", "branch": "main"}, "environment": ENVIRONMENT,
        "settings": {"profile": "standard", "seed": 7, "command": ["speedgate-bench", "run"]},
        "benchmarks": benchmarks, "left_out": [], "errors": [], "warnings": []}


def write(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        json.dump(value, file, sort_keys=True, separators=(",", ":"))
        file.write("\n")


def main():
    folder, count, stored = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    samples = int(sys.argv[4]) if len(sys.argv) > 4 else 100
    for number in range(stored):
        value = record(number, count, samples)
        write(f"{folder}/baselines/{KEY}/large-suite/records/{value['run_id']}.json", value)
    write(f"{folder}/run.json", record(stored, count, samples))


main()
