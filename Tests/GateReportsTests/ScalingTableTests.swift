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
    // 2,000 ns and 30 ns for each pair: quadratic by construction, given out of order.
    let sizes = [1_000.0, 100, 10_000]
    let text = Self.table(
      sizes.map { ("match{n=\(Int($0))}", 2_000 + 30 * $0 * $0, 1_000_000 + 100 * $0) }
        + [("other", 5, nil), ("pair{a=1,b=2}", 5, nil), ("lone{n=5}", 5, nil)])
    #expect(try goldenDifference(text, "scaling-table.txt") == nil)
    #expect(
      text.contains("time grows like O(n²), 2.00 µs + 30.0 ns · n², off by 0.00 %"), "\(text)")
    #expect(text.contains("memory grows like O(n), 1.00 MB + 100 B · n, off by 0.00 %"), "\(text)")
    // 30 ns × (100,000)² is 300 s, and 1 MB + 100 B × 100,000 are 11 MB.
    #expect(
      text.contains(
        "at n = 100,000, 10 times the largest size measured: 300 s [300 s, 300 s], 11.0 MB [11.0 MB, 11.0 MB]"
      ), "\(text)")
    #expect(text.contains("at n = 1,000,000, 100 times the largest size measured: 30000 s"))
    #expect(!text.contains("10,000,000"))
    // Of the sizes that were run, an item costs least at 100: 302 µs for 100 is 3.02 s for a million.
    #expect(
      text.contains(
        "n = 1,000,000 would take 3.02 s instead of 30000 s if it were processed in independent "
          + "chunks of 100"), "\(text)")
    #expect(text.contains("these are estimates"))
    for name in ["other over", "pair", "lone"] { #expect(!text.contains(name)) }
  }

  @Test func `nothing is said of larger sizes by a law that is off by more than a tenth`() {
    let text = Self.table(
      [(10.0, 100.0), (100, 5_000), (1_000, 900), (10_000, 70_000)].map {
        ("sort{n=\(Int($0.0))}", $0.1, nil)
      })
    #expect(text.contains("time follows none of the laws: the best, "), "\(text)")
    #expect(text.contains(", more than 10 %, so nothing is said of larger sizes"), "\(text)")
    #expect(!text.contains("times the largest") && !text.contains("chunks"))
  }

  @Test func `memory without a law is reported, and the times are reported without it`() {
    let text = Self.table(
      [(10.0, 5e6), (100, 90e6), (1_000, 2e6)].map {
        ("sort{n=\(Int($0.0))}", 30 * $0.0, $0.1)
      })
    #expect(text.contains("memory follows none of the laws"), "\(text)")
    #expect(
      text.contains("at n = 10,000, 10 times the largest size measured: 300 µs [300 µs, 300 µs]\n"),
      "\(text)")
    #expect(!text.contains("in chunks of"))
  }

  @Test func `beyond a million items nothing is estimated`() {
    let text = Self.table(
      [1e5, 1e6, 1e7].map { ("sort{n=\(Int($0))}", 30 * $0, nil) })
    #expect(text.contains("nothing is estimated beyond 1,000,000 items"), "\(text)")
    #expect(!text.contains("times the largest"))
  }

  @Test func `what would not fit into the machine's memory is reported with chunks that do`() {
    // 100 kB an item: a million take 100 GB.
    let text = Self.table(
      [10.0, 100, 1_000].map { ("load{n=\(Int($0))}", 30 * $0, 1e5 * $0) })
    let room = QuantityFormat.string(
      Double(SampleVerdict.environment.memoryBytes), unit: .bytes)
    #expect(
      text.contains(
        "n = 1,000,000 would need more than the \(room) of memory of this machine; chunks of at most "
      ),
      "\(text)")
    #expect(text.contains(" stay within it"), "\(text)")
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
