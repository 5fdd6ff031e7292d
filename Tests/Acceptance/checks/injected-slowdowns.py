#!/usr/bin/env python3
"""Slows one function of a library at random, and asks which function became slower.

Usage: injected-slowdowns.py RELEASE_FOLDER SPEEDGATE WORK [--count N] [--first NUMBER] [--seed SEED] [--method METHOD…]

RELEASE_FOLDER holds speedgate-bench, SPEEDGATE is the folder of this repository. WORK gets a package with a library of 63
functions in nine kinds and a suite of seven benchmarks over it, the program before any change, and results.jsonl with a line
for each change and method; those that it has are not made again. For each of N (10) changes one function does more of its work, so
much that its benchmark executes 5 to 50 % more instructions. The suite is built, and 'speedgate-bench profile --against' asked for
the cause, by callgrind and by sampling unless METHOD names one. It is right where the function named first is the one that
was changed, or its caller where it is inlined. The exit status is 1 where fewer than 95 % are right by callgrind or 85 % by sampling, or
one took longer than 5 s. Callgrind needs valgrind.
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import time

FLAGS = (
    "-c release -Xswiftc -Xllvm -Xswiftc -align-all-functions=6 -Xcc -falign-functions=64 "
    "-Xswiftc -Xllvm -Xswiftc -swiftmergefunc-threshold=0 --static-swift-stdlib -Xlinker --strip-debug").split()
BENCHMARKS = 7
LEAST = {"callgrind": 0.95, "sample": 0.85}
MOST_SECONDS = 5

MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "slowed", platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Speedgate", path: "{speedgate}")],
  targets: [
    .target(name: "Shop"),
    .executableTarget(
      name: "SlowedBenchmarks", dependencies: ["Shop", .product(name: "Speedgate", package: "Speedgate")]),
  ])
"""

SHARED = """public final class Box {
  public let value: Int
  public init(_ value: Int) { self.value = value }
}
public protocol Priced { var price: Int { get } }
struct Plain: Priced { var price: Int }
struct Taxed: Priced { var net: Int; var price: Int { net &* 119 / 100 } }
@inline(never) func priced(_ number: Int) -> any Priced { number & 1 == 0 ? Plain(price: number) : Taxed(net: number) }
"""

# Each has a number {n}, rounds {r} of its work, and a constant {c} of its own that keeps two from becoming one.
KINDS = {
    "leaf": ("""@inline(never) public func leaf{n}(_ x: Int) -> Int {{
  var value = x &+ {c}
  for round in 0..<{r} {{ value = (value ^ (value >> 7)) &* 31 &+ round }}
  return value
}}""", 600, "leaf"),
    "boxes": ("""@inline(never) public func boxes{n}(_ x: Int) -> Int {{
  var boxes: [Box] = []
  for round in 0..<{r} {{ boxes.append(Box(x &+ round &* {c})) }}
  var sum = 0
  for box in boxes {{ sum &+= box.value }}
  return sum
}}""", 20, "boxes"),
    "table": ("""@inline(never) public func table{n}(_ x: Int) -> Int {{
  var counts: [Int: Int] = [:]
  for round in 0..<{r} {{ counts[(x &+ round &* {c}) & 31, default: 0] += round }}
  return counts.count &+ (counts[x & 31] ?? 0)
}}""", 40, "table"),
    "text": ("""@inline(never) public func text{n}(_ x: Int) -> Int {{
  var text = "{c}"
  for round in 0..<{r} {{ text += String((x &+ round) & 255) }}
  return text.utf8.count
}}""", 20, "text"),
    "generic": ("""@inline(never) public func generic{n}<Number: FixedWidthInteger>(_ x: Number) -> Number {{
  var value = x &+ {c}
  for _ in 0..<{r} {{ value = (value ^ (value >> 5)) &* 13 &+ 7 }}
  return value
}}""", 12, "generic"),
    "closure": ("""@inline(never) public func closure{n}(_ x: Int) -> Int {{
  (0..<{r}).map {{ ($0 &* x) ^ {c} }}.filter {{ $0 & 3 != 1 }}.reduce(0) {{ $0 &+ $1 }}
}}""", 200, "closure"),
    "inlined": ("""@inline(__always) func inlined{n}(_ x: Int) -> Int {{
  var value = x &+ {c}
  for round in 0..<{r} {{ value = (value &* 17) ^ (value >> 9) &+ round }}
  return value
}}
@inline(never) public func caller{n}(_ x: Int) -> Int {{ inlined{n}(x &+ 1) &+ 1 }}""", 600, "caller"),
    "casts": ("""@inline(never) public func casts{n}(_ x: Int) -> Int {{
  var sum = {c}
  for round in 0..<{r} {{
    let item: any Priced = priced(x &+ round)
    if let taxed = item as? Taxed {{ sum &+= taxed.net }} else {{ sum &+= item.price }}
  }}
  return sum
}}""", 25, "casts"),
    "sorted": ("""@inline(never) public func sorted{n}(_ x: Int) -> Int {{
  let numbers = (0..<{r}).map {{ ($0 &* 7919 &+ x) % 1009 }}
  return numbers.sorted {{ ($0 ^ {c}) < ($1 ^ {c}) }}[0]
}}""", 40, "sorted"),
}


