import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateHistory

/// Values under old names and under new ones.
@Suite struct BenchmarkAliasesTests {
  static let aliases = BenchmarkAliases(
    suites: ["other": names(["b": "x"])], others: names(["a": "c", "b": "c"]))

  static func names(_ names: [String: String]) -> [BenchmarkIdentifier: BenchmarkIdentifier] {
    Dictionary(
      uniqueKeysWithValues: names.map { (BenchmarkIdentifier($0), BenchmarkIdentifier($1)) })
  }

  static func histories(
    _ runs: [(suite: String, names: [String])], _ aliases: BenchmarkAliases,
    benchmark: String? = nil
  ) throws -> [String: [Double]] {
    let scratch = try TemporaryFolder()
    let log = EventLog(root: scratch.path)
    for (day, run) in runs.enumerated() {
      let benchmarks = run.names.enumerated().map {
        Samples.benchmark($0.element, [[Double(day * 10 + $0.offset + 1)]])
      }
      try log.append(
        RunEvents.lines(
          of: Samples.run(
            "RUN-\(day)", benchmarks, at: Samples.time(days: Double(day)), suite: run.suite),
          producer: "test/1"))
    }
    let query = MetricQuery(
      EventFilter(), benchmark: benchmark.map { GlobPattern($0) }, aliases: aliases)
    let found = try query.histories(in: log).series
    return Dictionary(
      uniqueKeysWithValues: found.map {
        ("\($0.suite) \($0.benchmark)", $0.points.map(\.value))
      })
  }

  @Test func `one benchmark of many names is one series`() throws {
    let runs = [("s", ["a"]), ("s", ["b"]), ("s", ["c"])]
    #expect(try Self.histories(runs, Self.aliases) == ["s c": [1, 11, 21]])
    #expect(
      try Self.histories(runs, .none) == ["s a": [1], "s b": [11], "s c": [21]])
  }

  @Test(arguments: ["a", "b", "c", "*"])
  func `it is found by any of its names`(_ pattern: String) throws {
    let runs = [("s", ["a", "z"]), ("s", ["b", "z"]), ("s", ["c", "z"])]
    var found = try Self.histories(runs, Self.aliases, benchmark: pattern)
    found["s z"] = nil
    #expect(found == ["s c": [1, 11, 21]])
    #expect(try Self.histories(runs, Self.aliases, benchmark: "z") == ["s z": [2, 12, 22]])
  }

  @Test func `a suite's own renames are for that suite`() throws {
    let runs = [("s", ["b"]), ("other", ["b"]), ("other", ["x"]), ("other", ["a"])]
    #expect(
      try Self.histories(runs, Self.aliases) == [
        "s c": [1], "other x": [11, 21], "other a": [31],
      ])
    // A pattern that fits in one suite does not bring in another one's benchmark.
    #expect(try Self.histories(runs, Self.aliases, benchmark: "x") == ["other x": [11, 21]])
    #expect(try Self.histories(runs, Self.aliases, benchmark: "c") == ["s c": [1]])
  }

  @Test func `where a run has both names, the new one counts`() throws {
    let runs = [("s", ["a"]), ("s", ["a", "c"]), ("s", ["c", "a"])]
    #expect(try Self.histories(runs, Self.aliases) == ["s c": [1, 12, 21]])
  }
}
