#!/usr/bin/env python3
"""Writes a package of the size of a large library of collections, with a suite of benchmarks over it, and edits of it.

Usage: library-package.py FOLDER SPEEDGATE [--seed SEED] [--edit KIND[:NUMBER]]...

FOLDER gets the package, whose suite is LibraryBenchmarks; SPEEDGATE is the folder of this repository. Twelve modules have generic
collections with inlinable bodies, tables, constants, and types that conform to a protocol; the module Parts exports them all again, and
a thirteenth is not measured at all. One seed always gives the same text. A package that is there is
brought to the state with just these edits; a file whose text stays the same is not touched, so that little is built again.

Kinds of edits, of which NUMBER (0) draws the place: body (one function), functions (five that no one calls), aside (a
function of the module that is not measured), constant, table (one number of a literal), generic (a generic function's body),
inlinable (an inlinable generic body), any (one of these, which NUMBER chooses); and slower: what part00/table calls does its work twice.
"""

import argparse
import pathlib
import random

PARTS = 12
TYPES = 30
METHODS = 10
KINDS = ["body", "functions", "aside", "constant", "table", "generic", "inlinable"]

MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let parts = (0..<{parts}).map {{ String($0 + 100).dropFirst() }}.map {{ "Part\\($0)" }}
let package = Package(
  name: "library",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Speedgate", path: "{speedgate}")],
  targets: [
    .target(name: "Rules"),
    .target(name: "Aside", dependencies: ["Rules"]),
    .target(name: "Parts", dependencies: ["Rules"] + parts.map {{ .init(stringLiteral: $0) }}),
    .executableTarget(
      name: "LibraryBenchmarks",
      dependencies: ["Parts", "Aside", .product(name: "Speedgate", package: "Speedgate")]),
  ] + parts.map {{ .target(name: $0, dependencies: ["Rules"]) }}
)
"""

RULES = """/// What every step of a chain can do.
public protocol Step: Sendable {{
  var weight: Int {{ get }}
{requirements}
}}

/// A collection that can be filled and looked through.
public protocol Store {{
  associatedtype Element
  init()
  mutating func insert(_ element: Element)
  var count: Int {{ get }}
  func reduced(_ start: Int, _ combine: (Int, Element) -> Int) -> Int
}}

extension Store {{
  /// How full it is, by a rule of thumb that each store may replace.
  public func fullness(of capacity: Int) -> Int {{ capacity == 0 ? 0 : count &* 100 / capacity }}
}}
"""

STEP = """
struct Step{part}{index:02}: Step {{
  let seed: Int
  var weight: Int {{ seed &* {weight} }}
{methods}
}}
"""

METHOD = """  func step{number}(_ x: Int) -> Int {{
    var value = x &* {first} &+ seed
    if value & {mask} == {mask} {{ value &-= {second} }}
    return (value ^ (value >> {shift})) &+ {third}
  }}"""

STORES = """import Rules

/// A binary heap.
public struct Heap{part}<Element: Comparable>: Store {{
  @usableFromInline var items: [Element] = []
  @inlinable public init() {{}}
  @inlinable public var count: Int {{ items.count }}

  @inlinable public mutating func insert(_ element: Element) {{
    items.append(element)
    var child = items.count - 1
    while child > 0 {{
      let parent = (child - 1) / {arity}
      guard items[child] < items[parent] else {{ return }}
      items.swapAt(child, parent)
      child = parent
    }}
  }}

  @inlinable public mutating func removeFirst() -> Element? {{
    guard let last = items.popLast() else {{ return nil }}
    guard let first = items.first else {{ return last }}
    items[0] = last
    var parent = 0
    while true {{
      var least = parent
      for child in (parent * {arity} + 1)..<(parent * {arity} + 1 + {arity}) where child < items.count {{
        if items[child] < items[least] {{ least = child }}
      }}
      guard least != parent else {{ return first }}
      items.swapAt(parent, least)
      parent = least
    }}
  }}

  @inlinable public func reduced(_ start: Int, _ combine: (Int, Element) -> Int) -> Int {{
    items.reduce(start, combine)
  }}
}}

/// A table with open addressing.
public struct Table{part}<Key: Hashable>: Store {{
  @usableFromInline var slots: [Key?] = Array(repeating: nil, count: 16)
  @usableFromInline var used = 0
  @inlinable public init() {{}}
  @inlinable public var count: Int {{ used }}

  @usableFromInline func slot(_ key: Key, _ code: Int) -> Int {{
    var place = mixed{part}(code) & (slots.count - 1)
    while let other = slots[place], other != key {{ place = (place + {step}) & (slots.count - 1) }}
    return place
  }}

  @inlinable public mutating func insert(_ key: Key) {{ insert(key, code: used) }}

