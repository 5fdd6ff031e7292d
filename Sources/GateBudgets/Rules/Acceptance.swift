package import GateRecords

/// A known worsening that passes, with its reason, until it expires or grows.
package struct Acceptance: Hashable, Sendable {
  /// How far it may go.
  package enum Extent: Hashable, Sendable {
    /// So much worse than the baseline, or beyond the limit.
    case share(Tolerance)
    /// Up to this figure.
    case figure(Quantity)
  }

  /// The benchmarks it is for.
  package let pattern: GlobPattern
  /// The metric; nil is every one.
  package let metric: MetricName?
  /// How far it may go.
  package let extent: Extent
  /// How far it may go, as written.
  package let text: String
  /// Why it is accepted.
  package let reason: String
  /// The name of the person who accepted it.
  package let by: String
  /// The last day on which it counts; nil has no end.
  package let expires: ExpiryDate?
  /// Where it holds.
  package let condition: RuleCondition
  /// The file and line.
  package let source: String

  /// Creates an acceptance.
  package init(
    pattern: GlobPattern, metric: MetricName?, extent: Extent, text: String, reason: String,
    by: String, expires: ExpiryDate?, condition: RuleCondition = .always, source: String
  ) {
    self.pattern = pattern
    self.metric = metric
    self.extent = extent
    self.text = text
    self.reason = reason
    self.by = by
    self.expires = expires
    self.condition = condition
    self.source = source
  }

  /// The finding as it counts: passed when this accepts it, with a note when it almost does.
  package func applied(to finding: Finding, at moment: Timestamp) -> Finding {
    guard finding.status == .regressed || finding.status == .overBudget,
      finding.acceptance == nil, metric == nil || metric == finding.metric,
      pattern.matches(finding.benchmark.rawValue), let reach = reach(of: finding)
    else { return finding }
    var copy = finding
    if expires?.isOver(at: moment) ?? false {
      copy.notes.append(
        BudgetMessage.acceptanceEnded(expires?.text ?? "", source: source).line)
    } else if !reach {
      copy.notes.append(BudgetMessage.beyondAcceptance(text, source: source).line)
    } else {
      copy.mode = nil
      copy.acceptance = AcceptanceRecord(
        status: finding.status, severity: finding.severity, upTo: text, reason: reason, by: by,
        expires: expires?.text,
        source: source)
      copy.notes.append(
        BudgetMessage.accepted(upTo: text, by: by, until: expires?.text, reason: reason).line)
    }
    return copy
  }

  /// The finding of a missing benchmark as it counts: a warning, when this names the whole of it and it looks renamed.
  ///
  /// A pattern or a metric says nothing of a benchmark that is gone. Neither does an acceptance in a run without a benchmark
  /// that the baseline lacks: what vanished by mistake has no new name.
  ///
  /// - Parameter newNames: The benchmarks of the run that the baseline does not have.
  package func applied(
    toMissing finding: Finding, at moment: Timestamp, newNames: [BenchmarkIdentifier]
  ) -> Finding {
    guard finding.status == .missing, finding.metric == nil, finding.acceptance == nil,
      metric == nil, pattern.text == finding.benchmark.rawValue, !pattern.text.contains("*"),
      let name = newNames.first
    else { return finding }
    var copy = finding
    if let expires, expires.isOver(at: moment) {
      copy.notes.append(BudgetMessage.acceptanceEnded(expires.text, source: source).line)
      return copy
    }
    copy.mode = .warn
    copy.notes = [
      BudgetMessage.acceptedMissing(by: by, reason: reason, source: source).line,
      BudgetMessage.perhapsRenamed(name, hasOthers: newNames.count > 1).line,
    ]
    return copy
  }

  /// Whether the finding is within the extent; nil when the extent says nothing of it.
  private func reach(of finding: Finding) -> Bool? {
    guard let value = finding.value else { return nil }
    let isMirrored =
      finding.budget.map { $0.bound == .floor } ?? (finding.direction == .higherIsBetter)
    switch extent {
    case .figure(let quantity):
      guard let unit = finding.unit, quantity.dimension.fits(unit), finding.speedup == nil,
        finding.growth == nil
      else { return nil }
      return isMirrored ? value >= quantity.value : value <= quantity.value
    case .share(let share):
      if let limit = finding.budget?.limit ?? finding.serviceLevel?.breach {
        let worsening = (isMirrored ? limit - value : value - limit) / abs(limit)
        return !RegressionLadder.exceeds(worsening, share.share(of: limit))
      }
      guard let change = finding.change else { return nil }
      let worsening = isMirrored ? 1 - change.ratio : change.ratio - 1
      return !RegressionLadder.exceeds(worsening, share.share(of: finding.baselineValue ?? 0))
    }
  }
}
