import GateBudgets
import GateRecords
import GateStatistics

/// One metric of one benchmark, about to be held against a baseline.
struct Comparison {
  let benchmark: BenchmarkIdentifier
  private(set) var series: MetricSeries
  let ladder: RegressionLadder
  /// The judge's question.
  let planned: PlannedTest
  /// The error rates of all decisions together.
  var promises: DecisionPolicy
  /// The question that it was measured for, where that is easier to settle; nil where it is not.
  var measured: LaxerQuestion?
  /// Why the baseline's program gives no more launches; nil where it does.
  var baselineFailure: BenchmarkFailure?
  /// Whether launches that should agree do not, so that it is compared as noise.
  private(set) var isNoisy = false
  /// The smallest difference that the clock can measure.
  var clock = ClockFloor.none
  /// Whether the mean of the same quantity is compared in a row of its own.
  var hasMeanRow = false
  /// The machines that made the launches; nil where one did.
  var machines: MachineGroups?
  /// Whether its launches are those of some of the machines, which share half of the rates.
  var isOfSomeMachines = false
  /// How a launch pair's samples become its figure.
  var datum = PairedDatum.neighbours

  init(
    benchmark: BenchmarkIdentifier, series: MetricSeries, ladder: RegressionLadder,
    planned: PlannedTest, promises: DecisionPolicy
  ) {
    self.benchmark = benchmark
    self.series = series
    self.ladder = ladder
    self.planned = planned
    self.promises = promises
  }

  /// The same for launches that should agree and do not: compared as noise, with room for it.
  func asNoisy() -> Comparison {
    var noisy = self
    noisy.isNoisy = true
    return noisy
  }

  /// A question that is easier to settle than the judge's.
  enum LaxerQuestion {
    /// Measuring had no question about this figure.
    case unplanned
    /// The comparison had this outcome.
    case other(PlannedTest, DecisionPolicy)
  }

  /// The outcome of one way of comparing.
  struct Outcome {
    var decision: SequentialRatioTest.Decision
    /// Candidate ÷ baseline; with a difference that as a share of the baseline's size, and 1.
    var ratio: Double
    var low: Double?
    var high: Double?
    var confidence: Double?
    var smallestDetectable: Double?
    /// The change in the metric's unit, where figures have no ratio.
    var difference: DifferenceEstimate?
    /// The candidate's figure, such that it is the baseline's times the ratio.
    var value: Double
    var baselineValue: Double
    /// Whether it is proven worse, by however little.
    var isProvenWorse: Bool
    var evidence: Evidence
    /// The origin of the baseline's value, if it is not that of one run: `the mean of 5 runs`.
    var madeOf: String?
    /// Why it is not settled, where it is not.
    var doubt = RegressionResult.Doubt.evidence
    var notes: [String] = []
  }

  /// The tolerance as a share of the baseline, with room for noise.
  func tolerance(of baseline: Double) -> Double {
    FigureTest.tolerance(planned, baseline: baseline, isNoisy: isNoisy)
  }

  var noiseFloor: Double { isNoisy ? RegressionLadder.noiseFloor(of: series.metric) : 0 }

  var isMirrored: Bool { series.direction == .higherIsBetter }

  var value: Double { Percentile.median(of: series.samples) ?? 0 }

  // MARK: Ways of comparing

  /// By launch pairs of both programs.
  func paired() -> Finding {
    let pairs = zip(series.launches, series.baselineLaunches ?? []).filter {
      !$0.isEmpty && !$1.isEmpty
    }
    let figure = test(planned, promises)
    let test = figure.test
    guard let shown = figure.estimate else {
      return undecided(
        pairs.isEmpty
          ? DetectionMessage.noCommonPair.line : DetectionMessage.notComparable.line,
        baselineValue: Percentile.median(of: pairs.flatMap(\.1)) ?? 0)
    }
    var outcome = Outcome(
      decision: figure.decision, ratio: shown.ratio, low: shown.low, high: shown.high,
      confidence: test.configuration.intervalConfidence,
      smallestDetectable: reach(of: figure, from: shown.baseline),
      difference: shown.difference.map {
        DifferenceEstimate(estimate: $0.estimate, low: $0.low, high: $0.high)
      },
      value: shown.candidate, baselineValue: shown.baseline, isProvenWorse: test.isProvenSlower,
      evidence: pairedEvidence)
    outcome.evidence.provenAfter = test.provenAfter
    let words = LaunchShapeWords(series.unit, series.direction)
    outcome.notes += figure.doubt.map { [words.doubt($0)] } ?? words.notes(on: figure.shapes)
    if figure.decision == .undecided {
      let stoppedEarly = stoppedEarly
      outcome.doubt =
        stoppedEarly
        ? .laxerQuestion
        : figure.doubt != nil ? .launchesDiffer : baselineFailure == nil ? .evidence : .blind
      outcome.notes.append(
        stoppedEarly ? laxity : figure.doubt != nil ? LaunchShapeWords.advice : advice(test))
    }
    return finding(outcome)
  }

