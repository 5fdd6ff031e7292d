import GateBudgets
import GateProtocol
import GateRecords
import GateStatistics

/// A benchmark in the course of a run: what it is, what it gave so far, and whether that is enough.
struct MeasuredBenchmark {
  let listed: ListedBenchmark
  /// How the baseline's program lists it; nil when it has no such benchmark.
  private(set) var baselineListed: ListedBenchmark?
  /// Iterations of a sample, once calibrated.
  var iterations: Int?
  /// Nanoseconds of an iteration, once calibrated.
  var nanosecondsPerIteration = 0.0
  /// The samples that it needs at least.
  var samplesNeeded: Int
  /// The launches that its limits on percentiles need.
  var percentiles = PercentileLaunches.none
  /// Launch pairs that are taken however soon it is decided.
  var leastPairs = 0
  /// Launch pairs that it gets, whatever is decided; nil for as many as its tests need.
  var exactPairs: Int?
  /// One step of the clock in nanoseconds; nil where the worker does not say.
  var clockStep: Double?
  /// Whether other machines measure it, too.
  var sharesWithMachines = false
  /// Whether the tail of its times is recorded.
  var recordsTail = false
  /// The steps of which every sample is kept; nil for all.
  var namedSteps: Set<MetricName>?
  /// The planned decisions about it; nil without a partner.
  let planner: DecisionPlanner?
  /// Whether it executes the same code as in the baseline's program, and has no partner for that reason.
  var hasSameCode = false
  /// Why it gave no measurement.
  var failure: BenchmarkFailure?
  /// Whether the baseline's program measures it though the candidate skips it.
  var baselineMeasures = false
  /// Why the baseline's program gives no more figures of it.
  private(set) var baselineFailure: BenchmarkFailure?
  /// Notes for the reader.
  var notes: [String] = []

  /// The launch pairs of earlier runs of the same two programs, which come before those of this one.
  private(set) var earlier: BenchmarkRecord?

  private(set) var candidate: [LaunchResult] = []
  private(set) var baseline: [LaunchResult] = []
  /// One test for each gated metric that launches gave so far.
  private(set) var tests: [MetricName: FigureTest] = [:]
  /// The same of other machines, by what was last heard of them.
  var elsewhere: [MetricName: FigureTest] = [:]
  /// The last figure of every metric that each side gave in any launch.
  private var lastFigures: [Side: [MetricName: LaunchFigure]] = [:]
  /// The counts of the counting launches, in pairs if there is a baseline.
  private(set) var counts: [Side: [WorkerCounts]] = [:]

  init(
    listed: ListedBenchmark, baselineListed: ListedBenchmark? = nil,
    planner: DecisionPlanner? = nil,
    samplesNeeded: Int
  ) {
    self.listed = listed
    self.baselineListed = baselineListed
    self.planner = baselineListed == nil ? nil : planner
    self.samplesNeeded = samplesNeeded
  }

  /// Whether either side runs several threads, some of which are put aside all the time.
  var usesSeveralThreads: Bool {
    listed.usesSeveralThreads || baselineListed?.usesSeveralThreads ?? false
  }

  var identifier: BenchmarkIdentifier { BenchmarkIdentifier(listed.name) }

  /// Its place in the baseline's program; nil when it is measured alone.
  var baselineIndex: Int? { baselineListed?.index }

  /// Whether launch pairs were finished, in this run or an earlier one.
  var hasPairs: Bool { !baseline.isEmpty || earlier != nil }

  private(set) var breakerEvents: [BreakerEvent] = []

  /// Adds what circuit breakers did in a launch that is going on.
  ///
  /// - Parameter offset: The launch's place among those that go on.
  mutating func note(_ changes: [WorkerBreaker], offset: Int = 0) {
    breakerEvents += changes.map { change in
      BreakerEvent(
        breaker: change.name, launch: pairCount + 1 + offset, from: change.from, to: change.to,
        atMilliseconds: change.time / 1e6,
        recoveryMilliseconds: change.recoveryTime.map { $0 / 1e6 },
        recoveryTargetMilliseconds: change.recoveryTarget / 1e6)
    }
  }

