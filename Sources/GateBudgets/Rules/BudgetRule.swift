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
  /// The limit as written.
  package let text: String
  /// The slack before the limit counts.
  package let tolerance: Tolerance
  /// The rule's other keys.
  package let terms: RuleTerms

  /// Creates a rule.
  package init(
    pattern: GlobPattern, metric: MetricName, statistic: Statistic, isFloor: Bool,
    budget: Quantity, text: String, tolerance: Tolerance, terms: RuleTerms
  ) {
    self.pattern = pattern
    self.metric = metric
    self.statistic = statistic
    self.isFloor = isFloor
    self.budget = budget
    self.text = text
    self.tolerance = tolerance
    self.terms = terms
  }

  /// The rule's file and line.
  package var source: String { terms.source }

  /// The limited statistic, in words: `p95 of wall_time`.
  package var subject: String { "\(statistic) of \(metric)" }

  /// Whether the limit is a floor for a metric that gets better in a direction; nil where no one knows the direction.
  ///
  /// - Parameter direction: The direction that a run records; that of a built-in metric is known without.
  func isFloor(_ direction: MetricDirection?) -> Bool? {
    isFloor ? true : (direction ?? metric.knownDirection).map { $0 == .higherIsBetter }
  }

  /// The limit, in words: `within 50 ms + 10 %`, `at least 90 %`.
  ///
  /// - Parameter direction: The direction in which the metric gets better, if a run records it.
  package func limitInWords(_ direction: MetricDirection? = nil) -> String {
    let isFloor = isFloor(direction)
    let slack = tolerance.basisPoints == 0 ? "" : " \(isFloor == true ? "−" : "+") \(tolerance)"
    // "Within 1" could be read as a floor where the smallest value is limited.
    let bound =
      isFloor == true
      ? "at least " : isFloor == false && statistic == .minimum ? "at most " : "within "
    return bound + text + slack
  }

  /// Whether two rules answer the same question.
  func isRival(of other: BudgetRule) -> Bool {
    metric == other.metric && statistic == other.statistic && isFloor == other.isFloor
  }
}

/// How closely a rule fits a benchmark: of several, the most specific counts.
///
/// A whole name is more specific than a pattern, a pattern with more characters that stand for
/// themselves more than one with fewer, and of equal ones the rule that asks for more of the machine.
package struct Specificity: Hashable, Sendable, Comparable {
  private let isLiteral: Bool
  private let literalCount: Int
  private let conditionCount: Int

  /// The specificity of a pattern and a condition.
  package init(_ pattern: GlobPattern, _ condition: RuleCondition) {
    isLiteral = pattern.isLiteral
    literalCount = pattern.literalCount
    conditionCount = condition.count
  }

  /// Orders less specific ones first.
  package static func < (left: Self, right: Self) -> Bool {
    if left.isLiteral != right.isLiteral { return right.isLiteral }
    if left.literalCount != right.literalCount { return left.literalCount < right.literalCount }
    return left.conditionCount < right.conditionCount
  }
}
