import Testing

@testable import Speedgate

@Suite struct StandaloneTableTests {
  static func benchmark(_ name: String) -> BenchmarkCase {
    BenchmarkCase(name: name, body: .synchronous { _ in })
  }

  @Test func `columns line up whatever the values are`() {
    let table = StandaloneTable(names: ["short", "a name that is longer"])
    var counted = Self.benchmark("short")
    counted.throughput = .items(1_000)
    let small = table.lines(
      for: counted, .measured(HandMeasurement(samples: [1, 2, 3, 4], iterations: 1_000_000)))
    let large = table.lines(
      for: Self.benchmark("a name that is longer"),
      .measured(HandMeasurement(samples: [5e9], iterations: 1)))
    #expect(
      [table.header] + small + large == [
        "benchmark                median       p95   ± spread      iterations              rate",
        "short                   2.00 ns   4.00 ns   ± 50.0 %   4 × 1,000,000      500G items/s",
        "a name that is longer    5.00 s    5.00 s    ± 0.0 %           1 × 1",
      ])
  }

  static func step(
    _ name: String, nanoseconds: UInt64, rowsRead: Int? = nil, rowsWritten: Int? = nil
  ) -> StepTotal {
    var step = StepTotal(name: name)
    step.nanoseconds = nanoseconds
    var all: Int64?
    var written: Int64?
    _ = step.count(read: rowsRead, written: rowsWritten)
    _ = step.endIteration(addingTo: &all, &written)
    return step
  }

  @Test func `steps are means of an iteration and the slowest is named`() {
    let lines = StandaloneTable(names: ["formation"]).lines(
      for: Self.benchmark("formation"),
      .measured(
        HandMeasurement(
          samples: [4_000], iterations: 2,
          steps: [
            Self.step("read", nanoseconds: 2_000, rowsRead: 120),
            Self.step("score", nanoseconds: 6_000, rowsWritten: 2),
          ],
          stepIterations: 2,
          metrics: [Benchmark.CustomMetric(name: "misses", value: 3, unit: .count, better: .lower)])
      ))
    #expect(
      lines.dropFirst() == [
        "  read      1.00 µs   60 rows read", "  score     3.00 µs   bottleneck, 1 row written",
        "  misses          3   lower is better",
      ])
  }

  @Test func `a body that took no time at all has no rate`() {
    var counted = Self.benchmark("x")
    counted.throughput = .bytes(64)
    let lines = StandaloneTable(names: ["x"]).lines(
      for: counted, .measured(HandMeasurement(samples: [0, 0], iterations: 1)))
    #expect(lines.count == 1)
    #expect(!lines[0].contains("/s") && !lines[0].contains("nan"))
  }
}
