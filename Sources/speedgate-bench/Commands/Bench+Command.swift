import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench command`.
  static let command = Command(
    CommandDefinition(
      "speedgate-bench command", summary: "Measures a command, alone or beside another one.",
      details: """
        No shell is used unless --shell asks for one. Each run is a process; its time counts from \
        before its start to its end, so it includes the start, which is also told by itself. Beside \
        another command, runs come in pairs until the question is decided or the time is up.

        {n} stands for the value of --parameter n=1,2,3 in the commands and in --stdin.
        """,
      positionals: [
        .init(
          "WORD", "The program and its arguments, behind --.", isRepeated: true, isForeign: true)
      ],
      options: [
        .value("name", "NAME", "Name the benchmark; the program's name unless given."),
        .value("suite", "NAME", "Name the suite; the benchmark's name unless given."),
        .value("against-command", "LINE", "Measure this command beside it."),
        .flag("shell", "Give the commands to /bin/sh; its start counts."),
        .repeated("parameter", "N=A,B", "Measure with each of these values."),
        .value("warm-up", "NUMBER", "Runs before measuring; 1 unless given."),
        .value("runs", "NUMBER", "Runs to measure at least; 10 unless given."),
        .value("prepare", "LINE", "Run this before every run, untimed."),
        .value("clean-up", "LINE", "Run this once at the end."),
        .value("stdin", "FILE", "Read standard input from this file."),
        .repeated("expect-status", "NUMBER", "Take this exit status for success; 0 unless given."),
        .value("time-limit", "TIME", "Kill a run that lasts longer; 5m unless given."),
        .flag("keep-output", "Let the command write to a file; /dev/null unless given."),
        .flag("bind", "Bind both sides of a pair to one processor, drawn anew each time."),
        .value("profile", "NAME", "quick, standard (the default) or thorough."),
        .value("time-budget", "TIME", "Stop after this time: 60s, 5m. The profile has a default."),
        .value("seed", "NUMBER", "Repeat an earlier run's random choices."),
      ] + SuitePolicy.options + MeasurementConsole.options,
      examples: [
        "speedgate-bench command --name build --prepare 'make clean' -- make -j4",
        "speedgate-bench command --against-command 'old/tool input.txt' -- new/tool input.txt",
        "speedgate-bench command --parameter n=10,1000 --output run.json -- ./tool --size {n}",
      ])
  ) { arguments, context in
    try MeasuredCommand(arguments, context).perform()
  }
}

/// One call of `speedgate-bench command`.
private struct MeasuredCommand {
  private let arguments: ParsedArguments
  private let context: CommandContext
  private let usesShell: Bool

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
    usesShell = arguments.flag("shell")
  }

  func perform() throws -> ExitStatus {
    let plan = try self.plan()
    let suite = arguments.value("suite") ?? plan.name
    let limit = try arguments.seconds("time-limit") ?? 300
    let options = try self.options(limit)
    let console = try MeasurementConsole(arguments, context)
    let launcher = CommandLauncher(
      plan.expanded(try parameters()), suite: suite,
      emptyCommand: usesShell ? .shell : .process(try program("true")),
      environment: context.environment, timeLimit: limit, seed: options.seed)
    let recorder = RunRecorder(arguments, context, options: options)
    let policy = try SuitePolicy.read(arguments, suite: suite, context)
    var measurement = SuiteMeasurement(
      options: options, policy: policy,
      launcher: launcher,
      isPaired: plan.words[.baseline] != nil,
      clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, report: console.report)
    var result = try measurement.run()
    console.clear()
    var warnings: [String] = []
    do {
      try launcher.cleanUp()
    } catch {
      warnings.append("a --clean-up command \(error.message)")
    }
    result.benchmarks = result.benchmarks.map(launcher.described)
    warnings += launcher.warnings(about: result.benchmarks)
    var measured = recorder.suite(suite, programHash: nil)
    measured.command = line
    let run = recorder.record(
      result, suite: measured,
      baseline: arguments.value("against-command").map { SuiteRecord(name: suite, command: $0) },
      warnings: warnings + (plan.isBound ? options.bindingWarnings : []))
    try console.finish(run, remark: launcher.remark(on: result.benchmarks))
    guard run.status != .failure else {
      let failure = run.benchmarks.lazy.compactMap(\.failure).first
      let tail = failure?.outputTail.map { "; it printed: \($0.suffix(300))" } ?? ""
      throw UsageError("the command \(failure?.message ?? "was not measured")\(tail)")
    }
    SuitePolicy.warn(policy, suite: suite, context)
    return .passed
  }

  private func plan() throws -> CommandPlan {
    guard let first = arguments.positionals.first else {
      throw UsageError(
        "no command is named; write it behind --, see 'speedgate-bench command --help'")
    }
    var words = [Side.candidate: try candidate()]
    if let line = arguments.value("against-command") {
      words[.baseline] = try command(line, option: "against-command")
    }
    // Of a shell's line the first word is the program.
    let usual = first.split(separator: " ").first?.split(separator: "/").last.map(String.init)
    var plan = CommandPlan(name: arguments.value("name") ?? usual ?? first, words: words)
    plan.prepare = try arguments.value("prepare").map { try command($0, option: "prepare") }
    plan.cleanUp = try arguments.value("clean-up").map { try command($0, option: "clean-up") }
    plan.input = arguments.value("stdin")
    plan.warmUps = try arguments.integer("warm-up", in: 1...10_000) ?? 1
    plan.keepsOutput = arguments.flag("keep-output")
    plan.isBound = arguments.flag("bind")
    let statuses = try arguments.values("expect-status").map { text in
      guard let status = Int32(text), (0...255).contains(status) else {
        throw UsageError("--expect-status cannot be '\(text)'; it is a number from 0 to 255")
      }
      return status
    }
    if !statuses.isEmpty { plan.expectedStatuses = Set(statuses) }
    return plan
  }

  /// The candidate's command as it was written.
  private var line: String {
    let words = arguments.positionals
    // A shell gets the words as one line, and what is quoted in it is quoted already.
    return usesShell ? words.joined(separator: " ") : CommandWords.line(words)
  }

  private func candidate() throws -> [String] {
    let words = arguments.positionals
    return usesShell
      ? ["/bin/sh", "-c", line]
      : [try program(words[0])] + words.dropFirst()
  }

  private func command(_ line: String, option: String) throws -> [String] {
    if usesShell { return ["/bin/sh", "-c", line] }
    guard let words = CommandWords.split(line) else {
      throw UsageError(
        "--\(option) cannot be '\(line)'; a quote is not closed, or nothing is there")
    }
    return [try program(words[0])] + words.dropFirst()
  }

  /// Finds a program as a shell would, so that the search is not part of every run.
  private func program(_ name: String) throws(UsageError) -> String {
    // A parameter in the program's name is found when its value is known.
    guard !name.contains("{") else { return name }
    let candidates =
      name.contains("/")
      ? [name]
      : (context.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map {
        "\($0)/\(name)"
      }
    let found = candidates.first {
      FileManager.default.isExecutableFile(atPath: $0) && !TextFile.isFolder($0)
    }
    guard let found else {
      throw UsageError(
        "\(name): no such program; check the name, or add --shell for a shell's words")
    }
    return found
  }

  private func parameters() throws -> [(name: String, values: [String])] {
    try arguments.values("parameter").map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let values = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
      guard let name = parts.first, !values.isEmpty, Set(values).count == values.count,
        !text.contains("{"), !text.contains("}")
      else {
        throw UsageError("--parameter cannot be '\(text)'; write n=1,2,3 with values that differ")
      }
      return (name, values)
    }
  }

  private func options(_ limit: Double) throws -> SuiteMeasurement.Options {
    let profile = try arguments.choice("profile", as: MeasurementProfile.self) ?? .standard
    var options = SuiteMeasurement.Options(
      profile: profile, timeBudget: try arguments.seconds("time-budget") ?? profile.timeBudget,
      seed: try arguments.integer("seed", in: 0...UInt64.max)
        ?? UInt64.random(in: 0...999_999_999), processors: Processors.bindable())
    options.timeLimit = limit
    options.alpha = try arguments.share("alpha") ?? options.alpha
    options.isTimeBudgetFirm = arguments.value("time-budget") != nil
    options.countsWork = false
    options.leastSamples = try arguments.integer("runs", in: 1...100_000) ?? 10
    // Every run is a process of its own anyway, so a pair may be as small as one run a side.
    options.scale.leastSamples = 1
    options.scale.launch = 50_000_000
    return options
  }
}
