import GateBudgets
import GateRecords
import GateStatistics

/// What the ladder and its floors make of the outcome of a comparison.
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
      notes.append("suspicious: more than half is gone; does it still do the work?")
    }
    if comparison.isNoisy {
      let room = QuantityFormat.briefPercent(comparison.tolerance(of: outcome.baselineValue))
      notes.append("its launches do not agree, so up to \(room) counts as noise")
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

  /// From nothing to something there is no ratio; the two figures tell.
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
        floor,
        "proven worse, but by less than \(QuantityFormat.brief(floor, unit: unit)), "
          + "which the budgets let pass"
      )
    }
    let steps = comparison.clock.difference(usual: outcome.value)
    guard difference < steps else { return nil }
    return (
      steps,
      "proven worse, but by less than a few steps of the clock, which it cannot tell from none"
    )
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
    let start = "\(metric) went from \(before) to \(after) (\(change))"
    if let floor = evidence.leastThatCounts {
      let size = "less than the \(QuantityFormat.brief(floor, unit: unit)) that count"
      return start + (worsening > 0 ? ", but by \(size)" : ", worse by \(size) if at all")
    }
    switch result {
    case .regressed:
      let proof = evidence.provenAfter.flatMap {
        $0 < evidence.launches ? "; proven after \($0) launch pairs" : nil
      }
      return start + (proof ?? "") + consequence(result, tolerance)
    case .improved: return "\(start), an improvement"
    case .unproven(.launchesDiffer):
      return
        "\(start), but \(outcome.notes.first ?? "launches differ"); whether its mean is worse by "
        + "\(tolerance) is not settled"
    case .unproven: return "\(start); whether it is worse by \(tolerance) is not settled"
    case .passed: return "\(start), within the tolerance of \(tolerance)"
    case .sameCode, .new, .missing, .changed: return start
    }
  }
}

extension RegressionVerdict {
  /// What is tolerated, or for a label within the tolerance what more would do.
  fileprivate func consequence(_ result: RegressionResult, _ tolerance: String) -> String {
    guard outcome.decision == .passed, ladder.fail != nil, case .regressed(let severity) = result
    else { return "; up to \(tolerance) worse is tolerated" }
    guard ladder.mode == .warn else { return "; it fails beyond \(tolerance)" }
    let label = ladder.rung(of: severity).map { " beyond \($0)" } ?? ""
    return "; that is \(severity.rawValue)\(label), and nothing fails"
  }
}

extension Double {
  fileprivate var ifFinite: Double? { isFinite ? self : nil }
}
