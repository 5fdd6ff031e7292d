import GateRecords
import Testing

@testable import GateHistory

@Suite struct ComplianceTests {
  @Test(arguments: [(100_000, 99_999, 99.99), (100_000, 100_000, 100), (3, 2, 66.67), (0, 0, 100)])
  func `a single breach is not rounded away`(_ total: Int, _ within: Int, _ percent: Double) {
    var one = Compliance(
      suite: "s", benchmark: BenchmarkIdentifier("b"), componentType: nil, metric: .wallTime,
      worst: 1, unit: .nanoseconds)
    one.total = total
    one.within = within
    #expect(one.percent == percent)
    let verdict = ServiceLevelCompliance(
      components: total, within: within, warnings: 0, breaches: total - within, allowedBreaches: 0,
      issues: 0, totalTime: 0)
    #expect(verdict.compliancePercent == percent)
  }
}
