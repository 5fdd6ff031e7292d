#!/usr/bin/env python3
"""Measures the same kernels, from one object file, with speedgate-bench and with Google Benchmark, by turns.

Usage: google-benchmark-agreement.py RELEASE_FOLDER [TURNS]

RELEASE_FOLDER holds speedgate-bench, EvaluationSuite and the objects they were linked from
(`swift build -c release`). Google Benchmark comes from Debian: libbenchmark-dev, g++.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

checks = pathlib.Path(__file__).resolve().parent
header = checks.parent.parent / "EvaluationKernels" / "include"


def build(release, folder):
    (kernels,) = release.glob("EvaluationKernels.build/*.o")
    subprocess.run(
        ["g++", "-O2", f"-I{header}", str(checks / "google-benchmark.cpp"), str(kernels), "-o", f"{folder}/theirs"]
        + ["-lbenchmark", "-lpthread"],
        check=True,
    )


def ours(release, folder):
    subprocess.run(
        [str(release / "speedgate-bench"), "run", str(release / "EvaluationSuite"), "--quiet"]
        + ["--filter", "kernel/*", "--output", f"{folder}/ours.json"],
        check=True, env=os.environ | {"EVALUATION_KERNELS": "1"},
    )
    with open(f"{folder}/ours.json") as file:
        benchmarks = json.load(file)["benchmarks"]
    return {
        benchmark["name"]: statistics.median(
            value for series in benchmark["metrics"] if series["metric"] == "wall_time"
            for launch in series["launches"] for value in launch)
        for benchmark in benchmarks
    }


def theirs(folder):
    # As many processes as speedgate-bench has launches: one process has one place in memory.
    medians = {}
    for _ in range(6):
        text = subprocess.run(
            [f"{folder}/theirs", "--benchmark_format=json", "--benchmark_min_time=0.05"],
            check=True, capture_output=True, text=True,
        ).stdout
        for benchmark in json.loads(text)["benchmarks"]:
            medians.setdefault(benchmark["name"], []).append(benchmark["real_time"])
    return {name: statistics.median(values) for name, values in medians.items()}


def spread(values):
    center = statistics.median(values)
    return 100 * 1.4826 * statistics.median(abs(value / center - 1) for value in values)


def main(release, turns):
    left, right = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        build(release, folder)
        for turn in range(turns):
            # Neither is always the one that comes second.
            for side in (left, right) if turn % 2 else (right, left):
                figures = ours(release, folder) if side is left else theirs(folder)
                for name, value in figures.items():
                    side.setdefault(name, []).append(value)
    print("| kernel | speedgate-bench | spread | Google Benchmark | spread | ratio, turn by turn |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, mine in left.items():
        other = right[name]
        ratios = [a / b for a, b in zip(mine, other)]
        print(
            f"| {name} | {statistics.median(mine):.0f} ns | {spread(mine):.1f} % "
            f"| {statistics.median(other):.0f} ns | {spread(other):.1f} % "
            f"| {statistics.median(ratios):.3f} ({min(ratios):.2f} to {max(ratios):.2f}) |"
        )


main(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 20)
