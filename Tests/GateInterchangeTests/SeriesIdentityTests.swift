import GateFiles
import GateInterchange
import GateRecords
import Testing

/// Figures of different units or meanings are never one series.
@Suite struct SeriesIdentityTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var format: InterchangeFormat
    var text: String
    /// The metrics of the first benchmark: name, unit and figures.
    var expected: [String]
    init(_ format: InterchangeFormat, _ text: String, _ expected: [String]) {
      self.format = format
      self.text = text
      self.expected = expected
    }
    var testDescription: String { expected.joined(separator: ", ") }
  }

  private static func google(_ counters: String) -> String {
    #"{"benchmarks":[{"name":"a","iterations":1,"real_time":5,\#(counters)}]}"#
  }

  static let cases = [
    Case(
      .generic, #"[{"name":"x","unit":"foo","value":1},{"name":"x","unit":"bar","value":1000}]"#,
      ["value foo [1.0]", "bar bar [1000.0]"]),
    Case(
      .generic, #"[{"name":"x","unit":"foo","value":1},{"name":"x","unit":"foo","value":2}]"#,
      ["value foo [1.0, 2.0]"]),
    Case(
      .generic, #"[{"name":"x","unit":"ms","value":1},{"name":"x","unit":"B","value":2}]"#,
      ["wall_time ns [1000000.0]", "bytes bytes [2.0]"]),
    Case(
      .generic, #"[{"name":"x","unit":"MB/s","value":1},{"name":"x","unit":"req/s","value":2}]"#,
      ["throughput bytes/s [1000000.0]", "items_per_second items/s [2.0]"]),
    Case(
      .go, "BenchmarkA-8 100 10 ns/op 5 MB/s 7 items/s",
      ["wall_time ns [10.0]", "throughput bytes/s [5000000.0]", "items_per_second items/s [7.0]"]),
    Case(
      .go, "BenchmarkB-8 100 10 ns/op 3 wall_time",
      ["wall_time ns [10.0]", "custom_wall_time wall_time [3.0]"]),
    Case(
      .go, "BenchmarkC-8 100 10 ns/op 3 Hits 4 hits",
      ["wall_time ns [10.0]", "hits Hits [3.0]", "hits_2 hits [4.0]"]),
    Case(
      .go, "BenchmarkC-8 1 10 ns/op 3 日本 4 中国",
      ["wall_time ns [10.0]", "u65e5_u672c 日本 [3.0]", "u4e2d_u56fd 中国 [4.0]"]),
    Case(
      .googleBenchmark, google(#""wall_time":77,"cpu_time_ms":3"#),
      ["wall_time ns [5.0]", "custom_wall_time count [77.0]", "cpu_time_ms count [3.0]"]),
    Case(
      .googleBenchmark, google(#""Throughput":4,"items_per_second":9"#),
      ["wall_time ns [5.0]", "custom_throughput count [4.0]", "throughput items/s [9.0]"]),
    Case(
      .googleBenchmark, google(#""Hits":4,"hits":9,"INSTRUCTIONS":7"#),
      ["wall_time ns [5.0]", "hits count [4.0]", "hits_2 count [9.0]", "instructions count [7.0]"]),
    Case(
      .googleBenchmark, google(#""allocs_per_iter":4,"allocations":9"#),
      ["wall_time ns [5.0]", "allocations count [4.0]", "allocations_2 count [9.0]"]),
    Case(
      .pytestBenchmark,
      #"{"benchmarks":[{"name":"a","stats":{"data":[1]},"extra_info":{"wall_time":3,"cpu time":4}}]}"#,
      [
        "wall_time ns [1000000000.0]", "custom_wall_time count [3.0]",
        "custom_cpu_time count [4.0]",
      ]),
    Case(
      .jmh,
      #"[{"benchmark":"a","mode":"thrpt","primaryMetric":{"score":1,"scoreUnit":"ops/s"},"#
        + #""secondaryMetrics":{"throughput":{"score":2,"scoreUnit":"ops/s"}}}]"#,
      ["throughput items/s [1.0]", "throughput_2 items/s [2.0]"]),
  ]

  @Test(arguments: cases) func `each is a metric of its own`(_ row: Case) throws {
    let results = try Fixture.parsed(row.text, format: row.format)
    let metrics = try #require(results.benchmarks.first?.metrics)
    // The order of a JSON object's keys is the file's.
    #expect(
      Set(metrics.map { "\($0.metric) \($0.unit.rawValue) \($0.samples)" }) == Set(row.expected))
    #expect(metrics.count == row.expected.count)
  }

  @Test func `a name that was taken is reported in a note`() throws {
    let results = try Fixture.parsed(
      #"[{"name":"x","unit":"foo","value":1},{"name":"x","unit":"bar","value":2}]"#,
      format: .generic)
    #expect(
      results.benchmarks.first?.notes
        == ["two different metrics are called 'value'; the one in bar is called 'bar' here"])
  }

  @Test func `rates of the garbage collector are better lower, others higher`() throws {
    func metric(_ name: String) -> String { #""\#(name)":{"score":2,"scoreUnit":"MB/sec"}"# }
    let results = try Fixture.parsed(
      #"[{"benchmark":"a","primaryMetric":{"score":1,"scoreUnit":"ns/op"},"secondaryMetrics":{"#
        + ["·gc.alloc.rate", "?gc.churn.G1_Eden_Space", "written"].map(metric).joined(
          separator: ",")
        + "}}]", format: .jmh)
    func direction(_ name: String) -> MetricDirection? {
      results.series("a", MetricName(rawValue: name))?.direction
    }
    #expect(direction("gc_alloc_rate") == .lowerIsBetter)
    #expect(direction("gc_churn_g1_eden_space") == .lowerIsBetter)
    #expect(direction("written") == .higherIsBetter)
  }

  @Test func `bytes that one call allocates are known behind any mark`() throws {
    let results = try Fixture.parsed(
      #"[{"benchmark":"a","primaryMetric":{"score":1,"scoreUnit":"ns/op"},"secondaryMetrics":"#
        + #"{"?gc.alloc.rate.norm":{"score":1032,"scoreUnit":"B/op"}}}]"#, format: .jmh)
    #expect(results.series("a", .allocatedBytes)?.samples == [1032])
  }
}
