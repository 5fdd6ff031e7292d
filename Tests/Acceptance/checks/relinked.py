#!/usr/bin/env python3
"""Counts how often builds of the same source that lie elsewhere in memory fail the gate, with one layout and with fresh ones.

Usage: relinked.py RELEASE_FOLDER [BUILDS [TOLERANCE [FILTER]]]

RELEASE_FOLDER holds speedgate-bench, speedgate-detect and reference-workloads with its link kit ('speedgate-bench kit').
Each of the BUILDS (10) links the same objects with its functions in another order, and is gated beside the first program
at TOLERANCE (1%), once with --layouts fixed and once with --layouts fresh. All that differs is the place of code, so every
failure is a false alarm.
"""

import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


def moved(program, seed, folder):
    """Another program of the same objects, with a kit of its own."""
    kit = json.loads((program.parent / (program.name + ".linkkit") / "kit.json").read_text())
    objects = program.parent / (program.name + ".linkkit") / "objects"
    paths = [each.get("path") or str(objects / each["sha256"]) for each in kit["inputs"]]
    words = [word if isinstance(word, str) else paths[word] for word in kit["arguments"]]
    other = folder / f"{seed}" / program.name
    other.parent.mkdir()
    subprocess.run(
        [kit["linker"]["path"], *words, "--strip-debug", f"--shuffle-sections=.text*={seed}", "-o", str(other)], check=True)
    shutil.copytree(program.parent / (program.name + ".linkkit"), other.parent / (other.name + ".linkkit"))
    kit["program_sha256"] = hashlib.sha256(other.read_bytes()).hexdigest()
    (other.parent / (other.name + ".linkkit") / "kit.json").write_text(json.dumps(kit))
    return other


def gate(release, program, beside, layouts, budgets, selection, seed, folder):
    """The benchmarks that failed, the comparisons that passed, all of them, the launches and the seconds."""
    began = time.monotonic()
    subprocess.run(
        [str(release / "speedgate-bench"), "run", str(program), "--against", str(beside), "--layouts", layouts, "--quiet",
         "--seed", str(seed), "--budgets", str(budgets), "--output", "run.json", *selection], check=True, cwd=folder,
        stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - began
    check = subprocess.run(
        [str(release / "speedgate-detect"), "check", "run.json", "--read-only", "--quiet", "--budgets", str(budgets),
         "--output", "verdict.json"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert check.returncode in (0, 1), check.returncode
    rows = [row for row in json.loads((folder / "verdict.json").read_text())["findings"] if row.get("metric") == "wall_time"]
    launches = [
        len(series["launches"]) for benchmark in json.loads((folder / "run.json").read_text())["benchmarks"]
        for series in benchmark["metrics"] if series["metric"] == "wall_time"]
    failed = [row["benchmark"] for row in rows if row["status"] == "regressed"]
    return failed, sum(row["status"] == "passed" for row in rows), len(rows), launches, seconds


def main(release, builds, tolerance, selection):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        budgets = folder / "budgets"
        budgets.mkdir()
        (budgets / "all.json5").write_text(
            '{ schema: "speedgate.budgets/1", suite: "reference-workloads", regressions: { wall_time: { fail: "%s" } } }'
            % tolerance)
        first = release / "reference-workloads"
        print("| layouts | suites | failed | comparisons | regressed | passed | launches (median) | seconds a gate |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        rows = {"fixed": [], "fresh": []}
        for seed in range(1, builds + 1):
            other = moved(first, seed, folder)
            for layouts in rows:
                rows[layouts].append(gate(release, other, first, layouts, budgets, selection, seed, folder))
            shutil.rmtree(other.parent)
        for layouts, gates in rows.items():
            launches = sorted(each for gate in gates for each in gate[3])
            seconds = sorted(gate[4] for gate in gates)
            print(
                f"| {layouts} | {len(gates)} | {sum(bool(gate[0]) for gate in gates)} | {sum(gate[2] for gate in gates)} "
                f"| {sum(len(gate[0]) for gate in gates)} | {sum(gate[1] for gate in gates)} "
                f"| {launches[len(launches) // 2]} | {seconds[len(seconds) // 2]:.0f} |", flush=True)


arguments = sys.argv[1:]
main(
    pathlib.Path(arguments[0]).resolve(), int(arguments[1]) if len(arguments) > 1 else 10,
    arguments[2] if len(arguments) > 2 else "1%", ["--filter", arguments[3]] if len(arguments) > 3 else [])
