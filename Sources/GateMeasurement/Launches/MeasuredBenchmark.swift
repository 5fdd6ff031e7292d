import GateProtocol
import GateRecords
import GateStatistics

/// What a launch gave for one benchmark on one side.
struct LaunchResult: Hashable, Sendable {
  var samples: [WorkerSample] = []
  var metrics: [WorkerMetric] = []
  var steps: [WorkerStep] = []
  var digest: String?
  var peakMemory: Int64?
  /// The places of the samples during which a hypervisor kept the processor.
  var stolenPlaces: Set<Int> = []
  /// Nanoseconds that it kept in all.
  var stolenTime: Int64 = 0
  /// Samples that were left out because calls behind a circuit breaker failed in them.
  var faultySamples = 0
}

/// A benchmark in the course of a run: what it is, what it gave so far, and whether that is enough.
struct MeasuredBenchmark {
  let listed: ListedBenchmark
  /// Its place in the baseline's program; nil when it has none there.
  var baselineIndex: Int?
  /// Iterations of a sample, once calibrated.
  var iterations: Int?
  /// Nanoseconds of an iteration, once calibrated.
  var nanosecondsPerIteration = 0.0
  /// The samples that its percentile budgets need.
  var samplesNeeded: Int
  /// Launch pairs that are taken however soon it is decided.
  var leastPairs = 0
  /// The comparison of times with the baseline, in a paired run.
  var test: SequentialRatioTest?
  /// The comparison of peak memory, where the policy gates it.
  var memoryTest: SequentialRatioTest?
  /// Why it gave no measurement.
  var failure: BenchmarkFailure?
  /// What a reader should know.
  var notes: [String] = []

  private(set) var candidate: [LaunchResult] = []
  private(set) var baseline: [LaunchResult] = []
  /// What counting launches counted, in pairs where there is a baseline.
  private(set) var counts: [Side: [WorkerCounts]] = [:]

  init(listed: ListedBenchmark, baselineIndex: Int?, samplesNeeded: Int) {
    self.listed = listed
    self.baselineIndex = baselineIndex
    self.samplesNeeded = samplesNeeded
  }

  var identifier: BenchmarkIdentifier { BenchmarkIdentifier(listed.name) }

  private(set) var breakerEvents: [BreakerEvent] = []

  /// Adds what circuit breakers did in the launch that is going on.
  mutating func note(_ changes: [WorkerBreaker]) {
    breakerEvents += changes.compactMap { change in
      guard let from = BreakerState(rawValue: change.from.rawValue),
        let to = BreakerState(rawValue: change.to.rawValue)
      else { return nil }
      return BreakerEvent(
        breaker: change.name, launch: candidate.count + 1, from: from, to: to,
        atMilliseconds: change.time / 1e6,
        recoveryMilliseconds: change.recoveryTime.map { $0 / 1e6 },
        recoveryTargetMilliseconds: change.recoveryTarget / 1e6)
    }
  }

  /// Adds a launch of the candidate alone.
  mutating func add(_ result: LaunchResult) {
    candidate.append(result)
  }

  /// Adds a launch pair.
  mutating func add(candidate new: LaunchResult, baseline old: LaunchResult) {
    candidate.append(new)
    baseline.append(old)
    if let ratio = logRatio(new, old) { test?.add(ratio) }
    if let memory = new.peakMemory, let before = old.peakMemory,
      let ratio = PairedDatum.neighbours.logRatio([Double(memory)], [Double(before)])
    {
      memoryTest?.add(ratio)
    }
  }

  /// Goes on without the baseline, whose launches so far no longer have partners.
  mutating func leaveBaseline(_ note: String) {
    baselineIndex = nil
    baseline = []
    counts[.baseline] = nil
    test = nil
    memoryTest = nil
    notes.append(note)
  }

  /// Whether the baseline's program is to be counted, too.
  private(set) var countsBaseline = true

  /// Goes on counting without the baseline.
  mutating func leaveBaselineUncounted(_ reason: String) {
    counts[.baseline] = nil
    countsBaseline = false
    notes.append("the baseline's program counts nothing: \(reason)")
  }

