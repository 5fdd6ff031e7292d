import GateRecords
import Testing

@testable import GateDetection

@Suite struct SelfComparisonTests {
  private static func run(_ ratios: [Double]) -> RunRecord {
    let series = MetricSeries(
      metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
      launches: ratios.map { [1_000 * $0] }, baselineLaunches: ratios.map { _ in [1_000] })
    let benchmark = BenchmarkRecord(
      name: BenchmarkIdentifier("b"), status: .measured, metrics: [series])
    let failed = BenchmarkRecord(name: BenchmarkIdentifier("f"), status: .failed)
    return Records.run([benchmark, failed])
  }

  private static func check(_ ratios: [Double]) -> SelfComparison {
    SelfComparison(run(ratios), alpha: 0.01) { _ in 0.02 }
  }

  @Test func `a balanced machine raises no alarm and could show small changes`() throws {
    let balanced = (0..<24).map { 1 + Double($0 % 5 - 2) * 0.001 }
    let check = Self.check(balanced)
    let row = try #require(check.rows.first)
    #expect(check.rows.count == 1)
    #expect(row.pairs == 24 && !row.isFalseAlarm)
    #expect((0.0005..<0.003).contains(row.spread))
    #expect((0.02..<0.035).contains(try #require(row.smallestDetectable)))
    #expect(check.medianSpread == row.spread)
  }

  @Test(arguments: [1.1, 0.9])
  func `a machine that favours one side is found out`(_ ratio: Double) throws {
    let check = Self.check((0..<24).map { ratio + Double($0 % 3) * 0.001 })
    #expect(check.falseAlarms.count == 1)
  }

  @Test func `few pairs show nothing`() throws {
    #expect(try #require(Self.check([1, 1.01, 0.99]).rows.first).smallestDetectable == nil)
  }

  @Test func `a verdict cites the check, and warns where it failed or was made elsewhere`() throws {
    func verdict(_ ratios: [Double], environment: EnvironmentRecord = Records.environment)
      -> Verdict
    {
      let run = Records.run([Records.paired("b", ratio: 1)], isPaired: true)
      var check = Self.run(ratios)
      check.environment = environment
      return Check(
        run: run, baseline: .none, policy: .builtIn,
        options: .init(
          checkedAt: Timestamp(millisecondsSinceEpoch: 0), aaCheck: check)
      ).verdict()
    }
    let calm = verdict((0..<24).map { 1 + Double($0 % 5 - 2) * 0.001 })
    #expect(calm.aaCheck?.comparisons == 1 && calm.aaCheck?.falseAlarms == 0)
    #expect(calm.warnings.isEmpty)
    let unfair = verdict((0..<24).map { 1.1 + Double($0 % 3) * 0.001 })
    #expect(unfair.aaCheck?.falseAlarms == 1)
    #expect(unfair.warnings.contains { $0.contains("favours one side") })
    var other = Records.environment
    other.processor = "Another"
    let elsewhere = verdict([1, 1, 1], environment: other)
    #expect(elsewhere.aaCheck == nil)
    #expect(elsewhere.warnings.contains { $0.contains("another kind of machine") })
  }
}
