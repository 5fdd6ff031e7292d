import GateBudgets
import GateRecords
import GateStatistics

/// One metric of one benchmark, about to be held against a baseline.
struct Comparison {
  let benchmark: BenchmarkIdentifier
  let series: MetricSeries
  let ladder: RegressionLadder
  let configuration: SequentialRatioTest.Configuration
  /// What every finding of it should say.
  var caveat: String?

  init(
    benchmark: BenchmarkIdentifier, series: MetricSeries, ladder: RegressionLadder,
    configuration: SequentialRatioTest.Configuration
  ) {
    self.benchmark = benchmark
    self.series = series
    self.ladder = ladder
    self.configuration = configuration
  }

  /// The same for launches that should agree and do not: compared as noise, with room for it.
  func asNoisy() -> Comparison {
    var configuration = configuration
    configuration.tolerance = max(
      configuration.tolerance, RegressionLadder.noiseFloor(of: series.metric))
    var noisy = Comparison(
      benchmark: benchmark, series: series, ladder: ladder, configuration: configuration)
    noisy.caveat =
      "its launches do not agree, so up to "
      + QuantityFormat.briefPercent(configuration.tolerance) + " counts as noise"
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
    var evidence: Evidence
    var notes: [String] = []
  }

  private var isMirrored: Bool { series.direction == .higherIsBetter }

  private var value: Double { Percentile.median(of: series.samples) ?? 0 }

  // MARK: Ways of comparing

  /// By launch pairs of both programs.
  func paired() -> Finding {
    let pairs = zip(series.launches, series.baselineLaunches ?? []).filter {
      !$0.isEmpty && !$1.isEmpty
    }
    var test = SequentialRatioTest(configuration)
    for (candidate, baseline) in pairs {
      if let d = Self.logRatio(candidate, baseline) { test.add(isMirrored ? -d : d) }
    }
    let interval = test.interval
    var judgement = Judgement(
      status: Self.status(test.decision), ratio: mirrored(test.estimate),
      low: (isMirrored ? interval.high : interval.low).map(mirrored),
      high: (isMirrored ? interval.low : interval.high).map(mirrored),
      confidence: configuration.intervalConfidence,
      smallestDetectable: test.smallestDetectable,
      baselineValue: Percentile.median(of: pairs.flatMap { $0.1 }) ?? 0,
      evidence: evidence(.paired, launches: pairs.count))
    if judgement.status == .unproven {
      judgement.notes.append(
        test.smallestDetectable == nil
          ? "\(test.count) launch pairs prove nothing yet; measure longer"
          : "measure longer, or on a quieter machine")
    }
    return finding(judgement)
  }

  /// By numbers stored from earlier runs.
  func cached(against runs: [[[Double]]]) -> Finding {
    func medians(_ launches: [[Double]]) -> [Double] {
      launches.compactMap { Percentile.median(of: $0) }
    }
    let before = Percentile.median(of: runs.first?.flatMap { $0 } ?? []) ?? 0
    guard
      let comparison = CachedComparison(
        candidate: medians(series.launches), baselineRuns: runs.map(medians),
        configuration: configuration, higherIsBetter: isMirrored)
    else {
      return unproven("its figures cannot be compared by ratio", baselineValue: before)
    }
    var judgement = Judgement(
      status: Self.status(comparison.decision), ratio: comparison.estimate, low: comparison.low,
      high: comparison.high, confidence: comparison.confidence, baselineValue: before,
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
    guard let baseline, let new = Self.agreed(series.launches), let old = Self.agreed(baseline)
    else { return nil }
    let ratio = old == 0 ? (new == 0 ? 1 : .infinity) : new / old
    let worse = isMirrored ? old - new : new - old
    let allowed = abs(old) * configuration.tolerance
    let status: FindingStatus =
      worse > allowed ? .regressed : -worse > allowed && worse != 0 ? .improved : .passed
    return finding(
      Judgement(
        status: status, ratio: ratio, low: ratio, high: ratio, confidence: nil,
        baselineValue: old, evidence: evidence(.exact, launches: series.launches.count)))
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
    let worsening = (isMirrored ? 1 / judgement.ratio : judgement.ratio) - 1
    if judgement.status == .regressed, let floor = ladder.atLeast,
      abs(value - judgement.baselineValue) < floor
    {
      judgement.status = .passed
      judgement.notes.append(
        "proven worse, but by less than "
          + QuantityFormat.brief(floor, unit: series.unit) + ", which the budgets let pass")
    }
    if judgement.status == .improved, worsening < -0.5 {
      judgement.notes.append(
        "suspicious: more than half is gone; does it still do the work?")
    }
    let isRegressed = judgement.status == .regressed
    return Finding(
      benchmark: benchmark, rule: .regression, metric: series.metric, statistic: .median,
      unit: series.unit, direction: series.direction, status: judgement.status,
      severity: isRegressed ? ladder.severity(ofWorsening: worsening) ?? .minor : nil,
      value: value, baselineValue: judgement.baselineValue,
      // From nothing to something there is no ratio; the two figures tell.
      change: judgement.ratio.isFinite
        ? ChangeEstimate(
          ratio: judgement.ratio, low: judgement.low, high: judgement.high,
          confidence: judgement.confidence, tolerance: configuration.tolerance,
          smallestDetectable: judgement.smallestDetectable) : nil,
      evidence: judgement.evidence, message: message(judgement), notes: judgement.notes)
  }

  private func message(_ judgement: Judgement) -> String {
    let before = QuantityFormat.string(judgement.baselineValue, unit: series.unit)
    let after = QuantityFormat.string(value, unit: series.unit)
    let change = QuantityFormat.percent(judgement.ratio - 1, signed: true)
    let tolerance = QuantityFormat.briefPercent(configuration.tolerance)
    let start = "\(series.metric) went from \(before) to \(after) (\(change))"
    switch judgement.status {
    case .regressed: return "\(start); up to \(tolerance) worse is tolerated"
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

  /// The median of ln(candidate ÷ baseline) over neighbouring samples; nil when none is positive.
  static func logRatio(_ candidate: [Double], _ baseline: [Double]) -> Double? {
    Percentile.median(
      of: zip(candidate, baseline).compactMap { new, old in
        new > 0 && old > 0 ? Elementary.logarithm(new / old) : nil
      })
  }

  /// The value on which all launches agree.
  private static func agreed(_ launches: [[Double]]) -> Double? {
    let medians = launches.compactMap { Percentile.median(of: $0) }
    guard let first = medians.first, medians.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}