  /// Adds what a counting launch counted.
  mutating func add(_ new: WorkerCounts, side: Side) {
    counts[side, default: []].append(new)
  }

  /// The samples of the candidate so far.
  var sampleCount: Int { candidate.reduce(0) { $0 + $1.samples.count } }

  private func logRatio(_ candidate: LaunchResult, _ baseline: LaunchResult) -> Double? {
    func perIteration(_ result: LaunchResult) -> [Double] {
      result.samples.map { $0.wallTime / Double($0.iterations) }
    }
    return PairedDatum(isTime: true, iterations: iterations ?? 1)
      .logRatio(perIteration(candidate), perIteration(baseline))
  }
}

extension MeasuredBenchmark {
  /// Launch pairs within which a likely improvement is given the chance to be proven.
  static let provingPairs = 24

  /// Launch pairs within which peak memory is given the chance to be decided.
  ///
  /// Where it is steady it takes a pair or two more than the time; where it is not, many more pairs
  /// would cost more than they tell.
  static let memoryPairs = 12

  /// Launch pairs that a suite's own gated metric gets at least: as many as prove that one which
  /// never varies has not changed.
  static let ownMetricPairs = 8

  /// Whether the run has enough of it.
  ///
  /// An improvement that is near is worth a few more pairs.
  func isSettled(profile: MeasurementProfile) -> Bool {
    guard failure == nil else { return true }
    guard let test else {
      return candidate.count >= profile.soloLaunches
        && (sampleCount >= samplesNeeded || candidate.count >= profile.mostPairs)
    }
    guard test.count < profile.mostPairs else { return true }
    guard sampleCount >= samplesNeeded, test.count >= leastPairs else { return false }
    if let memoryTest, memoryTest.decision == .undecided, memoryTest.count == test.count,
      memoryTest.count < Self.memoryPairs
    {
      return false
    }
    switch test.decision {
    case .undecided: return false
    case .regressed, .improved: return true
    case .passed:
      let looksImproved = test.estimate < 1 / (1 + test.configuration.tolerance)
      return !looksImproved || test.count >= Self.provingPairs
    }
  }

  /// How near it is to being settled, from 0 to 1.
  func progress(profile: MeasurementProfile) -> Double {
    guard !isSettled(profile: profile) else { return 1 }
    guard let test else {
      return min(0.99, Double(candidate.count) / Double(profile.soloLaunches))
    }
    return min(0.99, test.progress)
  }
}

extension MeasuredBenchmark {
  /// The record of everything it gave.
  func record() -> BenchmarkRecord {
    let status: BenchmarkStatus =
      failure == nil ? .measured : failure?.kind == .skipped ? .skipped : .failed
    return BenchmarkRecord(
      name: identifier, tags: listed.tags, status: status, failure: failure,
      sampling: listed.samplesSingleIterations ? .perIteration : .batched,
      iterationsPerSample: iterations ?? 1, metrics: status == .measured ? series() : [],
      steps: status == .measured ? steps() : [],
      resultDigest: resultDigest, notes: notes + contamination() + faults() + doubts(),
      disturbedSamples: status == .measured ? disturbedSamples : nil,
      sameResultAs: listed.sameResultAs.map { BenchmarkIdentifier($0) },
      breakerEvents: breakerEvents.isEmpty ? nil : breakerEvents)
  }

  private func series() -> [MetricSeries] {
    var series = [
      timeSeries(.wallTime) { $0.wallTime / Double($0.iterations) },
      timeSeries(.cpuTime) { Double($0.processorTime) / Double($0.iterations) },
      perLaunch(.peakMemory, .bytes, .lowerIsBetter) { $0.peakMemory.map(Double.init) },
    ]
    if let throughput { series.append(throughput) }
    series += CountedSeries(counts).series
    return series.filter { records($0.metric) } + customSeries()
  }

  /// Whether one of the harness's own metrics is to be recorded.
  func records(_ metric: MetricName) -> Bool {
    listed.metrics.isEmpty || listed.metrics.contains(metric.rawValue)
  }

