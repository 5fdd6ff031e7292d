package import GateBudgets
import GateFiles
package import GateRecords
import GateStatistics

/// Judges a benchmark by a budget.
package struct BudgetEvaluation: Sendable {
  /// The budget.
  package let rule: BudgetRule
  /// The one-sided confidence with which a limit is kept or broken.
  package let confidence: Double

  /// Creates an evaluation.
  package init(rule: BudgetRule, confidence: Double = 0.95) {
    self.rule = rule
    self.confidence = confidence
  }

  /// Judges one benchmark.
  ///
  /// A percentile or a mean is judged with its sampling error: the limit is kept when the far bound
  /// keeps it, broken when the near bound breaks it, and otherwise unproven. The smallest and the
  /// largest value are what was observed, and judged as they are.
  package func finding(for benchmark: BenchmarkRecord) -> Finding {
    guard let series = benchmark.measuredSeries(of: rule.metric) else {
      let near = Suggestion.text(
        for: rule.metric.rawValue, among: benchmark.metrics.map(\.metric.rawValue))
      return unproven(
        benchmark,
        DetectionMessage.notMeasured(rule.metric, hint: rule.metric.patternAdvice ?? near).line,
        series: nil)
    }
    if let reason = series.unavailable {
      return unproven(
        benchmark, DetectionMessage.unavailable(rule.metric, reason: reason).line, series: series)
    }
    guard rule.budget.dimension.fits(series.unit) else {
      return unproven(
        benchmark,
        DetectionMessage.wrongDimension(
          limit: rule.budget.dimension.words, unit: series.unit.rawValue, source: rule.source
        ).line, series: series)
    }
    if rule.tolerance.kind == .points, series.unit != .ratio {
      return unproven(
        benchmark,
        DetectionMessage.pointsOfNoShare(unit: series.unit.rawValue, source: rule.source).line,
        series: series)
    }
    if benchmark.onlyMean(of: rule.metric) == .ofLaunches, rule.statistic != .mean {
      return unproven(
        benchmark,
        DetectionMessage.onlyMeans(isOfRows: rule.metric.isRows).line, series: series)
    }
    guard let observed = observe(series) else {
      return unproven(
        benchmark, DetectionMessage.noSamples(rule.metric).line, series: series)
    }
    return judge(benchmark, series, observed)
  }

  private struct Observation {
    let value: Double
    let low: Double?
    let high: Double?
    /// Whether the value is judged as it is.
    let isExact: Bool
  }

  private func observe(_ series: MetricSeries) -> Observation? {
    observe(series.launches, isDeterministic: series.isDeterministic)
  }

  private func observe(_ launches: [[Double]], isDeterministic: Bool) -> Observation? {
    let sorted = launches.joined().filter(\.isFinite).sorted()
    guard let least = sorted.first, let most = sorted.last else { return nil }
    switch rule.statistic {
    case .minimum: return Observation(value: least, low: nil, high: nil, isExact: true)
    case .maximum: return Observation(value: most, low: nil, high: nil, isExact: true)
    case .mean:
      guard let bounds = MeanBounds(launches: launches, confidence: confidence) else {
        return nil
      }
      return Observation(value: bounds.mean, low: bounds.low, high: bounds.high, isExact: false)
    case .percentile(let percent):
      guard let value = Percentile.nearestRank(percent, ofSorted: sorted) else { return nil }
      if isDeterministic, least == most {
        return Observation(value: value, low: value, high: value, isExact: true)
      }
      let bounds = LaunchPercentileBounds(
        percent: percent, launches: launches.map { $0.filter(\.isFinite) }, confidence: confidence)
      return Observation(value: value, low: bounds.low, high: bounds.high, isExact: false)
    }
  }

  private func judge(
    _ benchmark: BenchmarkRecord, _ series: MetricSeries, _ observed: Observation
  ) -> Finding {
    let isFloor = rule.isFloor || series.direction == .higherIsBetter
    let limit = rule.budget.scaled(by: rule.tolerance, upwards: !isFloor)
    let far = isFloor ? observed.low : observed.high
    let near = isFloor ? observed.high : observed.low
    func keeps(_ value: Double) -> Bool { isFloor ? value >= limit : value <= limit }

    var status: LimitResult
    if observed.isExact {
      status = keeps(observed.value) ? .passed : .broken(rule.terms.severity)
    } else if let far, keeps(far) {
      status = .passed
    } else if let near, !keeps(near) {
      status = .broken(rule.terms.severity)
    } else {
      status = .unproven
    }
    var doubt: String?
    if status.isBroken, NoiseAllowance.applies(to: rule.metric) {
      doubt = reasonToDoubt(benchmark, series, isFloor: isFloor, keeps: keeps)
      if doubt != nil { status = .unproven }
    }
    let distance = isFloor ? observed.value - limit : limit - observed.value
    let evidence = BudgetEvidence(
      bound: isFloor ? .floor : .ceiling, budget: rule.budget.value,
      tolerance: rule.tolerance.kind == .relative ? rule.tolerance.fraction : 0,
      tolerancePoints: rule.tolerance.kind == .points ? rule.tolerance.fraction : nil,
      limit: limit,
      // A budget of nothing has no share to be measured in: one too many is one whole budget.
      margin: rule.budget.value == 0 ? distance : distance / rule.budget.value,
      low: observed.low, high: observed.high, confidence: observed.isExact ? nil : confidence,
      rationale: rule.terms.rationale, source: rule.source)
    return Finding(
      subject(of: benchmark, series), .budget(status, evidence), value: observed.value,
      mode: rule.terms.mode == .warn ? .warn : nil, owner: rule.terms.owner,
      evidence: self.evidence(series),
      message: message(observed, series.unit, evidence, status),
      notes: (doubt.map { [$0] } ?? notes(benchmark, series, observed, evidence, status))
        + rule.terms.notes(onFailing: status.status))
  }

  private func subject(
    of benchmark: BenchmarkRecord, _ series: MetricSeries?
  ) -> Finding.Subject {
    Finding.Subject(
      benchmark.name, metric: rule.metric, statistic: rule.statistic, unit: series?.unit,
      direction: series?.direction)
  }

  /// Why a broken limit may be the machine's doing; nil when it is the program's.
  private func reasonToDoubt(
    _ benchmark: BenchmarkRecord, _ series: MetricSeries, isFloor: Bool, keeps: (Double) -> Bool
  ) -> String? {
    func isBroken(_ launches: [[Double]]) -> Bool {
      guard let observed = observe(launches, isDeterministic: false) else { return false }
      let near =
        observed.isExact ? observed.value : isFloor ? observed.high : observed.low
      return near.map { !keeps($0) } ?? false
    }
    let allowance = NoiseAllowance(series, of: benchmark)
    guard isBroken(allowance.launches) else {
      return DetectionMessage.processorTaken(
        samples: allowance.disturbedCount, of: series.samples.count
      ).line
    }
    // An extreme is one sample: launches cannot show whether it is noise.
    if rule.statistic == .minimum || rule.statistic == .maximum { return nil }
    let steady = NoiseAllowance.withoutWorst(allowance.launches) { !keeps($0) }
    guard isBroken(steady) else {
      return DetectionMessage.someLaunchesBreak.line
    }
    return nil
  }

  private func evidence(_ series: MetricSeries) -> Evidence {
    Evidence(
      kind: series.isDeterministic ? .exact : .observed, launches: series.launches.count,
      samples: series.samples.count)
  }

  private func message(
    _ observed: Observation, _ unit: MetricUnit, _ evidence: BudgetEvidence, _ status: LimitResult
  ) -> String {
    let figures = FigureAndLimits(observed.value, [evidence.budget, evidence.limit], unit: unit)
    let (budget, limit) = (figures.limits[0], figures.limits[1])
    let sign = evidence.bound == .ceiling ? "+" : "−"
    let slack = rule.tolerance.basisPoints > 0 ? " \(sign) \(rule.tolerance)" : ""
    let allowed =
      slack.isEmpty
      ? "the budget is \(evidence.boundInWords(of: rule.statistic))\(budget)"
      : "the budget of \(budget)\(slack) " + (evidence.bound == .ceiling ? "allows" : "asks for")
        + " \(limit)"
    return DetectionMessage.budget(
      what: "\(rule.statistic) of \(rule.metric)", value: figures.value, limit: allowed,
      isUnproven: status == .unproven
    ).line
  }

  private func notes(
    _ benchmark: BenchmarkRecord, _ series: MetricSeries, _ observed: Observation,
    _ evidence: BudgetEvidence, _ status: LimitResult
  ) -> [String] {
    var notes: [String] = []
    if status == .unproven { notes.append(needed(series, evidence)) }
    let isOverBare =
      evidence.bound == .ceiling
      ? observed.value > evidence.budget : observed.value < evidence.budget
    if status == .passed, isOverBare {
      notes.append(DetectionMessage.withinToleranceOnly.line)
    }
    if benchmark.onlyMean(of: rule.metric) == .ofRecord { notes.append(OnlyMeanNote.text) }
    if case .percentile(let percent) = rule.statistic, percent > 50, !series.metric.isRows,
      benchmark.sampling == .batched, !series.isDeterministic, benchmark.iterationsPerSample > 1
    {
      notes.append(DetectionMessage.meansOfIterations(benchmark.iterationsPerSample).line)
    }
    return notes
  }

  private func needed(_ series: MetricSeries, _ evidence: BudgetEvidence) -> String {
    let bound = evidence.bound == .ceiling ? evidence.high : evidence.low
    guard bound == nil else {
      return DetectionMessage.boundsStraddle.line
    }
    switch rule.statistic {
    case .percentile(let percent):
      let need = PercentileNeed(
        percent: percent, isFromAbove: evidence.bound == .ceiling, confidence: confidence)
      return PercentileShortage(rule.statistic, need, series.launches).text
    case .mean: return DetectionMessage.oneLaunch("a mean", remedy: .two).line
    case .minimum, .maximum: return DetectionMessage.measureLonger(onMoreMachines: false).line
    }
  }

  private func unproven(
    _ benchmark: BenchmarkRecord, _ reason: String, series: MetricSeries?
  ) -> Finding {
    Finding(
      subject(of: benchmark, series), .budget(.unproven, nil), owner: rule.terms.owner,
      message: DetectionMessage.budgetUnjudged(
        what: "\(rule.statistic) of \(rule.metric)", source: rule.source, reason: reason
      ).line)
  }
}
