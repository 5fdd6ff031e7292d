import GateBudgets
import GateRecords
import GateStatistics

/// One metric of one benchmark, about to be held against a baseline.
struct Comparison {
  let benchmark: BenchmarkIdentifier
  let series: MetricSeries
  let ladder: RegressionLadder
  /// The threshold that decides: the failing one, or the lowest label's where nothing fails.
  let threshold: Tolerance
  /// What is promised; its tolerance is replaced by the threshold's.
  let promises: SequentialRatioTest.Configuration
  /// What every change must exceed that launches which should agree and do not differ by.
  private(set) var noiseFloor = 0.0
  /// A difference in the metric's unit that the clock cannot tell from none.
  var clockFloor = 0.0
  /// How a launch pair's samples become its figure.
  var datum = PairedDatum.neighbours
  /// What every finding of it should say.
  private(set) var caveat: String?

  init(
    benchmark: BenchmarkIdentifier, series: MetricSeries, ladder: RegressionLadder,
    threshold: Tolerance, promises: SequentialRatioTest.Configuration
  ) {
    self.benchmark = benchmark
    self.series = series
    self.ladder = ladder
    self.threshold = threshold
    self.promises = promises
  }

  /// The same for launches that should agree and do not: compared as noise, with room for it.
  func asNoisy() -> Comparison {
    var noisy = self
    noisy.noiseFloor = RegressionLadder.noiseFloor(of: series.metric)
    let room = max(threshold.kind == .relative ? threshold.fraction : 0, noisy.noiseFloor)
    noisy.caveat =
      "its launches do not agree, so up to \(QuantityFormat.briefPercent(room)) counts as noise"
    return noisy
  }

  /// What a way of comparing found.
  struct Judgement {
    var status: FindingStatus
    var ratio: Double
    var low: Double?
    var high: Double?
    var confidence: Double?
    var smallestDetectable: Double?
    var baselineValue: Double
    /// Whether it is proven worse, by however little.
    var isProvenWorse: Bool
    var evidence: Evidence
    var notes: [String] = []
  }

  /// The threshold as a share of the baseline.
  private func decisiveShare(of baseline: Double) -> Double {
    min(threshold.share(of: baseline), 1e6)
  }

  /// The promises with the threshold as the tests need it: the growth of what is worse when larger.
  ///
  /// Of a metric of which more is better, a loss of 5 % is a growth of the reciprocal by 5.26 %.
  private func configuration(baseline: Double) -> SequentialRatioTest.Configuration {
    var configuration = promises
    let share = max(decisiveShare(of: baseline), noiseFloor)
    configuration.tolerance = isMirrored ? 1 / max(1 - share, 1e-6) - 1 : share
    return configuration
  }

  private var isMirrored: Bool { series.direction == .higherIsBetter }

  private var value: Double { Percentile.median(of: series.samples) ?? 0 }

  // MARK: Ways of comparing

  /// By launch pairs of both programs.
  func paired() -> Finding {
    let pairs = zip(series.launches, series.baselineLaunches ?? []).filter {
      !$0.isEmpty && !$1.isEmpty
    }
    let before = Percentile.median(of: pairs.flatMap { $0.1 }) ?? 0
    var test = SequentialRatioTest(configuration(baseline: before))
    for (candidate, baseline) in pairs {
      if let d = datum.logRatio(candidate, baseline) { test.add(isMirrored ? -d : d) }
    }
    let interval = test.interval
    var judgement = Judgement(
      status: Self.status(test.decision), ratio: mirrored(test.estimate),
      low: (isMirrored ? interval.high : interval.low).map(mirrored),
      high: (isMirrored ? interval.low : interval.high).map(mirrored),
      confidence: promises.intervalConfidence,
      smallestDetectable: test.smallestDetectable, baselineValue: before,
      isProvenWorse: test.isProvenSlower,
      evidence: evidence(.paired, launches: pairs.count))
    if judgement.status == .unproven {
      judgement.notes.append(
        test.smallestDetectable == nil
          ? "\(test.count) launch pair\(test.count == 1 ? " proves" : "s prove") nothing yet; "
            + "measure longer"
          : "measure longer, or on a quieter machine")
    }
    return finding(judgement)
  }

