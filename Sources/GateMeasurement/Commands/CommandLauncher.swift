import GateProtocol
package import GateRecords
import GateStatistics

/// Launches commands instead of a suite's benchmarks.
///
/// A worker is a process that measures itself; a command is measured from outside. So a link of this
/// launcher starts no worker: it answers the driver's questions by running the command, one process a
/// sample, and everything above it, pairs, decisions, records, stays as it is for suites.
package final class CommandLauncher: WorkerLauncher {
  /// The way programs are run: real processes, or a test's script.
  package typealias Runner = (CommandCall) throws(WorkerFault) -> CommandRun

  /// The result of the first run on a side.
  private enum Rehearsal {
    case worked(CommandRun)
    case failed(WorkerFault)
  }

  let plans: [CommandPlan]
  private let suite: String
  private let emptyCommand: EmptyCommand
  private let environment: [String: String]
  /// The variables of each command as the system takes them, so that no run waits for them.
  private var variables: [SidedCommand: [String]] = [:]
  private let timeLimit: Double
  private let runner: Runner
  private var rehearsals: [Int: [Side: Rehearsal]] = [:]
  private var generator: SeededGenerator
  /// How many runs a side's last launch had, by command.
  private var launchLengths: [Int: Int] = [:]
  /// Why an empty command's time is no longer taken, by what it starts.
  private(set) var startFaults: [EmptyCommand: WorkerFault] = [:]
  /// Set-ups and clean-ups that were run, by benchmark: what both sides share is run once.
  private var done: [Int: Set<CommandCall>] = [:]
  /// The plans' places by name.
  private let places: [String: Int]

  /// Prepares commands.
  ///
  /// - Parameters:
  ///   - plans: The commands, with unique names.
  ///   - suite: The name under which their runs are stored.
  ///   - emptyCommand: A command that does nothing; its time is reported. Where a shell starts a command,
  ///     a shell that does nothing takes its place.
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
    places = Dictionary(plans.enumerated().map { ($1.name, $0) }) { first, _ in first }
    self.suite = suite
    self.emptyCommand = emptyCommand
    self.environment = environment.filter { $0.key != "SPEEDGATE_PADDING" }
    self.timeLimit = timeLimit
    // The driver draws from the same seed; these choices are not to follow its own.
    generator = SeededGenerator(seed: ~seed)
    self.runner = runner
  }

  package func launch(_ side: Side, _ placement: Placement) throws(WorkerFault) -> any WorkerLink {
    CommandLink(self, side: side, placement: placement)
  }

  /// Runs the clean-up commands of what was run, on both sides; what they share once.
  ///
  /// - Throws: ``WorkerFault`` when one of them fails; the others still run.
  package func cleanUp() throws(WorkerFault) {
    var fault: WorkerFault?
    for (index, plan) in plans.enumerated() where rehearsals[index] != nil {
      for side in Side.allCases {
        guard let command = plan.sides[side], let words = command.cleanUp else { continue }
        do {
          try once(call(words, of: command), for: index)
        } catch {
          fault = fault ?? error
        }
      }
    }
    if let fault { throw fault }
  }

  private func once(_ call: CommandCall, for index: Int) throws(WorkerFault) {
    guard done[index, default: []].insert(call).inserted else { return }
    _ = try runner(call)
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
      rehearsals[index] = plans[index].sides.mapValues { _ in .worked(Self.nothing) }
      for side in Side.allCases {
        guard let command = plans[index].sides[side] else { continue }
        rehearsals[index]?[side] = rehearsal(command, of: index, placement)
      }
    }
    switch rehearsals[index]?[side] {
    case .worked(let run): return run
    case .failed(let fault): throw fault
    case nil: throw WorkerFault(.notStarted, .commandMissing(side))
    }
  }

  /// The plan of a benchmark.
  func plan(named name: BenchmarkIdentifier) -> CommandPlan? {
    places[name.rawValue].map { plans[$0] }
  }

  /// One measured run.
  func measure(
    _ index: Int, side: Side, placement: Placement, timeLimit: Double
  ) throws(WorkerFault) -> CommandRun {
    guard let command = plans[index].sides[side] else {
      throw WorkerFault(.notStarted, .commandMissing(side))
    }
    return try run(command, placement, keepsOutput: command.keepsOutput, timeLimit: timeLimit)
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
    guard let command = plans[index].leading else { return nil }
    let empty = emptyCommand(of: plans[index])
    guard startFaults[empty] == nil else { return nil }
    // In the driver's own folder, with its own variables: it is not part of the command.
    var call = self.call(empty.words, of: nil, padding: placement.padding)
    call.keepsOutput = command.keepsOutput
    call.processor = placement.processor
    do {
      return try runner(call).wallTime
    } catch {
      startFaults[empty] = error
      return nil
    }
  }

  /// The command that does nothing and is started as a benchmark's commands are.
  func emptyCommand(of plan: CommandPlan) -> EmptyCommand {
    plan.leading?.usesShell == true ? .shell : emptyCommand
  }

  private static let nothing = CommandRun(
    wallTime: 0, processorTime: 0, peakMemory: nil, involuntarySwitches: 0)

  private func rehearsal(
    _ command: SidedCommand, of index: Int, _ placement: Placement
  ) -> Rehearsal {
    var last = Self.nothing
    do {
      try requirePrograms(of: command)
      if let setup = command.setup {
        try named("setup") { () throws(WorkerFault) in
          try once(call(setup, of: command), for: index)
        }
      }
      for _ in 0..<max(1, command.warmUps) {
        // Output is kept, so that a command that fails can be heard.
        last = try run(
          command, placement, keepsOutput: true, timeLimit: command.timeLimit ?? timeLimit)
      }
    } catch {
      return .failed(error)
    }
    return .worked(last)
  }

  private func requirePrograms(of command: SidedCommand) throws(WorkerFault) {
    guard let missing = command.missingProgram else { return }
    throw WorkerFault(.notStarted, .startRefused(reason: "\(missing): no such program"))
  }

  private func run(
    _ command: SidedCommand, _ placement: Placement, keepsOutput: Bool, timeLimit: Double
  ) throws(WorkerFault) -> CommandRun {
    if let prepare = command.prepare {
      try named("prepare") { () throws(WorkerFault) in
        _ = try runner(self.call(prepare, of: command))
      }
    }
    var call = self.call(command.words, of: command, padding: placement.padding)
    call.input = command.input
    call.keepsOutput = keepsOutput
    call.expectedOutput = command.expectedOutput
    call.expectedStatuses = command.expectedStatuses
    call.timeLimit = timeLimit
    call.processor = placement.processor
    return try runner(call)
  }

  /// Calls what fails around a run by its name.
  private func named(
    _ option: String, _ body: () throws(WorkerFault) -> Void
  ) throws(WorkerFault) {
    do {
      try body()
    } catch {
      throw WorkerFault(
        error.kind, .aroundCommand(option: option, reason: error.message),
        outputTail: error.outputTail)
    }
  }

  private func call(
    _ words: [String], of command: SidedCommand?, padding: Int = 0
  ) -> CommandCall {
    var call = CommandCall(
      words: words,
      environment: variables(of: command)
        + ["SPEEDGATE_PADDING=" + String(repeating: "x", count: padding)],
      timeLimit: command?.timeLimit ?? timeLimit)
    call.directory = command?.directory
    return call
  }

  private func variables(of command: SidedCommand?) -> [String] {
    let key = command ?? SidedCommand([])
    if let known = variables[key] { return known }
    var all = environment.merging(command?.environment ?? [:]) { $1 }
    // Some programs take this variable's word for where they are.
    if let directory = command?.directory, command?.environment["PWD"] == nil {
      all["PWD"] = directory
    }
    let lines = all.map { "\($0.key)=\($0.value)" }.sorted()
    variables[key] = lines
    return lines
  }
}
