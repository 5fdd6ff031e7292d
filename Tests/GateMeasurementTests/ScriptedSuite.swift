import GateProtocol
import GateRecords

@testable import GateMeasurement

/// Suites with scripted answers, and a diary of everything that was asked.
final class ScriptedLauncher: WorkerLauncher {
  /// A made-up benchmark.
  struct Body {
    var listed: ListedBenchmark
    /// Nanoseconds of an iteration, by side and launch.
    var cost: (Side, Int) -> Double
    /// Bytes at the peak, by side and launch.
    var memory: (Side, Int) -> Int64 = { _, _ in 1_000_000 }
    /// What a launch reports about its result.
    var digest: (Side, Int) -> String? = { _, _ in nil }
    /// Metrics of its own, by side and launch.
    var ownMetrics: (Side, Int) -> [WorkerMetric] = { _, _ in [] }
    /// What a launch says about its steps, by side, launch and the samples that it gave.
    var steps: (Side, Int, [WorkerSample]) -> [WorkerMessage] = { _, _, _ in [] }
    /// What goes wrong on a side, instead of being ready.
    var fault: (Side) -> Fault?
    /// What goes wrong in a launch, counted over both sides.
    var faultOfLaunch: (Side, Int) -> Fault? = { _, _ in nil }

    init(
      _ name: String, index: Int, several: Bool = false, single: Bool = false,
      metrics: [String] = [],
      cost: @escaping (Side, Int) -> Double = { _, _ in 1_000 },
      fault: @escaping (Side) -> Fault? = { _ in nil },
      faultOfLaunch: @escaping (Side, Int) -> Fault? = { _, _ in nil }
    ) {
      listed = ListedBenchmark(
        index: index, name: name, samplesSingleIterations: single, usesSeveralThreads: several,
        metrics: metrics)
      self.cost = cost
      self.fault = fault
      self.faultOfLaunch = faultOfLaunch
    }
  }

  enum Fault {
    case crash
    case failure(WorkerFailure)
  }

  var bodies: [Body]
  var baselineBodies: [Body]
  var configuration = "release"
  /// The version of the protocol that a side speaks.
  var version: (Side) -> Int = { _ in 2 }
  /// Why a side does not start; nil where it does.
  var refusal: (Side) -> String? = { _ in nil }
  private(set) var diary: [String] = []
  private(set) var placements: [Placement] = []
  var drawsLayouts = false
  /// The seeds of the programs that were made together.
  private(set) var prepared: [[UInt32]] = []
  private var launches = 0

  init(_ bodies: [Body], baseline: [Body]? = nil) {
    self.bodies = bodies
    baselineBodies = baseline ?? bodies
  }

  func launch(_ side: Side, _ placement: Placement) throws(WorkerFault) -> any WorkerLink {
    launches += 1
    placements.append(placement)
    diary.append("start \(side)")
    return ScriptedLink(self, side, launch: launches)
  }

  func prepare(_ launches: [(side: Side, seed: UInt32)]) {
    prepared.append(launches.map(\.seed))
    diary.append("prepare \(launches.count)")
  }

  func note(_ entry: String) { diary.append(entry) }

  /// What counting this many iterations gives, in the words of the version that the side speaks.
  func counts(_ side: Side, _ iterations: Int) -> [WorkerMessage] {
    let (count, bytes) = (Int64(3 * iterations), Int64(48 * iterations))
    guard version(side) > 1 else {
      return [
        .countedTogether(
          FirstVersionCounts(
            iterations: iterations, allocations: count, allocatedBytes: bytes, pageFaults: 0,
            contextSwitches: 0))
      ]
    }
    func counter(
      _ name: String, in unit: String = "count", _ kind: WorkerCounter.Kind,
      _ reading: WorkerCounter.Reading
    ) -> WorkerMessage {
      .counter(WorkerCounter(name: name, unit: unit, kind: kind, reading: reading))
    }
    return [
      counter("allocations", .exact, .value(count)),
      counter("allocated_bytes", in: "bytes", .exact, .value(bytes)),
      counter("invented", in: "drops", .varies, .value(5 * Int64(iterations))),
      counter("crew", .level, .value(7)), counter("hidden", .varies, .absent("out of reach")),
      .counted(iterations: iterations),
    ]
  }
}

/// One worker of the script.
private final class ScriptedLink: WorkerLink {
  private let owner: ScriptedLauncher
  private let side: Side
  private let launch: Int
  private var answers: [WorkerMessage]
  private var running: ScriptedLauncher.Body?
  private var samples: [WorkerSample] = []
  private var isDead = false

  init(_ owner: ScriptedLauncher, _ side: Side, launch: Int) {
    self.owner = owner
    self.side = side
    self.launch = launch
    answers = [
      .greeting(
        WorkerGreeting(
          version: owner.version(side), harness: "0", suite: "Scripted",
          configuration: owner.configuration, compiler: "Swift", clock: "test", resolution: 1,
          cost: 0))
    ]
  }

  private var bodies: [ScriptedLauncher.Body] {
    side == .candidate ? owner.bodies : owner.baselineBodies
  }

  func send(_ message: DriverMessage) throws(WorkerFault) {
    switch message {
    case .list where owner.refusal(side) != nil:
      answers.append(.failed(WorkerFailure(kind: .threw, message: owner.refusal(side) ?? "")))
    case .list:
      answers += bodies.map { .benchmark($0.listed) } + [.end(count: bodies.count)]
    case .run(let index):
      let body = bodies[index]
      running = body
      samples = []
      owner.note("\(side) \(body.listed.name)")
      switch body.fault(side) ?? body.faultOfLaunch(side, launch) {
      case .crash: isDead = true
      case .failure(let failure): answers.append(.failed(failure))
      case nil: answers.append(.ready(index: index))
      }
    case .calibrate(let target):
      let cost = running?.cost(side, launch) ?? 1
      let isSingle = running?.listed.samplesSingleIterations == true
      let iterations = isSingle ? 1 : max(1, Int(Double(target) / cost))
      owner.note("\(side) calibrate")
      answers.append(.calibrated(iterations: iterations, nanosecondsPerIteration: cost))
    case .warm: answers.append(.warmed(iterations: 1))
    case .sample(let iterations, let count):
      owner.note("\(side) sample")
      let cost = running?.cost(side, launch) ?? 1
      for _ in 0..<count {
        let sample = WorkerSample(
          iterations: iterations, wallTime: cost * Double(iterations), processorTime: 1,
          involuntarySwitches: 0)
        samples.append(sample)
        answers.append(.sample(sample))
      }
    case .count(let iterations):
      owner.note("\(side) count")
      answers += owner.counts(side, iterations)
    case .look:
      answers.append(.looked(iterations: 1, nanoseconds: 1, reason: "a script runs no code"))
    case .finish:
      if let digest = running?.digest(side, launch) { answers.append(.digest(digest)) }
      answers += (running?.ownMetrics(side, launch) ?? []).map { .metric($0) }
      answers += running?.steps(side, launch, samples) ?? []
      answers += [.memory(running?.memory(side, launch) ?? 0), .finished]
    case .quit: break
    }
  }

  func receive(within seconds: Double) throws(WorkerFault) -> WorkerMessage {
    guard !isDead, !answers.isEmpty else {
      throw WorkerFault(kind: .ended, message: "crashed with SIGILL", outputTail: "boom")
    }
    return answers.removeFirst()
  }

  func end() { owner.note("end \(side)") }
}