  /// Inserts by a code that is the same in every process, which a hash value is not.
  @inlinable public mutating func insert(_ key: Key, code: Int) {{
    if used * 2 >= slots.count {{ grow() }}
    let place = slot(key, code)
    if slots[place] == nil {{ used += 1 }}
    slots[place] = key
  }}

  @usableFromInline mutating func grow() {{
    slots += Array(repeating: nil, count: slots.count)
  }}

  @inlinable public func reduced(_ start: Int, _ combine: (Int, Key) -> Int) -> Int {{
    slots.reduce(start) {{ value, key in key.map {{ combine(value, $0) }} ?? value }}
  }}
}}

/// A ring.
public struct Ring{part}<Element>: Store {{
  @usableFromInline var items: [Element] = []
  @usableFromInline var head = 0
  @inlinable public init() {{}}
  @inlinable public var count: Int {{ items.count - head }}
  @inlinable public mutating func insert(_ element: Element) {{ items.append(element) }}

  @inlinable public mutating func removeFirst() -> Element? {{
    guard head < items.count else {{ return nil }}
    defer {{ head += 1 }}
    return items[head]
  }}

  @inlinable public func reduced(_ start: Int, _ combine: (Int, Element) -> Int) -> Int {{
    items[head...].reduce(start, combine)
  }}
}}

let table{part}: [Int] = [
  {table}
]
let factor{part} = {factor}

/// Mixes the bits of a number.
@usableFromInline func mixed{part}(_ x: Int) -> Int {{
  let value = x &* factor{part}
  return value ^ table{part}[(value >> 3) & {mask}] ^ (value >> {shift})
}}

/// Sums up what any store holds.
@inlinable public func folded{part}<Items: Store>(_ items: Items) -> Int where Items.Element == Int {{
  items.reduced({start}) {{ ($0 &* {multiplier} ^ $1) &+ {addend} }}
}}

/// Looks through any collection; never specialised for one outside of this module.
@inline(never) public func scanned{part}<Items: Collection>(_ items: Items) -> Int
where Items.Element: BinaryInteger {{
  var result = {scanned}
  for item in {items} {{ result = mixed{part}(result &+ Int(truncatingIfNeeded: item)) &+ {added} }}
  return result
}}
"""

SUITE = """import Aside
import Parts
import Speedgate

private func numbers(_ count: Int) -> [Int] {{ (0..<count).map {{ ($0 &* 7_919) % 10_007 }} }}

private func digested(_ run: BenchmarkRun, _ value: Int) {{
  var digest = ResultDigest()
  digest.combine(value)
  run.resultDigest(digest.text)
}}

private func chained(_ steps: [any Step], _ x: Int) -> Int {{
  var value = x
  for step in steps {{ value = {calls} &+ step.weight }}
  return value
}}

