package import GateRecords
package import GateStatistics

/// The sequential test of one planned figure, fed launch pair by launch pair.
///
/// The driver stops by it and the judge decides by it.
package struct FigureTest: Hashable, Sendable {
  /// What was planned.
  package let planned: PlannedTest
  /// The test; larger data are worse, whichever way the metric gets better.
  package private(set) var test: SequentialRatioTest
  /// Launch pairs that gave figures on both sides.
  package private(set) var pairs = 0
  private let datum: PairedDatum
  private let promises: DecisionPolicy
  private let isNoisy: Bool

  /// Prepares a test.
  ///
  /// - Parameters:
  ///   - planned: The question.
  ///   - promises: The rates, and how many comparisons share them.
  ///   - datum: How a launch pair's samples become one figure.
  ///   - isNoisy: Whether launches that should agree do not, so that the metric's noise floor counts.
  package init(
    _ planned: PlannedTest, promises: DecisionPolicy, datum: PairedDatum, isNoisy: Bool = false
  ) {
    self.planned = planned
    self.promises = promises
    self.datum = datum
    self.isNoisy = isNoisy
    var configuration = Self.configuration(planned, promises, baseline: 1, isNoisy: isNoisy)
    if let points = planned.tolerancePoints {
      // The limit of the test is a logarithm, and here it is to be these points.
      configuration.tolerance = Elementary.exponential(points) - 1
    }
    test = SequentialRatioTest(configuration)
  }

  /// Adds a launch pair's samples; a pair in which a side has none is passed over.
  package mutating func add(candidate: [Double], baseline: [Double]) {
    guard !candidate.isEmpty, !baseline.isEmpty else { return }
    pairs += 1
    let d =
      isDifference ? Self.difference(candidate, baseline) : datum.logRatio(candidate, baseline)
    guard let d else { return }
    test.add(planned.direction == .higherIsBetter ? -d : d)
  }

  /// Whether the datum is a difference in points of a share, which is symmetric as a log ratio is and has a
  /// meaning beside zero, too.
  private var isDifference: Bool { planned.tolerancePoints != nil }

  private static func difference(_ candidate: [Double], _ baseline: [Double]) -> Double? {
    guard let new = Percentile.median(of: candidate), let old = Percentile.median(of: baseline),
      new.isFinite, old.isFinite
    else { return nil }
    return new - old
  }

  /// Candidate ÷ baseline that an estimate, or an end of the interval, of the test stands for.
  ///
  /// - Parameters:
  ///   - estimate: As the test has it: the growth of what is worse when larger.
  ///   - baseline: The baseline's figure.
  ///   - isMirrored: Whether more is better.
  package func ratio(_ estimate: Double, baseline: Double, isMirrored: Bool) -> Double {
    guard isDifference else { return isMirrored ? 1 / estimate : estimate }
    let points = Elementary.logarithm(estimate)
    let change = isMirrored ? -points : points
    if change == 0 { return 1 }
    return baseline == 0 ? .infinity : 1 + change / abs(baseline)
  }

  /// Whether the figures are such that no number of pairs decides anything: they have no ratio.
  package var isIncomparable: Bool { pairs >= 3 && test.count == 0 }

  /// The tolerance as a share of a baseline's figure, noise included.
  package static func tolerance(
    _ planned: PlannedTest, baseline: Double, isNoisy: Bool
  ) -> Double {
    let floor = isNoisy ? RegressionLadder.noiseFloor(of: planned.metric) : 0
    return max(min(planned.tolerance(from: baseline), 1e6), floor)
  }

  /// What the test promises, with the tolerance as the growth of what is worse when larger.
  ///
  /// Of a metric of which more is better, a loss of 5 % is a growth of the reciprocal by 5.26 %.
  package static func configuration(
    _ planned: PlannedTest, _ promises: DecisionPolicy, baseline: Double, isNoisy: Bool
  ) -> SequentialRatioTest.Configuration {
    let share = tolerance(planned, baseline: baseline, isNoisy: isNoisy)
    return SequentialRatioTest.Configuration(
      tolerance: planned.direction == .higherIsBetter ? 1 / max(1 - share, 1e-6) - 1 : share,
      alpha: promises.suiteFalseAlarmRate, missRate: promises.missRate,
      withinToleranceRate: promises.withinToleranceRate,
      comparisonCount: promises.comparisonCount)
  }
}
