import GateProtocol
import GateRecords

/// Takes the place of a worker: answers a driver by running commands.
final class CommandLink: WorkerLink {
  private let owner: CommandLauncher
  private let side: Side
  private let placement: Placement
  private var answers: [WorkerMessage]
  /// Samples that were asked for and not yet taken.
  private var openSamples = 0
  private var index = 0
  private var peakMemory: Int64?
  /// Runs of this launch so far.
  private var runs = 0
  /// Runs of this launch until the empty command is timed; nil once it was.
  private var runsUntilStart: Int?
  private var startTime: Double?

  init(_ owner: CommandLauncher, side: Side, placement: Placement) {
    self.owner = owner
    self.side = side
    self.placement = placement
    answers = [.greeting(owner.greeting)]
  }

  func send(_ message: DriverMessage) throws(WorkerFault) {
    switch message {
    case .list:
      // Places are those among all plans, so that both sides mean the same by one.
      let listed = owner.plans.enumerated().compactMap { index, plan in
        plan.sides[side].map {
          ListedBenchmark(
            index: index, name: plan.name, timeLimit: $0.timeLimit, usesSeveralThreads: !$0.isBound,
            tags: plan.tags)
        }
      }
      answers += listed.map { .benchmark($0) } + [.end(count: listed.count)]
    case .run(let index):
      self.index = index
      peakMemory = nil
      runs = 0
      runsUntilStart = owner.runsBeforeStart(index)
      startTime = nil
      answers.append(.ready(index: index))
    case .calibrate:
      let run = try owner.rehearse(index, side: side, placement: placement)
      answers.append(.calibrated(iterations: 1, nanosecondsPerIteration: run.wallTime))
    // A command's caches stay warm for its next run, because they do not end with a launch.
    case .warm: answers.append(.warmed(iterations: 0))
    case .sample(_, let count): openSamples += count
    case .count(let iterations): answers.append(.counted(iterations: iterations))
    case .look:
      answers.append(
        .looked(iterations: 0, nanoseconds: 0, reason: MeasurementMessage.notSampled.line))
    case .finish:
      if runsUntilStart != nil { timeStart() }
      owner.noteLaunch(index, runs: runs)
      if let startTime {
        answers.append(
          .metric(
            WorkerMetric(
              name: MetricName.spawnTime.rawValue, unit: "ns", direction: .lowerIsBetter,
              value: startTime)))
      }
      answers += [.memory(peakMemory), .finished]
    case .quit: break
    }
  }

  func receive(within seconds: Double) throws(WorkerFault) -> WorkerMessage {
    if openSamples > 0 {
      openSamples -= 1
      return .sample(try sample(within: seconds))
    }
    guard !answers.isEmpty else {
      throw WorkerFault(.silent, .nothingAsked)
    }
    return answers.removeFirst()
  }

  func end() {
    answers = []
    openSamples = 0
  }

  private func timeStart() {
    runsUntilStart = nil
    startTime = owner.timeStart(index, placement)
  }

  private func sample(within seconds: Double) throws(WorkerFault) -> WorkerSample {
    if let left = runsUntilStart {
      if left == 0 { timeStart() } else { runsUntilStart = left - 1 }
    }
    runs += 1
    let run = try owner.measure(index, side: side, placement: placement, timeLimit: seconds)
    if let peak = run.peakMemory { peakMemory = max(peakMemory ?? 0, peak) }
    return WorkerSample(
      iterations: 1, wallTime: run.wallTime, processorTime: run.processorTime,
      involuntarySwitches: run.involuntarySwitches)
  }
}