  /// The test of a question with this figure's launches.
  private func test(_ planned: PlannedTest, _ promises: DecisionPolicy) -> FigureTest {
    var shared = promises
    // The other half of the rates is for machines that disagree.
    if isOfSomeMachines || series.launchesOfMachines.count > 1 {
      shared.comparisonCount *= DecisionPolicy.sharesOfMachines
    }
    var figure = FigureTest(
      planned, promises: shared, datum: datum, isNoisy: isNoisy, hasMeanRow: hasMeanRow,
      clock: clock)
    figure.add(series)
    return figure
  }

  // MARK: Machines

  /// The same comparison by other launches.
  func of(_ launches: MetricSeries) -> Comparison {
    var other = self
    other.series = launches
    other.machines = nil
    other.measured = nil
    other.isOfSomeMachines = true
    return other
  }

  /// The estimate from the launches alone; nil without a pair.
  var estimate: FigureEstimate? { test(planned, promises).estimate }

  /// ln(candidate ÷ baseline) of the launch pairs, larger being worse.
  var logRatios: [Double] { test(planned, promises).test.logRatios }

  var pairCount: Int { test(planned, promises).pairs }

  /// The machines that made launches.
  var machineCount: Int { series.machineLaunches?.count { $0 > 0 } ?? 1 }

  /// The smallest worsening that the launches would have proven, as a share of the baseline; nil where there
  /// is none, and where figures have no ratio.
  private func reach(of figure: FigureTest, from baseline: Double) -> Double? {
    guard let growth = figure.test.smallestDetectable, figure.estimate?.difference == nil else {
      return nil
    }
    if planned.tolerancePoints != nil {
      let points = Elementary.logarithm(1 + growth)
      return abs(FigureEstimate.share(points, of: baseline) - 1)
    }
    return isMirrored ? 1 - 1 / (1 + growth) : growth
  }

  private var pairedEvidence: Evidence {
    let isWhole = zip(series.launches, series.baselineLaunches ?? []).map {
      !$0.isEmpty && !$1.isEmpty
    }
    var evidence = evidence(.paired, launches: isWhole.count { $0 })
    evidence.earlierLaunches = series.earlierPairs.map { isWhole.prefix($0).count { $0 } }
    if let agreement = MachinesRule(self)?.agreement {
      evidence.machines = agreement.machines
      evidence.agreeingMachines = agreement.agreeing
    }
    return evidence
  }

  /// Whether measuring ended because an easier question than this one was settled.
  private var stoppedEarly: Bool {
    switch measured {
    case nil: return false
    case .unplanned: return true
    case .other(let planned, let promises):
      return test(planned, promises).decision != .undecided
    }
  }

  /// The differences between the question that was measured for and this one.
  private var laxity: String {
    guard case .other(let other, let promises)? = measured else {
      return DetectionMessage.laxerPlan(measured: nil, judged: "").line
    }
    func words(_ test: PlannedTest, _ promises: DecisionPolicy) -> String {
      let tolerance = QuantityFormat.briefPercent(test.tolerance ?? test.tolerancePoints ?? 0)
      return
        "a tolerance of \(tolerance), \(promises.comparisonCount) comparisons, a false-alarm rate "
        + "of \(QuantityFormat.briefPercent(promises.suiteFalseAlarmRate))"
    }
    return DetectionMessage.laxerPlan(
      measured: words(other, promises), judged: words(planned, self.promises)
    ).line
  }