  /// Whether launches that count have anything to record.
  var wantsCounts: Bool {
    listed.metrics.isEmpty
      || listed.metrics.contains { !CountedSeries.timed.contains(MetricName(rawValue: $0)) }
  }

  private func timeSeries(
    _ metric: MetricName, _ value: (WorkerSample) -> Double
  ) -> MetricSeries {
    MetricSeries(
      metric: metric, unit: .nanoseconds, direction: .lowerIsBetter,
      launches: candidate.map { $0.samples.map(value) },
      baselineLaunches: baselineIndex == nil ? nil : baseline.map { $0.samples.map(value) })
  }

  private var throughput: MetricSeries? {
    let amount: Double
    let unit: MetricUnit
    switch listed.throughput {
    case .items(let items): (amount, unit) = (items, .itemsPerSecond)
    case .bytes(let bytes): (amount, unit) = (bytes, .bytesPerSecond)
    case nil: return nil
    }
    func rates(_ results: [LaunchResult]) -> [[Double]] {
      results.map { result in
        result.samples.filter { $0.wallTime > 0 }
          .map { amount * Double($0.iterations) / $0.wallTime * 1e9 }
      }
    }
    return MetricSeries(
      metric: .throughput, unit: unit, direction: .higherIsBetter, launches: rates(candidate))
  }

  private func perLaunch(
    _ metric: MetricName, _ unit: MetricUnit, _ direction: MetricDirection,
    _ value: (LaunchResult) -> Double?
  ) -> MetricSeries {
    let values = candidate.compactMap(value)
    let partners = baseline.compactMap(value)
    let isPaired = baselineIndex != nil && values.count == partners.count
    return MetricSeries(
      metric: metric, unit: unit, direction: direction, launches: values.map { [$0] },
      baselineLaunches: isPaired ? partners.map { [$0] } : nil,
      unavailable: values.isEmpty ? "the system did not tell" : nil)
  }

  private func customSeries() -> [MetricSeries] {
    var known: [WorkerMetric] = []
    for metric in candidate.flatMap(\.metrics)
    where !known.contains(where: { $0.name == metric.name }) {
      known.append(metric)
    }
    return known.map { metric in
      perLaunch(
        MetricName(rawValue: metric.name), MetricUnit(rawValue: metric.unit),
        metric.higherIsBetter ? .higherIsBetter : .lowerIsBetter
      ) { result in result.metrics.last { $0.name == metric.name }?.value }
    }
  }

  /// Means over all launches; rows are those of one iteration.
  private func steps() -> [StepRecord] {
    let launches = candidate.map(\.steps).filter { !$0.isEmpty }
    guard let first = launches.first else { return [] }
    return first.map { step in
      let all = launches.compactMap { $0.first { $0.name == step.name } }
      let iterations = Double(all.reduce(0) { $0 + $1.iterations })
      let nanoseconds = all.reduce(0.0) { $0 + Double($1.nanoseconds) }
      return StepRecord(
        stepID: step.name, durationMilliseconds: nanoseconds / iterations / 1e6,
        rowsRead: step.rowsRead.map { $0 / Int64(step.iterations) },
        rowsWritten: step.rowsWritten.map { $0 / Int64(step.iterations) })
    }
  }

  private func faults() -> [String] {
    let leftOut = candidate.reduce(0) { $0 + $1.faultySamples }
    let late = breakerEvents.filter(\.missesTarget)
    var notes: [String] = []
    if leftOut > 0 {
      notes.append(
        "\(leftOut) of \(leftOut + sampleCount) samples are left out, because calls behind a "
          + "circuit breaker failed or were not made in them")
    }
    if let worst = late.max(by: { $0.recoveryMilliseconds ?? 0 < $1.recoveryMilliseconds ?? 0 }) {
      let time = QuantityFormat.string(
        (worst.recoveryMilliseconds ?? 0) * 1e6, unit: .nanoseconds)
      let target = QuantityFormat.brief(worst.recoveryTargetMilliseconds * 1e6, unit: .nanoseconds)
      notes.append(
        "circuit breaker \(worst.breaker) took \(time) to recover; it should take at most \(target)"
      )
    }
    return notes
  }
}
