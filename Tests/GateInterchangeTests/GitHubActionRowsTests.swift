import GateFiles
import GateInterchange
import GateRecords
import Testing

/// What the rows of github-action-benchmark become, tool by tool.
@Suite struct GitHubActionRowsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var tool: String
    /// Each row's name, unit, value and what is beside it.
    var rows: [(name: String, unit: String, value: String, extra: String?)]
    var expected: [String]
    init(
      _ tool: String, _ rows: [(name: String, unit: String, value: String, extra: String?)],
      _ expected: String...
    ) {
      self.tool = tool
      self.rows = rows
      self.expected = expected
    }
    var testDescription: String { "\(tool): \(rows[0].name), \(rows.count) rows" }
  }

  private static let goRows: [(name: String, unit: String, value: String, extra: String?)] = [
    (
      "BenchmarkSet", #"ns/op\t   4 MB/s\t     344 B/op\t      15 allocs/op"#, "77",
      #"10 times\n4 procs"#
    ),
    ("BenchmarkSet - ns/op", "ns/op", "77", #"10 times\n4 procs"#),
    ("BenchmarkSet - MB/s", "MB/s", "4", #"10 times\n4 procs"#),
    ("BenchmarkSet - B/op", "B/op", "344", #"10 times\n4 procs"#),
    ("BenchmarkSet - allocs/op", "allocs/op", "15", #"10 times\n4 procs"#),
  ]

  static let cases = [
    // Newer versions write a row of all figures, then a row for each.
    Case(
      "go", goRows, "Set wall_time [[77.0]]", "Set throughput [[4000000.0]]",
      "Set allocated_bytes [[344.0]]", "Set allocations [[15.0]]"),
    // `-count 2` repeats each benchmark at once.
    Case(
      "go", goRows + goRows + [("BenchmarkGet", "ns/op", "5", "9 times")],
      "Set wall_time [[77.0, 77.0]]", "Set throughput [[4000000.0, 4000000.0]]",
      "Set allocated_bytes [[344.0, 344.0]]", "Set allocations [[15.0, 15.0]]",
      "Get wall_time [[5.0]]"),
    Case(
      "go",
      [
        ("BenchmarkA", "ns/op", "5", "9 times"), ("BenchmarkB", "ns/op", "6", "9 times"),
        ("BenchmarkA", "ns/op", "7", "9 times"),
      ], "A wall_time [[5.0]]", "B wall_time [[6.0]]", "A #2 wall_time [[7.0]]"),
    // The action takes the number of processors off the name.
    Case(
      "go",
      [
        ("BenchmarkSort/n-100", "ns/op", "5", #"9 times\n4 procs"#),
        ("BenchmarkSort/n-1000", "ns/op", "6", #"9 times\n4 procs"#),
      ], "Sort/n-100 wall_time [[5.0]]", "Sort/n-1000 wall_time [[6.0]]"),
    Case(
      "go",
      [
        ("BenchmarkSort", "ns/op", "5", "9 times"),
        ("BenchmarkSort", "ns/op", "6", #"9 times\n4 procs"#),
      ], "Sort{cpus=1} wall_time [[5.0]]", "Sort{cpus=4} wall_time [[6.0]]"),
    Case(
      "googlecpp",
      [
        ("BM/8", "ns/iter", "5", nil), ("BM/8", "ns/iter", "6", nil),
        ("BM/8_mean", "ns/iter", "5.5", nil), ("BM/8_stddev", "ns/iter", "0.5", nil),
      ], "BM/8 wall_time [[5.0, 6.0]]"),
    Case(
      "googlecpp",
      [("BM_mean", "ns/iter", "5.5", nil), ("BM_median", "us/iter", "5", nil)],
      "BM wall_time [[5000.0]]"),
    Case(
      "jmh",
      [
        (#"a.B.c ( {\"n\":\"1\",\"order\":\"up\"} )"#, "ops/ms", "5", nil),
        ("a.B.d ( {no JSON )", "us/op", "5", nil),
      ], "a.B.c{n=1,order=up} throughput [[5000.0]]", "a.B.d ( {no JSON ) wall_time [[5000.0]]"),
    // A user's own figures are as those of the generic form.
    Case(
      "customSmallerIsBetter",
      [("growth", "rows", "-3.5", nil), ("growth", "rows", "2", nil), ("x", "ms", "-1", nil)],
      "growth value [[-3.5, 2.0]]", "x failed"),
    Case(
      "cargo",
      [("a", "ns/iter", "5", nil), ("a", "ns/iter", "6", nil), ("a #2", "ns/iter", "7", nil)],
      "a wall_time [[5.0]]", "a #2 wall_time [[6.0]]", "a #2 #2 wall_time [[7.0]]"),
  ]

  private static func script(_ tool: String, _ rows: String) -> String {
    """
    window.BENCHMARK_DATA = {"entries":{"B":[{"date":2000,"tool":"\(tool)","benches":[\(rows)]}]}};
    """
  }

  @Test(arguments: cases) func `each tool's rows become what its own file would give`(
    _ row: Case
  ) throws {
    let rows = row.rows.map { row in
      let extra = row.extra.map { #","extra":"\#($0)""# } ?? ""
      return #"{"name":"\#(row.name)","unit":"\#(row.unit)","value":\#(row.value)\#(extra)}"#
    }
    let results = try Fixture.parsed(
      Self.script(row.tool, rows.joined(separator: ",")), format: .githubActionBenchmark)
    let lines = results.benchmarks.flatMap { benchmark in
      benchmark.failure != nil
        ? ["\(benchmark.name) failed"]
        : benchmark.metrics.map { "\(benchmark.name) \($0.metric) \($0.launches)" }
    }
    #expect(lines == row.expected)
  }

  @Test func `a script whose keys have no quotes is read, too`() throws {
    let results = try Fixture.parsed(
      """
      window.BENCHMARK_DATA = {
        lastUpdate: 5,
        entries: { B: [{ date: 2000, tool: 'benchmarkjs',
          benches: [{ name: 'render /', value: 190, range: '±2%', unit: 'ops/sec', }, ], }, ], },
      };
      """, format: .githubActionBenchmark)
    #expect(results.series("render /", .throughput)?.launches == [[190]])
  }

  @Test(arguments: [
    ("null", "expected an object with the key 'benches', found null"),
    (#"{"date":1}"#, "the key 'benches' is missing"),
    (#"{"date":1,"benches":5}"#, "expected an array, found a number"),
    (#"{"date":1,"benches":[]}"#, "the entry has no benchmark"),
    (
      #"{"commit":{"id":"a"},"benches":[{"name":"x","unit":"ns","value":7}]}"#,
      "the entry has neither a date nor the time of its commit"
    ),
    (
      #"{"date":1800090000000,"benches":[{"name":"x","unit":"ns","value":7}]}"#,
      "the entry's date, 2027-01-16T09:00:00.000Z, is in the future"
    ),
  ])
  func `an entry that cannot be read costs that entry, and is reported`(
    _ entry: String, _ reason: String
  ) throws {
    let good = #"{"date":2000,"benches":[{"name":"x","unit":"ns","value":5}]}"#
    let text = #"{"entries":{"B":[\#(entry),\#(good),\#(entry)]}}"#
    let history = try ImportedHistory(
      [ImportFile(path: "given", bytes: Array(text.utf8))],
      now: Timestamp(millisecondsSinceEpoch: 1_800_000_000_000))
    #expect(history.newest(of: "B")?.series("x", .wallTime)?.launches == [[5]])
    let warning = try #require(history.warning)
    #expect(warning.hasPrefix("2 entries were left out; the first at given:1:"))
    #expect(warning.hasSuffix(": " + reason), "\(warning)")
  }
}
