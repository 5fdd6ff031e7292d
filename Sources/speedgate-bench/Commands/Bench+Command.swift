import Foundation
import GateBudgets
import GateCommandLine
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench command`.
  static let command = Command(
    CommandDefinition(
      "speedgate-bench command", summary: "Measures commands of any kind, alone or beside others.",
      details: """
        Without --shell no shell is used. Each run is a process; its time includes the start of the process, which is \
        also reported separately. Beside another command, runs come in pairs until the comparison is decided or the \
        time is up.

        {n} is replaced by the values of --parameter n=1,2,3 in the commands, in --stdin and in --variable.

        With --against-directory the baseline runs the same commands in another folder, such as a work tree of another \
        commit. Relative paths, also that of the program, are then relative to that folder.

        Exit status: 0 measured, 2 an error or a command failed.
        """,
      positionals: [
        .init(
          "WORD", "The program and its arguments, after --.", isOptional: true, isRepeated: true,
          isForeign: true)
      ],
      options: [
        .value("file", "FILE", "Measure the commands in this JSON5 file."),
        .value("name", "NAME", "The benchmark's name (default: the program's name)."),
        .repeated("tag", "TAG", "Label the benchmark for budgets and queries; repeat for more."),
        .value(
          "suite", "NAME", "The suite's name (default: the benchmark's name, or the file's)."),
        .value("against-command", "LINE", "Measure beside this command."),
        .value("against-directory", "DIR", "Measure beside the same commands in this folder."),
        .flag("shell", "Run the commands with /bin/sh; its start counts as their time."),
        .repeated(
          "parameter", "N=A,B", "Measure with each of these values; repeat for more parameters."),
        .value("directory", "DIR", "Run the commands in this folder."),
        .repeated(
          "variable", "NAME=VALUE", "Set an environment variable of the commands; repeat for more."),
        .value("warm-up", "NUMBER", "Runs before measuring (default: 1)."),
        .value("runs", "NUMBER", "The fewest runs to measure (default: 10)."),
        .value("setup", "LINE", "Run this command once before the first run."),
        .value("prepare", "LINE", "Run this command before every run; it is not timed."),
        .value("clean-up", "LINE", "Run this command once at the end."),
        .value("stdin", "FILE", "Take standard input from this file (default: none)."),
        .repeated(
          "expect-status", "NUMBER",
          "Count this exit status as success; repeat for more (default: 0)."),
        .value("expect-output", "SHA256", "Fail if standard output has another SHA-256."),
        .value("time-limit", "TIME", "Kill a run that takes longer (default: 5m)."),
        .flag("keep-output", "Let the commands write to a file instead of /dev/null."),
        .flag("bind", "Bind both sides of a pair to one processor, drawn for each pair."),
        MeasuringOptions.profile,
        MeasuringOptions.timeBudget,
        MeasuringOptions.seed,
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
      let names = choice.plans.prefix(10).map(\.name)
      throw UsageError(BenchMessage.nothingMatches(pattern: pattern, names: names))
    }
    console.clear()
    var warnings = choice.warnings
    do {
      try launcher.cleanUp()
    } catch {
      warnings.append(BenchMessage.cleanUpFailed(message: error.message).line)
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
      let isOfFile = arguments.value("file") != nil
      throw UsageError(
        BenchMessage.commandFailed(
          benchmark: isOfFile ? failed?.name.rawValue ?? "no benchmark" : nil,
          message: failed?.failure?.message ?? "was not measured",
          printed: failed?.failure?.outputTail.map { String($0.suffix(300)) }))
    }
    SuitePolicy.warn(policy, suite: suite, context)
    return .passed
  }

  /// The baseline; nil where there is none.
  private func baseline(of choice: CommandChoice) -> SuiteRecord? {
    guard choice.isPaired else { return nil }
    var record = SuiteRecord(name: choice.suite, command: arguments.value("against-command"))
    guard let directory = choice.againstDirectory else { return record }
    // The service describes the candidate, so git is asked about the baseline.
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