@main
struct LibraryBenchmarks: BenchmarkSuite {{
  var benchmarks: Benchmarks {{
{benchmarks}
  }}
}}
"""

HEAP = """    Benchmark("part{part}/heap") {{ run in
      let items = numbers(400)
      func work() -> Int {{
        var heap = Heap{part}<Int>()
        for item in blackBox(items) {{ heap.insert(item) }}
        var result = folded{part}(heap)
        while let item = heap.removeFirst() {{ result = result &* 31 &+ item }}
        return result
      }}
      digested(run, work())
      run.measure {{ blackHole(work()) }}
    }}"""

TABLE = """    Benchmark("part{part}/table") {{ run in
      let items = numbers(600)
      func work() -> Int {{
        var table = Table{part}<Int>()
        for item in blackBox(items) {{ table.insert(item, code: item) }}
        var ring = Ring{part}<Int>()
        for item in items {{ ring.insert(item) }}
        return folded{part}(table) &+ scanned{part}(items) &+ folded{part}(ring)
      }}
      digested(run, work())
      run.measure {{ blackHole(work()) }}
    }}"""

CHAIN = """    Benchmark("part{part}/chain") {{ run in
      let steps = steps{part}()
      func work() -> Int {{ (0..<20).reduce(1) {{ chained(blackBox(steps), $0 &+ $1) }} }}
      digested(run, work())
      run.measure {{ blackHole(work()) }}
    }}"""


class Library:
    """The text of all files, from a seed, with edits."""

    def __init__(self, speedgate, seed):
        self.speedgate = speedgate
        self.random = random.Random(seed)
        self.parts = [f"{part:02}" for part in range(PARTS)]
        draw = self.random.randrange
        self.methods = {
            (part, index, number): {
                "number": number, "first": draw(3, 9999, 2), "second": draw(1, 9999), "third": draw(1, 9999),
                "mask": 2 ** draw(2, 6) - 1, "shift": draw(3, 20)}
            for part in [*self.parts, "Aside"] for index in range(TYPES) for number in range(METHODS)}
        self.weights = {(part, index): draw(1, 99) for part in [*self.parts, "Aside"] for index in range(TYPES)}
        self.stores = {
            part: {
                "part": part, "arity": draw(2, 5), "step": draw(1, 8, 2), "factor": draw(1_000_001, 9_999_999, 2),
                "table": [draw(1, 2**40) for _ in range(128)], "mask": 127, "shift": draw(11, 30), "start": draw(100), "items": "items",
                "multiplier": draw(3, 99, 2), "addend": draw(1, 99), "scanned": draw(100), "added": draw(1, 99)}
            for part in self.parts}
        self.unused = {part: "" for part in self.parts}

    def edit(self, kind, number):
        """Makes an edit, and shows what it was."""
        own = random.Random(f"{kind} {number}")
        if kind == "any":
            kind = KINDS[number % len(KINDS)]
        part = own.choice(self.parts)
        if kind in ("body", "aside"):
            place = ("Aside" if kind == "aside" else part, own.randrange(TYPES), own.randrange(METHODS))
            self.methods[place]["third"] += own.randrange(1, 1000)
            return f"body of Step{place[0]}{place[1]:02}.step{place[2]}"
        store = self.stores[part]
        if kind == "functions":
            self.unused[part] = "".join(
                f"\n@inline(never) @used func unused{part}{index}(_ x: Int, _ y: Int) -> Int {{\n"
                f"  var value = x &* {own.randrange(3, 9999)}\n  if value > y {{ value &-= y }}\n"
                f"  return value &* 31 &+ {index}\n}}\n" for index in range(5))
            return f"five functions in Part{part} that no one calls"
        if kind == "constant":
            store["factor"] += 2 * own.randrange(1, 1000)
            return f"constant factor{part}"
        if kind == "table":
            place = own.randrange(len(store["table"]))
            store["table"][place] ^= 1 << own.randrange(40)
            return f"table{part}[{place}]"
        if kind == "generic":
            store["added"] += own.randrange(1, 1000)
            return f"body of the generic scanned{part}"
        if kind == "inlinable":
            store["addend"] += own.randrange(1, 1000)
            return f"body of the inlinable folded{part}"
        if kind == "slower":
            self.stores["00"]["items"] = "repeatElement(items, count: 2).joined()"
            return "scanned00 does its work twice"
        raise SystemExit(f"{kind} is no kind of edit; there are {', '.join(KINDS)} and any")

    def steps(self, part):
        types = "".join(
            STEP.format(
                part=part, index=index, weight=self.weights[part, index],
                methods="\n\n".join(METHOD.format(**self.methods[part, index, number]) for number in range(METHODS)))
            for index in range(TYPES))
        names = ", ".join(f"Step{part}{index:02}(seed: {index + 1})" for index in range(TYPES))
        return f"import Rules\n{types}\npublic func steps{part}() -> [any Step] {{\n  [{names}]\n}}\n"

    def files(self):
        requirements = "\n".join(f"  func step{number}(_ x: Int) -> Int" for number in range(METHODS))
        calls = "value"
        for number in range(METHODS):
            calls = f"step.step{number}({calls})"
        benchmarks = []
        for number, part in enumerate(self.parts):
            shapes = [HEAP, TABLE] if number % 2 == 0 else [TABLE]
            benchmarks += [shape.format(part=part) for shape in [*shapes, *([CHAIN] if number % 3 == 0 else [])]]
        result = {
            "Package.swift": MANIFEST.format(parts=PARTS, speedgate=self.speedgate),
            "Sources/Rules/Rules.swift": RULES.format(requirements=requirements),
            "Sources/Aside/Steps.swift": self.steps("Aside"),
            "Sources/Parts/Parts.swift": "".join(f"@_exported import {name}\n" for name in [
                "Rules", *(f"Part{part}" for part in self.parts)]),
            "Sources/LibraryBenchmarks/LibraryBenchmarks.swift": SUITE.format(
                calls=calls, benchmarks="\n".join(benchmarks)),
        }
        for part in self.parts:
            store = {**self.stores[part], "table": ", ".join(map(str, self.stores[part]["table"]))}
            result[f"Sources/Part{part}/Stores.swift"] = STORES.format(**store)
            result[f"Sources/Part{part}/Steps.swift"] = self.steps(part)
            result[f"Sources/Part{part}/Unused.swift"] = self.unused[part] or "// Nothing.\n"
        return result

    def write(self, folder):
        for name, text in self.files().items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text() != text:
                path.write_text(text)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("speedgate", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edit", action="append", default=[])
    arguments = parser.parse_args()
    library = Library(arguments.speedgate.resolve(), arguments.seed)
    for edit in arguments.edit:
        kind, _, number = edit.partition(":")
        print(library.edit(kind, int(number or 0)))
    library.write(arguments.folder)


if __name__ == "__main__":
    main()
