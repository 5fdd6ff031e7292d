/// Compares a new run with numbers from earlier runs, when their program cannot be run beside it.
///
/// Another day's numbers carry that day's machine, so the spread that counts is the one *between*
/// runs, which no number of samples within a run reveals. With three stored runs and more it is
/// estimated from them; with fewer a floor stands in for it, wide enough that a noisy neighbour does
/// not fail a build. Source of the prediction interval: Hahn, Meeker, "Statistical Intervals" (1991),
/// §4.7.
package struct CachedComparison: Hashable, Sendable {
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

  /// The estimated ratio candidate ÷ baseline.
  package let estimate: Double
  /// The interval's lower end.
  package let low: Double
  /// The interval's upper end.
  package let high: Double
  /// The interval's confidence, after sharing the suite's rate among the comparisons.
  package let confidence: Double
  /// What the numbers say.
  package let decision: SequentialRatioTest.Decision
  /// What limits the comparison; empty when nothing does.
  package let caveats: [Caveat]

  /// Compares; nil when there are no figures on a side or one is not positive.
  ///
  /// - Parameters:
  ///   - candidate: The new run's launch medians.
  ///   - baselineRuns: The stored runs' launch medians.
  ///   - configuration: What is promised and tolerated, as for a paired run.
  ///   - higherIsBetter: Whether more is better.
  package init?(
    candidate: [Double], baselineRuns: [[Double]],
    configuration: SequentialRatioTest.Configuration, higherIsBetter: Bool
  ) {
    let sign = higherIsBetter ? -1.0 : 1.0
    func center(_ launches: [Double]) -> Double? {
      guard launches.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
      return Percentile.median(of: launches.map { sign * Elementary.logarithm($0) })
    }
    let stored = baselineRuns.compactMap(center)
    guard let new = center(candidate), !stored.isEmpty else { return nil }

    let runs = Double(stored.count)
    let difference = new - Mean.of(stored)
    let distribution: StudentT
    let spread: Double
    if stored.count >= 3, let measured = Mean.standardDeviation(of: stored) {
      spread = max(measured, Self.leastSpread)
      distribution = StudentT(degreesOfFreedom: runs - 1)
      caveats = []
    } else {
      spread = Self.assumedSpread
      distribution = StudentT(degreesOfFreedom: .infinity)
      caveats = [.assumedSpread(spread)]
    }
    let error = spread * (1 + 1 / runs).squareRoot()
    let share = configuration.alpha / Double(configuration.comparisonCount)
    let reach = distribution.quantile(1 - share) * error
    let limit = Elementary.logarithmOfOnePlus(configuration.tolerance)
    let passReach = distribution.quantile(1 - configuration.missRate) * error

    if difference - reach > 0, difference > limit {
      decision = .regressed
    } else if difference + reach < 0, difference < -limit {
      decision = .improved
    } else {
      decision = difference + passReach <= limit ? .passed : .undecided
    }
    estimate = Elementary.exponential(sign * difference)
    let ends = [difference - reach, difference + reach].map { Elementary.exponential(sign * $0) }
    low = min(ends[0], ends[1])
    high = max(ends[0], ends[1])
    confidence = 1 - 2 * share
  }
}
