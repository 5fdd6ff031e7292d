package import GateRecords
package import GateStatistics

/// The sequential test of one planned figure, fed block of launches by block of launches.
///
/// The driver stops by it and the judge decides by it.
package struct FigureTest: Sendable {
  /// What was planned.
  package let planned: PlannedTest
  /// The test; larger data are worse, whichever way the metric gets better.
  package private(set) var test: SequentialRatioTest
  /// Launch pairs that gave figures on both sides.
  package private(set) var pairs = 0
  /// What each pair's launches show by themselves.
  private var levels: [(candidate: Double, baseline: Double)] = []
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

  /// Adds the samples of launches that were sampled together, equally many of both sides.
  ///
  /// Where a launch has none, what is left counts pair by pair: given which launches have samples, each
  /// pair's two sides are still exchangeable. A pair in which a side has none is passed over.
  package mutating func add(candidates: [[Double]], baselines: [[Double]]) {
    let size = min(candidates.count, baselines.count)
    let launches = Array(candidates.prefix(size) + baselines.prefix(size))
    if size > 1, launches.allSatisfy({ !$0.isEmpty }),
      let block = LaunchBlock(size: size, difference: { worsening(launches[$0], launches[$1]) })
    {
      pairs += size
      test.add(block)
      for place in 0..<size { note(launches[place], launches[size + place]) }
      return
    }
    for place in 0..<size { add(candidate: launches[place], baseline: launches[size + place]) }
  }

  /// Adds a launch pair's samples; a pair in which a side has none is passed over.
  package mutating func add(candidate: [Double], baseline: [Double]) {
    guard !candidate.isEmpty, !baseline.isEmpty else { return }
    pairs += 1
    guard let d = worsening(candidate, baseline) else { return }
    test.add(d)
    note(candidate, baseline)
  }

  /// By how much one launch is worse than another; nil where they have no order.
  private func worsening(_ one: [Double], _ other: [Double]) -> Double? {
    let d = isDifference ? Self.difference(one, other) : datum.logRatio(one, other)
    return d.map { planned.direction == .higherIsBetter ? -$0 : $0 }
  }

  private mutating func note(_ candidate: [Double], _ baseline: [Double]) {
    guard let new = datum.level(candidate), let old = datum.level(baseline) else { return }
    levels.append((new, old))
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

  /// The two figures to be shown beside the estimate: what launches of each side show, such that the one is
  /// the other times the estimated ratio; nil without a pair.
  ///
  /// The estimate compares launches that shared their moments of the machine, so it is not the quotient of two
  /// figures that each side has by itself. These two share the common level of all launches instead.
  package var figures: (candidate: Double, baseline: Double)? {
    func center(_ values: [Double]) -> Double? {
      test.configuration.functional == .mean
        ? (values.isEmpty ? nil : Mean.of(values)) : Percentile.median(of: values)
    }
    let new = levels.map(\.candidate)
    let old = levels.map(\.baseline)
    guard let before = center(old), let after = center(new) else { return nil }
    let isMirrored = planned.direction == .higherIsBetter
    if isDifference {
      let points = Elementary.logarithm(test.estimate)
      return (before + (isMirrored ? -points : points), before)
    }
    let growth = isMirrored ? 1 / test.estimate : test.estimate
    guard (new + old).allSatisfy({ $0 > 0 }), growth.isFinite, growth > 0,
      let level = center(
        levels.map { (Elementary.logarithm($0.candidate) + Elementary.logarithm($0.baseline)) / 2 })
    else { return (after, before) }
    let half = growth.squareRoot()
    return (Elementary.exponential(level) * half, Elementary.exponential(level) / half)
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
      comparisonCount: promises.comparisonCount,
      functional: .of(planned.metric))
  }
}
