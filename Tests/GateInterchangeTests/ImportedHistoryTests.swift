import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// `data.js` of github-action-benchmark: many runs in one file.
@Suite struct ImportedHistoryTests {
  static let fixture = "github-action-benchmark.js"

  private static func history() throws -> ImportedHistory {
    try ImportedHistory(
      ImportFile.read(Fixture.folder + "/" + fixture, format: .githubActionBenchmark),
      now: assembly.now)
  }

  private static let assembly = RunAssembly(
    format: .githubActionBenchmark, suite: nil, environment: Fixture.machine,
    revision: SuiteRecord(name: "", commit: "here", branch: "here", hasUncommittedChanges: true),
    now: Timestamp(millisecondsSinceEpoch: 1_800_000_000_000), command: ["import"])

  @Test func `every entry is a record with its own date and commit`() throws {
    let history = try Self.history()
    #expect(history.suites == ["Rust", "Go", "Python", "Custom"])
    let runs = try history.records(of: "Rust", assembly: Self.assembly)
    #expect(
      runs.map(\.startedAt.rawValue) == ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"])
    #expect(runs.map { $0.suite.commit?.prefix(1) } == ["1", "3"])
    #expect(runs.allSatisfy { $0.suite.branch == nil && $0.suite.name == "Rust" })
    let figures = runs[1].benchmarks.map { "\($0.name) \($0.series(of: .wallTime)?.samples ?? [])" }
    #expect(
      figures == ["tests::join [1230.5]", "tests::join #2 [76.0]", "tests::odd []"])
  }

  @Test func `an entry always gives the same identifier`() throws {
    let first = try Self.history().records(of: "Rust", assembly: Self.assembly)
    let second = try Self.history().records(of: "Rust", assembly: Self.assembly)
    #expect(first.map(\.runID) == second.map(\.runID))
    #expect(Set(first.map(\.runID)).count == 2)
  }

  /// One line a series: metric, unit, direction and figures.
  static let series: [(String, [String])] = [
    (
      "Go",
      [
        "Sort{n=100} wall_time ns lower_is_better [[5210.0]]",
        "Sort{n=100} allocated_bytes bytes lower_is_better [[896.0]]",
        "Sort{n=100} allocations count lower_is_better [[2.0]]",
        "example.org/text/Join wall_time ns lower_is_better [[64.0]]",
        "example.org/text/Join allocated_bytes bytes lower_is_better [[0.0]]",
        "example.org/text/Join throughput bytes/s higher_is_better [[512500000.0]]",
      ]
    ),
    ("Python", ["test_orders.py::test_total wall_time ns lower_is_better [[250000.0]]"]),
    (
      "Custom",
      [
        "coverage value Percent higher_is_better [[0.0]]",
        "requests throughput items/s higher_is_better [[250.0]]",
      ]
    ),
  ]

  @Test(arguments: series) func `each tool's rows become what its own file would give`(
    _ suite: String, _ expected: [String]
  ) throws {
    let results = try #require(try Self.history().newest(of: suite))
    let lines = results.benchmarks.flatMap { benchmark in
      benchmark.metrics.map {
        "\(benchmark.name) \($0.metric) \($0.unit.rawValue) \($0.direction.rawValue) \($0.launches)"
      }
    }
    #expect(lines == expected)
  }

  @Test func `a suite is chosen by its name, and the only one may be called anything`() throws {
    let history = try Self.history()
    #expect(history.suite(named: "Go") == "Go")
    #expect(history.suite(named: "Orders") == nil && history.suite(named: nil) == nil)
    let text =
      #"{"entries":{"B":[{"commit":{"id":"a"},"date":5,"benches":[{"name":"x","value":1,"unit":"ns"}]}]}}"#
    let one = try ImportedHistory(
      [ImportFile(path: "given", bytes: Array(text.utf8))], now: Self.assembly.now)
    #expect(one.suite(named: "Orders") == "B" && one.suite(named: nil) == "B")
  }

  @Test func `without a choice a file of several suites is refused, and one gives its newest run`()
    throws
  {
    let error = #expect(throws: FileError.self) {
      try Fixture.results(Self.fixture, format: .githubActionBenchmark)
    }
    #expect(error?.description.contains("'Rust', 'Go', 'Python', 'Custom'") == true)
    let results = try Fixture.parsed(
      """
      window.BENCHMARK_DATA = {"entries":{"B":[
        {"date":2000,"benches":[{"name":"x","value":2,"unit":"ms/iter"}]},
        {"date":1000,"benches":[{"name":"x","value":1,"unit":"ms/iter"}]}]}};
      """, format: .githubActionBenchmark)
    #expect(results.series("x", .wallTime)?.launches == [[2_000_000]])
  }

  @Test(arguments: [
    #"{"entries":{"B":[]}}"#, #"{"entries":{}}"#,
    #"{"entries":{"B":[{"benches":[],"date":1e300}]}}"#,
  ])
  func `a file without figures is refused`(_ text: String) {
    #expect(throws: FileError.self) {
      try ImportedHistory(
        [ImportFile(path: "given", bytes: Array(text.utf8))], now: Self.assembly.now)
    }
  }
}
