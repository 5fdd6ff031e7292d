package import GateBudgets
package import GateRecords
import GateStatistics

/// Judges a benchmark by its service level.
///
/// A service level speaks of what this run did, not of what the next one will do, so the summary is
/// judged as it was observed.
package struct ServiceLevelEvaluation: Sendable {
  /// The level.
  package let rule: ServiceLevelRule

  /// Creates an evaluation.
  package init(rule: ServiceLevelRule) {
    self.rule = rule
  }

  /// Judges one benchmark; nil when it did not measure the metric.
  package func finding(for benchmark: BenchmarkRecord) -> Finding? {
    guard let series = benchmark.measuredSeries(of: rule.metric), !series.samples.isEmpty else {
      return nil
    }
    guard rule.breach.dimension.fits(series.unit), series.direction == .lowerIsBetter else {
      return unproven(benchmark, series)
    }
    let sorted = series.samples.sorted()
    let value =
      switch rule.statistic {
      case .minimum: sorted.first
      case .maximum: sorted.last
      case .mean: Mean.of(sorted)
      case .percentile(let percent): Percentile.nearestRank(percent, ofSorted: sorted)
      }
    return value.map { finding(benchmark, series, $0) }
  }

  /// The finding where the level asks for rows and the benchmark's rows are not known; nil when the
  /// benchmark did not measure the metric.
  package func undecided(for benchmark: BenchmarkRecord) -> Finding? {
    guard let series = benchmark.measuredSeries(of: rule.metric), !series.samples.isEmpty else {
      return nil
    }
    let message =
      DetectionMessage.rowsUnknown(source: rule.terms.source, rows: rule.minimumRows ?? 0).line
    return Finding(
      subject(of: benchmark, series), .serviceLevel(.unproven, nil),
      mode: rule.terms.mode == .warn ? .warn : nil, owner: rule.terms.owner, message: message)
  }

  private func finding(
    _ benchmark: BenchmarkRecord, _ series: MetricSeries, _ value: Double
  ) -> Finding {
    let breach = rule.breach.value
    let level = ServiceLevelEvidence(
      status: value > breach ? .breach : value > rule.warning ? .warning : .within,
      category: category(of: value), warning: rule.warning, breach: breach,
      scope: rule.scopeInWords, componentType: componentType(of: benchmark),
      rationale: rule.terms.rationale, source: rule.terms.source)
    let status: LimitResult = level.status == .breach ? .broken(rule.terms.severity) : .passed
    return Finding(
      subject(of: benchmark, series), .serviceLevel(status, level), value: value,
      mode: rule.terms.mode == .warn ? .warn : nil, owner: rule.terms.owner,
      evidence: Evidence(
        kind: .observed, launches: series.launches.count, samples: series.samples.count),
      message: message(value, series.unit, level),
      notes: (benchmark.onlyMean(of: rule.metric) == .ofRecord ? [OnlyMeanNote.text] : [])
        + rule.terms.notes(onFailing: status.status))
  }

  private func componentType(of benchmark: BenchmarkRecord) -> String? {
    if case .tag(let tag) = rule.scope { return tag }
    return benchmark.tags.first
  }

  private func subject(of benchmark: BenchmarkRecord, _ series: MetricSeries) -> Finding.Subject {
    Finding.Subject(
      benchmark.name, metric: rule.metric, statistic: rule.statistic, unit: series.unit,
      direction: series.direction)
  }

  private func category(of value: Double) -> PerformanceCategory {
    if value <= rule.breach.part(.percent(50)) { return .excellent }
    if value <= rule.breach.part(.percent(80)) { return .good }
    return value <= rule.breach.value ? .poor : .critical
  }

  private func message(
    _ value: Double, _ unit: MetricUnit, _ level: ServiceLevelEvidence
  ) -> String {
    let figures = FigureAndLimits(value, [level.breach, level.warning], unit: unit)
    return DetectionMessage.serviceLevel(
      what: "\(rule.statistic) of \(rule.metric)", value: figures.value, limit: figures.limits[0],
      warning: figures.limits[1], status: "\(level.status.rawValue), \(level.category.rawValue)"
    ).line
  }

  private func unproven(_ benchmark: BenchmarkRecord, _ series: MetricSeries) -> Finding {
    let reason =
      series.direction == .lowerIsBetter
      ? DetectionMessage.wrongDimension(
        limit: rule.breach.dimension.words, unit: series.unit.rawValue, source: nil
      ).line : DetectionMessage.moreIsBetter.line
    return Finding(
      subject(of: benchmark, series), .serviceLevel(.unproven, nil), owner: rule.terms.owner,
      message: DetectionMessage.serviceLevelUnjudged(
        rule.metric, source: rule.terms.source, reason: reason
      ).line)
  }
}

extension ServiceLevelCompliance {
  /// All service levels together; nil when there are none.
  package init?(of findings: [Finding], allowedBreaches: Int) {
    let levels = findings.compactMap { finding in finding.serviceLevel.map { (finding, $0) } }
    guard !levels.isEmpty else { return nil }
    func count(_ status: ServiceLevelStatus) -> Int { levels.count { $0.1.status == status } }
    self.init(
      components: levels.count, within: count(.within), warnings: count(.warning),
      breaches: count(.breach), allowedBreaches: allowedBreaches,
      issues: levels.count { $0.1.category == .poor || $0.1.category == .critical },
      totalTime: levels.filter { $0.0.unit == .nanoseconds }.reduce(0) { $0 + ($1.0.value ?? 0) })
  }
}
