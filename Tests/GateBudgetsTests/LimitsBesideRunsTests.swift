import GateBudgets
import GateFiles
import GateRecords
import Testing

/// What only a run shows of limits: units and directions of a suite's own metrics.
@Suite struct LimitsBesideRunsTests {
  static func run(_ direction: MetricDirection, _ unit: MetricUnit) -> RunRecord {
    var benchmark = BudgetPolicyTests.benchmark
    benchmark.metrics.append(
      MetricSeries(
        metric: MetricName(rawValue: "rate"), unit: unit, direction: direction, launches: [[1]]))
    return BudgetPolicyTests.run([benchmark])
  }

  @Test(arguments: [
    (unit: MetricUnit.nanoseconds, limit: "900", isOther: true),
    (unit: .nanoseconds, limit: "900 ns", isOther: false),
    (unit: .bytes, limit: "1 s", isOther: true), (unit: .bytes, limit: "1 MB", isOther: false),
    (unit: .count, limit: "900", isOther: false),
  ]) func `a limit of another kind of unit is named`(
    _ row: (unit: MetricUnit, limit: String, isOther: Bool)
  ) throws {
    let policy = try BudgetPolicyTests.policy(
      "budgets: [ { benchmark: \"b\", metric: \"rate\", max: \"\(row.limit)\" } ]")
    let named = policy.limitsOfOtherUnits(in: Self.run(.lowerIsBetter, row.unit)).map(\.sentence)
    #expect(named.count == (row.isOther ? 1 : 0))
    #expect(
      named.allSatisfy { $0.contains("'b' is measured in \(row.unit.rawValue); give the limit") })
  }

  // A ceiling below a floor is a contradiction, and two floors are none.
  @Test(arguments: [(MetricDirection.lowerIsBetter, true), (.higherIsBetter, false)])
  func `limits of a suite's own metric are held against its direction`(
    _ direction: MetricDirection, _ isRefused: Bool
  ) throws {
    let policy = try BudgetPolicyTests.policy(
      """
      budgets: [
        { benchmark: "b", metric: "rate", at_least: "9" }, { benchmark: "b", metric: "rate", max: "5" },
      ]
      """)
    let run = Self.run(direction, .count)
    if isRefused {
      #expect(throws: FileError.self) { try policy.requireConsistency(in: run) }
    } else {
      try policy.requireConsistency(in: run)
    }
  }
}