  /// Adds a launch of the candidate alone.
  mutating func add(_ result: LaunchResult) {
    candidate.append(result)
    addToPercentiles(result)
  }

  /// Launches of each side that are sampled together.
  static let pairsTogether = 2

  /// Adds launches of both sides that were sampled together, and feeds every gated metric's test.
  mutating func add(candidates: [LaunchResult], baselines: [LaunchResult]) {
    candidate += candidates
    baseline += baselines
    faultsInARow = 0
    for result in candidates { addToPercentiles(result) }
    guard let planner, let baselineListed else { return }
    let own = candidates.map { figures(of: $0, listed) }
    let others = baselines.map { figures(of: $0, baselineListed) }
    for figure in own.joined() { lastFigures[.candidate, default: [:]][figure.metric] = figure }
    for figure in others.joined() { lastFigures[.baseline, default: [:]][figure.metric] = figure }
    for (metric, figure) in lastFigures[.candidate] ?? [:] {
      guard let other = lastFigures[.baseline]?[metric],
        other.unit == figure.unit, other.direction == figure.direction
      else { continue }
      if tests[metric] == nil {
        tests[metric] = test(
          of: metric, figure.unit, figure.direction, planner, isJoint: sharesWithMachines)
      }
      // A metric that a pair does not give on both sides stays as open as it was.
      func samples(_ launches: [[LaunchFigure]]) -> [[Double]] {
        launches.map { $0.first { $0.metric == metric }?.samples ?? [] }
      }
      tests[metric]?.add(candidates: samples(own), baselines: samples(others))
    }
  }

  private mutating func addToPercentiles(_ result: LaunchResult) {
    guard percentiles.isAsked else { return }
    percentiles.add(figures(of: result, listed))
  }

  /// The test of a gated metric; nil for a metric that nothing is planned of.
  ///
  /// - Parameter isJoint: Whether several machines share it, so that half of the rates is for machines that
  ///   disagree.
  func test(
    of metric: MetricName, _ unit: MetricUnit, _ direction: MetricDirection,
    _ planner: DecisionPlanner, isJoint: Bool = false
  ) -> FigureTest? {
    var promises = planner.promises
    if isJoint { promises.comparisonCount *= DecisionPolicy.sharesOfMachines }
    return planner.test(
      of: DecisionPlanner.Figure(
        benchmark: identifier, metric: metric, direction: direction, isCounted: false)
    ).map {
      FigureTest(
        $0, promises: promises, datum: PairedDatum(unit: unit, iterations: iterations ?? 1),
        hasMeanRow: hasMeanRow(metric, planner),
        clock: ClockFloor(
          of: metric, stepNanoseconds: clockStep, iterations: iterations ?? 1))
    }
  }

  /// Whether the mean of a metric's quantity has a test of its own.
  private func hasMeanRow(_ metric: MetricName, _ planner: DecisionPlanner) -> Bool {
    planner.hasMeanRow(metric, of: identifier)
      && [listed, baselineListed].allSatisfy { $0?.records(.wallTime) ?? false }
  }

  /// Begins with the launch pairs of earlier runs: every gated metric's test gets them first.
  ///
  /// Samples stay as long as they were, so nothing is calibrated.
  ///
  /// - Returns: Why they do not fit what is measured here, so that nothing was taken; nil when they do.
  mutating func begin(with pairs: BenchmarkRecord) -> String? {
    guard let planner, pairs.pairCount > 0 else { return nil }
    guard pairs.sampling == (listed.samplesSingleIterations ? .perIteration : .batched) else {
      return MeasurementMessage.otherSampling.line
    }
    guard pairs.metrics.allSatisfy({ $0.pairsTogether?.rawValue == Self.pairsTogether }) else {
      return MeasurementMessage.otherOrder.line
    }
    earlier = pairs
    let times = pairs.series(of: .wallTime) ?? pairs.series(of: .meanTime)
    if let nanoseconds = times.flatMap({ Percentile.median(of: $0.samples) }), nanoseconds > 0 {
      iterations = pairs.iterationsPerSample
      nanosecondsPerIteration = nanoseconds
    }
    for series in pairs.metrics {
      var test = test(
        of: series.metric, series.unit, series.direction, planner, isJoint: sharesWithMachines)
      test?.add(series)
      tests[series.metric] = test
      for launch in series.launches where percentiles.isAsked {
        percentiles.add([
          LaunchFigure(
            metric: series.metric, unit: series.unit, direction: series.direction, samples: launch)
        ])
      }
    }
    return nil
  }

