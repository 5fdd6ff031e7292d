import GateProtocol
package import GateRecords
import GateStatistics

/// Lets commands take the place of a suite's benchmarks.
///
/// A worker is a process that measures itself; a command is measured from outside. So a link of this
/// launcher starts no worker: it answers the driver's questions by running the command, one process a
/// sample, and everything above it, pairs, decisions, records, stays as it is for suites.
package final class CommandLauncher: WorkerLauncher {
  /// The way programs are run: real processes, or a test's script.
  package typealias Runner = (CommandCall) throws(WorkerFault) -> CommandRun

  /// What a first run on a side showed.
  private enum Rehearsal {
    case worked(CommandRun)
    case failed(WorkerFault)
  }

  let plans: [CommandPlan]
  let emptyCommand: EmptyCommand
  private let suite: String
  private let environment: [String]
  private let timeLimit: Double
  private let runner: Runner
  private var rehearsals: [Int: [Side: Rehearsal]] = [:]
  private var generator: SeededGenerator
  /// How many runs a side's last launch had, by command.
  private var launchLengths: [Int: Int] = [:]
  /// Why the empty command's time is no longer taken; nil while it is.
  private(set) var startFault: WorkerFault?

  /// Prepares commands.
  ///
  /// - Parameters:
  ///   - plans: The commands, with unique names.
  ///   - suite: The name under which their runs are stored.
  ///   - emptyCommand: A command that does nothing; its time is reported.
  ///   - environment: The variables of all programs.
  ///   - timeLimit: Seconds that a run may last.
  ///   - seed: The seed of the places at which the empty command is timed.
  ///   - runner: The way programs are run.
  package init(
    _ plans: [CommandPlan], suite: String, emptyCommand: EmptyCommand,
    environment: [String: String], timeLimit: Double, seed: UInt64,
    runner: @escaping Runner = { call throws(WorkerFault) in try CommandProcess.run(call) }
  ) {
    self.plans = plans
    self.suite = suite
    self.emptyCommand = emptyCommand
    self.environment = environment.filter { $0.key != "SPEEDGATE_PADDING" }
      .map { "\($0.key)=\($0.value)" }.sorted()
    self.timeLimit = timeLimit
    // The driver draws from the same seed; these choices are not to follow its own.
    generator = SeededGenerator(seed: ~seed)
    self.runner = runner
  }

  package func launch(_ side: Side, _ placement: Placement) throws(WorkerFault) -> any WorkerLink {
    CommandLink(self, side: side, placement: placement)
  }

  /// Runs the clean-up commands.
  ///
  /// - Throws: ``WorkerFault`` when one of them fails; the others are run all the same.
  package func cleanUp() throws(WorkerFault) {
    var fault: WorkerFault?
    for words in plans.compactMap(\.cleanUp) {
      do {
        _ = try runner(call(words, padding: 0))
      } catch {
        fault = fault ?? error
      }
    }
    if let fault { throw fault }
  }

  // MARK: What links ask

  var greeting: WorkerGreeting {
    WorkerGreeting(
      version: DriverMessage.version, harness: ToolVersion.current, suite: suite,
      configuration: "release", compiler: "unknown", clock: "monotonic", resolution: 1, cost: 0)
  }

  /// The first runs of a command, before anything is measured: they warm caches, and show whether the
  /// command works and how long it lasts.
  func rehearse(_ index: Int, side: Side, placement: Placement) throws(WorkerFault) -> CommandRun {
    if rehearsals[index] == nil {
      // The first start reads the program from the disk, and is not counted.
      _ = timeStart(index, placement)
      rehearsals[index] = plans[index].words.mapValues { _ in .worked(Self.nothing) }
      for side in Side.allCases where plans[index].words[side] != nil {
        rehearsals[index]?[side] = rehearsal(index, side, placement)
      }
    }
    switch rehearsals[index]?[side] {
    case .worked(let run): return run
    case .failed(let fault): throw fault
    case nil: throw WorkerFault(kind: .notStarted, message: "there is no \(side) command")
    }
  }

  /// One measured run.
  func measure(
    _ index: Int, side: Side, placement: Placement, timeLimit: Double
  ) throws(WorkerFault) -> CommandRun {
    try run(index, side, placement, keepsOutput: plans[index].keepsOutput, timeLimit: timeLimit)
  }

  /// The runs of a launch that come before the empty command is timed.
  ///
  /// Drawn from all places in a launch as long as the last one, so that no moment of a run and no run of
  /// a launch is preferred.
  func runsBeforeStart(_ index: Int) -> Int {
    Int.random(in: 0...(launchLengths[index] ?? 1), using: &generator)
  }

  /// Notes how many runs a side's launch had.
  func noteLaunch(_ index: Int, runs: Int) { launchLengths[index] = runs }

  /// The nanoseconds of one empty command under the conditions of a command's runs; nil where it fails.
  ///
  /// The time is only reported, so a failure ends nothing; the record says why the figure is missing.
  func timeStart(_ index: Int, _ placement: Placement) -> Double? {
    guard startFault == nil else { return nil }
    var call = call(emptyCommand.words, padding: placement.padding)
    call.keepsOutput = plans[index].keepsOutput
    call.processor = placement.processor
    do {
      return try runner(call).wallTime
    } catch {
      startFault = error
      return nil
    }
  }

  private static let nothing = CommandRun(
    wallTime: 0, processorTime: 0, peakMemory: nil, involuntarySwitches: 0)

  private func rehearsal(_ index: Int, _ side: Side, _ placement: Placement) -> Rehearsal {
    var last = Self.nothing
    for _ in 0..<max(1, plans[index].warmUps) {
      do {
        // Output is kept, so that a command that fails can be heard.
        last = try run(index, side, placement, keepsOutput: true, timeLimit: timeLimit)
      } catch {
        return .failed(error)
      }
    }
    return .worked(last)
  }

  private func run(
    _ index: Int, _ side: Side, _ placement: Placement, keepsOutput: Bool, timeLimit: Double
  ) throws(WorkerFault) -> CommandRun {
    let plan = plans[index]
    guard let words = plan.words[side] else {
      throw WorkerFault(kind: .notStarted, message: "there is no \(side) command")
    }
    if let prepare = plan.prepare {
      do {
        _ = try runner(call(prepare, padding: 0))
      } catch {
        throw WorkerFault(
          kind: error.kind, message: "its --prepare command \(error.message)",
          outputTail: error.outputTail)
      }
    }
    var call = call(words, padding: placement.padding)
    call.input = plan.input
    call.keepsOutput = keepsOutput
    call.expectedStatuses = plan.expectedStatuses
    call.timeLimit = timeLimit
    call.processor = placement.processor
    return try runner(call)
  }

  private func call(_ words: [String], padding: Int) -> CommandCall {
    CommandCall(
      words: words,
      environment: environment
        + ["SPEEDGATE_PADDING=" + String(repeating: "x", count: padding)],
      timeLimit: timeLimit)
  }
}
