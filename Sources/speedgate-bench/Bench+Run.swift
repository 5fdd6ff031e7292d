import Foundation
import GateBudgets
import GateBuild
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
        Each launch is a process of its own. With a baseline, launches come in pairs on one processor, whose samples \
        alternate, until each benchmark is decided or the time is up. If the baseline folder has an anchor, an older \
        program, up to a fifth of the time is used to measure beside it.

        With --baseline the launches of both programs are stored there. A later run of the same two programs starts \
        with them, so repeating a run brings it nearer to a proof.

        'speedgate-detect check' judges the record. A benchmark that crashes, hangs or throws is recorded as failed \
        and the others go on; the exit status is then still 0, because this command does not judge.

        Exit status: 0 measured, 2 an error or no benchmark could be measured.
        """,
      positionals: [
        .init("SUITE", "The suite's program (default: the built-in suite).", isOptional: true)
      ],
      options: MeasurementConsole.options + [
        .value("against", "PROGRAM", "The baseline's program: another build of the suite."),
        .value(
          "baseline", "DIR",
          "Take the baseline's program from this folder, and store launches there."),
        NamedCommit.ofSuite,
        NamedCommit.ofProgram,
        .flag(
          "no-evidence", "Do not use launches of earlier runs, and do not store those of this run."),
        .flag("no-anchor", "Do not measure beside the anchor in the baseline folder."),
        LayoutChoice.option,
        SameCodeOption.option,
        RunExplanation.option,
        MeasuringOptions.profile,
        MeasuringOptions.timeBudget,
        MeasuringOptions.seed,
        .repeated(
          "candidate-env", "N=V",
          "Set an environment variable for SUITE and not for the baseline; repeat for more."),
        .value("shard", "I/N", "Measure the I-th of N equally long shares; 'merge' combines them."),
      ] + SharedEvidence.options + [
        .value("build-flags", "TEXT", "Record the flags that SUITE was built with, for reports."),
        .flag("instructions", "Also count instructions exactly with valgrind; slow."),
        .value("good-read", "TIME", "Rate read steps up to this time as good (default: 5s)."),
        .value("poor-read", "TIME", "Rate read steps from this time on as poor (default: 15s)."),
        .flag("allow-debug", "Measure a suite even if it was built without optimisation."),
      ] + SuitePolicy.options + SelectionOptions.definitions,
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
    let policy = try SuitePolicy.read(
      arguments, suite: URL(fileURLWithPath: suite).lastPathComponent, context)
    var options = try self.options(URL(fileURLWithPath: suite).lastPathComponent)
    let hash = try SHA256.hexDigest(ofFile: suite)
    let baseline = try StoredBaselineChoice(arguments, suite: suite, hash: hash, context: context)
    let madeOf = try MadeOfFile.read(of: suite, hash: hash)
    let claims = ProgramClaims(
      suite: SuiteRecord(name: suite, programHash: hash, madeOf: madeOf), baseline: baseline.record)
    try claims.requireNoContradiction()
    let candidate = ProcessLauncher.Program(path: suite, environment: try candidateEnvironment())
    var programs = [Side.candidate: (path: suite, hash: hash)]
    programs[.baseline] = baseline.program.map { ($0, baseline.record?.programHash ?? "") }
    var layouts = try LayoutChoice(arguments, programs)
    let launcher = try ProcessLauncher(
      candidate: candidate, baseline: baseline.program.map { .init(path: $0) },
      environment: context.environment, kits: layouts.kits)
    defer { launcher.remove() }
    try layouts.settle(launcher.layoutObstacle)
    let wasFresh = layouts.isFresh
    let evidence = try RunEvidence(
      arguments, suite: URL(fileURLWithPath: suite).lastPathComponent, hash: hash,
      baseline: baseline.record?.programHash, environment: candidate.environment,
      renames: policy.renames, hasFreshLayouts: wasFresh)
    options.earlier = evidence?.stored
    let sameCode = try SameCodeOption(
      arguments, hasOwnEnvironment: !arguments.values("candidate-env").isEmpty)
    let explanation = try RunExplanation(arguments)
    let layoutStudy = StoredLayoutStudy(
      arguments, suite: URL(fileURLWithPath: suite).lastPathComponent)
    let anchor = try AnchorRun(
      baseline.anchor, candidate: candidate, hash: hash, arguments, context: context)
    defer { anchor?.remove() }

    let shared = try SharedEvidence(arguments, context)
    let commit = try NamedCommit(arguments, option: "commit")

    let console = try MeasurementConsole(arguments, context)
    // A command that ends with an error prints only that line, so this warning waits until measuring begins.
    if baseline.program != nil { layouts.warn(context) }
    let code = comparedCode(programs)
    options.sameCode = sameCode.choice(
      // Benchmarks run under the baseline's names.
      (code?.same ?? []).filter { !policy.renames.mentions(BenchmarkIdentifier($0)) },
      besideAnchor: anchor == nil ? nil : policy.besideAnchor)
    let recorder = RunRecorder(arguments, context, options: options)
    /// The record of what this run has measured so far, without the launches of others.
    func record(_ result: SuiteMeasurement.Result, anchor: AnchorMeasurement?, _ warnings: [String])
      -> RunRecord
    {
      var own = recorder.suite(
        URL(fileURLWithPath: suite).lastPathComponent, programHash: hash, madeOf: madeOf)
      if let commit { own.comesFrom(commit) }
      var run = recorder.record(
        result, suite: own,
        baseline: result.isPaired ? baseline.record : nil, anchor: anchor,
        buildFlags: arguments.value("build-flags"), warnings: warnings)
      run.layouts = layouts.record(result.layouts)
      run.code = result.isPaired ? code?.record : nil
      return run
    }
    let exchange = shared.map { shared in
      MachineExchange { result in
        if var result {
          if result.isPaired, let code { result.benchmarks = code.completed(result.benchmarks) }
          var run = record(result, anchor: nil, [])
          // Without it the record does not show that some launches are of earlier runs.
          run.evidence = evidence?.summary(of: run.benchmarks)
          shared.keep(run)
        }
        return shared.others(
          than: SharedEvidence.Own(
            runID: recorder.runID, earlier: Set(evidence?.stored?.runIDs ?? []), suite: hash,
            baseline: baseline.record?.programHash, variables: candidate.environment))
      }
    }
    var result = try measure(
      suite, policy, anchor == nil ? options : options.leavingTime(forAnchor: policy.anchor),
      launcher, isPaired: baseline.program != nil, exchange, console)
    try layouts.settle(launcher.layoutObstacle)
    let crept = anchor?.measured(after: result, policy, options, console)
    if arguments.flag("instructions") {
      try countInstructions(
        of: &result,
        candidate: candidate,
        baseline: baseline.program.map { .init(path: $0) }, renames: policy.renames)
    }
    if result.isPaired, let code { result.benchmarks = code.completed(result.benchmarks) }
    var run = record(
      result, anchor: crept?.measurement,
      baseline.warnings + claims.warnings + (evidence?.warnings ?? [])
        + (crept?.warnings ?? []) + (layoutStudy.warning.map { [$0] } ?? [])
        + (shared?.warnings ?? [])
        + warnings(launcher, options, isPaired: baseline.program != nil))
    // Without a program beside it no difference is judged by its launches.
    if result.isPaired, let remark = run.layouts?.remark { run.warnings.append(remark) }
    run.layoutStudy = layoutStudy.study(of: run)
    run.evidence = evidence?.summary(of: run.benchmarks)
    run.profiles = explanation.profiles(
      of: run, policy: policy, alpha: options.alpha, candidate: candidate,
      baseline: baseline.program.map { .init(path: $0) }, hashes: programs.mapValues(\.hash),
      environment: context.environment, report: console.reportProfiles)
    console.clear()
    let known = shared?.warnings.count ?? 0
    shared?.keep(run)
    run.warnings += shared?.warnings.dropFirst(known) ?? []
    try console.finish(run)
    // Launches of one layout must not be taken for launches of many.
    if layouts.isFresh == wasFresh, let warning = try evidence?.keep(run, most: result.keptPairs) {
      context.err("warning: \(Program.oneLine(warning))\n")
    }
    guard run.status != .failure else {
      context.err("speedgate-bench: \(BenchMessage.nothingMeasured.line)\n")
      return .couldNotJudge
    }
    SuitePolicy.warn(policy, suite: run.suite.name, context)
    return .passed
  }

  /// The comparison of both programs' code; nil without a baseline's program, and where both are the same program.
  private func comparedCode(_ programs: [Side: (path: String, hash: String)]) -> CodeComparer? {
    guard let candidate = programs[.candidate], let baseline = programs[.baseline],
      candidate.hash != baseline.hash
    else { return nil }
    return CodeComparer(
      baseline: baseline, candidate: candidate, environment: context.environment)
  }

  private func measure(
    _ suite: String, _ policy: BudgetPolicy, _ options: SuiteMeasurement.Options,
    _ launcher: ProcessLauncher, isPaired: Bool, _ exchange: MachineExchange?,
    _ console: MeasurementConsole
  ) throws -> SuiteMeasurement.Result {
    var measurement = SuiteMeasurement(
      options: options, policy: policy, launcher: launcher, isPaired: isPaired,
      clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, exchange: exchange,
      report: console.report)
    defer { console.clear() }
    do {
      return try measurement.run()
    } catch {
      throw UsageError("\(suite): \(error)")
    }
  }

  private func countInstructions(
    of result: inout SuiteMeasurement.Result, candidate: ProcessLauncher.Program,
    baseline: ProcessLauncher.Program?, renames: Renames
  ) throws {
    guard let count = InstructionCount(environment: context.environment) else {
      throw UsageError(BenchMessage.valgrindForInstructions)
    }
    count.count(
      &result.benchmarks, candidate: candidate, baseline: baseline, renames: renames)
  }

  private func options(_ suite: String) throws -> SuiteMeasurement.Options {
    var selection = try SelectionOptions.selection(arguments)
    selection.shard = try SelectionOptions.shard(arguments)
    if selection.shard != nil, let root = arguments.value("baseline") {
      selection.durations = try BaselineDurations.newest(root: root, suite: suite)
    }
    let profile = try arguments.choice("profile", as: MeasurementProfile.self) ?? .standard
    let machine = try SharedEvidence.machine(arguments)
    // Machines that share the launches share the time, too; one that is given was meant for each.
    let usualTime = profile.timeBudget / Double(machine?.count ?? 1)
    var options = SuiteMeasurement.Options(
      allowsDebugBuild: arguments.flag("allow-debug"), profile: profile,
      timeBudget: try arguments.seconds("time-budget") ?? max(usualTime, 5),
      seed: try arguments.integer("seed", in: 0...UInt64.max)
        ?? UInt64.random(in: 0...999_999_999),
      selection: selection, processors: Processors.bindable())
    options.machine = machine
    options.alpha = try arguments.share("alpha") ?? options.alpha
    options.isTimeBudgetFirm = arguments.value("time-budget") != nil
    // A stored program may have been linked elsewhere; a program that the user named must run.
    options.requiresBaseline = arguments.value("against") != nil
    let good = try arguments.seconds("good-read") ?? 5
    let poor = try arguments.seconds("poor-read") ?? max(good, 15)
    guard good <= poor else {
      throw UsageError(BenchMessage.readLimitsCrossed)
    }
    options.indicators = StepIndicators(good: good, moderate: poor)
    return options
  }

  private func candidateEnvironment() throws -> [String: String] {
    var variables: [String: String] = [:]
    for text in arguments.values("candidate-env") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError(BenchMessage.notAnAssignment(option: "candidate-env", value: text))
      }
      variables[String(parts[0])] = String(parts[1])
    }
    return variables
  }

  private func warnings(
    _ launcher: ProcessLauncher, _ options: SuiteMeasurement.Options, isPaired: Bool
  ) -> [String] {
    var warnings: [String] = []
    if launcher.runsInPlace && isPaired {
      warnings.append(BenchMessage.runsInPlace.line)
    }
    return warnings + options.bindingWarnings
  }
}
