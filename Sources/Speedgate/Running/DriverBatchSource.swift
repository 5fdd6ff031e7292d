import GateProtocol
import GateRecords

/// Batches as a driver asks for them.
///
/// While a benchmark is inside `measure`, this is where it waits for its driver.
final class DriverBatchSource: BatchSource {
  private enum Activity {
    case waiting
    case calibrating(Calibration)
    case warming(iterations: Int, done: Int, elapsed: Double, goal: Double)
    case sampling(iterations: Int, remaining: Int)
    case counting
    case looking(StackSampler, LookedTime, iterations: Int)
  }

  private let index: Int
  private let benchmark: BenchmarkCase
  private let channel: any LineChannel
  private let clock: HarnessClock
  private var activity = Activity.waiting
  private var isReady = false

  /// Why measuring ended early, when it did.
  private(set) var failure: WorkerFailure?
  /// Whether the driver ended or asked to quit.
  private(set) var driverIsGone = false

  init(index: Int, benchmark: BenchmarkCase, channel: any LineChannel, clock: HarnessClock) {
    self.index = index
    self.benchmark = benchmark
    self.channel = channel
    self.clock = clock
  }

  var isCounting: Bool {
    if case .counting = activity { true } else { false }
  }

  func next(after timing: BatchTiming?, steps: StepRecorder) -> Int? {
    if let timing {
      steps.finish(iterations: timing.faults > 0 ? 0 : timing.iterations)
      if let more = advance(timing, steps: steps) { return more }
      if failure != nil { return nil }
    } else if !isReady {
      isReady = true
      send(.ready(index: index))
    }
    return awaitWish(steps)
  }

  /// Continues the present request; nil when it is done and answered.
  private func advance(_ timing: BatchTiming, steps: StepRecorder) -> Int? {
    switch activity {
    case .waiting: return nil
    case .calibrating(var calibration):
      let step = calibration.next(after: timing)
      activity = .calibrating(calibration)
      switch step {
      case .run(let iterations): return iterations
      case .finished(let iterations, let nanoseconds):
        conclude(calibration, iterations: iterations, nanoseconds: nanoseconds)
        return nil
      }
    case .warming(let iterations, let done, let elapsed, let goal):
      let total = elapsed + timing.wallTime
      guard total < goal else {
        activity = .waiting
        send(.warmed(iterations: done + iterations))
        return nil
      }
      let next = min(iterations * 2, Calibration.mostIterations)
      activity = .warming(iterations: next, done: done + iterations, elapsed: total, goal: goal)
      return next
    case .sampling(let iterations, let remaining):
      send(
        .sample(
          WorkerSample(
            iterations: timing.iterations, wallTime: timing.wallTime,
            processorTime: timing.processorTime,
            involuntarySwitches: timing.involuntarySwitches, faults: timing.faults)))
      guard remaining > 1 else {
        activity = .waiting
        steps.isRecording = false
        return nil
      }
      activity = .sampling(iterations: iterations, remaining: remaining - 1)
      return iterations
    case .looking(let sampler, let time, let iterations):
      return look(sampler, time.adding(timing), iterations, timing)
    case .counting:
      activity = .waiting
      guard timing.faults == 0 else {
        failure = WorkerFailure(
          kind: .threw, message: SuiteMessage.callsFailedWhileCounting.line)
        return nil
      }
      for counter in timing.counts ?? [] { send(.counter(counter)) }
      send(.counted(iterations: timing.iterations))
      return nil
    }
  }

  /// How long the iterations ran that were looked at.
  private struct LookedTime {
    /// Nanoseconds that they are to run.
    var goal: Double
    var iterations = 0
    var wallTime = 0.0
    var processorTime = 0.0

    func adding(_ timing: BatchTiming) -> LookedTime {
      var sum = self
      sum.iterations += timing.iterations
      sum.wallTime += timing.wallTime
      sum.processorTime += Double(timing.processorTime)
      return sum
    }

    /// Whether it is enough; where the processor is shared, it is given three times as long.
    var isEnough: Bool { processorTime >= goal || wallTime >= goal * 3 }
  }

  /// Continues until the time is over, in batches that are short beside it; then sends the samples.
  private func look(
    _ sampler: StackSampler, _ time: LookedTime, _ iterations: Int, _ timing: BatchTiming
  ) -> Int? {
    guard time.isEnough else {
      let isShort = timing.wallTime < time.goal / 20
      let next = isShort ? min(iterations * 2, Calibration.mostIterations) : iterations
      activity = .looking(sampler, time, iterations: next)
      return next
    }
    activity = .waiting
    let seen = sampler.stop()
    for stack in seen.stacks { send(.stack(stack)) }
    send(
      .looked(
        iterations: time.iterations, nanoseconds: time.processorTime, reason: seen.reason))
    return nil
  }

  private func conclude(_ calibration: Calibration, iterations: Int, nanoseconds: Double) {
    activity = .waiting
    guard !EmptyLoop.isAllThereIs(in: calibration, of: benchmark, clock: clock) else {
      failure = WorkerFailure(
        kind: .measuredNothing, message: SuiteMessage.emptyLoop.line)
      return
    }
    send(.calibrated(iterations: iterations, nanosecondsPerIteration: nanoseconds))
  }

  /// Waits for the driver's next wish; nil ends measuring.
  private func awaitWish(_ steps: StepRecorder) -> Int? {
    guard let line = channel.receive() else {
      driverIsGone = true
      return nil
    }
    steps.isRecording = false
    switch DriverMessage(line: line) {
    case .calibrate(let target):
      var calibration = Calibration(
        target: target, resolution: clock.resolution,
        singleIterations: benchmark.sampling == .perIteration)
      let first = calibration.next(after: nil)
      activity = .calibrating(calibration)
      if case .run(let iterations) = first { return iterations }
      return 1
    case .warm(let duration):
      activity = .warming(iterations: 1, done: 0, elapsed: 0, goal: Double(duration))
      return 1
    case .sample(let iterations, let count):
      activity = .sampling(iterations: iterations, remaining: count)
      steps.isRecording = true
      return iterations
    case .count(let iterations):
      activity = .counting
      return iterations
    case .look(let duration, let interval):
      let sampler = StackSampler(duration: duration, interval: interval)
      activity = .looking(sampler, LookedTime(goal: Double(duration)), iterations: 1)
      sampler.start()
      return 1
    case .finish: return nil
    case .quit:
      driverIsGone = true
      return nil
    case .list, .run, nil:
      failure = WorkerFailure(
        kind: .protocolError, message: SuiteMessage.lineOutOfTurn(line).line)
      return nil
    }
  }

  private func send(_ message: WorkerMessage) {
    if !channel.send(message.line) { driverIsGone = true }
  }
}
