extension SequentialRatioTest {
  /// An interval of the ratio that holds at any stopping time; an end is nil while nothing bounds it.
  ///
  /// It holds every ratio against which the evidence has not reached 2/(1 − confidence) in either
  /// direction, and always the estimate.
  ///
  /// - Complexity: O(*n* log *n*); of means O(*n*) for each of some forty halvings.
  package var interval: (low: Double?, high: Double?) {
    let (low, high) = logInterval
    return (low.map(Elementary.exponential), high.map(Elementary.exponential))
  }

  /// An interval of the median of differences that have no ratio, by the same rule as ``interval``.
  package func interval(ofDifferences differences: [Double]) -> (low: Double?, high: Double?) {
    SignEvidence.interval(
      of: differences,
      logThreshold: Elementary.logarithm(2 / (1 - configuration.intervalConfidence)))
  }

  private var logInterval: (low: Double?, high: Double?) {
    let threshold = Elementary.logarithm(2 / (1 - configuration.intervalConfidence))
    switch configuration.functional {
    case .median:
      return SignEvidence.interval(of: logRatios, logThreshold: threshold)
    case .mean:
      let low = Self.largestShift(of: logRatios) {
        ArrangementMartingale.logEvidence(of: blocks, startingAt: machineStarts, less: $0).worse
          >= threshold
      }
      let high = Self.largestShift(of: logRatios.map { -$0 }) {
        ArrangementMartingale.logEvidence(of: blocks, startingAt: machineStarts, less: -$0).better
          >= threshold
      }
      // Where the sides scatter in different shapes, no shift fits, least of all the estimate; what the
      // launches scatter by bounds their mean there.
      let reach = studentReach
      return (
        low.map { min($0, logEstimate - reach) }, high.map { max(-$0, logEstimate + reach) }
      )
    }
  }

  /// Half the length of Student's interval of the mean log ratio, at a confidence that leaves room for
  /// looking again and again.
  var studentReach: Double {
    guard let spread = Mean.standardDeviation(of: logRatios) else { return 0 }
    let quantile = StudentT(degreesOfFreedom: Double(count - 1)).quantile(0.995)
    return quantile * spread / Double(count).squareRoot()
  }

  /// The smallest slow-down that this many launches, as noisy as these, would have proven.
  ///
  /// 0.04 means that a slow-down of 4 % would have been found; never less than the tolerance. Nil while no
  /// size would have been.
  package var smallestDetectable: Double? {
    let center = logEstimate
    let missing = Self.largestShift(of: logRatios.map { $0 - center }) {
      provesRegression(less: center + $0)
    }
    return missing.map { Elementary.exponential(max(-$0, logLimit)) - 1 }
  }

  /// Whether these launches, the candidate's made better by a shift, would be a regression.
  private func provesRegression(less shift: Double) -> Bool {
    let arrangement = ArrangementMartingale.logEvidence(
      of: blocks, startingAt: machineStarts, less: shift
    ).worse
    guard arrangement >= alarmThreshold else { return false }
    let evidence =
      switch configuration.functional {
      case .median:
        SignEvidence.logEvidence(
          above: logRatios.count { $0 - shift > logLimit + Self.rounding },
          below: logRatios.count { $0 - shift < logLimit - Self.rounding })
      case .mean:
        ArrangementMartingale.logEvidence(
          of: blocks, startingAt: machineStarts, less: shift + logLimit
        ).worse
      }
    return evidence >= beyondThreshold
  }

  /// The largest shift for which a condition that holds for small shifts still holds, to a
  /// ten-thousand-millionth; nil when it does not even hold for a shift to a ten-thousandth.
  ///
  /// Data that are all shifted below zero prove nothing, so their largest value bounds the search.
  private static func largestShift(of data: [Double], _ holds: (Double) -> Bool) -> Double? {
    var low = -9.21
    guard let least = data.min(), let most = data.max(), holds(low) else { return nil }
    if least > low, holds(least) { low = least }
    var high = max(low, most)
    while high - low > 1e-10 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }
}
