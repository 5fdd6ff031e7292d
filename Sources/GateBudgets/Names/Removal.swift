package import GateRecords

/// A benchmark, or a metric of one, that was removed on purpose.
///
/// It is for one whole name: a pattern would also accept what vanishes by mistake.
package struct Removal: Hashable, Sendable {
  /// The benchmark.
  package let benchmark: BenchmarkIdentifier
  /// The removed metric of a benchmark that stays; nil if the whole benchmark was removed.
  package let metric: MetricName?
  /// Why it was removed.
  package let reason: String
  /// The name of the person who removed it.
  package let by: String
  /// The last day on which it counts; nil has no end.
  package let expires: ExpiryDate?
  /// Where it holds.
  package let condition: RuleCondition
  /// The file and line.
  package let source: String

  /// Creates a removal.
  package init(
    benchmark: BenchmarkIdentifier, metric: MetricName? = nil, reason: String, by: String,
    expires: ExpiryDate? = nil, condition: RuleCondition = .always, source: String
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.reason = reason
    self.by = by
    self.expires = expires
    self.condition = condition
    self.source = source
  }

  /// The removed benchmark or metric, in words: `a`, or `peak_memory of a`.
  package var subject: String { (metric.map { "\($0) of " } ?? "") + "'\(benchmark)'" }

  /// The finding as it counts: a missing one passes when this accepts it, and has a note when the
  /// removal's day is over.
  package func applied(to finding: Finding, at moment: Timestamp) -> Finding {
    guard finding.status == .missing || finding.status == .changed, finding.benchmark == benchmark,
      finding.metric == metric
    else {
      return finding
    }
    var copy = finding
    if let expires, expires.isOver(at: moment) {
      copy.notes.append(BudgetMessage.removalEnded(expires.text, source: source).line)
      return copy
    }
    copy.mode = nil
    copy.acceptance = AcceptanceRecord(
      status: finding.status, upTo: nil, reason: reason, by: by, expires: expires?.text,
      source: source)
    copy.message = BudgetMessage.removed(by: by, until: expires?.text, reason: reason).line
    copy.notes = []
    return copy
  }
}
