#!/usr/bin/env python3
"""Searches histories for the commit of one step, and counts how often the answer is right.

Usage: bisections.py BENCH DRAWN_SUITE [--histories N] [--commits N] [--step PERCENT] [--noise SHARE] [--keep FILE]
       bisections.py BENCH --real ROOT [--histories N] [--commits N] [--step PERCENT] [--keep FILE]
       bisections.py BENCH --real ROOT --write FOLDER [--commits N]

Each history (100) has this many commits (64), whose times differ by 0.03 % by chance from one to the next, and one step (3 %) at a place
drawn at random. Drawn suites (DRAWN_SUITE) scatter by a normal law (1 %) and are built by a stub. With --real each commit is a package that depends on
the library in ROOT, built by the package manager; the step is in the number of rounds of a loop, and other functions are edited in every
commit. With a FILE each result is kept there at once, and what it holds is not searched again.
"""

import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

MANIFEST = """// swift-tools-version: 6.2
import PackageDescription
let package = Package(
  name: "Rounds", platforms: [.macOS(.v15)], dependencies: [.package(name: "Speedgate", path: "%s")],
  targets: [
    .target(name: "Work"),
    .executableTarget(name: "RoundBenchmarks", dependencies: ["Work", .product(name: "Speedgate", package: "Speedgate")]),
  ])
"""
SUITE = """import Speedgate
import Work

@main
struct RoundBenchmarks: BenchmarkSuite {
  var benchmarks: Benchmarks {
    Benchmark("rounds") { run in run.measure { blackHole(rounds(blackBox(7), blackBox(roundCount))) } }
    Benchmark("aside") { run in run.measure { blackHole(aside(blackBox(7), blackBox(asideCount))) } }
  }
}
"""
# The counts are hidden from the optimiser, which would divide a loop of a known length by what divides that.
WORK = """public let roundCount = %d
public let asideCount = %d

@inline(never) public func rounds(_ seed: UInt64, _ count: Int) -> UInt64 {
  var state = seed
  for _ in 0..<count { state = state &* 6364136223846793005 &+ 1442695040888963407 }
  return state
}

@inline(never) public func aside(_ seed: UInt64, _ count: Int) -> UInt64 {
  var state = seed
  for _ in 0..<count { state = state &* 2862933555777941757 &+ 3037000493 }
  return state ^ %d
}
"""


def git(folder, *words):
    subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=A. Writer", "-c", "user.email=a@example.org", *words], check=True,
        stdout=subprocess.DEVNULL)


def history(folder, write, commits, step, seed, at=None):
    """Writes the commits with the tags c0, c1 …; returns the place of the step."""
    chance = random.Random(seed)
    at = at or chance.randrange(1, commits + 1)
    git(folder, "init", "-q", "-b", "main")
    level = 1.0
    for number in range(commits + 1):
        level *= 1 + chance.gauss(0, 0.0003)
        write(number, level * (1 + step / 100 if number >= at else 1), chance)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"Change {number}")
        git(folder, "tag", f"c{number}")
    return at


def drawn(folder, arguments):
    def write(number, factor, _):
        (folder / "Package.swift").write_text("// swift-tools-version: 6.2\n")
        (folder / "speed").write_text(f"{number} {600_000 * factor}\n")

    build = (
        "read number speed <speed; { echo '#!/bin/sh'; echo \"DRAWN_VALUES=wall_time=$speed "
        f"DRAWN_NOISE=wall_time={arguments.noise} exec '{arguments.suite}' # $number\"; }} >drawn; chmod 755 drawn; echo \"$PWD/drawn\"")
    return write, "b0", ["--suite", "Drawn", "--build-command", build, "--layouts", "fixed"]


def real(folder, arguments):
    (folder / "Sources/Work").mkdir(parents=True)
    (folder / "Sources/RoundBenchmarks").mkdir()
    (folder / "Package.swift").write_text(MANIFEST % arguments.real)
    (folder / ".gitignore").write_text(".build\nPackage.resolved\n")
    (folder / "Sources/RoundBenchmarks/RoundBenchmarks.swift").write_text(SUITE)

    def write(number, factor, chance):
        rounds = round(20_000 * factor)
        (folder / "Sources/Work/Work.swift").write_text(WORK % (rounds, 20_000 + chance.randrange(50), number))

    return write, "rounds", []


def search(arguments, seed):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "history"
        folder.mkdir()
        write, benchmark, options = (real if arguments.real else drawn)(folder, arguments)
        at = history(folder, write, arguments.commits, arguments.step, seed)
        began = time.monotonic()
        found = subprocess.run(
            [arguments.bench, "bisect", f"c0..c{arguments.commits}", benchmark, "--seed", str(seed), "--quiet", "--output", "-",
             *options], cwd=folder, stdout=subprocess.PIPE, check=False)
        seconds = time.monotonic() - began
        if found.returncode not in (0, 1):
            raise SystemExit(f"history {seed} ended with status {found.returncode}")
        record = json.loads(found.stdout)
        first = [[int(commit["title"].split()[1]) for commit in step["commits"]] for step in record["steps"]]
        answer = "none"
        if first:
            named = first[0] if len(first) == 1 else sum(first, [])
            answer = ("right" if at in named else "wrong") if all(len(step) == 1 for step in first) else (
                "range" if at in named else "wrong")
        return {
            "seed": seed, "at": at, "answer": answer, "named": first, "builds": record["builds"], "pairs": record["pairs"],
            "seconds": round(seconds, 1)}


def main(arguments):
    if arguments.write:
        write, _, _ = real(arguments.write, arguments)
        history(arguments.write, write, arguments.commits, 40, 1, at=3)
        return 0
    keep = arguments.keep
    results = [json.loads(line) for line in keep.read_text().splitlines()] if keep and keep.exists() else []
    for seed in range(1, arguments.histories + 1):
        if any(each["seed"] == seed for each in results):
            continue
        results.append(search(arguments, seed))
        if keep:
            with keep.open("a") as file:
                file.write(json.dumps(results[-1]) + "\n")
        print(f"history {seed}: {results[-1]}", file=sys.stderr)
    counts = {answer: sum(each["answer"] == answer for each in results) for answer in ("right", "wrong", "range", "none")}
    several = sum(len(each["named"]) > 1 for each in results)
    print("| histories | right commit | wrong | a range with it | no change proven | several steps | builds (median) | launch pairs (median) | seconds (median) |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    print(
        f"| {len(results)} | {counts['right']} | {counts['wrong']} | {counts['range']} | {counts['none']} | {several} "
        f"| {statistics.median(each['builds'] for each in results):.0f} | {statistics.median(each['pairs'] for each in results):.0f} "
        f"| {statistics.median(each['seconds'] for each in results):.0f} |")
    return 1 if counts["wrong"] > len(results) / 100 else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("bench")
    parser.add_argument("suite", nargs="?")
    parser.add_argument("--real", metavar="ROOT")
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--commits", type=int, default=64)
    parser.add_argument("--step", type=float, default=3)
    parser.add_argument("--noise", type=float, default=0.01)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path, help="only write a real history with a step of 40 % at the third commit here")
    given = parser.parse_args()
    if not given.suite and not given.real:
        parser.error("name a drawn suite, or --real ROOT")
    sys.exit(main(given))
