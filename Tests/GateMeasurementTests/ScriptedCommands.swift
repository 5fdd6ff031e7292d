import GateBudgets
import GateRecords

@testable import GateMeasurement

/// A script in the place of processes: what each program takes, and a diary of what was run.
final class ScriptedCommands {
  /// Every call, in order, as words joined by blanks.
  private(set) var diary: [String] = []
  /// What a program's runs take in nanoseconds, from the number of its run.
  var times: [String: (Int) -> Double] = [
    "empty": { _ in 500_000 }, "new": { _ in 6_000_000 }, "old": { _ in 3_000_000 },
  ]
  /// The folders that each program ran in.
  private(set) var folders: [String: [String]] = [:]
  /// The variables that each program got.
  private(set) var variables: [String: Set<String>] = [:]
  /// The time limits of each program's runs.
  private(set) var limits: [String: Set<Double>] = [:]
  /// Programs that fail.
  var faults: [String: WorkerFault] = [:]
  private var counts: [String: Int] = [:]

  /// The measured records, and what else the measurement gave.
  struct Outcome {
    let records: [BenchmarkRecord]
    let launcher: CommandLauncher
    let planner: DecisionPlanner?
    let baselineOnly: [String]
  }

  private func run(_ call: CommandCall) throws(WorkerFault) -> CommandRun {
    diary.append(call.words.joined(separator: " "))
    let program = call.words[0]
    folders[program, default: []].append(call.directory ?? "")
    variables[program, default: []].formUnion(call.environment)
    limits[program, default: []].insert(call.timeLimit)
    if let fault = faults[program] { throw fault }
    let number = counts[program, default: 0]
    counts[program] = number + 1
    return CommandRun(
      wallTime: times[program]?(number) ?? 1, processorTime: 700_000, peakMemory: nil,
      involuntarySwitches: 0)
  }

  /// Measures commands as `speedgate-bench command` does.
  func measure(
    _ plans: [CommandPlan], isPaired: Bool = false, seed: UInt64 = 3,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let launcher = CommandLauncher(
      plans, suite: "commands", emptyCommand: .process("empty"), environment: environment,
      timeLimit: 5, seed: seed, runner: { call throws(WorkerFault) in try self.run(call) })
    var options = SuiteMeasurement.Options(
      profile: .quick, timeBudget: 1000, seed: seed, processors: [])
    options.countsWork = false
    options.leastSamples = 10
    options.scale.leastSamples = 1
    options.scale.launch = 50_000_000
    var now = 0.0
    var measurement = SuiteMeasurement(
      options: options, policy: .builtIn, launcher: launcher, isPaired: isPaired,
      clock: {
        now += 0.001
        return now
      }, report: { _ in })
    let result = try measurement.run()
    try launcher.cleanUp()
    return Outcome(
      records: result.benchmarks.map(launcher.described), launcher: launcher,
      planner: result.planner, baselineOnly: result.baselineOnly.map(\.rawValue))
  }

  /// Measures the program `new` beside `old`.
  func measurePair(seed: UInt64 = 3) throws -> Outcome {
    try measure(
      [CommandPlan("tool", [.candidate: ["new"], .baseline: ["old"]])],
      isPaired: true, seed: seed)
  }
}

extension CommandPlan {
  /// A plan whose sides have nothing around their commands.
  init(_ name: String, _ words: [Side: [String]]) {
    self.init(name: name, sides: words.mapValues { SidedCommand($0) })
  }

  /// The plan with something around its commands.
  func with(_ change: (inout SidedCommand) -> Void) -> CommandPlan {
    var plan = self
    plan.sides = sides.mapValues { command in
      var command = command
      change(&command)
      return command
    }
    return plan
  }
}
