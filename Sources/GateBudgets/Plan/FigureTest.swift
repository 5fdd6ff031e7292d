package import GateRecords
package import GateStatistics

/// The sequential test of one planned figure, fed block of launches by block of launches.
///
/// The driver stops by it and the judge decides by it.
package struct FigureTest: Sendable {
  /// The planned question.
  package let planned: PlannedTest
  /// The test; larger data are worse, whichever way the metric gets better.
  package private(set) var test: SequentialRatioTest
  /// Launch pairs that gave figures on both sides.
  package private(set) var pairs = 0
  /// The level of each pair's launches.
  private(set) var levels: [(candidate: Double, baseline: Double)] = []
  /// The places of the first pairs of further machines among them.
  private(set) var levelStarts: [Int] = []
  /// The smallest difference that the clock can measure.
  let clock: ClockFloor
  /// Whether the mean of the same quantity has a test of its own.
  let hasMeanRow: Bool
  let isNoisy: Bool
  private let datum: PairedDatum
  private let promises: DecisionPolicy
  /// Whether the first figures were negative, so that quotients are turned.
  private(set) var isTurned = false
  /// The decision by the launches so far; stored, because drivers ask for it often.
  package private(set) var decision = SequentialRatioTest.Decision.undecided
  private var isAddingMany = false

  /// Prepares a test.
  ///
  /// - Parameters:
  ///   - planned: The question.
  ///   - promises: The rates, and how many comparisons share them.
  ///   - datum: How a launch pair's samples become one figure.
  ///   - isNoisy: Whether launches that should agree do not, so that the metric's noise floor counts.
  ///   - hasMeanRow: Whether the mean of the same quantity has a test of its own. Where it has none, a
  ///     figure does not pass while the mean over its launches is worse than the tolerance.
  ///   - clock: The smallest difference that the clock can measure.
  package init(
    _ planned: PlannedTest, promises: DecisionPolicy, datum: PairedDatum, isNoisy: Bool = false,
    hasMeanRow: Bool = false, clock: ClockFloor = .none
  ) {
    self.planned = planned
    self.promises = promises
    self.datum = datum
    self.isNoisy = isNoisy
    self.hasMeanRow = hasMeanRow
    self.clock = clock
    var configuration = Self.configuration(planned, promises, baseline: 1, isNoisy: isNoisy)
    if let points = planned.tolerancePoints {
      // The limit of the test is a logarithm, and here it is to be these points.
      configuration.tolerance = Elementary.exponential(points) - 1
    }
    test = SequentialRatioTest(configuration)
  }

  /// Turns the tolerance where the first figures are negative.
  ///
  /// Of those the worse one is the smaller in size where less is better, so a loss of 5 % is not a growth by
  /// 5 % but a growth of the reciprocal, and the other way round where more is better.
  private mutating func begin(_ launches: [[Double]]) {
    guard test.count == 0, !isDifference else { return }
    let first = launches.compactMap { datum.level($0) }
    guard !first.isEmpty, first.allSatisfy({ $0 < 0 }) else { return }
    isTurned = true
    var configuration = test.configuration
    let share = Self.tolerance(planned, baseline: 1, isNoisy: isNoisy)
    configuration.tolerance =
      planned.direction == .higherIsBetter ? share : 1 / max(1 - share, 1e-6) - 1
    test = SequentialRatioTest(configuration)
  }

  /// Adds much at once and decides once: what the launches say depends on all of them, not on what they said before.
  mutating func addMany(_ add: (inout FigureTest) -> Void) {
    isAddingMany = true
    add(&self)
    isAddingMany = false
    decide()
  }

  /// Updates the decision with a new pair.
  private mutating func decide() {
    guard !isAddingMany else { return }
    let typical = typicalDecision
    let isGood = typical == .passed || typical == .improved
    decision = isGood && launchDoubt != nil ? .undecided : typical
  }

  /// The decision by the launches' typical value alone.
  var typicalDecision: SequentialRatioTest.Decision {
    guard !isDifference, hasOrderOnly else { return test.decision }
    switch test.decision {
    case .regressed, .improved: return test.decision
    case .passed, .undecided: return isOrderWithin ? .passed : .undecided
    }
  }

  /// Adds the samples of launches that were sampled together, equally many of both sides.
  ///
  /// Where a launch has none, what is left counts pair by pair: given which launches have samples, each
  /// pair's two sides are still exchangeable. A pair in which a side has none is passed over.
  package mutating func add(candidates: [[Double]], baselines: [[Double]]) {
    let size = min(candidates.count, baselines.count)
    let launches = Array(candidates.prefix(size) + baselines.prefix(size))
    begin(launches)
    if size > 1, launches.allSatisfy({ !$0.isEmpty }),
      let block = LaunchBlock(size: size, difference: { worsening(launches[$0], launches[$1]) })
    {
      pairs += size
      test.add(block)
      for place in 0..<size { note(launches[place], launches[size + place]) }
      decide()
      return
    }
    for place in 0..<size { add(candidate: launches[place], baseline: launches[size + place]) }
  }

  /// Adds a launch pair's samples; a pair in which a side has none is passed over.
  package mutating func add(candidate: [Double], baseline: [Double]) {
    guard !candidate.isEmpty, !baseline.isEmpty else { return }
    pairs += 1
    begin([candidate, baseline])
    guard let d = worsening(candidate, baseline) else { return }
    test.add(d)
    note(candidate, baseline)
    decide()
  }

  /// Continues with the launches of another machine: see ``SequentialRatioTest/startMachine()``.
  package mutating func startMachine() {
    test.startMachine()
    if !levels.isEmpty { levelStarts.append(levels.count) }
    decide()
  }

  /// Adds what another machine's test of the same figure has seen.
  ///
  /// Of figures below zero the first machine's say which way the tolerance is turned.
  package mutating func add(machine other: FigureTest) {
    guard other.test.count > 0 else { return }
    if test.count == 0 {
      isTurned = other.isTurned
      test = SequentialRatioTest(other.test.configuration.sharing(test.configuration))
    }
    startMachine()
    for block in other.test.blocks { test.add(block) }
    levelStarts += other.levelStarts.map { $0 + levels.count }
    levels += other.levels
    pairs += other.pairs
    decide()
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
  var isDifference: Bool { planned.tolerancePoints != nil }

  private static func difference(_ candidate: [Double], _ baseline: [Double]) -> Double? {
    guard let new = Percentile.median(of: candidate), let old = Percentile.median(of: baseline),
      new.isFinite, old.isFinite
    else { return nil }
    return new - old
  }

  /// Whether the figures are such that no number of pairs decides anything: they have no ratio.
  package var isIncomparable: Bool { pairs >= 3 && test.count == 0 }

  /// How near a decision is, from 0 to 1, for sharing out the remaining time.
  package var progress: Double { decision == .undecided ? min(test.progress, 0.99) : 1 }

  /// The tolerance as a share of a baseline's figure, noise included.
  package static func tolerance(
    _ planned: PlannedTest, baseline: Double, isNoisy: Bool
  ) -> Double {
    let floor = isNoisy ? RegressionLadder.noiseFloor(of: planned.metric) : 0
    return max(min(planned.tolerance(from: baseline), 1e6), floor)
  }

  /// Returns the test's error rates, with the tolerance as a growth of a value that is worse when larger.
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
