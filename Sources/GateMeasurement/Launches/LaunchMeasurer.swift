import GateProtocol
import GateRecords
import GateStatistics

/// Measures one benchmark in workers that are running: the dialogue of one launch.
struct LaunchMeasurer {
  let scale: MeasurementScale
  let samplesPerLaunch: Int
  /// Seconds that a benchmark without a limit of its own may take in one launch.
  let defaultTimeLimit: Double
  /// What hypervisors do meanwhile.
  let stolenTime: StolenTime

  /// Measures a benchmark in the candidate alone.
  func solo(
    _ benchmark: inout MeasuredBenchmark, in link: any WorkerLink, on processor: Int?,
    using generator: inout SeededGenerator
  ) throws(LaunchFailure) -> LaunchResult {
    let dialogue = Dialogue(link: link, side: .candidate, limit: limit(benchmark))
    defer { benchmark.note(dialogue.breakers.changes) }
    try dialogue.begin(benchmark.listed.index)
    if benchmark.iterations == nil {
      let (iterations, nanoseconds) = try dialogue.calibrate(scale.sample)
      benchmark.iterations = iterations
      benchmark.nanosecondsPerIteration = nanoseconds
    } else {
      try dialogue.warm(scale.warmUp)
    }
    var result = LaunchResult()
    let plan = samplePlan(benchmark)
    let stolen = try stolenTime.watched(.launch, on: processor) {
      () throws(LaunchFailure) -> Void in
      for _ in 0..<plan.blocks {
        let iterations = jittered(benchmark, using: &generator)
        let block = try stolenTime.watched(.samples, on: processor) {
          () throws(LaunchFailure) -> [WorkerSample] in
          try dialogue.sample(iterations, count: plan.samplesPerBlock)
        }
        result.add(block.taken, stolen: block.stolen)
      }
    }.stolen
    result.stolenTime += stolen
    try dialogue.finish(&result)
    var results = [Side.candidate: result]
    try FaultySamples.leaveOut(of: &results)
    return results[.candidate] ?? result
  }

  /// Measures a benchmark in both programs by turns: A B, B A, A B … with the first side drawn.
  func pair(
    _ benchmark: inout MeasuredBenchmark, baselineIndex: Int, candidate: any WorkerLink,
    baseline: any WorkerLink, on processor: Int?, using generator: inout SeededGenerator
  ) throws(LaunchFailure) -> (candidate: LaunchResult, baseline: LaunchResult) {
    let dialogues = [
      Side.candidate: Dialogue(link: candidate, side: .candidate, limit: limit(benchmark)),
      Side.baseline: Dialogue(link: baseline, side: .baseline, limit: limit(benchmark)),
    ]
    defer { benchmark.note(dialogues[.candidate]?.breakers.changes ?? []) }
    var results = [Side.candidate: LaunchResult(), Side.baseline: LaunchResult()]
    let first: Side = Bool.random(using: &generator) ? .candidate : .baseline
    let sides = [first, first.other]
    for side in sides {
      try dialogues[side]?.begin(side == .candidate ? benchmark.listed.index : baselineIndex)
    }
    try prepare(&benchmark, sides, dialogues)

    let plan = samplePlan(benchmark)
    let stolen = try stolenTime.watched(.launch, on: processor) {
      () throws(LaunchFailure) -> Void in
      for block in 0..<plan.blocks {
        // Both sides of a block run equally many iterations.
        let iterations = jittered(benchmark, using: &generator)
        for side in block % 2 == 0 ? sides : sides.reversed() {
          guard let dialogue = dialogues[side] else { continue }
          let taken = try stolenTime.watched(.samples, on: processor) {
            () throws(LaunchFailure) -> [WorkerSample] in
            try dialogue.sample(iterations, count: plan.samplesPerBlock)
          }
          results[side]?.add(taken.taken, stolen: taken.stolen)
        }
      }
    }.stolen
    // Of the time that both sides took, so of either.
    for side in sides { results[side]?.stolenTime += stolen }
    for side in sides {
      guard let dialogue = dialogues[side], var result = results[side] else { continue }
      try dialogue.finish(&result)
      results[side] = result
    }
    try FaultySamples.leaveOut(of: &results)
    return (results[.candidate] ?? LaunchResult(), results[.baseline] ?? LaunchResult())
  }

  /// Counts what the iterations of a benchmark do on one side, in a launch that times nothing.
  ///
  /// A few iterations come first and count nothing: they pay what comes once.
  func count(
    _ benchmark: MeasuredBenchmark, index: Int, side: Side, in link: any WorkerLink
  ) throws(LaunchFailure) -> WorkerCounts {
    let dialogue = Dialogue(link: link, side: side, limit: limit(benchmark))
    let affordable = Int(min(scale.launch / max(1, benchmark.nanosecondsPerIteration), 100))
    try dialogue.begin(index)
    _ = try dialogue.count(affordable > 1 ? 2 : 1)
    let counts = try dialogue.count(max(1, affordable))
    var result = LaunchResult()
    try dialogue.finish(&result)
    return counts
  }

