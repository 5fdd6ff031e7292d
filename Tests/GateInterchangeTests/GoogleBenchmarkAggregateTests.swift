import GateInterchange
import GateRecords
import Testing

/// Files from before rows said what they are hold aggregates among the repetitions.
@Suite struct GoogleBenchmarkAggregateTests {
  private static func row(_ name: String, _ time: Double) -> String {
    #"{"name":"\#(name)","iterations":100,"real_time":\#(time),"cpu_time":\#(time),"time_unit":"ns"}"#
  }

  private static let fits = [
    #"{"name":"A_BigO","cpu_coefficient":2.5,"real_coefficient":2.5,"big_o":"N","time_unit":"ns"}"#,
    #"{"name":"A_RMS","rms":0.03}"#,
  ]

  private static func results(_ rows: [String]) throws -> ImportedResults {
    try Fixture.parsed(
      "{\"benchmarks\":[" + rows.joined(separator: ",") + "]}", format: .googleBenchmark)
  }

  @Test func `aggregates and fits beside repetitions are no repetitions`() throws {
    let results = try Self.results(
      [
        Self.row("A/8", 100), Self.row("A/8", 110), Self.row("A/8_mean", 105),
        Self.row("A/8_median", 105), Self.row("A/8_stddev", 5), Self.row("A/8_cv", 0.1),
      ] + Self.fits)
    #expect(results.benchmarks.map(\.name.rawValue) == ["A/8"])
    #expect(results.series("A/8", .wallTime)?.samples == [100, 110])
  }

  @Test func `without repetitions the median is used for them`() throws {
    let results = try Self.results(
      [Self.row("A/8_mean", 106), Self.row("A/8_median", 105), Self.row("A/8_stddev", 5)]
        + Self.fits)
    #expect(results.benchmarks.map(\.name.rawValue) == ["A/8"])
    #expect(results.series("A/8", .wallTime)?.samples == [105])
    #expect(results.benchmark("A/8")?.notes.isEmpty == false)
  }

  @Test func `a benchmark whose own name ends like an aggregate's is kept`() throws {
    let results = try Self.results([Self.row("filter_median", 7), Self.row("filter_mean", 8)])
    #expect(results.benchmarks.map(\.name.rawValue) == ["filter_median", "filter_mean"])
  }
}
