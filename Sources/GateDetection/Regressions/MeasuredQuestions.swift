import GateRecords

/// The questions that pairs were measured for, to be held against the judge's.
struct MeasuredQuestions {
  private struct Key: Hashable {
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
  }

  private let tests: [Key: PlannedTest]
  private let promises: DecisionPolicy

  init(_ plan: DecisionPlan) {
    promises = plan.promises
    tests = Dictionary(
      plan.tests.map { (Key(benchmark: $0.benchmark, metric: $0.metric), $0) }
    ) { first, _ in first }
  }

  /// The question that a figure was measured for, where it is easier to settle than the judge's; nil where it
  /// is not.
  func laxer(than planned: PlannedTest, _ judge: DecisionPolicy) -> Comparison.LaxerQuestion? {
    let key = Key(benchmark: planned.benchmark, metric: planned.metric)
    guard let measured = tests[key] else { return .unplanned }
    let isLaxer =
      judge.suiteFalseAlarmRate < promises.suiteFalseAlarmRate - 1e-12
      || judge.comparisonCount > promises.comparisonCount || measured.isLaxer(than: planned)
    return isLaxer ? .other(measured, promises) : nil
  }
}