  /// By numbers stored from earlier runs.
  func cached(against runs: [[[Double]]], reference: CachedComparison.Reference) -> Finding {
    func medians(_ launches: [[Double]]) -> [Double] {
      launches.compactMap { Percentile.median(of: $0) }
    }
    let before = Percentile.median(of: runs.first?.flatMap { $0 } ?? []) ?? 0
    guard
      let comparison = CachedComparison(
        candidate: medians(series.launches), baselineRuns: runs.map(medians),
        reference: reference, configuration: configuration(baseline: before),
        higherIsBetter: isMirrored)
    else {
      return unproven("its figures cannot be compared by ratio", baselineValue: before)
    }
    var judgement = Judgement(
      status: Self.status(comparison.decision), ratio: comparison.estimate, low: comparison.low,
      high: comparison.high, confidence: comparison.confidence,
      baselineValue: comparison.baseline, isProvenWorse: comparison.isProvenWorse,
      evidence: evidence(.cached, launches: series.launches.count, baselineRuns: runs.count))
    judgement.notes = comparison.caveats.map { caveat in
      switch caveat {
      case .assumedSpread(let spread):
        "weak evidence: with \(runs.count) stored run\(runs.count == 1 ? "" : "s") a spread of "
          + "\(QuantityFormat.briefPercent(spread)) between runs is assumed; "
          + "a stored baseline program gives strong evidence"
      }
    }
    return finding(judgement)
  }

  /// By values that are equal whenever the work is; nil when this run's launches disagree.
  func exact(against baseline: [[Double]]?) -> Finding? {
    guard let baseline, let new = agreed(series.launches), let old = agreed(baseline)
    else { return nil }
    let ratio = old == 0 ? (new == 0 ? 1 : .infinity) : new / old
    let worse = isMirrored ? old - new : new - old
    let share = old == 0 ? 0 : threshold.share(of: old)
    func isBeyond(_ change: Double) -> Bool {
      old == 0 ? change > 0 : RegressionLadder.exceeds(change / abs(old), share)
    }
    let status: FindingStatus =
      isBeyond(worse) ? .regressed : isBeyond(-worse) ? .improved : .passed
    return finding(
      Judgement(
        status: status, ratio: ratio, low: ratio, high: ratio, confidence: nil,
        baselineValue: old, isProvenWorse: worse > 0,
        evidence: evidence(.exact, launches: series.launches.count)))
  }

  /// Without anything to compare with.
  func new(isKnownElsewhere: Bool) -> Finding {
    let reason =
      isKnownElsewhere
      ? "the baseline comes from another kind of machine, whose figures do not compare"
      : "the baseline has no such figure yet"
    return Finding(
      benchmark: benchmark, rule: .regression, metric: series.metric, statistic: .median,
      unit: series.unit, direction: series.direction, status: .new, value: value,
      evidence: evidence(.none, launches: series.launches.count), message: "new: \(reason)")
  }

  // MARK: From judgement to finding

