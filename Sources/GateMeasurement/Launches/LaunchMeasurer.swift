import GateProtocol
import GateRecords
import GateStatistics

/// Measures one benchmark in workers that are running: one launch.
struct LaunchMeasurer {
  let scale: MeasurementScale
  let samplesPerLaunch: Int
  /// Seconds that a benchmark without a limit of its own may take in one launch.
  let defaultTimeLimit: Double
  /// Watches the time that hypervisors take away.
  let stolenTime: StolenTime

  /// Measures a benchmark in the candidate alone.
  func solo(
    _ benchmark: inout MeasuredBenchmark, in link: any WorkerLink, on processor: Int?,
    using generator: inout SeededGenerator
  ) throws(LaunchFailure) -> LaunchResult {
    let conversation = WorkerConversation(link, side: .candidate, limit: limit(benchmark))
    defer { benchmark.note(conversation.breakers) }
    try conversation.begin(benchmark.listed.index)
    if benchmark.iterations == nil {
      let (iterations, nanoseconds) = try conversation.calibrate(scale.sample)
      benchmark.iterations = iterations
      benchmark.nanosecondsPerIteration = nanoseconds
    } else {
      try conversation.warm(scale.warmUp)
    }
    var result = LaunchResult()
    let plan = samplePlan(benchmark)
    let stolen = try stolenTime.watched(.launch, on: processor) {
      () throws(LaunchFailure) -> Void in
      for _ in 0..<plan.blocks {
        let iterations = jittered(benchmark, using: &generator)
        let block = try stolenTime.watched(.samples, on: processor) {
          () throws(LaunchFailure) -> [WorkerSample] in
          try conversation.sample(iterations, count: plan.samplesPerBlock)
        }
        result.add(block.taken, stolen: block.stolen)
      }
    }.stolen
    result.stolenTime += stolen
    try conversation.finish(&result)
    var launches = [SidedLaunch(side: .candidate, result: result)]
    try FaultySamples.leaveOut(of: &launches)
    return summarized(launches, benchmark)[0].result
  }

  /// Measures a benchmark in workers of both sides by turns.
  ///
  /// The turns are 1 2 3 4, 4 3 2 1, 1 2 and so on.
  ///
  /// - Parameter workers: In the order drawn for them.
  func together(
    _ benchmark: inout MeasuredBenchmark, baselineIndex: Int,
    workers: [(side: Side, link: any WorkerLink)], on processor: Int?,
    using generator: inout SeededGenerator
  ) throws(LaunchFailure) -> [SidedLaunch] {
    let conversations = workers.map {
      WorkerConversation($0.link, side: $0.side, limit: limit(benchmark))
    }
    var launches = workers.map { SidedLaunch(side: $0.side) }
    defer {
      let own = workers.indices.filter { workers[$0].side == .candidate }
      for (offset, place) in own.enumerated() {
        benchmark.note(conversations[place].breakers, offset: offset)
      }
    }
    for (place, worker) in workers.enumerated() {
      try conversations[place].begin(
        worker.side == .candidate ? benchmark.listed.index : baselineIndex)
    }
    try prepare(&benchmark, conversations)

    let plan = samplePlan(benchmark)
    let stolen = try stolenTime.watched(.launch, on: processor) {
      () throws(LaunchFailure) -> Void in
      for block in 0..<plan.blocks {
        // All launches of a block run equally many iterations.
        let iterations = jittered(benchmark, using: &generator)
        let places = Array(workers.indices)
        for place in block % 2 == 0 ? places : places.reversed() {
          let taken = try stolenTime.watched(.samples, on: processor) {
            () throws(LaunchFailure) -> [WorkerSample] in
            try conversations[place].sample(iterations, count: plan.samplesPerBlock)
          }
          launches[place].result.add(taken.taken, stolen: taken.stolen)
        }
      }
    }.stolen
    for place in workers.indices {
      // Of the time that all of them took, so of each.
      launches[place].result.stolenTime += stolen
      try conversations[place].finish(&launches[place].result)
    }
    try FaultySamples.leaveOut(of: &launches)
    return summarized(launches, benchmark)
  }

  /// The launches with their mean and their tail.
  private func summarized(
    _ launches: [SidedLaunch], _ benchmark: MeasuredBenchmark
  ) -> [SidedLaunch] {
    var results = launches.map(\.result)
    MeanTime.note(
      in: &results, ignoresSwitches: benchmark.usesSeveralThreads,
      isSingle: benchmark.listed.samplesSingleIterations)
    return zip(launches, results).map { SidedLaunch(side: $0.side, result: $1) }
  }

  /// Counts what the iterations of a benchmark do on one side, in a launch that times nothing.
  ///
  /// A few iterations come first and count nothing: they pay what comes once.
  func count(
    _ benchmark: MeasuredBenchmark, index: Int, side: Side, in link: any WorkerLink
  ) throws(LaunchFailure) -> WorkerCounts {
    let conversation = WorkerConversation(link, side: side, limit: limit(benchmark))
    let affordable = Int(min(scale.launch / max(1, benchmark.nanosecondsPerIteration), 100))
    try conversation.begin(index)
    _ = try conversation.count(affordable > 1 ? 2 : 1)
    let counts = try conversation.count(max(1, affordable))
    var result = LaunchResult()
    try conversation.finish(&result)
    return counts
  }

  /// Calibrates once for all; warms all of them in every later launch.
  private func prepare(
    _ benchmark: inout MeasuredBenchmark, _ conversations: [WorkerConversation]
  ) throws(LaunchFailure) {
    if benchmark.iterations != nil {
      for conversation in conversations { try conversation.warm(scale.warmUp) }
      return
    }
    for conversation in conversations {
      let (iterations, nanoseconds) = try conversation.calibrate(scale.sample)
      // The quicker side needs more iterations for the same length.
      benchmark.iterations = max(benchmark.iterations ?? 1, iterations)
      benchmark.nanosecondsPerIteration = max(benchmark.nanosecondsPerIteration, nanoseconds)
    }
  }

  /// Whether the baseline's program starts a benchmark, which is then left where it is.
  func begins(
    _ benchmark: MeasuredBenchmark, at place: Int, in link: any WorkerLink
  ) throws(LaunchFailure) -> Bool {
    try WorkerConversation(link, side: .baseline, limit: limit(benchmark)).begin(place)
    return true
  }

  private func limit(_ benchmark: MeasuredBenchmark) -> Double {
    benchmark.listed.timeLimit ?? defaultTimeLimit
  }

  /// How a side's samples of one launch are asked for.
  private func samplePlan(_ benchmark: MeasuredBenchmark) -> (blocks: Int, samplesPerBlock: Int) {
    let one = max(1, benchmark.nanosecondsPerIteration * Double(benchmark.iterations ?? 1))
    let affordable = Int(min(scale.launch / one, 1e6))
    guard benchmark.listed.samplesSingleIterations else {
      return (min(max(affordable, scale.leastSamples), samplesPerLaunch), 1)
    }
    // Single iterations come in runs, so that a message costs little beside what it asks for.
    let wanted = min(max(affordable, 4), scale.singleIterationSamples)
    let blocks = min(max(wanted / 5, 2), 12)
    return (blocks, max(1, wanted / blocks))
  }

  /// The calibrated iterations, ± 10 % at random, against resonance with anything periodic.
  private func jittered(
    _ benchmark: MeasuredBenchmark, using generator: inout SeededGenerator
  ) -> Int {
    let iterations = benchmark.iterations ?? 1
    guard iterations >= 10 else { return iterations }
    return Int((Double(iterations) * Double.random(in: 0.9...1.1, using: &generator)).rounded())
  }
}
