import Foundation
import GateBudgets
import GateCommandLine
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench command`.
  static let command = Command(
    CommandDefinition(
      "speedgate-bench command", summary: "Measures commands, alone or beside others.",
      details: """
        No shell is used unless --shell asks for one. Each run is a process; its time counts from \
        before its start to its end, so it includes the start, which is also told by itself. Beside \
        another command, runs come in pairs until the question is decided or the time is up.

        {n} stands for the value of --parameter n=1,2,3 in the commands, in --stdin and in --variable.

        With --against-directory the baseline runs the same commands in another folder, such as a work \
        tree of another commit: relative paths, that of the program too, mean what lies there.
        """,
      positionals: [
        .init(
          "WORD", "The program and its arguments, behind --.", isRepeated: true, isForeign: true)
      ],
      options: [
        .value("file", "FILE", "Measure the commands of this file, JSON5."),
        .value("name", "NAME", "Name the benchmark; the program's name unless given."),
        .repeated("tag", "TAG", "Label the benchmark, so that budgets and queries can choose it."),
        .value(
          "suite", "NAME", "Name the suite; the benchmark's name, or the file's, unless given."),
        .value("against-command", "LINE", "Measure this command beside it."),
        .value("against-directory", "DIR", "Measure beside the same commands in this folder."),
        .flag("shell", "Give the commands to /bin/sh; its start counts."),
        .repeated("parameter", "N=A,B", "Measure with each of these values."),
        .value("directory", "DIR", "Run the commands in this folder."),
        .repeated("variable", "NAME=VALUE", "Set this environment variable."),
        .value("warm-up", "NUMBER", "Runs before measuring; 1 unless given."),
        .value("runs", "NUMBER", "Runs to measure at least; 10 unless given."),
        .value("setup", "LINE", "Run this once before the first run."),
        .value("prepare", "LINE", "Run this before every run, untimed."),
        .value("clean-up", "LINE", "Run this once at the end."),
        .value("stdin", "FILE", "Read standard input from this file."),
        .repeated("expect-status", "NUMBER", "Take this exit status for success; 0 unless given."),
        .value("expect-output", "SHA256", "Fail when standard output is another one."),
        .value("time-limit", "TIME", "Kill a run that lasts longer; 5m unless given."),
        .flag("keep-output", "Let the command write to a file; /dev/null unless given."),
        .flag("bind", "Bind both sides of a pair to one processor, drawn anew each time."),
        .value("profile", "NAME", "quick, standard (the default) or thorough."),
        .value("time-budget", "TIME", "Stop after this time: 60s, 5m. The profile has a default."),
        .value("seed", "NUMBER", "Repeat an earlier run's random choices."),
      ] + SelectionOptions.definitions.filter { $0.name != "tag" } + SuitePolicy.options
        + MeasurementConsole.options,
      examples: [
        "speedgate-bench command --name build --prepare 'make clean' -- make -j4",
        "speedgate-bench command --against-command 'old/tool input.txt' -- new/tool input.txt",
        "speedgate-bench command --parameter n=10,1000 --output run.json -- ./tool --size {n}",
        "speedgate-bench command --file benches.json5 --against-directory ../base --output run.json",
      ])
  ) { arguments, context in
    try MeasuredCommand(arguments, context).perform()
  }
}

/// One call of `speedgate-bench command`.
private struct MeasuredCommand {
  private let arguments: ParsedArguments
  private let context: CommandContext

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
  }

  func perform() throws -> ExitStatus {
    let choice = try CommandChoice(arguments, context)
    let suite = choice.suite
    let limit = try arguments.seconds("time-limit") ?? 300
    let options = try self.options(limit)
    let console = try MeasurementConsole(arguments, context)
    let search = ProgramSearch(path: context.environment["PATH"] ?? "/usr/bin:/bin", folder: nil)
    let launcher = CommandLauncher(
      choice.plans, suite: suite, emptyCommand: .process(search.program("true") ?? "true"),
      environment: context.environment, timeLimit: limit, seed: options.seed)
    let recorder = RunRecorder(arguments, context, options: options)
    let policy = try SuitePolicy.read(arguments, suite: suite, context)
    var measurement = SuiteMeasurement(
      options: options, policy: policy,
      launcher: launcher, isPaired: choice.isPaired,
      clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, report: console.report)
    var result: SuiteMeasurement.Result
    do {
      result = try measurement.run()
    } catch {
      guard case .nothingMatches(let pattern) = error else { throw error }
      let names = choice.plans.prefix(10).map(\.name).joined(separator: ", ")
      throw UsageError("no benchmark matches '\(pattern)'; there are \(names)")
    }
    console.clear()
    var warnings = choice.warnings
    do {
      try launcher.cleanUp()
    } catch {
      warnings.append("a clean-up command \(error.message)")
    }
    result.benchmarks = result.benchmarks.map(launcher.described)
    warnings += launcher.warnings(about: result.benchmarks)
    var measured = recorder.suite(suite, programHash: nil)
    measured.command = choice.line
    let run = recorder.record(
      result, suite: measured, baseline: baseline(of: choice),
      warnings: warnings + (choice.isBound ? options.bindingWarnings : []))
    try console.finish(run, remark: launcher.remark(on: result.benchmarks))
    guard run.status != .failure else {
      let failed = run.benchmarks.first { $0.failure != nil }
      let tail = failed?.failure?.outputTail.map { "; it printed: \($0.suffix(300))" } ?? ""
      let name =
        arguments.value("file") == nil ? "" : " of \(failed?.name.rawValue ?? "no benchmark")"
      throw UsageError(
        "the command\(name) \(failed?.failure?.message ?? "was not measured")\(tail)")
    }
    SuitePolicy.warn(policy, suite: suite, context)
    return .passed
  }

  /// What was measured beside it; nil where nothing was.
  private func baseline(of choice: CommandChoice) -> SuiteRecord? {
    guard choice.isPaired else { return nil }
    var record = SuiteRecord(name: choice.suite, command: arguments.value("against-command"))
    guard let directory = choice.againstDirectory else { return record }
    // What the service says of this build is said of the candidate, so git is asked.
    let revision = SourceRevision(environment: [:], directory: directory)
    record.commit = revision.commit
    record.branch =
      revision.branch ?? context.environment["GITHUB_BASE_REF"].flatMap { $0.isEmpty ? nil : $0 }
    record.hasUncommittedChanges = revision.hasUncommittedChanges
    return record
  }

  private func options(_ limit: Double) throws -> SuiteMeasurement.Options {
    let profile = try arguments.choice("profile", as: MeasurementProfile.self) ?? .standard
    var selection = try SelectionOptions.selection(arguments)
    // Here --tag labels what is measured, and selects nothing.
    selection.tags = []
    var options = SuiteMeasurement.Options(
      profile: profile, timeBudget: try arguments.seconds("time-budget") ?? profile.timeBudget,
      seed: try arguments.integer("seed", in: 0...UInt64.max)
        ?? UInt64.random(in: 0...999_999_999), selection: selection,
      processors: Processors.bindable())
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
