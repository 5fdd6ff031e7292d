#!/usr/bin/env python3
"""Measures the same commands with speedgate-bench and with hyperfine, by turns.

Usage: hyperfine-agreement.py PATH/TO/speedgate-bench

Both count the start of the process in. hyperfine does so only without a shell of its own, from whose times it
subtracts what a shell takes and does not record how much. So it always runs with --shell=none here, and a
shell's command is given to it as /bin/sh -c LINE, which is the process that `speedgate-bench command --shell`
starts, too. Both run in an empty folder: the budgets of the one that this was called in are not for these commands.
"""

import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile

CASES = [
    ("5 ms of work", ["seq", "350000"], 30, 16),
    ("5 ms of sleep", ["sleep", "0.0044"], 30, 12),
    ("200 ms of work", ["seq", "24000000"], 10, 8),
    ("200 ms of sleep", ["sleep", "0.2"], 8, 6),
]


def ours(program, command, runs, shell, folder):
    words = [" ".join(command)] if shell else command
    subprocess.run(
        [program, "command", "--quiet", "--name", "x", "--runs", str(runs), "--output"]
        + [f"{folder}/ours.json"] + (["--shell"] if shell else []) + ["--"] + words,
        check=True, cwd=folder,
    )
    with open(f"{folder}/ours.json") as file:
        benchmark = json.load(file)["benchmarks"][0]
    times = next(series for series in benchmark["metrics"] if series["metric"] == "wall_time")
    return [value / 1e6 for launch in times["launches"] for value in launch]


def hyperfine(command, runs, shell, folder):
    words = ["/bin/sh", "-c", " ".join(command)] if shell else command
    subprocess.run(
        ["hyperfine", "--style", "none", "--shell", "none", "--runs", str(runs), "--warmup", "1"]
        + ["--export-json", f"{folder}/theirs.json", shlex.join(words)],
        check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    with open(f"{folder}/theirs.json") as file:
        return [time * 1e3 for time in json.load(file)["results"][0]["times"]]


def quartile(values):
    return sorted(values)[len(values) // 4]


def main(program):
    print("| command | start | speedgate-bench | hyperfine | ratio of medians, turn by turn |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, command, runs, turns in CASES:
            for shell in (False, True):
                left, right, ratios = [], [], []
                for turn in range(turns):
                    # Neither is always the one that comes second.
                    if turn % 2:
                        theirs = hyperfine(command, runs, shell, folder)
                        mine = ours(program, command, runs, shell, folder)
                    else:
                        mine = ours(program, command, runs, shell, folder)
                        theirs = hyperfine(command, runs, shell, folder)
                    left += mine
                    right += theirs
                    ratios.append(statistics.median(mine) / statistics.median(theirs))
                cells = [
                    f"{min(v):.2f} / {quartile(v):.2f} / {statistics.median(v):.2f} ms"
                    for v in (left, right)
                ]
                print(
                    f"| {name}: `{' '.join(command)}` | {'shell' if shell else 'direct'} "
                    f"| {cells[0]} | {cells[1]} | {statistics.median(ratios):.3f} "
                    f"({min(ratios):.2f} to {max(ratios):.2f}) |",
                    flush=True,
                )


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(os.path.abspath(sys.argv[1]))
