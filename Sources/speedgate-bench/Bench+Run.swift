import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench run`.
  static let run = Command(
    CommandDefinition(
      "speedgate-bench run", summary: "Measures a suite, alone or beside a baseline's program.",
      details: """
        Each launch is a process of its own. Beside a baseline, launches come in pairs on one \
        processor, sample by sample in turn, until each benchmark is decided or the time is up.

        The record goes to 'speedgate-detect check'. A benchmark that crashes, hangs or throws is \
        recorded as failed and the others go on; the exit status is then still 0, because \
        judging is the next command's work.
        """,
      positionals: [
        .init("SUITE", "The suite's program; the built-in suite when left out.", isOptional: true)
      ],
      options: [
        .value("output", "FILE", "Write the record here; - is standard output."),
        .value("against", "PROGRAM", "Measure this build of the suite beside it."),
        .value("baseline", "DIR", "Take the program to measure against from this folder."),
        .value("budgets", "DIR", "Read tolerances here; ./budgets when there is one."),
        .value("filter", "PATTERN", "Measure only names that match; * is any characters."),
        .value("profile", "NAME", "quick, standard (the default) or thorough."),
        .value("time-budget", "TIME", "Stop after this time: 60s, 5m. The profile has a default."),
        .value("seed", "NUMBER", "Repeat an earlier run's random choices."),
        .repeated("candidate-env", "N=V", "Set a variable for SUITE only, not for the baseline."),
        .flag("allow-debug", "Measure a suite that was built without optimisation."),
      ],
      examples: [
        "speedgate-bench run --output run.json",
        "speedgate-bench run .build/release/OrderBenchmarks --against old/OrderBenchmarks "
          + "--output run.json",
        "speedgate-bench run --filter 'pipeline/*' --profile quick",
      ])
  ) { arguments, context in
    try RunCommand(arguments, context).perform()
  }
}

/// One call of `speedgate-bench run`.
private struct RunCommand {
  private let arguments: ParsedArguments
  private let context: CommandContext

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
  }

  func perform() throws -> ExitStatus {
    let suite = try SuiteLocation.path(of: arguments.positionals.first, context: context)
    let policy = try self.policy(for: URL(fileURLWithPath: suite).lastPathComponent)
      .holding(on: EnvironmentProbe.machine)
    let wishes = try self.wishes()
    let hash = try SHA256.hexDigest(ofFile: suite)
    let baseline = try BaselineChoice(arguments, suite: suite, context: context)
    let launcher = try ProcessLauncher(
      candidate: .init(path: suite, environment: try candidateEnvironment()),
      baseline: baseline.program.map { .init(path: $0) }, environment: context.environment)
    defer { launcher.remove() }

    let start = Timestamp(millisecondsSinceEpoch: context.now())
    let result = try measure(suite, policy, wishes, launcher, isPaired: baseline.program != nil)
    let run = record(
      result, wishes: wishes, baseline: baseline, launcher: launcher,
      suite: suiteRecord(suite, hash: hash), startedAt: start)
    try write(run)
    let measured = run.benchmarks.contains { $0.status == .measured }
    if !measured { context.err("speedgate-bench: no benchmark could be measured\n") }
    return measured ? .passed : .couldNotJudge
  }

  private func measure(
    _ suite: String, _ policy: BudgetPolicy, _ wishes: SuiteMeasurement.Wishes,
    _ launcher: ProcessLauncher, isPaired: Bool
  ) throws -> SuiteMeasurement.Result {
    let line = ProgressLine(context: context, isQuiet: arguments.flag("quiet"))
    let context = self.context
    var measurement = SuiteMeasurement(
      wishes: wishes, policy: policy, launcher: launcher, isPaired: isPaired,
      clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
    ) { progress in
      let counts = "\(progress.settled) of \(progress.total) settled"
      if let finished = progress.finished, !context.errorOutput.isTerminal {
        line.finished("\(counts): \(finished)")
      } else {
        line.update(done: progress.done, counts)
      }
    }
    defer { line.clear() }
    do {
      return try measurement.run()
    } catch {
      throw UsageError("\(suite): \(error)")
    }
  }

  private func policy(for suite: String) throws -> BudgetPolicy {
    if let path = arguments.value("budgets") { return try BudgetPolicy(at: path, suite: suite) }
    let usual = context.currentDirectory + "/budgets"
    return TextFile.isFolder(usual) ? try BudgetPolicy(at: usual, suite: suite) : .builtIn
  }

  private func wishes() throws -> SuiteMeasurement.Wishes {
    let profile = try arguments.choice("profile", as: MeasurementProfile.self) ?? .standard
    return SuiteMeasurement.Wishes(
      allowsDebugBuild: arguments.flag("allow-debug"), profile: profile,
      timeBudget: try arguments.seconds("time-budget") ?? profile.timeBudget,
      seed: try arguments.integer("seed", in: 0...UInt64.max)
        ?? UInt64.random(in: 0...999_999_999),
      filter: GlobPattern(arguments.value("filter") ?? "*"), processors: Processors.allowed())
  }

  private func candidateEnvironment() throws -> [String: String] {
    var variables: [String: String] = [:]
    for text in arguments.values("candidate-env") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError("--candidate-env cannot be '\(text)'; write NAME=VALUE")
      }
      variables[String(parts[0])] = String(parts[1])
    }
    return variables
  }

  private func suiteRecord(_ suite: String, hash: String) -> SuiteRecord {
    let revision = SourceRevision(
      environment: context.environment, directory: context.currentDirectory)
    return SuiteRecord(
      name: URL(fileURLWithPath: suite).lastPathComponent, programHash: hash,
      commit: revision.commit, branch: revision.branch,
      hasUncommittedChanges: revision.hasUncommittedChanges)
  }

  private func record(
    _ result: SuiteMeasurement.Result, wishes: SuiteMeasurement.Wishes, baseline: BaselineChoice,
    launcher: ProcessLauncher, suite: SuiteRecord, startedAt: Timestamp
  ) -> RunRecord {
    let completed = Timestamp(millisecondsSinceEpoch: context.now())
    let failures = result.benchmarks.count { $0.status == .failed }
    let measured = result.benchmarks.count { $0.status == .measured }
    let inPlace =
      "a program did not start from a copy, so the two sides' paths may differ in length"
    var generator = SystemRandomNumberGenerator()
    return RunRecord(
      runID: RunIdentifier(time: startedAt, using: &generator),
      jobID: context.environment["GITHUB_RUN_ID"] ?? context.environment["CI_JOB_ID"],
      status: measured == 0 ? .failure : failures > 0 ? .partial : .success,
      startedAt: startedAt, completedAt: completed,
      durationMilliseconds: completed.millisecondsSinceEpoch - startedAt.millisecondsSinceEpoch,
      suite: suite, baseline: baseline.record,
      environment: EnvironmentProbe.record(for: result.greeting),
      settings: MeasurementSettings(
        profile: wishes.profile.rawValue, seed: wishes.seed, timeBudgetSeconds: wishes.timeBudget,
        filter: arguments.value("filter"),
        command: ["speedgate-bench"] + CommandLine.arguments.dropFirst()),
      benchmarks: result.benchmarks, leftOut: result.leftOut, errors: [],
      warnings: baseline.warnings + result.warnings
        + (launcher.runsInPlace && baseline.program != nil ? [inPlace] : [])
        + (wishes.processors.isEmpty
          ? ["launches could not be bound to a processor here, which widens the spread"] : []))
  }

  private func write(_ run: RunRecord) throws {
    switch arguments.value("output") {
    case "-":
      context.out(String(decoding: try RecordFile.encode(run, path: "-"), as: UTF8.self))
      return
    case let path?: try RecordFile.write(run, to: path)
    case nil: break
    }
    guard !arguments.flag("quiet") else { return }
    context.out(RunTable(run).text)
    if let path = arguments.value("output") {
      context.out("\nrecord: \(path)\n")
    } else {
      context.out("\nnothing was written; --output run.json keeps the record to be judged\n")
    }
  }
}

/// The program that a run is measured against, and how it was found.
private struct BaselineChoice {
  private(set) var program: String?
  private(set) var record: SuiteRecord?
  private(set) var warnings: [String] = []

  init(_ arguments: ParsedArguments, suite: String, context: CommandContext) throws {
    if let path = arguments.value("against") {
      program = try SuiteLocation.path(of: path, context: context)
      record = SuiteRecord(
        name: URL(fileURLWithPath: path).lastPathComponent,
        programHash: try SHA256.hexDigest(ofFile: path))
      return
    }
    guard let root = arguments.value("baseline") else { return }
    let name = URL(fileURLWithPath: suite).lastPathComponent
    let stored = BaselineDirectory(root: root).entries().filter {
      $0.suite == BaselineDirectory.folderName(name)
    }
    guard !stored.isEmpty else { return }
    warnings += stored.flatMap(\.problems)
    // The environment's key needs the suite's greeting; the machine's part of it is enough to choose.
    let here = EnvironmentProbe.machineKey
    guard let entry = stored.first(where: { $0.environmentKey.hasPrefix(here) }) else {
      warnings.append(
        "the baseline comes from another kind of machine; only a baseline made here can be run here"
      )
      return
    }
    do {
      let found = try BaselineDirectory(root: root).newestProgram(
        environmentKey: entry.environmentKey, suite: name)
      program = found?.path
      record = found?.record.suite
      if found == nil {
        warnings.append(
          "the baseline keeps no program, so only its cached numbers can be compared with; "
            + "store one with 'speedgate-detect baseline update RUN --program PROGRAM'")
      }
    } catch {
      warnings.append("\(error); until then its cached numbers are compared with")
    }
  }
}