  private func finding(_ judgement: Judgement) -> Finding {
    var judgement = judgement
    if let caveat { judgement.notes.append(caveat) }
    let worsening = isMirrored ? 1 - judgement.ratio : judgement.ratio - 1
    let label = ladder.severity(ofWorsening: worsening, from: judgement.baselineValue)
    var mode = ladder.fail == nil || ladder.mode == .warn ? RuleMode.warn : nil
    if judgement.status == .passed, judgement.isProvenWorse, label != nil,
      worsening > noiseFloor
    {
      // Bad enough for a label, not for failing.
      judgement.status = .regressed
      mode = .warn
    }
    if judgement.status == .regressed, let floor = ladder.atLeast,
      abs(value - judgement.baselineValue) < floor
    {
      judgement.status = .passed
      judgement.notes.append(
        "proven worse, but by less than "
          + QuantityFormat.brief(floor, unit: series.unit) + ", which the budgets let pass")
    }
    if judgement.status == .regressed, abs(value - judgement.baselineValue) < clockFloor {
      judgement.status = .passed
      judgement.notes.append(
        "proven worse, but by less than a few steps of the clock, which it cannot tell from none")
    }
    if judgement.status == .improved, worsening < -0.5 {
      judgement.notes.append(
        "suspicious: more than half is gone; does it still do the work?")
    }
    let isRegressed = judgement.status == .regressed
    return Finding(
      benchmark: benchmark, rule: .regression, metric: series.metric, statistic: .median,
      unit: series.unit, direction: series.direction, status: judgement.status,
      severity: isRegressed ? label ?? .minor : nil,
      value: value, baselineValue: judgement.baselineValue,
      // From nothing to something there is no ratio; the two figures tell.
      change: judgement.ratio.isFinite
        ? ChangeEstimate(
          ratio: judgement.ratio, low: judgement.low, high: judgement.high,
          confidence: judgement.confidence,
          tolerance: max(decisiveShare(of: judgement.baselineValue), noiseFloor),
          smallestDetectable: judgement.smallestDetectable) : nil,
      mode: isRegressed ? mode : nil, evidence: judgement.evidence,
      message: message(judgement, mode), notes: judgement.notes)
  }

  private func message(_ judgement: Judgement, _ mode: RuleMode?) -> String {
    let before = QuantityFormat.string(judgement.baselineValue, unit: series.unit)
    let after = QuantityFormat.string(value, unit: series.unit)
    let change = QuantityFormat.percent(judgement.ratio - 1, signed: true)
    let share = decisiveShare(of: judgement.baselineValue)
    let tolerance =
      noiseFloor > share ? QuantityFormat.briefPercent(noiseFloor) : "\(threshold)"
    let start = "\(series.metric) went from \(before) to \(after) (\(change))"
    switch judgement.status {
    case .regressed:
      return start
        + (mode == .warn && ladder.fail != nil
          ? "; it fails beyond \(tolerance)" : "; up to \(tolerance) worse is tolerated")
    case .improved: return "\(start), an improvement"
    case .unproven: return "\(start); whether it is worse by \(tolerance) is not settled"
    case .passed: return "\(start), within the tolerance of \(tolerance)"
    case .failed, .missing, .overBudget, .new, .skipped: return start
    }
  }

  private func unproven(_ reason: String, baselineValue: Double) -> Finding {
    Finding(
      benchmark: benchmark, rule: .regression, metric: series.metric, statistic: .median,
      unit: series.unit, direction: series.direction, status: .unproven, value: value,
      baselineValue: baselineValue,
      evidence: evidence(.none, launches: series.launches.count),
      message: "\(series.metric): \(reason)")
  }

  private func evidence(
    _ kind: Evidence.Kind, launches: Int, baselineRuns: Int? = nil
  ) -> Evidence {
    Evidence(
      kind: kind, launches: launches, samples: series.samples.count, baselineRuns: baselineRuns)
  }

  private func mirrored(_ ratio: Double) -> Double { isMirrored ? 1 / ratio : ratio }

  private static func status(_ decision: SequentialRatioTest.Decision) -> FindingStatus {
    switch decision {
    case .regressed: .regressed
    case .passed: .passed
    case .improved: .improved
    case .undecided: .unproven
    }
  }

  /// The value on which all launches agree.
  private func agreed(_ launches: [[Double]]) -> Double? {
    let medians = launches.compactMap { Percentile.median(of: $0) }
    guard let middle = Percentile.median(of: medians), let least = medians.min(),
      let most = medians.max()
    else { return nil }
    let slack = abs(middle) * RegressionLadder.agreement(of: series.metric)
    return most - least <= slack ? middle : nil
  }
}
