/// Compares a new run with numbers from earlier runs, when their program cannot be run beside it.
///
/// Another day's numbers carry that day's machine, so the spread that counts is the one *between*
/// runs, which no number of samples within a run reveals. With three stored runs and more it is
/// estimated from them; with fewer a floor stands in for it, wide enough that a noisy neighbour does
/// not fail a build. Source of the prediction interval: Hahn, Meeker, "Statistical Intervals" (1991),
/// §4.7.
package struct CachedComparison: Hashable, Sendable {
  /// How several stored runs become the figure to compare with.
  package enum Reference: Hashable, Sendable {
    /// The newest run alone.
    case newest
    /// The arithmetic mean of the runs.
    case mean
    /// The median of the runs.
    case median
  }

  /// What limits the comparison.
  package enum Caveat: Hashable, Sendable {
    /// Fewer than three stored runs: the spread between runs is assumed, not measured.
    case assumedSpread(Double)
  }

  /// The standard deviation of ln(run ÷ run) assumed with fewer than three runs.
  ///
  /// Medians of one unchanged program, run again on hosted and virtual machines, spread by 3 to 14 %.
  package static let assumedSpread = 0.1

  /// The least spread believed, however well a few runs happen to agree.
  static let leastSpread = 0.01

  /// The figure that was compared with.
  package let baseline: Double
  /// The estimated ratio candidate ÷ baseline.
  package let estimate: Double
  /// The interval's lower end.
  package let low: Double
  /// The interval's upper end.
  package let high: Double
  /// The interval's confidence, after sharing the suite's rate among the comparisons.
  package let confidence: Double
  /// Whether the candidate is proven worse, by however little.
  package let isProvenWorse: Bool
  /// What the numbers say.
  package let decision: SequentialRatioTest.Decision
  /// What limits the comparison; empty when nothing does.
  package let caveats: [Caveat]

  /// Compares; nil when there are no figures on a side, or some that have no ratio: negative ones, or
  /// stored runs of which some are zero and others are not.
  ///
  /// Stored runs of zero are equal to zero, and anything else is infinitely more.
  ///
  /// - Parameters:
  ///   - candidate: The new run's launch medians.
  ///   - baselineRuns: The stored runs' launch medians, the newest run first.
  ///   - reference: How the stored runs become one figure.
  ///   - configuration: What is promised and tolerated, as for a paired run.
  ///   - higherIsBetter: Whether more is better.
  package init?(
    candidate: [Double], baselineRuns: [[Double]], reference: Reference = .mean,
    configuration: SequentialRatioTest.Configuration, higherIsBetter: Bool
  ) {
    let sign = higherIsBetter ? -1.0 : 1.0
    func center(_ launches: [Double]) -> Double? {
      guard launches.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
      return Percentile.median(of: launches)
    }
    let stored = baselineRuns.compactMap(center)
    guard let new = center(candidate), let newest = stored.first,
      stored.count == baselineRuns.count,
      stored.allSatisfy({ ($0 == 0) == (newest == 0) })
    else { return nil }

    let runs = Double(stored.count)
    // The error of the reference, in units of the spread between runs; a median's is wider.
    let referenceError: Double
    switch reference {
    case .newest: (baseline, referenceError) = (newest, 1)
    case .mean: (baseline, referenceError) = (Mean.of(stored), 1 / runs)
    case .median:
      baseline = Percentile.median(of: stored) ?? newest
      referenceError = min(1, Double.pi / 2 / runs)
    }
    guard let logRatio = PairedDatum.logRatio(new, baseline) else { return nil }
    let difference = sign * logRatio
    let distribution: StudentT
    let spread: Double
    if stored.count >= 3,
      let measured = newest == 0
        ? 0 : Mean.standardDeviation(of: stored.map(Elementary.logarithm))
    {
      spread = max(measured, Self.leastSpread)
      distribution = StudentT(degreesOfFreedom: runs - 1)
      caveats = []
    } else {
      spread = Self.assumedSpread
      distribution = StudentT(degreesOfFreedom: .infinity)
      caveats = [.assumedSpread(spread)]
    }
    let error = spread * (1 + referenceError).squareRoot()
    let share = configuration.alpha / Double(configuration.comparisonCount)
    let reach = distribution.quantile(1 - share) * error
    let limit = Elementary.logarithmOfOnePlus(configuration.tolerance)
    let passReach = distribution.quantile(1 - configuration.missRate) * error

    let beyondReach =
      distribution.quantile(
        1 - configuration.withinToleranceRate / Double(configuration.comparisonCount)) * error

    isProvenWorse = difference - reach > 0
    let isEqual = difference == 0 && stored.allSatisfy { $0 == newest }
    // A change on the limit, a hair above in binary, is not beyond it.
    if isProvenWorse, difference - beyondReach > limit + 1e-9 {
      decision = .regressed
    } else if difference + reach < 0, difference < -limit - 1e-9 {
      decision = .improved
    } else {
      decision = isEqual || difference + passReach <= limit ? .passed : .undecided
    }
    estimate =
      logRatio >= PairedDatum.mostLogRatio
      ? .infinity : logRatio <= -PairedDatum.mostLogRatio ? 0 : Elementary.exponential(logRatio)
    let ends = [difference - reach, difference + reach].map { Elementary.exponential(sign * $0) }
    low = min(ends[0], ends[1])
    high = max(ends[0], ends[1])
    confidence = 1 - 2 * share
  }
}
