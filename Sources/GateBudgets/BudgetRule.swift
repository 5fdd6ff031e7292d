package import GateRecords

/// One limit on one summary of one metric, for the benchmarks that a pattern matches.
package struct BudgetRule: Hashable, Sendable {
  /// The benchmarks it is for.
  package let pattern: GlobPattern
  /// The metric it limits.
  package let metric: MetricName
  /// The summary it limits.
  package let statistic: Statistic
  /// Whether the limit is a floor whatever the metric's direction.
  package let isFloor: Bool
  /// The limit before the tolerance.
  package let budget: Quantity
  /// The slack before the limit counts.
  package let tolerance: Tolerance
  /// Why the limit is what it is.
  package let rationale: String?
  /// Where it stands: `budgets/reference.json5:12`.
  package let source: String

  /// Creates a rule.
  package init(
    pattern: GlobPattern, metric: MetricName, statistic: Statistic, isFloor: Bool,
    budget: Quantity, tolerance: Tolerance, rationale: String?, source: String
  ) {
    self.pattern = pattern
    self.metric = metric
    self.statistic = statistic
    self.isFloor = isFloor
    self.budget = budget
    self.tolerance = tolerance
    self.rationale = rationale
    self.source = source
  }

  /// Orders more specific rules first: whole names, then more characters that stand for themselves.
  static func isMoreSpecific(_ left: BudgetRule, _ right: BudgetRule) -> Bool {
    if left.pattern.isLiteral != right.pattern.isLiteral { return left.pattern.isLiteral }
    if left.pattern.literalCount != right.pattern.literalCount {
      return left.pattern.literalCount > right.pattern.literalCount
    }
    return left.source < right.source
  }
}

/// How much worse than the baseline a metric may become, and what worse is called.
package struct RegressionLadder: Hashable, Sendable {
  /// A change beyond this fails the gate; nil gates nothing.
  package var fail: Double?
  /// The first label's threshold.
  package var minor: Double?
  /// The second label's threshold.
  package var major: Double?
  /// The third label's threshold.
  package var critical: Double?
  /// A change smaller than this, in the metric's base unit, never counts.
  package var atLeast: Double?

  /// Creates a ladder.
  package init(
    fail: Double? = nil, minor: Double? = nil, major: Double? = nil, critical: Double? = nil,
    atLeast: Double? = nil
  ) {
    self.fail = fail
    self.minor = minor
    self.major = major
    self.critical = critical
    self.atLeast = atLeast
  }

  /// The label of a relative worsening, 0.151 for 15.1 %; thresholds are exceeded, not reached.
  package func severity(ofWorsening worsening: Double) -> Severity? {
    // 115 ÷ 100 is a hair above 1.15 in binary; a hair is not a worsening.
    func exceeds(_ threshold: Double?) -> Bool { threshold.map { worsening > $0 + 1e-9 } ?? false }
    if exceeds(critical) { return .critical }
    if exceeds(major) { return .major }
    return exceeds(minor) ? .minor : nil
  }

  /// What holds where no file says anything.
  package static func builtIn(for metric: MetricName) -> RegressionLadder {
    switch metric {
    case .wallTime: RegressionLadder(fail: 0.05, minor: 0.05, major: 0.3, critical: 0.5)
    case .peakMemory: RegressionLadder(fail: 0.1, minor: 0.1, major: 0.3, critical: 0.5)
    case .allocations, .allocatedBytes, .instructions:
      RegressionLadder(fail: 0, minor: 0, major: 0.3, critical: 0.5)
    default: RegressionLadder()
    }
  }

  /// The metrics that are gated where no file says anything.
  package static let gatedByDefault: [MetricName] = [
    .wallTime, .peakMemory, .allocations, .allocatedBytes, .instructions,
  ]

  /// The least tolerance of a metric that should repeat exactly and did not: what its launches
  /// differ by is then noise.
  package static func noiseFloor(of metric: MetricName) -> Double {
    metric == .instructions ? 0.01 : 0.05
  }
}
