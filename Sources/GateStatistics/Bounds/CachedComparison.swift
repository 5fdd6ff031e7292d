/// Compares a new run with numbers from earlier runs, when their program cannot be run beside it.
///
/// Another day's numbers carry that day's machine, so the spread that counts is the one *between*
/// runs, which no number of samples within a run reveals: a ``RunSpread``. What the whole suite shows
/// about the machine is taken out before, where it is known: a ``MachineShift``. Source of the
/// prediction interval: Hahn, Meeker, "Statistical Intervals" (1991), §4.7.
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

  /// The evidence of the rest of the suite about a figure.
  package struct Suite: Hashable, Sendable {
    /// No evidence.
    package static let unknown = Suite()

    /// ln of the factor that the machine puts on each stored run's figure, the newest run first; empty
    /// where it is not known or does not count.
    package var stored: [Double]
    /// ln of the factor that the machine puts on the new run's figure.
    package var new: Double
    /// The standard error of that factor.
    package var error: Double
    /// How many times more this run's figures scatter than the stored runs explain.
    package var inflation: Double
    /// The spread that is usual for this metric.
    package var usual: VariancePrior?

    /// Creates what is known; nothing unless it is said.
    package init(
      stored: [Double] = [], new: Double = 0, error: Double = 0, inflation: Double = 1,
      usual: VariancePrior? = nil
    ) {
      self.stored = stored
      self.new = new
      self.error = error
      self.inflation = inflation
      self.usual = usual
    }
  }

  /// A limitation of the comparison.
  package enum Caveat: Hashable, Sendable {
    /// Fewer than three stored runs: the spread between runs is assumed, not measured.
    case assumedSpread(Double)
    /// It would pass if it were not slower by as much as the whole suite, which is beyond its tolerance:
    /// a slower machine and a change that slows every benchmark look alike.
    case sharedBySuite(Double)
    /// It is slower than the suite's shift explains, and not slower than the stored runs.
    case besideSuiteOnly
  }

  /// The figure that was compared with, as the machine of the new run would have given it.
  package let baseline: Double
  /// The estimated ratio candidate ÷ baseline.
  package let estimate: Double
  /// The interval's lower end.
  package let low: Double
  /// The interval's upper end.
  package let high: Double
  /// The interval's confidence; nil where equal figures need none.
  package let confidence: Double?
  /// Whether the candidate is proven worse, by however little.
  package let isProvenWorse: Bool
  /// The decision.
  package let decision: SequentialRatioTest.Decision
  /// The limitations of the comparison; empty when there are none.
  package let caveats: [Caveat]

  /// The largest rounding error of a change that is exactly at its limit.
  private static let hair = 1e-9

  /// Compares; nil when there are no figures on a side, or some that have no ratio: negative ones, or
  /// stored runs of which some are zero and others are not.
  ///
  /// Stored runs of zero are equal to zero, and anything else is infinitely more.
  ///
  /// The suite's shift may excuse a figure and never accuses one: a change counts as far as the figures
  /// show it both with the shift taken out and as they are. What does not depend on the machine, such as
  /// a timer, is then not called slower on a faster machine, and where most benchmarks got faster the
  /// others are not called slower.
  ///
  /// - Parameters:
  ///   - candidate: The new run's figure.
  ///   - baselineRuns: The stored runs' figures, the newest run first.
  ///   - reference: How the stored runs become one figure.
  ///   - suite: The evidence of the rest of the suite.
  ///   - configuration: The error rates and the tolerance, as for a paired run.
  ///   - higherIsBetter: Whether more is better.
  package init?(
    candidate: Double, baselineRuns: [Double], reference: Reference = .mean,
    suite: Suite = .unknown, configuration: SequentialRatioTest.Configuration,
    higherIsBetter: Bool
  ) {
    guard let newest = baselineRuns.first, candidate >= 0, candidate.isFinite,
      baselineRuns.allSatisfy({ $0 >= 0 && $0.isFinite && ($0 == 0) == (newest == 0) })
    else { return nil }
    let factors = suite.stored.isEmpty ? baselineRuns.map { _ in 0 } : suite.stored
    let stored = zip(baselineRuns, factors).map { $0 * Elementary.exponential(-$1) }
    baseline = Self.level(of: stored, reference) * Elementary.exponential(suite.new)
    guard let logRatio = PairedDatum.logRatio(candidate, baseline),
      let plainLogRatio = PairedDatum.logRatio(candidate, Self.level(of: baselineRuns, reference))
    else { return nil }

    let spread =
      newest == 0
      ? RunSpread(of: baselineRuns)
      : RunSpread(of: stored.map(Elementary.logarithm), usual: suite.usual)
    let runs = 1 + Self.error(of: reference, runs: stored.count)
    func reach(_ probability: Double) -> Double {
      spread.reach(probability) { deviation in
        let own = deviation * suite.inflation
        return (own * own * runs + suite.error * suite.error).squareRoot()
      }
    }
    let comparisons = Double(configuration.comparisonCount)
    let alarmReach = reach(1 - configuration.alpha / comparisons)
    let beyondRate = configuration.withinToleranceRate / comparisons
    let beyondReach = reach(1 - beyondRate)
    let passReach = reach(1 - configuration.missRate)

    // From here on more is worse.
    let sign = higherIsBetter ? -1.0 : 1.0
    let difference = sign * logRatio
    let plain = sign * plainLogRatio
    let limit = Elementary.logarithmOfOnePlus(configuration.tolerance) + Self.hair
    let isShiftBeyond = sign * suite.new > limit
    let worse = min(difference, plain)
    let better = max(difference, plain)
    isProvenWorse = worse - alarmReach > 0
    let isEqual = difference <= limit && baselineRuns.allSatisfy { $0 == candidate }
    let isWithin = isEqual || difference + passReach <= limit
    let isHidden = isShiftBeyond && plain > limit
    var caveats: [Caveat] = spread.isAssumed ? [.assumedSpread(spread.deviation)] : []
    if isProvenWorse, worse - beyondReach > limit {
      decision = .regressed
    } else if better + alarmReach < 0, better < -limit {
      decision = .improved
    } else if isWithin, !isHidden {
      decision = .passed
    } else {
      decision = .undecided
      if isWithin {
        caveats.append(.sharedBySuite(Elementary.exponential(sign * suite.new) - 1))
      } else if difference - alarmReach > 0, difference - beyondReach > limit {
        caveats.append(.besideSuiteOnly)
      }
    }
    self.caveats = caveats

    estimate =
      logRatio >= PairedDatum.mostLogRatio
      ? .infinity : logRatio <= -PairedDatum.mostLogRatio ? 0 : Elementary.exponential(logRatio)
    // Each end is the bound that decides: the one must be beyond the tolerance to fail, the other must
    // be within it to pass.
    let least = isEqual ? difference : worse - beyondReach
    let most = isEqual ? difference : difference + passReach
    let ends = [least, isShiftBeyond ? max(most, plain) : most].map {
      Elementary.exponential(sign * $0)
    }
    low = min(ends[0], ends[1])
    high = max(ends[0], ends[1])
    confidence = isEqual ? nil : 1 - beyondRate - configuration.missRate
  }

  private static func level(of runs: [Double], _ reference: Reference) -> Double {
    switch reference {
    case .newest: runs[0]
    case .mean: Mean.of(runs)
    case .median: Percentile.median(of: runs) ?? runs[0]
    }
  }

  /// The squared error of the reference, in units of the spread between runs; a median's is wider.
  package static func error(of reference: Reference, runs: Int) -> Double {
    switch reference {
    case .newest: 1
    case .mean: 1 / Double(runs)
    case .median: min(1, Double.pi / 2 / Double(runs))
    }
  }
}
