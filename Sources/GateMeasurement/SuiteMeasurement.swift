package import GateBudgets
import GateProtocol
import GateRecords
import GateStatistics

/// Measures a suite, launch after launch, until every benchmark is settled or the time is up.
package struct SuiteMeasurement {
  let options: Options
  private let policy: BudgetPolicy
  let launcher: any WorkerLauncher
  private let isPaired: Bool
  let measurer: LaunchMeasurer
  /// Seconds on a clock that never steps.
  private let clock: () -> Double
  private let onProgress: (Progress) -> Void
  private let exchange: MachineExchange?

  private var planner: DecisionPlanner?
  var limits: MeasurementLimits
  var generator: SeededGenerator
  var benchmarks: [MeasuredBenchmark] = []
  private var warnings: [String] = []
  private var settledCount = 0
  private var doneByWork = 0.0
  private var layouts: [LaunchLayout] = []

  /// Prepares a measurement.
  package init(
    options: Options, policy: BudgetPolicy, launcher: any WorkerLauncher, isPaired: Bool,
    stolenTime: StolenTime = .system(), clock: @escaping () -> Double,
    exchange: MachineExchange? = nil, report: @escaping (Progress) -> Void
  ) {
    self.options = options
    self.policy = policy
    self.launcher = launcher
    self.isPaired = isPaired
    self.clock = clock
    self.onProgress = report
    self.exchange = exchange
    // A seed that is given again must not draw the orders of the earlier run again.
    let runs = UInt64(max(options.earlier?.runs ?? 0, 0))
    // Nor may machines that were given the same one draw alike: evidence multiplies only where orders are drawn
    // for each machine.
    let machine = UInt64(max(options.machine?.index ?? 0, 0))
    generator = SeededGenerator(
      seed: options.seed &+ runs &* 0x9E37_79B9_7F4A_7C15 &+ machine &* 0xD1B5_4A32_D192_ED03)
    limits = MeasurementLimits(
      options.profile, promises: nil, machines: options.machine?.count ?? 1)
    measurer = LaunchMeasurer(
      scale: options.scale, samplesPerLaunch: options.profile.samplesPerLaunch,
      defaultTimeLimit: options.timeLimit, stolenTime: stolenTime)
  }

  /// Measures.
  ///
  /// - Throws: ``MeasurementError`` when there is no suite to measure.
  package mutating func run() throws(MeasurementError) -> Result {
    let start = clock()
    var inventory = try SuiteInventory(
      launcher: launcher, isPaired: isPaired, requiresBaseline: options.requiresBaseline, limit: 10)
    inventory.baseline = policy.renames.applied(
      to: inventory.baseline, present: inventory.candidate.map(\.name))
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
    reportNotice(about: chosen)

    var rounds = 0
    while true {
      if let exchange, exchange.isDue(at: clock()) {
        note(others: exchange.others(rounds == 0 ? nil : result(inventory, of: matching, leftOut)))
      }
      let unsettled = benchmarks.indices.filter { !benchmarks[$0].isSettled(limits) }
      let isFirst = rounds == 0
      let open = isFirst || !isOverTime(start) ? unsettled : unsettled.filter(mustGoOn)
      guard !open.isEmpty else { break }
      rounds += 1
      measureRound(open, start: start, round: rounds)
      if isFirst, options.countsWork { countAll(start: start) }
      reportProgress(rounds: rounds, start: start, finished: nil)
    }
    noteUnfinished()
    return result(inventory, of: matching, leftOut)
  }

  /// Returns the results so far.
  private func result(
    _ inventory: SuiteInventory, of matching: [ListedBenchmark], _ leftOut: [BenchmarkIdentifier]
  ) -> Result {
    Result(
      greeting: inventory.greeting, benchmarks: benchmarks.map { $0.record() }, leftOut: leftOut,
      baselineOnly: baselineOnly(inventory), isPaired: inventory.isPaired, planner: planner,
      shard: options.selection.shard.map {
        ShardRecord(index: $0.index, count: $0.count, benchmarkCount: matching.count)
      }, keptPairs: limits.keptPairs, layouts: layouts, warnings: warnings)
  }

  /// Takes note of what other machines have measured.
  private mutating func note(others: [BenchmarkRecord]) {
    let known = Dictionary(others.map { ($0.name, $0) }) { first, _ in first }
    for index in benchmarks.indices {
      benchmarks[index].note(others: known[benchmarks[index].identifier])
    }
  }

  private mutating func plan(
    _ chosen: [ListedBenchmark], of matching: [ListedBenchmark], _ inventory: SuiteInventory
  ) {
    if inventory.isPaired {
      // Those of all shards share the rate.
      let partners = matching.filter {
        inventory.baseline[$0.name] != nil && !options.sameCode.names.contains($0.name)
      }
      let planner = DecisionPlanner(
        policy: policy, alpha: options.alpha,
        partners: partners.map { BenchmarkIdentifier($0.name) }, least: options.leastComparisons)
      self.planner = planner
      limits = MeasurementLimits(
        options.profile, promises: planner.promises, machines: options.machine?.count ?? 1)
    }
    let sameCode = inventory.isPaired ? options.sameCode : .none
    let unlaunched = sameCode.unlaunched(of: matching, policy)
    benchmarks = chosen.map { listed in
      let partner = inventory.baseline[listed.name]
      let isSame = partner != nil && sameCode.names.contains(listed.name)
      var benchmark = MeasuredBenchmark(
        listed: listed, baselineListed: isSame ? nil : partner, planner: planner,
        samplesNeeded: options.leastSamples)
      benchmark.hasSameCode = isSame
      benchmark.sharesWithMachines = options.machine != nil || exchange != nil
      if isSame, unlaunched.contains(listed.name) { benchmark.failure = SameCodeChoice.unlaunched }
      benchmark.leastPairs = options.leastPairs
      benchmark.exactPairs = options.exactPairs
      benchmark.clockStep =
        inventory.greeting.clock.isEmpty ? nil : Double(inventory.greeting.resolution)
      benchmark.recordsTail =
        policy.ladder(for: benchmark.identifier, metric: .tailTime).judges
      benchmark.namedSteps = policy.namedSteps
      benchmark.percentiles = PercentileLaunches(rules: policy.rules(for: benchmark.identifier))
      return benchmark
    }
    takeEarlier()
  }

  /// Gives each benchmark its launch pairs of earlier runs.
  private mutating func takeEarlier() {
    let earlier = Dictionary((options.earlier?.benchmarks ?? []).map { ($0.name, $0) }) { $1 }
    for index in benchmarks.indices {
      guard let pairs = earlier[benchmarks[index].identifier] else { continue }
      guard let reason = benchmarks[index].begin(with: pairs) else { continue }
      warnings.append(
        MeasurementMessage.earlierUnused(
          benchmark: benchmarks[index].identifier.rawValue, reason: reason
        ).line)
    }
  }

  /// Returns the benchmarks that only the baseline has; every shard lists all of them.
  private func baselineOnly(_ inventory: SuiteInventory) -> [BenchmarkIdentifier] {
    let own = Set(inventory.candidate.map(\.name))
    return options.selection.matching(
      inventory.baseline.filter { !own.contains($0.key) }.values.sorted { $0.index < $1.index }
    ).map { BenchmarkIdentifier($0.name) }
  }

  func isOverTime(_ start: Double) -> Bool { clock() - start >= options.timeBudget }

  /// Whether a benchmark is measured though the time is up: with fewer pairs than an alarm needs a
  /// regression of any size would pass.
  private func mustGoOn(_ index: Int) -> Bool {
    !options.isTimeBudgetFirm && benchmarks[index].isBelowAlarm(limits)
  }

  /// One round: a launch, or a pair of them, that measures every open benchmark once.
  private mutating func measureRound(_ open: [Int], start: Double, round: Int) {
    let isFirst = round == 1
    let processor = options.processors.randomElement(using: &generator)
    // Every order of the sides is equally likely: what the evidence rests on.
    let sides = [Side.candidate, .baseline].flatMap {
      [Side](repeating: $0, count: MeasuredBenchmark.pairsTogether)
    }
    var drawn = sides.shuffled(using: &generator).map { drawnPlace($0) }
    if options.layoutSharing == .bySide { shareLayouts(among: &drawn) }
    var isLinked = false
    // Benchmarks of several threads get launches of their own, free to use every processor; and so do
    // those without a partner: what they leave behind, in memory above all, would burden one side.
    for (usesSeveral, isPaired) in [(false, true), (false, false), (true, true), (true, false)] {
      let group = open.filter {
        benchmarks[$0].listed.usesSeveralThreads == usesSeveral
          && (benchmarks[$0].baselineIndex != nil) == isPaired
      }.shuffled(using: &generator)
      let places = isPaired ? drawn : Array(drawn.filter { $0.side == .candidate }.prefix(1))
      var workers = RoundWorkers(
        launcher: launcher,
        placements: places.map {
          Placement(
            processor: usesSeveral ? nil : processor, padding: $0.padding, layout: $0.layout)
        }, order: places.map(\.side))
      // When time is short, the decisions that are nearest are worth the most.
      let ordered = isFirst ? group : nearestFirst(group, start: start)
      for index in ordered {
        guard isFirst || !isOverTime(start) || mustGoOn(index) else { continue }
        measure(index, in: &workers)
        if benchmarks[index].isSettled(limits) {
          reportProgress(rounds: 0, start: start, finished: benchmarks[index].identifier)
        }
      }
      workers.end()
      isLinked = isLinked || workers.isPrepared
    }
    guard isLinked else { return }
    layouts += drawn.compactMap { place in
      place.layout.map { LaunchLayout(round: round, side: place.side, seed: $0) }
    }
  }

  /// The properties that distinguish a launch from others of its round.
  private typealias LaunchPlace = (side: Side, padding: Int, layout: UInt32?)

  /// Draws the random properties of a launch.
  ///
  /// If two launches of a block shared a layout or a padding, and the size of a change depended on it, the
  /// signs of the block's pairs would hang together, and the tests of the tolerance would count one
  /// observation as two. Launches of different benchmarks may share both, as no test looks at two.
  private mutating func drawnPlace(_ side: Side) -> LaunchPlace {
    // A page's worth: where the stack is within its page.
    let padding = Int.random(in: 0..<4096, using: &generator)
    // To the linker 0 means a seed of its choice, and what does not fit a signed number another order.
    let layout =
      launcher.drawsLayouts ? UInt32.random(in: 1...UInt32(Int32.max), using: &generator) : nil
    return (side, padding, layout)
  }

  /// Gives all launches of a side the layout of its first one.
  private func shareLayouts(among places: inout [LaunchPlace]) {
    let own = places
    for index in places.indices {
      places[index].layout = own.first { $0.side == places[index].side }?.layout
    }
  }

  private func nearestFirst(_ group: [Int], start: Double) -> [Int] {
    guard clock() - start > options.timeBudget * 0.75 else { return group }
    return group.sorted {
      benchmarks[$0].progress(limits)
        > benchmarks[$1].progress(limits)
    }
  }

  private mutating func measure(_ index: Int, in workers: inout RoundWorkers) {
    let processor = workers.processor
    do {
      if let baselineIndex = benchmarks[index].baselineIndex {
        let launches = try measurer.together(
          &benchmarks[index], baselineIndex: baselineIndex, workers: try workers.all(),
          on: processor, using: &generator)
        func results(_ side: Side) -> [LaunchResult] {
          launches.filter { $0.side == side }.map(\.result)
        }
        benchmarks[index].add(candidates: results(.candidate), baselines: results(.baseline))
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

  mutating func settle(_ index: Int, _ failure: LaunchFailure) {
    switch failure.side {
    case .candidate: settle(index, candidate: failure.failure)
    case .baseline: benchmarks[index].noteBaselineFailure(failure.failure)
    }
  }

  /// A skip is a decision of the suite's, and must not hide what was or could be measured.
  private mutating func settle(_ index: Int, candidate failure: BenchmarkFailure) {
    // A circuit breaker that opened leaves out on purpose what it had measured, and has a finding of its own.
    let wasBroken = benchmarks[index].breakerEvents.contains { $0.to == .open }
    guard failure.kind == .skipped, !wasBroken else {
      benchmarks[index].failure = failure
      return
    }
    let launches = benchmarks[index].pairCount
    guard launches == 0 else {
      benchmarks[index].failure = BenchmarkFailure(
        kind: .threw,
        message: MeasurementMessage.skippedLater(
          launch: launches + 1, measured: launches, reason: failure.message
        ).line)
      return
    }
    benchmarks[index].failure = failure
    guard let place = benchmarks[index].baselineIndex else { return }
    var workers = RoundWorkers(
      launcher: launcher, placements: [Placement(processor: nil)], order: [.baseline])
    benchmarks[index].baselineMeasures =
      (try? measurer.begins(benchmarks[index], at: place, in: workers.link(.baseline))) ?? false
    workers.end()
  }

  /// Reports the progress; benchmarks are visited once a round, because there may be thousands.
  private mutating func reportProgress(rounds: Int, start: Double, finished: BenchmarkIdentifier?) {
    if finished == nil {
      settledCount = benchmarks.count { $0.isSettled(limits) }
      doneByWork =
        benchmarks.reduce(0) { $0 + $1.progress(limits) } / Double(max(1, benchmarks.count))
    } else {
      settledCount += 1
    }
    let byTime = (clock() - start) / options.timeBudget
    onProgress(
      Progress(
        done: min(1, max(doneByWork, byTime)), settled: settledCount, total: benchmarks.count,
        rounds: rounds, finished: finished))
  }

  /// Reports, before anything is measured, what limits on percentiles cost.
  private func reportNotice(about chosen: [ListedBenchmark]) {
    let notice = PercentileNotice(
      chosen, policy: policy, profile: options.profile, scale: options.scale)
    guard let text = notice.text else { return }
    onProgress(
      Progress(
        done: 0, settled: 0, total: benchmarks.count, rounds: 0, finished: nil, notice: text))
  }

  private mutating func noteUnfinished() {
    warnings += PercentileNotice.excess(of: benchmarks, limits, options.profile).map { [$0] } ?? []
    let open = benchmarks.filter { !$0.isSettled(limits) }
    guard !open.isEmpty else { return }
    let blunt = open.count { $0.isBelowAlarm(limits) }
    warnings.append(
      MeasurementMessage.timeOver(
        open: open.count, of: benchmarks.count, blunt: blunt, pairs: limits.alarmPairs
      ).line)
  }
}
