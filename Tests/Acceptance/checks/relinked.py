#!/usr/bin/env python3
"""Counts how often builds of the same source that lie elsewhere in memory fail the gate, with one layout and with fresh ones.

Usage: relinked.py RELEASE_FOLDER [--builds N] [--tolerance SHARE] [--filter PATTERN] [--layouts MODES] [--keep FILE]

RELEASE_FOLDER holds speedgate-bench, speedgate-detect and reference-workloads with its link kit ('speedgate-bench kit').
Each of N builds (10) links the same objects with its functions in another order, and is gated beside the first program
at a tolerance (1%), once with --layouts fixed and once with --layouts fresh, or with one of MODES (fixed,fresh). All that differs is the
place of code, so every failure is a false alarm. With a FILE each gate's result is kept there at once, and what it holds is not
measured again.
"""

import argparse
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


def table(results, modes):
    """A row for each way of layouts."""
    lines = [
        "| layouts | suites | failed | comparisons | regressed | passed | launches (median) | seconds a gate |",
        "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for layouts in modes:
        gates = [gate for gate in results if gate["layouts"] == layouts]
        if not gates:
            continue
        launches = sorted(each for gate in gates for each in gate["launches"])
        seconds = sorted(gate["seconds"] for gate in gates)
        lines.append(
            f"| {layouts} | {len(gates)} | {sum(bool(gate['failed']) for gate in gates)} "
            f"| {sum(gate['comparisons'] for gate in gates)} | {sum(len(gate['failed']) for gate in gates)} "
            f"| {sum(gate['passed'] for gate in gates)} | {launches[len(launches) // 2]} | {seconds[len(seconds) // 2]:.0f} |")
    return "\n".join(lines)


def main(release, builds, tolerance, selection, modes, keep):
    results = [json.loads(line) for line in keep.read_text().splitlines()] if keep and keep.exists() else []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        budgets = folder / "budgets"
        budgets.mkdir()
        (budgets / "all.json5").write_text(
            '{ schema: "speedgate.budgets/1", suite: "reference-workloads", regressions: { wall_time: { fail: "%s" } } }'
            % tolerance)
        first = release / "reference-workloads"
        for seed in range(1, builds + 1):
            left = [mode for mode in modes if not any(each["seed"] == seed and each["layouts"] == mode for each in results)]
            if not left:
                continue
            other = moved(first, seed, folder)
            for layouts in left:
                failed, passed, comparisons, launches, seconds = gate(
                    release, other, first, layouts, budgets, selection, seed, folder)
                results.append({
                    "seed": seed, "layouts": layouts, "failed": failed, "passed": passed, "comparisons": comparisons,
                    "launches": launches, "seconds": round(seconds, 1)})
                if keep:
                    with keep.open("a") as file:
                        file.write(json.dumps(results[-1]) + "\n")
                print(f"build {seed} of {builds}, {layouts}: {', '.join(failed) or 'not failed'}, {seconds:.0f} s", file=sys.stderr)
            shutil.rmtree(other.parent)
    print(table(results, modes))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("release", type=pathlib.Path)
    parser.add_argument("--builds", type=int, default=10)
    parser.add_argument("--tolerance", default="1%")
    parser.add_argument("--filter")
    parser.add_argument("--layouts", default="fixed,fresh")
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    main(
        arguments.release.resolve(), arguments.builds, arguments.tolerance,
        ["--filter", arguments.filter] if arguments.filter else [], arguments.layouts.split(","),
        arguments.keep and arguments.keep.resolve())
