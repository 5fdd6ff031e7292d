package import GateBudgets
package import GateProtocol
package import GateRecords
import GateStatistics

/// Measures a suite, launch after launch, until every benchmark is settled or the time is up.
package struct SuiteMeasurement {
  /// What a measurement gave.
  package struct Result: Sendable {
    /// How the candidate introduced itself.
    package var greeting: WorkerGreeting
    /// Every benchmark that was to be measured.
    package var benchmarks: [BenchmarkRecord]
    /// Those that the selection left out.
    package var leftOut: [BenchmarkIdentifier]
    /// Whether the baseline's program could be run beside it.
    package var isPaired: Bool
    /// Which share this was, when the suite is shared.
    package var shard: ShardRecord?
    /// What a reader should know.
    package var warnings: [String]
  }

  /// Where a measurement is.
  package struct Progress: Sendable {
    /// The share that is done, in [0, 1].
    package var done: Double
    /// Benchmarks that are settled.
    package var settled: Int
    /// Benchmarks in all.
    package var total: Int
    /// Rounds of launches so far.
    package var rounds: Int
    /// The benchmark that has just been settled; nil for a mere step.
    package var finished: BenchmarkIdentifier?
  }

  private let options: Options
  private let policy: BudgetPolicy
  private let launcher: any WorkerLauncher
  private let isPaired: Bool
  private let measurer: LaunchMeasurer
  /// Seconds on a clock that never steps.
  private let clock: () -> Double
  private let onProgress: (Progress) -> Void

  private var generator: SeededGenerator
  private var benchmarks: [MeasuredBenchmark] = []
  private var warnings: [String] = []

  /// Prepares a measurement.
  package init(
    options: Options, policy: BudgetPolicy, launcher: any WorkerLauncher, isPaired: Bool,
    stolenTime: StolenTime = .system(), clock: @escaping () -> Double,
    report: @escaping (Progress) -> Void
  ) {
    self.options = options
    self.policy = policy
    self.launcher = launcher
    self.isPaired = isPaired
    self.clock = clock
    self.onProgress = report
    generator = SeededGenerator(seed: options.seed)
    measurer = LaunchMeasurer(
      scale: options.scale, samplesPerLaunch: options.profile.samplesPerLaunch,
      defaultTimeLimit: options.timeLimit, stolenTime: stolenTime)
  }

  /// Measures.
  ///
  /// - Throws: ``MeasurementError`` when there is no suite to measure.
  package mutating func run() throws(MeasurementError) -> Result {
    let start = clock()
    let inventory = try SuiteInventory(
      launcher: launcher, isPaired: isPaired, requiresBaseline: options.requiresBaseline, limit: 10)
    guard inventory.greeting.configuration == "release" || options.allowsDebugBuild else {
      throw .debugBuild
    }
    warnings += inventory.warnings
    let matching = options.selection.matching(inventory.candidate)
    guard !matching.isEmpty else {
      throw inventory.candidate.isEmpty
        ? .emptySuite(inventory.greeting.suite) : .nothingMatches(options.selection.text ?? "*")
    }
    let chosen = options.selection.share(of: matching)
    let chosenNames = Set(chosen.map(\.name))
    let leftOut = inventory.candidate.filter { !chosenNames.contains($0.name) }
      .map { BenchmarkIdentifier($0.name) }
    plan(chosen, of: matching, inventory)

    var rounds = 0
    while true {
      let open = benchmarks.indices.filter { !benchmarks[$0].isSettled(profile: options.profile) }
      let isFirst = rounds == 0
      guard !open.isEmpty, isFirst || clock() - start < options.timeBudget else { break }
      measureRound(open, start: start, isFirst: isFirst)
      if isFirst, options.countsWork { countAll(start: start) }
      rounds += 1
      reportProgress(rounds: rounds, start: start, finished: nil)
    }
    noteUnfinished()
    return Result(
      greeting: inventory.greeting, benchmarks: benchmarks.map { $0.record() }, leftOut: leftOut,
      isPaired: inventory.isPaired,
      shard: options.selection.shard.map {
        ShardRecord(index: $0.index, count: $0.count, benchmarkCount: matching.count)
      }, warnings: warnings)
  }

  private mutating func plan(
    _ chosen: [ListedBenchmark], of matching: [ListedBenchmark], _ inventory: SuiteInventory
  ) {
    benchmarks = chosen.map { listed in
      MeasuredBenchmark(
        listed: listed, baselineIndex: inventory.baseline[listed.name],
        samplesNeeded: samplesNeeded(for: BenchmarkIdentifier(listed.name)))
    }
    // At least as many as the judge will count, so that what is settled here stays settled there; a
    // shard's findings are judged among those of all shards.
    let comparisons = matching.filter { inventory.baseline[$0.name] != nil }.reduce(0) {
      $0 + policy.gatedMetrics(of: BenchmarkIdentifier($1.name)).count
    }
    for index in benchmarks.indices where benchmarks[index].baselineIndex != nil {
      let ladder = policy.ladder(for: benchmarks[index].identifier, metric: .wallTime)
      benchmarks[index].leastPairs = options.leastPairs
      // Without a time to record there is none to decide on; the counts decide by themselves.
      guard benchmarks[index].records(.wallTime) else { continue }
      benchmarks[index].test = test(ladder, comparisons)
      let gated = policy.gatedMetrics(of: benchmarks[index].identifier)
      if gated.contains(where: { !$0.isBuiltIn }) {
        benchmarks[index].leastPairs = max(options.leastPairs, MeasuredBenchmark.ownMetricPairs)
      }
      if gated.contains(.peakMemory), benchmarks[index].records(.peakMemory) {
        benchmarks[index].memoryTest = test(
          policy.ladder(for: benchmarks[index].identifier, metric: .peakMemory), comparisons)
      }
    }
  }

  private func test(_ ladder: RegressionLadder, _ comparisons: Int) -> SequentialRatioTest {
    SequentialRatioTest(
      .init(
        tolerance: (ladder.decisive ?? .percent(5)).fraction, alpha: options.alpha,
        comparisonCount: max(comparisons, options.leastComparisons)))
  }

  private func samplesNeeded(for benchmark: BenchmarkIdentifier) -> Int {
    policy.rules(for: benchmark).filter { $0.metric == .wallTime }.map { rule -> Int in
      guard case .percentile(let percent) = rule.statistic else { return 2 }
      return OrderStatisticBounds.samplesForUpperBound(percent: percent, confidence: 0.95)
    }.reduce(options.leastSamples, max)
  }

  /// One round: a launch, or a pair of them, that measures every open benchmark once.
  private mutating func measureRound(_ open: [Int], start: Double, isFirst: Bool) {
    let processor = options.processors.randomElement(using: &generator)
    // A page's worth: where the stack stands within its page is drawn anew each round.
    let padding = Int.random(in: 0..<4096, using: &generator)
    // Benchmarks of several threads get launches of their own, free to use every processor; and so do
    // those without a partner: what they leave behind, in memory above all, would burden one side.
    for (usesSeveral, isPaired) in [(false, true), (false, false), (true, true), (true, false)] {
      let group = open.filter {
        benchmarks[$0].listed.usesSeveralThreads == usesSeveral
          && (benchmarks[$0].baselineIndex != nil) == isPaired
      }.shuffled(using: &generator)
      let placement = Placement(processor: usesSeveral ? nil : processor, padding: padding)
      // Neither side is always the younger process.
      var workers = RoundWorkers(
        launcher: launcher, placement: placement,
        first: Bool.random(using: &generator) ? .candidate : .baseline)
      // When time is short, the decisions that are nearest are worth the most.
      let ordered = isFirst ? group : nearestFirst(group, start: start)
      for index in ordered {
        guard isFirst || clock() - start < options.timeBudget else { break }
        measure(index, in: &workers)
        if benchmarks[index].isSettled(profile: options.profile) {
          reportProgress(rounds: 0, start: start, finished: benchmarks[index].identifier)
        }
      }
      workers.end()
    }
  }

  /// Counts what every benchmark does: two launches, and more where they do not agree.
  private mutating func countAll(start: Double) {
    var launches = 0
    while true {
      let open = benchmarks.indices.filter {
        benchmarks[$0].failure == nil && benchmarks[$0].wantsCounts
          && CountedSeries.needsMore(benchmarks[$0].counts)
      }
      guard !open.isEmpty, launches < 2 || clock() - start < options.timeBudget else { return }
      launches += 1
      var workers = RoundWorkers(
        launcher: launcher, placement: Placement(processor: nil), first: .candidate)
      // Those without a partner come last, so that both sides have done the same until then.
      for index in open where benchmarks[index].baselineIndex != nil { count(index, in: &workers) }
      for index in open where benchmarks[index].baselineIndex == nil { count(index, in: &workers) }
      workers.end()
    }
  }

  private mutating func count(_ index: Int, in workers: inout RoundWorkers) {
    let benchmark = benchmarks[index]
    do {
      var counts = [
        Side.candidate: try measurer.count(
          benchmark, index: benchmark.listed.index, side: .candidate,
          in: try workers.link(.candidate))
      ]
      if let baselineIndex = benchmark.baselineIndex, benchmark.countsBaseline {
        counts[.baseline] = try measurer.count(
          benchmark, index: baselineIndex, side: .baseline, in: try workers.link(.baseline))
      }
      for (side, value) in counts { benchmarks[index].add(value, side: side) }
    } catch {
      if !error.workerSurvives { workers.end() }
      switch error.side {
      case .candidate: settle(index, error)
      // A program of an older harness cannot count; its times are as good as ever.
      case .baseline: benchmarks[index].leaveBaselineUncounted(error.failure.message)
      }
    }
  }

  private func nearestFirst(_ group: [Int], start: Double) -> [Int] {
    guard clock() - start > options.timeBudget * 0.75 else { return group }
    return group.sorted {
      benchmarks[$0].progress(profile: options.profile)
        > benchmarks[$1].progress(profile: options.profile)
    }
  }

  private mutating func measure(_ index: Int, in workers: inout RoundWorkers) {
    let processor = workers.placement.processor
    do {
      if let baselineIndex = benchmarks[index].baselineIndex {
        let (candidate, baseline) = try workers.pair()
        let result = try measurer.pair(
          &benchmarks[index], baselineIndex: baselineIndex, candidate: candidate,
          baseline: baseline, on: processor, using: &generator)
        benchmarks[index].add(candidate: result.candidate, baseline: result.baseline)
      } else {
        let candidate = try workers.link(.candidate)
        let result = try measurer.solo(
          &benchmarks[index], in: candidate, on: processor, using: &generator)
        benchmarks[index].add(result)
      }
    } catch {
      // The other side waits inside this benchmark; a fresh pair goes on with the next one.
      if !error.workerSurvives || benchmarks[index].baselineIndex != nil { workers.end() }
      settle(index, error)
    }
  }

  private mutating func settle(_ index: Int, _ failure: LaunchFailure) {
    switch failure.side {
    case .candidate: benchmarks[index].failure = failure.failure
    case .baseline:
      benchmarks[index].leaveBaseline(
        "the baseline's program could not measure it: \(failure.failure.message)")
    }
  }

  private func reportProgress(rounds: Int, start: Double, finished: BenchmarkIdentifier?) {
    let settled = benchmarks.count { $0.isSettled(profile: options.profile) }
    let progress = benchmarks.reduce(0) { $0 + $1.progress(profile: options.profile) }
    let byWork = progress / Double(max(1, benchmarks.count))
    let byTime = (clock() - start) / options.timeBudget
    onProgress(
      Progress(
        done: min(1, max(byWork, byTime)), settled: settled, total: benchmarks.count,
        rounds: rounds, finished: finished))
  }

  private mutating func noteUnfinished() {
    let open = benchmarks.count { !$0.isSettled(profile: options.profile) }
    guard open > 0 else { return }
    warnings.append(
      "the time budget ended before \(open) of \(benchmarks.count) benchmarks were settled; "
        + "give it more with --time-budget")
  }
}