  /// Calibrates once for both sides; warms both in every later launch.
  private func prepare(
    _ benchmark: inout MeasuredBenchmark, _ sides: [Side], _ dialogues: [Side: Dialogue]
  ) throws(LaunchFailure) {
    if benchmark.iterations != nil {
      for side in sides { try dialogues[side]?.warm(scale.warmUp) }
      return
    }
    for side in sides {
      guard let (iterations, nanoseconds) = try dialogues[side]?.calibrate(scale.sample) else {
        continue
      }
      // The quicker side needs more iterations for the same length.
      benchmark.iterations = max(benchmark.iterations ?? 1, iterations)
      benchmark.nanosecondsPerIteration = max(benchmark.nanosecondsPerIteration, nanoseconds)
    }
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

/// Why a launch of a benchmark came to nothing, and whose fault it was.
struct LaunchFailure: Error, Hashable, Sendable {
  let side: Side
  let failure: BenchmarkFailure
  /// Whether the worker can go on with another benchmark.
  let workerSurvives: Bool
}

/// What a worker told of its circuit breakers during one dialogue.
private final class BreakerChanges {
  var changes: [WorkerBreaker] = []
}

/// The questions and answers about one benchmark with one worker.
private struct Dialogue {
  let link: any WorkerLink
  let side: Side
  let limit: Double
  let breakers = BreakerChanges()

  func begin(_ index: Int) throws(LaunchFailure) {
    guard case .ready = try ask(.run(index: index)) else { throw unexpected("ready") }
  }

  func calibrate(_ target: UInt64) throws(LaunchFailure) -> (Int, Double) {
    guard case .calibrated(let iterations, let nanoseconds) = try ask(.calibrate(target: target)),
      iterations > 0
    else { throw unexpected("calibrated") }
    return (iterations, nanoseconds)
  }

  func warm(_ duration: UInt64) throws(LaunchFailure) {
    guard case .warmed = try ask(.warm(duration: duration)) else { throw unexpected("warmed") }
  }

  func sample(_ iterations: Int, count: Int) throws(LaunchFailure) -> [WorkerSample] {
    var samples: [WorkerSample] = []
    var answer = try ask(.sample(iterations: iterations, count: count))
    while true {
      guard case .sample(let sample) = answer else { throw unexpected("sample") }
      samples.append(sample)
      guard samples.count < count else { return samples }
      answer = try hear()
    }
  }

  func count(_ iterations: Int) throws(LaunchFailure) -> WorkerCounts {
    var counters: [WorkerCounter] = []
    var answer = try ask(.count(iterations: iterations))
    while true {
      switch answer {
      case .counter(let counter): counters.append(counter)
      case .counted(let iterations):
        return WorkerCounts(iterations: iterations, counters: counters)
      case .countedTogether(let counts): return counts.counts
      case .greeting, .benchmark, .end, .ready, .calibrated, .warmed, .sample, .metric, .step,
        .breaker, .digest, .memory, .finished, .failed:
        throw unexpected("counted")
      }
      answer = try hear()
    }
  }

  func finish(_ result: inout LaunchResult) throws(LaunchFailure) {
    var answer = try ask(.finish)
    while true {
      switch answer {
      case .metric(let metric): result.metrics.append(metric)
      case .step(let step): result.steps.append(step)
      case .digest(let digest): result.digest = digest
      case .memory(let bytes): result.peakMemory = bytes
      case .finished: return
      case .greeting, .benchmark, .end, .ready, .calibrated, .warmed, .sample, .counter,
        .counted, .countedTogether, .breaker, .failed:
        throw unexpected("finished")
      }
      answer = try hear()
    }
  }

  private func ask(_ message: DriverMessage) throws(LaunchFailure) -> WorkerMessage {
    do {
      try link.send(message)
    } catch {
      throw LaunchFailure(side: side, fault: error)
    }
    return try hear()
  }

  private func hear() throws(LaunchFailure) -> WorkerMessage {
    var answer: WorkerMessage
    do {
      answer = try link.receive(within: limit)
      // Told before whatever ends a benchmark, so that a failure does not lose them.
      while case .breaker(let change) = answer {
        breakers.changes.append(change)
        answer = try link.receive(within: limit)
      }
    } catch {
      throw LaunchFailure(side: side, fault: error)
    }
    guard case .failed(let failure) = answer else { return answer }
    throw LaunchFailure(
      side: side, failure: BenchmarkFailure(failure), workerSurvives: true)
  }

  private func unexpected(_ wanted: String) -> LaunchFailure {
    LaunchFailure(
      side: side,
      failure: BenchmarkFailure(
        kind: .protocolError, message: "the worker said something else than '\(wanted)'"),
      workerSurvives: false)
  }
}

extension LaunchFailure {
  init(side: Side, fault: WorkerFault) {
    let kind: BenchmarkFailure.Kind =
      switch fault.kind {
      case .notStarted, .ended: .crashed
      case .silent: .timedOut
      case .refused: .threw
      case .unintelligible: .protocolError
      }
    self.init(
      side: side,
      failure: BenchmarkFailure(
        kind: kind, message: fault.message, outputTail: fault.outputTail),
      workerSurvives: false)
  }
}

extension BenchmarkFailure {
  init(_ failure: WorkerFailure) {
    let kind: Kind =
      switch failure.kind {
      case .threw: .threw
      case .measuredNothing: .measuredNothing
      case .skipped: .skipped
      case .protocolError: .protocolError
      }
    self.init(kind: kind, message: failure.message)
  }
}
