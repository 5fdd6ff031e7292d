package import GateBudgets
import GateFiles
package import GateRecords
import GateStatistics

/// Holds a benchmark against a budget.
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
        "the metric \(rule.metric) was not measured" + (rule.metric.patternAdvice ?? near),
        series: nil)
    }
    if let reason = series.unavailable {
      return unproven(benchmark, "\(rule.metric) is not available here: \(reason)", series: series)
    }
    guard rule.budget.dimension.fits(series.unit) else {
      return unproven(
        benchmark,
        "the budget is \(rule.budget.dimension.words), the metric is measured in "
          + "\(series.unit.rawValue); fix the budget at \(rule.source)", series: series)
    }
    if rule.tolerance.kind == .points, series.unit != .ratio {
      return unproven(
        benchmark,
        "its tolerance is in points and the metric is measured in \(series.unit.rawValue); "
          + "fix the budget at \(rule.source)", series: series)
    }
    if benchmark.onlyMean(of: rule.metric) == .ofLaunches, rule.statistic != .mean {
      return unproven(
        benchmark,
        rule.metric.isRows
          ? "only the mean rows of each launch were recorded, because the program is of an older version; build it "
            + "again and measure"
          : "only the mean of each launch was recorded: the budgets of the measurement do not name this step, or its "
            + "program is of an older version; measure with these budgets", series: series)
    }
    guard let observed = observe(series) else {
      return unproven(benchmark, "there are no samples of \(rule.metric)", series: series)
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
      return "the system took the processor away during \(allowance.disturbedCount) of "
        + "\(series.samples.count) samples, and without that the limit may be kept; "
        + "measure on a quieter machine"
    }
    // An extreme is one sample: no burst of noise is told from the program by its launches.
    if rule.statistic == .minimum || rule.statistic == .maximum { return nil }
    let steady = NoiseAllowance.withoutWorst(allowance.launches) { !keeps($0) }
    guard isBroken(steady) else {
      return "only some launches break the limit, as a burst of noise does; "
        + "measure longer with --profile thorough, or on a quieter machine"
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
    let start = "\(rule.statistic) of \(rule.metric) is \(figures.value); \(allowed)"
    return status == .unproven ? start + ", which these samples do not settle" : start
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
      notes.append("beyond the bare budget, within its tolerance: it is used up")
    }
    if benchmark.onlyMean(of: rule.metric) == .ofRecord { notes.append(OnlyMeanNote.text) }
    if case .percentile(let percent) = rule.statistic, percent > 50, !series.metric.isRows,
      benchmark.sampling == .batched, !series.isDeterministic, benchmark.iterationsPerSample > 1
    {
      notes.append(
        "a percentile of means of \(benchmark.iterationsPerSample) iterations; "
          + "sampling(.perIteration) judges single calls")
    }
    return notes
  }

  private func needed(_ series: MetricSeries, _ evidence: BudgetEvidence) -> String {
    let bound = evidence.bound == .ceiling ? evidence.high : evidence.low
    guard bound == nil else {
      return "the sampling bounds lie on both sides of the limit; more launches narrow them: "
        + "measure with --profile thorough"
    }
    switch rule.statistic {
    case .percentile(let percent):
      let need = PercentileNeed(
        percent: percent, isFromAbove: evidence.bound == .ceiling, confidence: confidence)
      return PercentileShortage(rule.statistic, need, series.launches).text
    case .mean: return "one launch cannot bound a mean; at least 2 can"
    case .minimum, .maximum: return "measure longer with --profile thorough"
    }
  }

  private func unproven(
    _ benchmark: BenchmarkRecord, _ reason: String, series: MetricSeries?
  ) -> Finding {
    Finding(
      subject(of: benchmark, series), .budget(.unproven, nil), owner: rule.terms.owner,
      message: "\(rule.statistic) of \(rule.metric) has a budget at \(rule.source), but \(reason)")
  }
}
