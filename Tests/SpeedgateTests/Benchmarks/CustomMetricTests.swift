import Testing

@testable import Speedgate

@Suite struct CustomMetricTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let value: Double
    let reason: String
    var testDescription: String { "\(name) = \(value)" }
  }

  @Test(arguments: [
    Case(name: "rate", value: .nan, reason: "not a finite number"),
    Case(name: "rate", value: -.infinity, reason: "not a finite number"),
    Case(name: "", value: 1, reason: "without a name"),
    Case(name: "wall_time", value: 1, reason: "measured by the harness itself"),
    Case(name: "peak_memory", value: 1, reason: "measured by the harness itself"),
  ]) func `what cannot be reported has a fault`(_ row: Case) throws {
    let metric = Benchmark.CustomMetric(
      name: row.name, value: row.value, unit: .count, better: .lower)
    #expect(try #require(metric.fault).contains(row.reason))
  }

  @Test func `rows have their unit and their direction`() throws {
    func fault(_ unit: Benchmark.CustomMetric.Unit, _ better: Benchmark.CustomMetric.Direction)
      -> String?
    {
      Benchmark.CustomMetric(name: "rows_read", value: 1, unit: unit, better: better).fault
    }
    #expect(fault(.count, .lower) == nil)
    #expect(try #require(fault(.count, .higher)).contains("must be 'lower_is_better'"))
    #expect(try #require(fault(.bytes, .lower)).contains("record yours under another name"))
  }

  @Test func `a name of one's own and a finite value are in order`() {
    for value in [-1, 0, 0.83, .greatestFiniteMagnitude] {
      #expect(
        Benchmark.CustomMetric(name: "match_rate", value: value, unit: .ratio, better: .higher)
          .fault == nil)
    }
  }

  @Test func `recorded again, the later value counts`() {
    let run = BenchmarkRun(source: NoBatches(), clock: .assumed)
    run.record("misses", 3, unit: .count, better: .lower)
    run.record("hits", 5, unit: .count, better: .higher)
    run.record("misses", 2, unit: .count, better: .lower)
    #expect(run.metrics.map(\.name) == ["hits", "misses"])
    #expect(run.metrics.map(\.value) == [5, 2])
  }

  private final class NoBatches: BatchSource {
    func next(after timing: BatchTiming?, steps: StepRecorder) -> Int? { nil }
  }
}
