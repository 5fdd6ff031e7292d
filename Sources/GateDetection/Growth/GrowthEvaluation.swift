package import GateBudgets
package import GateRecords
import GateStatistics

/// Judges a series of benchmarks by the limits of its growth.
package struct GrowthEvaluation: Sendable {
  /// The rule.
  package let rule: GrowthRule
  /// The one-sided confidence with which a whole limit is kept or broken.
  package let confidence: Double

  /// Creates an evaluation.
  package init(rule: GrowthRule, confidence: Double = 0.95) {
    self.rule = rule
    self.confidence = confidence
  }

  /// Judges every limit on every series among the measured benchmarks of a run.
  ///
  /// - Parameters:
  ///   - benchmarks: Those with figures.
  ///   - silent: Those of the same run without. A series that lacks one of its steps keeps no limit,
  ///     it only breaks one.
  package func findings(
    in benchmarks: [BenchmarkRecord], without silent: [BenchmarkRecord] = []
  ) -> [Finding] {
    let lacking = rule.series.series(in: silent).flatMap { $0 }
    return rule.series.series(in: benchmarks).flatMap { steps in
      rule.limits.compactMap { limit -> Finding? in
        guard var finding = finding(limit, steps, benchmarks) else { return nil }
        let gaps = lacking.filter { steps.first?.isOfSameSeries(as: $0) ?? false }
        guard let gap = gaps.first, finding.status == .passed else { return finding }
        finding.judgement = .growth(.unproven, finding.growth)
        finding.notes.append(DetectionMessage.gap(gap.benchmark.name).line)
        return finding
      }
    }
  }

  private func finding(
    _ limit: GrowthRule.Limit, _ steps: [SeriesPattern.Step], _ benchmarks: [BenchmarkRecord]
  ) -> Finding? {
    guard let sample = MeasuredSeries(limit.metric, steps) else { return nil }
    guard steps.count > 1 else {
      return finding(
        .init(limit, sample, .unproven, at: 0), sample,
        DetectionMessage.oneStep.line, notes: [])
    }
    switch limit {
    case .perStep(_, let allowed):
      let pairs = (1..<steps.count).map { ($0, $0 - 1) }
      return ratios(limit, sample, allowed, pairs.map { sample.launches($0.0, $0.1) }) { $0 + 1 }
    case .total(_, let allowed):
      return ratios(limit, sample, allowed, [sample.launches(steps.count - 1, 0)]) { _ in
        steps.count - 1
      }
    case .scenario(let metric, let against, let allowed):
      return scenario(limit, sample, metric, against, allowed, benchmarks)
    case .cumulative(_, let allowed, let text): return sum(limit, sample, allowed, text)
    case .complexity(_, let allowed): return complexity(limit, sample, allowed)
    }
  }

  // MARK: Growth from one figure to another

  /// Judges several ratios against one limit; the confidence is shared among them.
  private func ratios(
    _ limit: GrowthRule.Limit, _ sample: MeasuredSeries, _ allowed: Tolerance,
    _ pairs: [(new: [[Double]], old: [[Double]])], step: (Int) -> Int
  ) -> Finding {
    let each = 1 - (1 - confidence) / Double(pairs.count)
    let judged = pairs.enumerated().compactMap {
      place, pair -> (Int, RatioBounds, LimitResult)? in
      guard
        let bounds = RatioBounds(
          of: pair.new, to: pair.old, isExact: sample.isDeterministic, confidence: each)
      else { return nil }
      return (step(place), bounds, status(bounds, 1 + allowed.fraction))
    }
    let order: [LimitResult] = [.broken(rule.terms.severity), .unproven, .passed]
    // The step that decides: of the worst status the one that grows most.
    let worst = judged.min { left, right in
      let ranks = [left, right].map { order.firstIndex(of: $0.2) ?? order.count }
      return ranks[0] != ranks[1] ? ranks[0] < ranks[1] : left.1.ratio > right.1.ratio
    }
    guard let (place, bounds, status) = worst, judged.count == pairs.count else {
      return finding(
        .init(limit, sample, .unproven, at: 0), sample,
        DetectionMessage.noRatio.text, notes: [])
    }
    var judgement = GrowthJudgement(limit, sample, status, at: place)
    judgement.observed = bounds.ratio - 1
    if !rule.isObserved {
      judgement.low = bounds.low.map { $0 - 1 }
      judgement.high = bounds.high.map { $0 - 1 }
      judgement.confidence = each
    }
    judgement.limit = allowed.fraction
    let figures = FigureAndLimits(
      percent: bounds.ratio - 1, [allowed.fraction, -allowed.fraction], isSigned: true)
    let isUnproven = status == .unproven
    let interval = Self.interval(isUnproven ? judgement : nil) { end in
      FigureAndLimits(
        percent: end, [allowed.fraction, -allowed.fraction], isSigned: true
      ).value
    }
    return finding(
      judgement, sample,
      DetectionMessage.grows(
        limit.metric, change: figures.value + interval, place: limit.words(sample, place),
        limit: figures.limits[0], isUnproven: isUnproven
      ).line,
      notes: isUnproven
        ? [(bounds.low == nil ? Self.oneLaunch("a ratio") : .boundsStraddle).line] : [])
  }

  private func status(_ bounds: RatioBounds, _ allowed: Double) -> LimitResult {
    if rule.isObserved {
      return bounds.ratio <= allowed * (1 + 1e-12) ? .passed : .broken(rule.terms.severity)
    }
    if let high = bounds.high, high <= allowed * (1 + 1e-12) { return .passed }
    if let low = bounds.low, low > allowed * (1 + 1e-12) { return .broken(rule.terms.severity) }
    return .unproven
  }

  private func scenario(
    _ limit: GrowthRule.Limit, _ sample: MeasuredSeries, _ metric: MetricName,
    _ against: SeriesPattern, _ allowed: Tolerance, _ benchmarks: [BenchmarkRecord]
  ) -> Finding {
    let others = against.series(in: benchmarks).flatMap { $0 }
    var places: [Int] = []
    var pairs: [(new: [[Double]], old: [[Double]])] = []
    for (place, step) in sample.steps.enumerated() {
      guard let other = others.first(where: { $0.text == step.text }),
        let series = other.benchmark.measuredSeries(of: metric)
      else { continue }
      places.append(place)
      pairs.append((sample.series[place].launches, series.launches))
    }
    guard !pairs.isEmpty else {
      return finding(
        .init(limit, sample, .unproven, at: 0), sample,
        DetectionMessage.noMatchingStep(
          series: against.pattern.text, parameter: against.parameter
        ).line, notes: [])
    }
    return ratios(limit, sample, allowed, pairs) { places[$0] }
  }

  // MARK: Sums and orders

  private func sum(
    _ limit: GrowthRule.Limit, _ sample: MeasuredSeries, _ allowed: Quantity, _ text: String
  ) -> Finding {
    let last = sample.steps.count - 1
    var judgement = GrowthJudgement(limit, sample, .unproven, at: last)
    guard allowed.dimension.fits(sample.unit) else {
      return finding(
        judgement, sample,
        DetectionMessage.wrongDimension(
          limit: allowed.dimension.words, unit: sample.unit.rawValue, source: nil
        ).line, notes: [])
    }
    let total = sample.values.reduce(0, +)
    // Every step's bound is shared out, so that all of them hold together.
    let each = 1 - (1 - confidence) / Double(sample.steps.count)
    let bounds = sample.series.map { series -> (low: Double, high: Double)? in
      let medians = series.launches.compactMap { Percentile.median(of: $0) }
      if series.isDeterministic, Set(medians).count == 1 { return (medians[0], medians[0]) }
      guard let bounds = MeanBounds(launches: medians.map { [$0] }, confidence: each),
        let low = bounds.low, let high = bounds.high
      else { return nil }
      return (low, high)
    }
    // A step without bounds takes nothing at least, so what the others are proven to take may be too much already.
    let isNeverNegative = sample.series.allSatisfy { $0.samples.allSatisfy { $0 >= 0 } }
    let known = bounds.compactMap(\.self)
    if rule.isObserved {
      judgement.status = total <= allowed.value ? .passed : .broken(rule.terms.severity)
    } else if known.count < bounds.count, !known.isEmpty, isNeverNegative {
      let low = known.reduce(0) { $0 + max(0, $1.low) }
      judgement.low = low
      if low > allowed.value { judgement.status = .broken(rule.terms.severity) }
    } else if known.count == bounds.count {
      judgement.low = bounds.reduce(0) { $0 + ($1?.low ?? 0) }
      judgement.high = bounds.reduce(0) { $0 + ($1?.high ?? 0) }
      if let high = judgement.high, high <= allowed.value {
        judgement.status = .passed
      } else if let low = judgement.low, low > allowed.value {
        judgement.status = .broken(rule.terms.severity)
      }
    }
    judgement.observed = total
    judgement.confidence = rule.isObserved ? nil : confidence
    judgement.limit = allowed.value
    let isUnproven = judgement.status == .unproven
    func words(_ sum: Double) -> String {
      FigureAndLimits(sum, [allowed.value], unit: sample.unit).value
    }
    let interval = Self.interval(isUnproven ? judgement : nil, words)
    return finding(
      judgement, sample,
      DetectionMessage.takesTogether(
        limit.metric, steps: sample.steps.count, total: words(total) + interval, limit: text,
        isUnproven: isUnproven
      ).line,
      notes: isUnproven
        ? [
          (judgement.high == nil ? Self.oneLaunch("a sum") : .boundsStraddle).line
        ] : [])
  }

  // MARK: What leaves a limit open

  private static func oneLaunch(_ what: String) -> DetectionMessage {
    .oneLaunch(what, remedy: .observed)
  }

  /// The bounds of what was observed, ` [3.37 s, 3.94 s]`; empty without any.
  private static func interval(
    _ judgement: GrowthJudgement?, _ words: (Double) -> String
  ) -> String {
    guard let judgement, judgement.low != nil || judgement.high != nil else { return "" }
    let ends = [judgement.low, judgement.high].map { $0.map(words) ?? "…" }
    return " [\(ends.joined(separator: ", "))]"
  }

  private func complexity(
    _ limit: GrowthRule.Limit, _ sample: MeasuredSeries, _ allowed: ComplexityClass
  ) -> Finding {
    let sizes = sample.steps.map(\.parameter)
    var judgement = GrowthJudgement(limit, sample, .unproven, at: sample.steps.count - 1)
    judgement.allowed = allowed.rawValue
    let span = (sizes.first ?? 0) > 0 ? (sizes.last ?? 0) / (sizes.first ?? 1) : 0
    guard sample.steps.allSatisfy(\.isNumeric), sizes.count >= 4, span >= 4 else {
      return finding(
        judgement, sample,
        DetectionMessage.tooFewSizes(limit.metric, sizes: sizes.count).line, notes: [])
    }
    let fits = ComplexityFit.all(sizes: sizes, costs: sample.values)
    guard let best = ComplexityFit.best(of: fits),
      let within = fits.filter({ $0.complexity <= allowed }).map(\.relativeError).min()
    else {
      return finding(
        judgement, sample, DetectionMessage.noOrder(limit.metric).line, notes: [])
    }
    judgement.fitted = best.complexity.rawValue
    judgement.fitError = best.relativeError
    var notes: [String] = []
    // If the allowed order fits to 1 %, no other order is reported over these sizes.
    if best.complexity <= allowed || within <= 0.01 {
      judgement.status = .passed
    } else if within > 2 * best.relativeError, within > 0.05 {
      judgement.status = .broken(rule.terms.severity)
    } else {
      notes.append(
        DetectionMessage.orderUnclear(
          allowed: allowed.rawValue, error: QuantityFormat.percent(within)
        ).line)
    }
    return finding(
      judgement, sample,
      DetectionMessage.order(
        limit.metric, found: best.complexity.rawValue, sizes: sizes.count,
        allowed: allowed.rawValue
      ).line, notes: notes)
  }

  // MARK: From judgement to finding

  private struct GrowthJudgement {
    let kind: GrowthEvidence.Limit
    let against: String?
    var status: LimitResult
    let place: Int
    var observed: Double?
    var low: Double?
    var high: Double?
    var confidence: Double?
    var limit: Double?
    var allowed: String?
    var fitted: String?
    var fitError: Double?

    init(
      _ limit: GrowthRule.Limit, _ sample: MeasuredSeries, _ status: LimitResult, at place: Int
    ) {
      kind = limit.kind
      if case .scenario(_, let series, _) = limit {
        against = series.pattern.text
      } else {
        against = nil
      }
      self.status = status
      self.place = place
    }
  }

  private func finding(
    _ judgement: GrowthJudgement, _ sample: MeasuredSeries, _ message: String, notes: [String]
  ) -> Finding {
    let series = sample.series[judgement.place]
    return Finding(
      Finding.Subject(
        sample.steps[judgement.place].benchmark.name, metric: series.metric, statistic: .median,
        unit: sample.unit, direction: series.direction),
      .growth(
        judgement.status,
        GrowthEvidence(
          kind: judgement.kind, series: rule.series.pattern.text,
          parameter: rule.series.parameter, against: judgement.against,
          observed: judgement.observed, low: judgement.low, high: judgement.high,
          confidence: judgement.confidence, limit: judgement.limit,
          allowed: judgement.allowed, fitted: judgement.fitted, fitError: judgement.fitError,
          points: sample.points, rationale: rule.terms.rationale, source: rule.terms.source)),
      value: sample.values[judgement.place],
      mode: rule.terms.mode == .warn ? .warn : nil, owner: rule.terms.owner,
      evidence: Evidence(
        kind: .observed, launches: series.launches.count, samples: series.samples.count),
      message: message, notes: notes + rule.terms.notes(onFailing: judgement.status.status))
  }
}

extension GrowthRule.Limit {
  /// Between which figures it changes.
  fileprivate func words(_ sample: MeasuredSeries, _ place: Int) -> String {
    let name = sample.steps[place].text
    switch self {
    case .perStep: return "from \(sample.steps[place - 1].text) to \(name)"
    case .total: return "from \(sample.steps[0].text) to \(name)"
    case .scenario(_, let against, _): return "over \(against.pattern.text) at \(name)"
    case .cumulative, .complexity: return "up to \(name)"
    }
  }
}
