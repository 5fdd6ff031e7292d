import GateRecords
import GateStatistics
import Testing

@testable import GateHistory

@Suite struct MetricChangeTests {
  private func changes(_ values: [Double], direction: MetricDirection = .lowerIsBetter)
    -> [MetricChange]
  {
    MetricChange.all(in: history(values, direction: direction), alpha: 0.01, atLeast: 0.01)
  }

  @Test func `a shift names the runs around it and its size`() throws {
    let values = noise(80, seed: 11).enumerated().map { ($0 < 50 ? 100 : 110) + $1 }
    let change = try #require(changes(values).first)
    #expect(changes(values).count == 1)
    #expect(change.kind == .shift && change.isWorse)
    #expect(change.lastBefore.origin <= 49 && change.firstAfter.origin >= 50)
    #expect(change.runsApart <= 3)
    #expect(abs(change.size.estimate - 0.1) < 0.01)
    let low = try #require(change.size.low)
    let high = try #require(change.size.high)
    #expect(low < 0.1 && high > 0.1)
    let better = try #require(changes(values, direction: .higherIsBetter).first)
    #expect(!better.isWorse)
  }

  @Test func `a drift is reported as a drift, not as a staircase`() throws {
    let values = noise(200, seed: 2).enumerated().map { 100 + Double($0) * 0.1 + $1 }
    let found = changes(values)
    let drift = try #require(found.first)
    #expect(found.count == 1 && drift.kind == .drift)
    #expect(abs(drift.size.estimate - 0.18) < 0.02)
  }

  @Test(arguments: [0.0, 0.05, 0.3])
  func `a smooth drift is reported although no place is exceptional`(
    spread: Double
  ) throws {
    let values = noise(120, seed: 6).enumerated().map { 100 + Double($0) * 0.2 + spread * $1 }
    let found = changes(values)
    let drift = try #require(found.first)
    #expect(found.count == 1 && drift.kind == .drift && drift.isWorse)
    #expect(drift.size.estimate > 0.15)
  }

  @Test(
    arguments: [(12, 0.04, 1), (12, 0.04, 2), (12, 0.02, 1), (24, 0.015, 1), (40, 0.04, 1)],
    [0.0, 0.0005, 0.001, 0.003, 0.01])
  func `steps that each stay within a tolerance are reported together`(
    _ creep: (steps: Int, size: Double, runs: Int), _ spread: Double
  ) throws {
    for seed in 0..<20 {
      let noise = noise((creep.steps + 1) * creep.runs, seed: UInt64(700 + seed))
      let values = noise.enumerated().map { index, noise in
        let level =
          100
          * Elementary.exponential(
            Double(index / creep.runs) * Elementary.logarithm(1 + creep.size))
        return level * (1 + spread * noise)
      }
      let found = changes(values)
      #expect(found.contains { $0.isWorse }, "seed \(seed): \(values)")
      #expect(MetricTrend(history(values))?.direction == .degrading, "seed \(seed)")
    }
  }

  @Test func `noise shows neither a shift nor a drift, but once in a hundred`() {
    let alarms = (0..<200).count {
      !changes(noise(60, seed: UInt64(500 + $0)).map { 100 + 5 * $0 }).isEmpty
    }
    #expect(alarms <= 6, "\(alarms) of 200")
  }

  @Test func `a change too small to matter is not reported`() {
    let values = noise(200, seed: 3).enumerated().map { ($0 < 100 ? 1000 : 1005) + $1 }
    #expect(changes(values).isEmpty)
  }

  @Test func `many looks at once give the same as one after the other`() async {
    let series = (0..<8).map { seed in
      history(noise(60, seed: UInt64(seed)).enumerated().map { ($0 < 30 ? 100 : 120) + $1 })
    }
    let histories = MetricHistories(series: series, origins: [], report: ReadReport())
    let together = await MetricChange.all(in: histories, alpha: 0.01, atLeast: 0.01)
    let alone = series.flatMap { MetricChange.all(in: $0, alpha: 0.01, atLeast: 0.01) }
    #expect(Set(together) == Set(alone))
    #expect(together.count == 8)
  }

  @Test func `what crept in by small steps shows against the release`() throws {
    let values = noise(60, seed: 4).enumerated().map { 100 + Double($0 / 10) * 1.5 + $1 * 0.5 }
    let comparison = try #require(ReleaseComparison(history(values)) { $0.origin == 9 })
    #expect(comparison.isWorse && comparison.isProven)
    #expect(abs(comparison.size.estimate - 0.075) < 0.01)
    #expect(ReleaseComparison(history(values)) { $0.origin == 59 } == nil)
    #expect(ReleaseComparison(history(values)) { _ in false } == nil)
  }
}
