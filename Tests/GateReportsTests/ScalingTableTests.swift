import GateRecords
import GateReports
import TestSupport
import Testing

@Suite struct ScalingTableTests {
  static func table(_ benchmarks: [(name: String, time: Double, memory: Double?)]) -> String {
    let start = Timestamp(millisecondsSinceEpoch: 0)
    var generator = SystemRandomNumberGenerator()
    func series(_ metric: MetricName, _ unit: MetricUnit, _ value: Double) -> MetricSeries {
      MetricSeries(metric: metric, unit: unit, direction: .lowerIsBetter, launches: [[value]])
    }
    let records = benchmarks.map { one in
      BenchmarkRecord(
        name: BenchmarkIdentifier(one.name), status: .measured,
        metrics: [series(.wallTime, .nanoseconds, one.time)]
          + (one.memory.map { [series(.peakMemory, .bytes, $0)] } ?? []))
    }
    let run = RunRecord(
      runID: RunIdentifier(time: start, using: &generator), jobID: nil, status: .success,
      startedAt: start, completedAt: start, durationMilliseconds: 0,
      suite: SuiteRecord(name: "Orders"), baseline: nil, environment: SampleVerdict.environment,
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: nil, filter: nil, command: []),
      benchmarks: records, leftOut: [], errors: [], warnings: [])
    return ScalingTable(run).text
  }

  @Test func `a series grows step by step, in all, and beyond what was run`() throws {
    // 2,000 ns and 30 ns for each pair: quadratic by construction, told out of order.
    let sizes = [1_000.0, 100, 10_000]
    let text = Self.table(
      sizes.map { ("match{n=\(Int($0))}", 2_000 + 30 * $0 * $0, 1_000_000 + 100 * $0) }
        + [("other", 5, nil), ("pair{a=1,b=2}", 5, nil), ("lone{n=5}", 5, nil)])
    #expect(try goldenDifference(text, "scaling-table.txt") == nil)
    #expect(text.contains("grows like O(n²), off by 0.00 %"))
    // 30 ns × (100,000)² is 300 s.
    #expect(text.contains("at n = 100000, 10 times the largest that was run, that makes 300 s"))
    #expect(text.contains("a warning"))
    for name in ["other over", "pair", "lone"] { #expect(!text.contains(name)) }
  }

  @Test func `two sizes show a growth and no law`() {
    let text = Self.table([("year{n=1}", 1_000, nil), ("year{n=2}", 1_500, nil)])
    #expect(text.contains("+50.0 %") && text.contains("2.50 µs"))
    #expect(text.contains("two sizes show no law"))
  }

  @Test func `a run without a series has no table`() {
    #expect(Self.table([("a", 1, nil), ("b{kind=small}", 1, nil)]).isEmpty)
  }
}
