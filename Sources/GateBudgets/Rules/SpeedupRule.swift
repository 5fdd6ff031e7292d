package import GateRecords

/// A rule that one benchmark must be N times as fast as another of the same run.
///
/// Both were measured on the same machine in the same run, so the ratio means the same everywhere.
package struct SpeedupRule: Hashable, Sendable {
  /// The benchmark that must be faster.
  package let faster: BenchmarkIdentifier
  /// The benchmark that it must be faster than.
  package let slower: BenchmarkIdentifier
  /// The metric that is compared.
  package let metric: MetricName
  /// The least quotient slower ÷ faster that passes.
  package let atLeast: Double
  /// The share of the time that must be saved, where the rule is written so; it is ``atLeast`` in other words.
  package let reduction: Double?
  /// The quotient that its author expects; a smaller one is noted.
  package let expected: ClosedRange<Double>?
  /// Whether both must give the same result.
  package let asksForSameResult: Bool
  /// The rule's other keys.
  package let terms: RuleTerms

  /// The demand as its author wrote it: a factor or a reduction.
  package var demand: String {
    reduction.map { "\(metric) at least \(QuantityFormat.briefPercent($0)) lower" }
      ?? "at least \(QuantityFormat.brief(atLeast)) times as fast"
  }

  /// Creates a rule.
  package init(
    faster: BenchmarkIdentifier, slower: BenchmarkIdentifier, metric: MetricName = .wallTime,
    atLeast: Double, reduction: Double? = nil, expected: ClosedRange<Double>? = nil,
    asksForSameResult: Bool = false, terms: RuleTerms
  ) {
    self.faster = faster
    self.slower = slower
    self.metric = metric
    self.atLeast = atLeast
    self.reduction = reduction
    self.expected = expected
    self.asksForSameResult = asksForSameResult
    self.terms = terms
  }
}
