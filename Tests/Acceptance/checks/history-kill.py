"""Kills appends at random moments; every event that a command had confirmed must be there afterwards.

Usage: history-kill.py SPEEDGATE_DETECT RUN FOLDER APPENDS
"""

import json
import pathlib
import random
import subprocess
import sys
import time

detect, source, folder, appends = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4])
random.seed(6)
run = json.load(open(source))
history = folder / "history"
confirmed, killed = set(), 0
usual = 0.05
for number in range(appends):
    run["run_id"] = f"RUN{number:05d}"
    record = folder / "run.json"
    record.write_text(json.dumps(run))
    started = time.monotonic()
    process = subprocess.Popen(
        [detect, "history", "append", str(record), "--history", str(history), "--no-archive"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if number % 5 == 0:
        process.wait()
        usual = time.monotonic() - started
    else:
        time.sleep(random.uniform(0, usual * 1.1))
        if process.poll() is None:
            process.kill()
            killed += 1
        process.wait()
    if process.returncode == 0:
        confirmed.add(run["run_id"])

# A last append repairs what the last kill may have torn.
run["run_id"] = "LAST"
record.write_text(json.dumps(run))
done = subprocess.run([detect, "history", "append", str(record), "--history", str(history), "--no-archive"])
assert done.returncode == 0
confirmed.add("LAST")

found = {}
for file in history.glob("events-*.ndjson"):
    for line in file.read_text().splitlines():
        event = json.loads(line)
        found.setdefault(event["run_id"], set()).add(event["id"])
expected = len(found["LAST"])
for name in confirmed:
    assert len(found.get(name, ())) == expected, f"{name}: {len(found.get(name, ()))} of {expected} events"
whole = sum(1 for name in found if len(found[name]) == expected)
print(f"{appends} appends, {killed} killed: all {len(confirmed)} confirmed runs whole, {len(found) - whole} parts of others")
assert killed > appends / 10
