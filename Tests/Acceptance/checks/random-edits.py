#!/usr/bin/env python3
"""Edits a large library at random, and holds what is proven of its benchmarks against what they do.

Usage: random-edits.py RELEASE_FOLDER SPEEDGATE WORK [--edits N] [--first NUMBER] [--seed SEED] [--kind KIND…]

RELEASE_FOLDER holds speedgate-bench, SPEEDGATE is the folder of this repository. WORK gets the package of library-package.py,
the program before any edit, and results.jsonl with a line an edit; edits that it has are not made again. With --kind, edits are not drawn but those kinds
of library-package.py, one after the other. For each of N (20) edits the suite is
built, its link kit made, and each benchmark traced and run beside the first program. A benchmark is proven the same where the run
says `same_code`. It did change where its result differs or it executes another number of instructions.
A benchmark that is proven the same and changed is a false proof: each is printed, and the exit status is 1. Needs valgrind.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import time

FLAGS = (
    "-c release -Xswiftc -Xllvm -Xswiftc -align-all-functions=6 -Xcc -falign-functions=64 -Xswiftc -Xfrontend -Xswiftc "
    "-function-sections -Xswiftc -gnone -Xcc -ffunction-sections -Xcc -fdata-sections -Xswiftc -static-stdlib -Xlinker --strip-debug").split()
CHECKS = pathlib.Path(__file__).resolve().parent


def quiet(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


class Library:
    def __init__(self, arguments):
        self.bench = arguments.release.resolve() / "speedgate-bench"
        self.speedgate = arguments.speedgate.resolve()
        self.work = arguments.work.resolve()
        self.package = self.work / "package"
        self.seed = arguments.seed

    def build(self, name, edits):
        """Builds with some edits, keeps the program under a name, and gives its path and what the edits were."""
        reported = quiet(
            sys.executable, CHECKS / "library-package.py", self.package, self.speedgate, "--seed", self.seed,
            *[word for edit in edits for word in ("--edit", edit)])
        quiet("swift", "build", "--package-path", self.package, *FLAGS, "--product", "LibraryBenchmarks")
        program = self.package / ".build/release/LibraryBenchmarks"
        quiet(self.bench, "kit", program)
        kept = self.work / name
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        shutil.copy2(program, kept)
        shutil.copytree(f"{program}.linkkit", kept / "LibraryBenchmarks.linkkit")
        quiet(self.bench, "trace", kept / "LibraryBenchmarks", "--quiet")
        return kept / "LibraryBenchmarks", reported.strip()

    def run(self, program, *words):
        # Times decide nothing here, so they may be as short as can be.
        record = program.parent / "run.json"
        budgets = self.work / "budgets.json5"
        budgets.write_text('{ schema: "speedgate.budgets/1", regressions: { wall_time: { fail: "1000%" } } }')
        quiet(
            self.bench, "run", program, "--profile", "quick", "--time-budget", "2s", "--budgets", budgets, "--layouts", "fixed",
            "--quiet", "--output", record, *words, cwd=self.work)
        return {each["name"]: each for each in json.loads(record.read_text())["benchmarks"]}

    def results(self, program):
        """What each benchmark computes, and how many instructions it executes; None where that is not the same twice."""
        executed = json.loads((program.parent / "LibraryBenchmarks.linkkit/executed.json").read_text())["benchmarks"]
        found = {}
        for name, benchmark in self.run(program).items():
            counts = executed.get(name, {}).get("instructions", [])
            found[name] = [benchmark.get("result_digest"), counts[0] if len(set(counts)) == 1 else None]
        return found


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("release", type=pathlib.Path)
    parser.add_argument("speedgate", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", nargs="+", default=[])
    arguments = parser.parse_args()
    library = Library(arguments)
    kept = library.work / "results.jsonl"
    lines = [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []
    first, _ = library.build("first", [])
    before = library.results(first)
    edits = arguments.kind or [f"any:{arguments.first + place}" for place in range(arguments.edits)]
    for number, edit in enumerate(edits, arguments.first):
        if any(line["number"] == number for line in lines):
            continue
        began = time.monotonic()
        program, reported = library.build("edited", [edit])
        after = library.results(program)
        compared = time.monotonic()
        seen = library.run(program, "--against", first, "--no-evidence", "--same-code", "skip")
        compared = time.monotonic() - compared
        same = sorted(name for name, each in seen.items() if each.get("same_code"))
        changed = sorted(
            name for name in before if before[name][0] != after[name][0]
            or (None not in (before[name][1], after[name][1]) and before[name][1] != after[name][1]))
        lines.append({
            "number": number, "edit": reported, "benchmarks": len(seen), "same": same, "changed": changed,
            "false": sorted(set(same) & set(changed)), "seconds": round(time.monotonic() - began),
            "gate_seconds": round(compared, 1)})
        with kept.open("a") as file:
            file.write(json.dumps(lines[-1]) + "\n")
        print(f"{number}: {reported}: {len(same)} of {len(seen)} proven the same, {len(changed)} changed", flush=True)
        for name in lines[-1]["false"]:
            print(f"FALSE: {name} was proven the same after edit {number} ({reported}), and changed", flush=True)
    total = sum(line["benchmarks"] for line in lines)
    print(
        f"{len(lines)} edits: of {total} benchmarks {sum(len(line['same']) for line in lines)} proven the same, "
        f"{sum(len(line['changed']) for line in lines)} changed, {sum(len(line['false']) for line in lines)} false proofs")
    return 1 if any(line["false"] for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
