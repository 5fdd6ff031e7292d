package import GateRecords

/// A rule that does nothing in a run: misspelt, or left behind.
package struct UnmatchedRule: Hashable, Sendable {
  /// Why it does nothing.
  package enum Cause: Hashable, Sendable {
    /// No benchmark matches its pattern.
    case noBenchmark
    /// No benchmark that it matches measured its metric.
    case noMetric(MetricName)
    /// The benchmarks that it matches measure its metric in a unit that its limit does not have.
    case otherUnit(MetricName, limit: String, unit: MetricUnit)
    /// It lists a removal of something that the run still has.
    case stillThere(subject: String)
    /// It renames to a name that no benchmark has.
    case noSuchName(from: BenchmarkIdentifier)
    /// Its file is for a suite of another name.
    case otherSuite(String)
  }

  /// The pattern, the name or the suite that it is for.
  package let pattern: String
  /// Why it does nothing.
  package let cause: Cause
  /// The rule's file and line.
  package let source: String
  /// A suggestion of a similar name, as a clause; empty when there is none.
  package let suggestion: String

  /// The metric that nothing measured; nil when that is not the cause.
  package var metric: MetricName? {
    if case .noMetric(let metric) = cause { return metric }
    return nil
  }

  init(pattern: String, cause: Cause = .noBenchmark, source: String, suggestion: String = "") {
    self.pattern = pattern
    self.cause = cause
    self.source = source
    self.suggestion = suggestion
  }

  /// The matter in one sentence, ending with advice.
  package var sentence: String {
    switch cause {
    case .noBenchmark:
      BudgetMessage.unmatched(pattern, source: source, suggestion: suggestion).line
    case .noMetric(let metric):
      BudgetMessage.unmeasured(
        metric, of: pattern, source: source, suggestion: metric.patternAdvice ?? suggestion
      ).line
    case .otherUnit(let metric, let limit, let unit):
      BudgetMessage.otherUnit(metric, of: pattern, source: source, limit: limit, unit: unit).line
    case .stillThere(let subject): BudgetMessage.stillThere(subject, source: source).line
    case .noSuchName(let old):
      BudgetMessage.newNameUnknown(
        old, newName: pattern, source: source, suggestion: suggestion
      ).line
    case .otherSuite(let suite):
      BudgetMessage.otherSuite(
        pattern, source: source, suite: suite, suggestion: suggestion
      ).line
    }
  }
}

extension MetricName {
  /// The advice for a step's name that was meant as a pattern, as a clause; nil for other names.
  package var patternAdvice: String? {
    guard let step = stepName, step.contains("*") else { return nil }
    return "; '*' has no meaning in a metric, so write an entry for each step"
  }
}