def quiet(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def write(path, text):
    """Writes a file whose text is another, so that little is built again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


class Slowed:
    def __init__(self, arguments):
        self.bench = arguments.release.resolve() / "speedgate-bench"
        self.speedgate = arguments.speedgate.resolve()
        self.work = arguments.work.resolve()
        self.package = self.work / "package"

    def build(self, name, rounds):
        """Builds with other rounds of some functions, and keeps the program under a name."""
        write(self.package / "Package.swift", MANIFEST.format(speedgate=self.speedgate))
        shop = self.package / "Sources/Shop"
        write(shop / "Shared.swift", SHARED)
        for kind, (text, usual, _) in KINDS.items():
            write(shop / f"{kind.capitalize()}.swift", "\n\n".join(
                text.format(n=n, r=rounds.get((kind, n), usual), c=1000 + 37 * n) for n in range(BENCHMARKS)) + "\n")
        bodies = []
        for n in range(BENCHMARKS):
            calls = "\n".join(f"        sum &+= {call}{n}(x)" for _, _, call in KINDS.values())
            bodies.append(f"""    Benchmark("shop{n}") {{ run in
      run.measure {{
        let x = blackBox({n + 3})
        var sum = 0
{calls}
        return sum
      }}
    }}""")
        write(self.package / "Sources/SlowedBenchmarks/SlowedBenchmarks.swift", "\n".join(
            ["import Shop", "import Speedgate", "", "@main struct SlowedBenchmarks: BenchmarkSuite {",
             "  var benchmarks: Benchmarks {", *bodies, "  }", "}", ""]))
        quiet("swift", "build", "--package-path", self.package, *FLAGS, "--product", "SlowedBenchmarks")
        kept = self.work / name
        shutil.copy2(self.package / ".build/release/SlowedBenchmarks", kept)
        return kept

    def profile(self, program, benchmark, *words):
        path = self.work / "profile.json"
        began = time.monotonic()
        quiet(self.bench, "profile", program, benchmark, "--json", path, "--quiet", *words)
        return json.loads(path.read_text()), time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("release", type=pathlib.Path)
    parser.add_argument("speedgate", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--method", nargs="+", default=list(LEAST), choices=list(LEAST))
    arguments = parser.parse_args()
    slowed = Slowed(arguments)
    kept = slowed.work / "results.jsonl"
    lines = [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []
    before = slowed.build("before", {})
    shares = {}
    for n in range(BENCHMARKS):
        profile, _ = slowed.profile(before, f"shop{n}", "--method", "callgrind")
        total = profile["profile"]["candidate"]["cost"]
        for kind, (_, _, call) in KINDS.items():
            shares[kind, n] = sum(
                each["candidate"]["charged"] for each in profile["profile"]["functions"]
                if f"{call}{n}(" in each["name"]) / total
    for number in range(arguments.first, arguments.first + arguments.count):
        missing = [m for m in arguments.method if not any(l["number"] == number and l["method"] == m for l in lines)]
        if not missing:
            continue
        draw = random.Random(arguments.seed * 1_000_003 + number)
        kind, n, growth = draw.choice(list(KINDS)), draw.randrange(BENCHMARKS), draw.uniform(0.05, 0.5)
        _, usual, call = KINDS[kind]
        rounds = max(usual + 1, round(usual * (1 + growth / shares[kind, n])))
        program = slowed.build("after", {(kind, n): rounds})
        for method in missing:
            found, seconds = slowed.profile(program, f"shop{n}", "--against", before, "--method", method)
            named = [each["name"] for each in found["cause"]["functions"]]
            profile = found["profile"]
            line = {
                "number": number, "method": method, "function": f"{kind}{n}", "growth": round(growth, 3),
                "grew": round(profile["candidate"]["cost"] / profile["baseline"]["cost"] - 1, 3),
                "named": named, "right": bool(named) and f"{call}{n}(" in named[0], "seconds": round(seconds, 1)}
            lines.append(line)
            with kept.open("a") as file:
                file.write(json.dumps(line) + "\n")
            print(
                f"{number}: {method}: {kind}{n} by {growth:.0%}: {'right' if line['right'] else 'WRONG'}, "
                f"{named[0] if named else 'nothing'} is named, {seconds:.1f} s", flush=True)
    fails = False
    for method in arguments.method:
        own = [line for line in lines if line["method"] == method]
        right = sum(line["right"] for line in own)
        slowest = max((line["seconds"] for line in own), default=0)
        fails |= right < LEAST[method] * len(own) or slowest > MOST_SECONDS
        print(f"{method}: {right} of {len(own)} right, the slowest took {slowest} s")
    sys.exit(1 if fails else 0)


main()
