#!/usr/bin/env python3
"""Shows how much a change that no benchmark runs moves their times, with aligned functions and without.

Usage: layout.py RELEASE_FOLDER [VARIANTS]

RELEASE_FOLDER holds speedgate-bench. The built-in suite is built from a copy of the repository's sources, as it is and
with one, two … further functions that no one calls and that lie before all others; each is measured beside the first.
"""

import json
import math
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[3]
usual = ["-c", "release", "-Xswiftc", "-static-stdlib", "-Xlinker", "--strip-debug"]
aligned = ["-Xswiftc", "-Xllvm", "-Xswiftc", "-align-all-functions=6", "-Xcc", "-falign-functions=64"]
# As the gate builds; it lets a program be linked again, and has no effect of its own.
usual += ["-Xswiftc", "-Xfrontend", "-Xswiftc", "-function-sections", "-Xswiftc", "-gnone", "-Xcc", "-ffunction-sections", "-Xcc", "-fdata-sections"]
limits = [2.5, 5, 10]


def build(package, flags, count, program):
    (package / "Sources/ReferenceWorkloads/AAA.swift").write_text("".join(
        f"@inline(never) @used func unrelated{index}(_ x: Int, _ y: Int) -> Int "
        f"{{ var t = x &* {7 + index}; if t > y {{ t &-= y }}; return t &* 31 &+ {index} }}\n"
        for index in range(count)) or "// none\n")
    subprocess.run(
        ["swift", "build", *usual, *flags, "--product", "reference-workloads", "--quiet"], cwd=package, check=True)
    shutil.copy2(package / ".build/release/reference-workloads", program)


def fastest_quarter(samples):
    ordered = sorted(samples)
    return ordered[(len(ordered) - 1) // 4]


def changes(bench, program, beside, folder):
    record = folder / "run.json"
    subprocess.run(
        [str(bench), "run", str(program), "--against", str(beside), "--quiet", "--output", str(record)], check=True,
        cwd=folder)
    found = {}
    for benchmark in json.loads(record.read_text())["benchmarks"]:
        (series,) = [series for series in benchmark["metrics"] if series["metric"] == "wall_time"]
        found[benchmark["name"]] = 100 * math.expm1(statistics.median(
            math.log(fastest_quarter(new) / fastest_quarter(old))
            for new, old in zip(series["launches"], series["baseline_launches"])))
    return found


def main(release, variants):
    print("| built | functions more | " + " | ".join(f"beyond ± {limit:g} %" for limit in limits) + " | furthest |")
    print("|---|---|" + "---:|" * len(limits) + "---|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        package = folder / "package"
        files = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout
        for file in files.split("\0")[:-1]:
            (package / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / file, package / file)
        for word, flags in [("as usual", []), ("aligned", aligned)]:
            build(package, flags, 0, folder / "0")
            for count in range(variants + 1):
                build(package, flags, count, folder / "more")
                found = changes(release / "speedgate-bench", folder / "more", folder / "0", folder)
                furthest = max(found, key=lambda each: abs(found[each]))
                beyond = [sum(abs(change) > limit for change in found.values()) for limit in limits]
                print(
                    f"| {word} | {count} | "
                    + " | ".join(f"{number} of {len(found)}" for number in beyond)
                    + f" | {furthest} {'−' if found[furthest] < 0 else '+'}{abs(found[furthest]):.1f} % |", flush=True)


main(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 4)
