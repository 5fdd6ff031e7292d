import GateBudgets
import GateRecords
import GateStatistics

/// The launches of a run and of the stored runs that one figure is compared with.
///
/// The typical figure of a run says nothing of a few launches, so the rule of pairs counts here, too.
struct StoredLaunches {
  let comparison: Comparison
  let levels: LaunchLevels

  /// The outcome, not settled where launches speak against a figure that typically keeps its tolerance.
  func doubted(_ outcome: Comparison.Outcome) -> Comparison.Outcome {
    var copy = outcome
    let words = LaunchShapeWords(comparison.series.unit, comparison.series.direction)
    guard isOpen(outcome), let doubt else { return outcome }
    copy.decision = .undecided
    copy.doubt = .launchesDiffer
    copy.notes = [words.doubt(doubt)] + outcome.notes + [LaunchShapeWords.storedAdvice]
    return copy
  }

  /// Whether a doubt matters to the outcome: the comparison would pass, or it is undecided and would keep the
  /// tolerance without some launches.
  private func isOpen(_ outcome: Comparison.Outcome) -> Bool {
    switch outcome.decision {
    case .passed, .improved: return true
    case .regressed: return false
    case .undecided:
      let worsening = comparison.isMirrored ? 1 - outcome.ratio : outcome.ratio - 1
      return areSomeWorse && isMeanWorse
        && !RegressionLadder.exceeds(worsening, comparison.tolerance(of: outcome.baselineValue))
    }
  }

  private var doubt: LaunchDoubt? {
    guard !comparison.hasMeanRow, !levels.candidate.isEmpty, !levels.baseline.isEmpty,
      isMeanWorse || isShapeWorse, !isMeanBelowFloor
    else { return nil }
    return LaunchDoubt(shapes: levels.shapes, mean: shownMean)
  }

  private var shownMean: LaunchDoubt.Mean {
    guard levels.arePositive else { return .difference(levels.meanDifference) }
    return isGeometricMeanWorse && !levels.isMeanWorse(than: tolerance)
      ? .geometricRatio(levels.geometricMeanRatio) : .ratio(levels.meanRatio)
  }

  private var isMeanWorse: Bool {
    // From zero there is no chance that explains anything, and no share.
    guard levels.arePositive else { return isArithmeticMeanBeyond }
    return isGeometricMeanWorse || (isArithmeticMeanBeyond && levels.isMeanWorseBeyondChance)
  }

  private var isArithmeticMeanBeyond: Bool {
    if let points = comparison.planned.tolerancePoints {
      return RegressionLadder.exceeds(levels.meanWorsening, points)
    }
    return levels.isMeanWorse(than: tolerance)
  }

  private var isGeometricMeanWorse: Bool {
    guard levels.arePositive, comparison.planned.tolerancePoints == nil else { return false }
    let ratio = levels.geometricMeanRatio
    return RegressionLadder.exceeds(comparison.isMirrored ? 1 - ratio : ratio - 1, tolerance)
  }

  private var isShapeWorse: Bool { areSomeWorse && levels.shapes?.differ == true }

  private var areSomeWorse: Bool { levels.areSomeWorse(than: tolerance) }

  /// The tolerance as a share of the stored launches' mean.
  private var tolerance: Double {
    comparison.tolerance(of: abs(Mean.of(levels.baseline)))
  }

  private var isMeanBelowFloor: Bool {
    let usual = Percentile.median(of: levels.candidate) ?? 0
    return levels.meanWorsening
      < max(comparison.planned.floor ?? 0, comparison.clock.difference(usual: usual))
  }
}
