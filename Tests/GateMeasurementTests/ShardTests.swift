import GateMeasurement
import GateProtocol
import GateRecords
import GateStatistics
import Testing

@Suite struct ShardTests {
  static let names = (0..<57).map { "benchmark-\($0)" }

  @Test(arguments: [
    ("1/1", true), ("2/4", true), ("4/4", true), ("0/4", false), ("5/4", false), ("1", false),
    ("1/", false), ("/4", false), ("a/b", false), ("1/4/2", false), ("-1/4", false),
  ])
  func `a shard is written I of N`(_ text: String, _ exists: Bool) {
    #expect((Shard(text) != nil) == exists)
  }

  @Test(arguments: [1, 2, 3, 4, 7, 57, 80])
  func `every name is in exactly one shard`(_ count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    var durations: [String: Double] = [:]
    for name in Self.names.prefix(40) {
      durations[name] = Double.random(in: 1...1000, using: &generator)
    }
    for known in [[:], durations] {
      let shares = try (1...count).map { index in
        try #require(Shard(index: index, of: count)).names(of: Self.names, durations: known)
      }
      #expect(shares.flatMap { $0 }.sorted() == Self.names.sorted())
    }
  }

  @Test func `without durations the numbers are even`() throws {
    let counts = try (1...4).map {
      try #require(Shard(index: $0, of: 4)).names(of: Self.names, durations: [:]).count
    }
    #expect(counts.sorted() == [14, 14, 14, 15])
  }

  @Test func `shares take equally long`() throws {
    let durations: [String: Double] = ["a": 90, "b": 60, "c": 60, "d": 30, "e": 30]
    let names = Array(durations.keys)
    let loads = try (1...3).map { index in
      try #require(Shard(index: index, of: 3)).names(of: names, durations: durations)
        .reduce(0) { $0 + (durations[$1] ?? 0) }
    }
    #expect(loads.sorted() == [90, 90, 90])
  }

  @Test func `the order in which a suite lists its benchmarks does not matter`() throws {
    let shard = try #require(Shard("2/3"))
    #expect(
      Set(shard.names(of: Self.names, durations: [:]))
        == Set(shard.names(of: Self.names.reversed(), durations: [:])))
  }
}

@Suite struct BenchmarkSelectionTests {
  private static let listed = [
    ListedBenchmark(index: 0, name: "sort/random{n=10}", tags: ["quick", "sorting"]),
    ListedBenchmark(index: 1, name: "sort/equal", tags: ["sorting"]),
    ListedBenchmark(index: 2, name: "parse/order", tags: ["slow"]),
  ]

  private func names(_ change: (inout BenchmarkSelection) -> Void) -> [String] {
    var selection = BenchmarkSelection()
    change(&selection)
    return selection.matching(Self.listed).map(\.name)
  }

  @Test func `patterns, expressions and tags select together`() {
    #expect(names { _ in }.count == 3)
    #expect(names { $0.patterns = [GlobPattern("sort/*"), GlobPattern("parse/*")] }.count == 3)
    #expect(names { $0.expressions = ["^sort/"] } == ["sort/random{n=10}", "sort/equal"])
    #expect(names { $0.expressions = ["^sort/", "equal$"] } == ["sort/equal"])
    #expect(names { $0.expressions = ["n=\\d+"] } == ["sort/random{n=10}"])
    #expect(names { $0.tags = [GlobPattern("s*")] }.count == 3)
    #expect(names { $0.tags = [GlobPattern("quick"), GlobPattern("slow")] }.count == 2)
    #expect(
      names {
        $0.tags = [GlobPattern("sorting")]
        $0.expressions = ["random"]
      } == ["sort/random{n=10}"])
  }

  @Test func `a regular expression that is none is reported`() {
    #expect(BenchmarkSelection.mistake(in: "(") != nil)
    #expect(BenchmarkSelection.mistake(in: "^a+$") == nil)
  }

  @Test func `the selection is written down`() {
    var selection = BenchmarkSelection(patterns: [GlobPattern("a/*")])
    selection.expressions = ["b$"]
    selection.tags = [GlobPattern("slow")]
    #expect(selection.text == "a/* /b$/ tag:slow")
    #expect(BenchmarkSelection().text == nil)
  }
}