  // MARK: A baseline that fails

  /// Launches that the baseline's program did not end.
  private(set) var baselineFaults = 0
  private(set) var lastBaselineFailure: BenchmarkFailure?
  private var faultsInARow = 0

  /// Notes a launch that the baseline's program did not end, and decides whether to try again.
  ///
  /// Pairs that were finished stay: a pair is left out when either side fails, so under "unchanged" no
  /// side is favoured.
  mutating func noteBaselineFailure(_ failure: BenchmarkFailure) {
    baselineFaults += 1
    faultsInARow += 1
    lastBaselineFailure = failure
    guard faultsInARow >= tries(after: failure.kind) else { return }
    baselineFailure = failure
    // Without a pair the candidate's own figures are still worth having, for its budgets.
    if !hasPairs { baselineListed = nil }
  }

  /// How many launches in a row may fail before the baseline is given up; a program that has ended launches
  /// may do so again.
  private func tries(after kind: BenchmarkFailure.Kind) -> Int {
    switch kind {
    case .skipped, .sameCode: 1
    case .timedOut, .threw, .measuredNothing, .protocolError: 2
    case .crashed: hasPairs ? 15 : 5
    }
  }

  /// Whether the baseline's program is to be counted, too.
  private(set) var countsBaseline = true

  /// Why the baseline's program counts nothing; nil while it does.
  private(set) var uncounted: String?
  /// Counting launches that the baseline's program did not end.
  private(set) var countingFaults = 0
  private(set) var lastCountingFailure: BenchmarkFailure?

  /// Notes a counting launch that the baseline's program did not end, and decides whether to try again.
  ///
  /// Its times are as good as ever, so they are measured on.
  mutating func noteUncounted(_ failure: BenchmarkFailure) {
    countingFaults += 1
    lastCountingFailure = failure
    let tries =
      switch failure.kind {
      // A program of an older harness does not know what is asked of it.
      case .protocolError, .skipped, .sameCode: 1
      case .timedOut: 2
      case .crashed, .threw, .measuredNothing: 5
      }
    guard countingFaults >= tries else { return }
    counts[.baseline] = nil
    countsBaseline = false
    uncounted = failure.message
    notes.append(MeasurementMessage.countingGivenUp(reason: failure.message).line)
  }

  /// Adds what a counting launch counted.
  mutating func add(_ new: WorkerCounts, side: Side) {
    counts[side, default: []].append(new)
  }

  /// Launch pairs of earlier runs.
  var earlierPairs: Int { earlier?.pairCount ?? 0 }

  /// Launches of the candidate in all, those of earlier runs among them.
  var pairCount: Int { earlierPairs + candidate.count }

  /// The samples of the candidate in this run so far.
  var sampleCount: Int { candidate.reduce(0) { $0 + $1.samples.count } }

  /// Whether launches that count have anything to record, on either side.
  var wantsCounts: Bool { listed.wantsCounts || baselineListed?.wantsCounts ?? false }
}

extension ListedBenchmark {
  /// Whether one of the harness's own metrics is to be recorded.
  func records(_ metric: MetricName) -> Bool {
    metrics.isEmpty || metrics.contains(metric.rawValue)
  }

  fileprivate var wantsCounts: Bool {
    metrics.isEmpty
      || metrics.contains { !MetricName.timed.contains(MetricName(rawValue: $0)) }
  }
}
