import GateBudgets
import GateRecords
import GateStatistics

/// Applies the ladder and its floors to the outcome of a comparison.
struct RegressionVerdict {
  let comparison: Comparison
  let outcome: Comparison.Outcome

  private var ladder: RegressionLadder { comparison.ladder }
  private var unit: MetricUnit { comparison.series.unit }

  /// How much worse the candidate is, as a share of the baseline.
  private var worsening: Double {
    comparison.series.direction == .higherIsBetter ? 1 - outcome.ratio : outcome.ratio - 1
  }

  /// The difference in the metric's unit.
  private var difference: Double { abs(outcome.value - outcome.baselineValue) }

  var finding: Finding {
    let label = ladder.severity(ofWorsening: worsening, from: outcome.baselineValue)
    var mode = ladder.fail == nil || ladder.mode == .warn ? RuleMode.warn : nil
    var notes = outcome.notes
    var evidence = outcome.evidence
    var result: RegressionResult
    switch outcome.decision {
    case .regressed: result = .regressed(label ?? .minor)
    case .improved: result = .improved
    case .undecided:
      result = .unproven(outcome.doubt)
    case .passed:
      result = .passed
      // Bad enough for a label, not for failing.
      if outcome.isProvenWorse, let label, worsening > comparison.noiseFloor {
        result = .regressed(label)
        mode = .warn
      }
    }
    if case .regressed = result, let floor {
      result = .passed
      evidence.leastThatCounts = floor.difference
      evidence.provenAfter = nil
      notes.append(floor.note)
    } else if result == .passed, isBeyondTolerance {
      // Figures without a ratio pass by the interval of their difference, whose worse end the floor bounds.
      evidence.leastThatCounts = outcome.difference == nil ? floor?.difference : ladder.atLeast
    }
    if result == .improved, worsening < -0.5 {
      notes.append(DetectionMessage.moreThanHalfGone.line)
    }
    if comparison.isNoisy {
      let room = QuantityFormat.briefPercent(comparison.tolerance(of: outcome.baselineValue))
      notes.append(DetectionMessage.launchesVary(tolerance: room).line)
    }
    let isJudged =
      switch result {
      case .regressed, .unproven(.laxerQuestion): true
      case .unproven, .improved, .passed, .sameCode, .new, .missing, .changed: false
      }
    return Finding(
      comparison.subject, .regression(result, change(labelled: result)), value: outcome.value,
      baselineValue: outcome.baselineValue, mode: isJudged ? mode : nil,
      evidence: evidence, message: message(result, mode, evidence), notes: notes)
  }

  /// From zero to something there is no ratio; the two figures are shown.
  private func change(labelled result: RegressionResult? = nil) -> ChangeEstimate? {
    guard outcome.ratio.isFinite else { return nil }
    var threshold: Double?
    if case .regressed(let severity)? = result {
      threshold = ladder.threshold(of: severity, from: outcome.baselineValue)
    }
    return ChangeEstimate(
      ratio: outcome.ratio, low: outcome.low.flatMap(\.ifFinite),
      high: outcome.high.flatMap(\.ifFinite), confidence: outcome.confidence,
      tolerance: comparison.tolerance(of: outcome.baselineValue),
      tolerancePoints: comparison.noiseFloor
        > comparison.planned.tolerance(from: outcome.baselineValue)
        ? nil : comparison.planned.tolerancePoints, severityThreshold: threshold,
      smallestDetectable: outcome.smallestDetectable.flatMap(\.ifFinite),
      difference: outcome.difference)
  }

  /// Whether the estimate, or the worse end of its interval, lies beyond the tolerance.
  private var isBeyondTolerance: Bool {
    let isMirrored = comparison.series.direction == .higherIsBetter
    let ends = [outcome.ratio, isMirrored ? outcome.low : outcome.high].compactMap { $0 }
    let tolerance = comparison.tolerance(of: outcome.baselineValue)
    return ends.contains {
      RegressionLadder.exceeds(isMirrored ? 1 - $0 : $0 - 1, tolerance)
    }
  }

  /// The difference that a worsening must reach to count, and what to say of one that does not; nil where
  /// it does.
  private var floor: (difference: Double, note: String)? {
    if let floor = ladder.atLeast, difference < floor {
      return (
        floor, DetectionMessage.belowFloor(QuantityFormat.brief(floor, unit: unit)).line
      )
    }
    let steps = comparison.clock.difference(usual: outcome.value)
    guard difference < steps else { return nil }
    return (steps, DetectionMessage.belowClock.line)
  }

  /// The baseline's figure, with what it was made of where that is more than one run.
  private var before: String {
    let figure = QuantityFormat.string(outcome.baselineValue, unit: unit)
    return outcome.madeOf.map { "\(figure), \($0)," } ?? figure
  }

  private func message(
    _ result: RegressionResult, _ mode: RuleMode?, _ evidence: Evidence
  ) -> String {
    let metric = comparison.series.metric
    let estimate = self.change(labelled: result)
    let after =
      estimate?.share(outcome.value, from: outcome.baselineValue)
      ?? QuantityFormat.string(outcome.value, unit: unit)
    let change =
      outcome.difference.map { QuantityFormat.difference($0.estimate, unit: unit) }
      ?? estimate.map { estimate in
        let isExact = evidence.kind == .exact
        return estimate.points(from: outcome.baselineValue)?.value
          ?? (isExact ? estimate.exactFigures : estimate.figures).value
      } ?? "from nothing"
    let share = comparison.planned.tolerance(from: outcome.baselineValue)
    let tolerance =
      comparison.noiseFloor > share
      ? QuantityFormat.briefPercent(comparison.noiseFloor) : "\(ladder.decisive ?? .none)"
    let figures = MetricChange(metric: metric, before: before, after: after, change: change)
    return DetectionMessage.changed(figures, conclusion(result, mode, evidence, tolerance)).line
  }

  private func conclusion(
    _ result: RegressionResult, _ mode: RuleMode?, _ evidence: Evidence, _ tolerance: String
  ) -> MetricChange.Conclusion {
    if let floor = evidence.leastThatCounts {
      return .belowFloor(QuantityFormat.brief(floor, unit: unit), isWorse: worsening > 0)
    }
    switch result {
    case .regressed(let severity):
      let pairs = evidence.provenAfter.flatMap { $0 < evidence.launches ? $0 : nil }
      guard outcome.decision == .passed, ladder.fail != nil else {
        return .beyond(tolerance: tolerance, provenAfter: pairs)
      }
      guard ladder.mode == .warn else {
        return .failsBeyond(tolerance: tolerance, provenAfter: pairs)
      }
      return .labelled(
        severity, from: ladder.rung(of: severity).map { "\($0)" }, provenAfter: pairs)
    case .improved: return .improved
    case .unproven(.launchesDiffer):
      return .launchesDiffer(outcome.notes.first ?? "launches differ", tolerance: tolerance)
    case .unproven: return .unproven(tolerance: tolerance)
    case .passed:
      let isBetter = change()?.isImprovementBeyondTolerance(comparison.series.direction)
      return isBetter == true ? .perhapsBetter(tolerance: tolerance) : .within(tolerance: tolerance)
    case .sameCode, .new, .missing, .changed: return .plain
    }
  }
}

extension Double {
  fileprivate var ifFinite: Double? { isFinite ? self : nil }
}