  /// Returns the advice for an undecided comparison.
  private func advice(_ test: SequentialRatioTest) -> String {
    if let baselineFailure {
      return DetectionMessage.baselineStopped(reason: baselineFailure.message).line
    }
    let needed = SequentialRatioTest.pairsForAlarm(
      test.configuration, together: series.pairsTogether?.rawValue ?? 1)
    guard test.count >= needed else {
      return DetectionMessage.tooFewPairs(test.count, needed: needed).line
    }
    if test.configuration.tolerance == 0 { return DetectionMessage.noTolerance.line }
    return DetectionMessage.measureLonger(
      onMoreMachines: series.launchesOfMachines.count > 1
    ).line
  }

  /// By values that are equal whenever the work is; nil when launches disagree on a side.
  ///
  /// A metric that varies between two values agrees with itself by chance, so values that differ from the baseline's
  /// must agree in ``launchesToDiffer`` launches of each side.
  ///
  /// - Parameter runs: The baseline's launches; of several stored runs the newest comes first, and the
  ///   newest three must agree with each other.
  func exact(against runs: [StoredFigures]) -> Finding? {
    let own = StoredFigures(series.launches, unit: series.unit)
    guard let new = agreed(Array(own.medians)), let newest = runs.first,
      agreed(runs.prefix(3).flatMap(\.medians)) != nil, let old = agreed(Array(newest.medians)),
      new == old || series.baselineLaunches == nil || series.metric == .instructions
        || min(own.launchCount, newest.launchCount) >= Self.launchesToDiffer
    else { return nil }
    let hasRatio = new >= 0 && old >= 0
    let ratio = hasRatio ? Self.ratio(new, old) : FigureEstimate.share(new - old, of: old)
    let worse = isMirrored ? old - new : new - old
    func isBeyond(_ change: Double) -> Bool {
      if let points = planned.tolerancePoints { return RegressionLadder.exceeds(change, points) }
      return old == 0
        ? change > 0 : RegressionLadder.exceeds(change / abs(old), planned.tolerance(from: old))
    }
    return finding(
      Outcome(
        decision: isBeyond(worse) ? .regressed : isBeyond(-worse) ? .improved : .passed,
        ratio: ratio, low: ratio, high: ratio, confidence: nil,
        difference: hasRatio
          ? nil : DifferenceEstimate(estimate: new - old, low: new - old, high: new - old),
        value: new, baselineValue: old,
        isProvenWorse: worse > 0,
        evidence: evidence(.exact, launches: series.launches.count)))
  }

  /// new ÷ old of figures that are not negative; infinite, or zero, where one of them is zero.
  private static func ratio(_ new: Double, _ old: Double) -> Double {
    if new == old { return 1 }
    return old > 0 ? new / old : .infinity
  }

  /// Launches of each side that must agree before two values count as different.
  private static let launchesToDiffer = 8

  // MARK: From outcome to finding

  func finding(_ outcome: Outcome) -> Finding {
    RegressionVerdict(comparison: self, outcome: outcome).finding
  }

  func undecided(_ reason: String, baselineValue: Double) -> Finding {
    Finding(
      subject, .regression(.unproven(.evidence), nil), value: value, baselineValue: baselineValue,
      mode: ladder.fail == nil || ladder.mode == .warn ? .warn : nil,
      evidence: evidence(.none, launches: series.launches.count),
      message: "\(series.metric): \(reason)")
  }

  var subject: Finding.Subject {
    Finding.Subject(
      benchmark, metric: series.metric, statistic: .median, unit: series.unit,
      direction: series.direction)
  }

  func evidence(
    _ kind: Evidence.Kind, launches: Int, baselineRuns: Int? = nil
  ) -> Evidence {
    Evidence(
      kind: kind, launches: launches, samples: series.samples.count, baselineRuns: baselineRuns)
  }

  /// The value on which all launches agree.
  private func agreed(_ medians: [Double]) -> Double? {
    guard let middle = Percentile.median(of: medians), let least = medians.min(),
      let most = medians.max()
    else { return nil }
    let slack = abs(middle) * RegressionLadder.agreement(of: series.metric)
    return most - least <= slack ? middle : nil
  }
}
