package import GateRecords

extension BudgetPolicy {
  /// The times of steps that a rule names, for any benchmark; nil where there are no rules, because budgets that are
  /// written later may ask for any step.
  package var namedSteps: Set<MetricName>? {
    let asked =
      rules.map(\.metric) + ladders.map(\.metric) + serviceLevels.levels.map(\.metric)
      + speedups.map(\.metric) + growth.flatMap { $0.limits.map(\.metric) }
    return asked.isEmpty ? nil : Set(asked.filter { $0.stepName != nil })
  }

  /// Whether a rule needs figures of a benchmark that the comparison with the baseline does not.
  ///
  /// - Parameter benchmark: Its name and its tags; figures are not looked at.
  package func asksForFigures(of benchmark: BenchmarkRecord) -> Bool {
    let name = benchmark.name
    return !allRules(for: name).isEmpty
      || serviceLevels.levels.contains { $0.mayCover(benchmark) }
      || speedups.contains { $0.faster == name || $0.slower == name }
      || growth.contains { $0.mayRead(name.rawValue) }
  }
}

extension ServiceLevelRule {
  /// Whether it is for a benchmark if that has rows enough.
  fileprivate func mayCover(_ benchmark: BenchmarkRecord) -> Bool {
    switch scope {
    case .benchmark(let pattern): pattern.matches(benchmark.name.rawValue)
    case .tag(let tag): benchmark.tags.contains(tag)
    case .everything: true
    }
  }
}

extension GrowthRule {
  /// Whether a benchmark of this name may be a step of its series, or of one that it is held against.
  fileprivate func mayRead(_ name: String) -> Bool {
    series.pattern.matches(name)
      || limits.contains { limit in
        switch limit {
        case .scenario(_, let other, _): other.pattern.matches(name)
        case .perStep, .total, .cumulative, .complexity: false
        }
      }
  }
}
