"""Times whole processes on the records of a large suite, beside other programs on the same files.

    large-check.py BIN FOLDER [TIMES]

BIN holds speedgate-detect and speedgate-bench, FOLDER what make-records.py wrote and large-check.py adds: the same figures
in a form of another program. Prints a table in Markdown: processor time, peak memory, and the processor time as a
multiple of Python's on the same bytes. Medians of TIMES (3) calls, which take turns, so that what else the machine does
meets all of them alike.
"""

import glob
import json
import os
import shutil
import statistics
import subprocess
import sys

READ = "import json, sys\nfor path in sys.argv[1:]: json.loads(open(path, 'rb').read())"
READ_FAST = "import orjson, sys\nfor path in sys.argv[1:]: orjson.loads(open(path, 'rb').read())"


def foreign(path, other):
    """The run as pytest-benchmark writes results: seconds, indented."""
    run = json.load(open(path))
    benchmarks = []
    for benchmark in run["benchmarks"]:
        data = [value / 1e9 for launch in benchmark["metrics"][0]["launches"] for value in launch]
        benchmarks.append({
            "name": benchmark["name"], "fullname": benchmark["name"],
            "stats": {"iterations": 1, "rounds": len(data), "data": data}})
    with open(other, "w") as file:
        json.dump({"machine_info": {}, "datetime": "2026-11-20T10:00:00", "version": "5.1.0", "benchmarks": benchmarks},
                  file, indent=1)


def cost(command, folder):
    """Processor time in seconds and peak memory in bytes of one call."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.chdir(folder)
        os.execvp(command[0], command)
    _, status, used = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def main():
    programs, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    run = f"{folder}/run.json"
    records = sorted(glob.glob(f"{folder}/baselines/*/*/records/*.json")) + [run]
    other = f"{folder}/pytest.json"
    if not os.path.exists(other):
        foreign(run, other)
    check = [f"{programs}/speedgate-detect", "check", run, "--baseline", f"{folder}/baselines", "--read-only", "--quiet"]
    rows = [
        ("`check`, 20 records", check, records),
        ("Python's `json.loads`, 20 records", [sys.executable, "-c", READ, *records], records),
        ("`import`, one file of pytest-benchmark",
         [f"{programs}/speedgate-bench", "import", other, "--output", f"{folder}/imported.json"], [other]),
        ("Python's `json.loads`, that file", [sys.executable, "-c", READ, other], [other]),
    ]
    if subprocess.run([sys.executable, "-c", "import orjson"], capture_output=True).returncode == 0:
        rows.insert(2, ("orjson, 20 records", [sys.executable, "-c", READ_FAST, *records], records))
        rows.append(("orjson, that file", [sys.executable, "-c", READ_FAST, other], [other]))
    if shutil.which("jq"):
        rows.append(("`jq empty`, that file", ["jq", "empty", other], [other]))
    costs = {name: [] for name, _, _ in rows}
    for _ in range(times):
        for name, command, _ in rows:
            costs[name].append(cost(command, folder))
    python = {}
    for name, _, files in rows:
        if name.startswith("Python"):
            python[tuple(files)] = statistics.median(seconds for seconds, _ in costs[name])
    print("| what | processor time | MB/s | beside Python | peak memory |\n|---|--:|--:|--:|--:|")
    for name, _, files in rows:
        seconds = statistics.median(seconds for seconds, _ in costs[name])
        memory = max(memory for _, memory in costs[name])
        size = sum(os.path.getsize(path) for path in files)
        print(f"| {name} | {seconds:.2f} s | {size / seconds / 1e6:.0f} | {seconds / python[tuple(files)]:.2f} "
              f"| {memory / 1e6:.0f} MB |")


main()
