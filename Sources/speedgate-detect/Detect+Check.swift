import Foundation
import GateBudgets
import GateCommandLine
import GateDetection
import GateFiles
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-detect check`.
  static let check = Command(
    CommandDefinition(
      "speedgate-detect check", summary: "Judges a run: the gate.",
      details: """
        Writes the verdict, whether the gate passes or fails. Exit status 0: the gate passes. \
        1: it fails. 2: it could not judge.

        When there is no baseline of this suite yet, the run becomes the baseline, unless it fails, \
        --read-only is given, or it is a run of a branch other than main outside of a CI \
        service. An existing baseline is never changed here. A baseline that exists but cannot be read \
        is an error: status 2.

        With a history, a first baseline is recorded there, and findings that got worse or better \
        show since when the metric was at its level, its trend, and earlier accepted regressions.
        """,
      positionals: [.init("RUN", "The run's record; - is standard input.")],
      options: [
        .value("baseline", "DIR", "The baselines (default: ./baselines, if it exists)."),
        .value("budgets", "DIR", "The budgets (default: ./budgets, if it exists)."),
        .value(
          "policy-from", "REF",
          "Judge by the budgets of this commit or folder, and show how the current ones differ."),
        .output("Write the verdict here; - is standard output."),
        .value("program", "FILE", "The suite's program, which is stored with a first baseline."),
        .value("aa-check", "FILE", "Show this record of 'speedgate-bench aa-check' in reports."),
        .value("alpha", "SHARE", "The suite's false-alarm rate (default: 1%)."),
        .value(
          "history", "DIR", "The history to read and to add to (default: ./history, if it exists)."),
        .flag(
          "strict", "Fail also for unproven findings, unused budgets and errors of the run."),
        .flag(
          "partial",
          "The run is a part of the suite: do not report the other benchmarks as vanished."),
        .flag("read-only", "Do not store a first baseline."),
        .value(
          "main-branch", "NAME",
          "The branch whose run becomes the first baseline (default: git's setting speedgate.mainbranch, "
            + "else the default branch of origin, else main or master)."),
        .flag("require-baseline", "End with status 2 when there is no baseline."),
        .display("all", "Show every metric of every benchmark."),
        .display("growth", "Show how series of benchmarks grow with their parameter."),
      ],
      examples: [
        "speedgate-detect check run.json --output verdict.json",
        "speedgate-detect check run.json --policy-from origin/main",
        "speedgate-detect check run.json --baseline cache --program .build/release/MySuite",
        "speedgate-bench run --output - | speedgate-detect check - --strict",
      ])
  ) { arguments, context in
    try await CheckCommand(arguments, context).perform()
  }
}

/// One call of `speedgate-detect check`.
private struct CheckCommand {
  private let arguments: ParsedArguments
  private let context: CommandContext

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
  }

  func perform() async throws -> ExitStatus {
    var run = try readRun(arguments, context)
    if let contradiction = RunDefect.contradiction(in: run) {
      throw UsageError("\(arguments.positionals[0]): \(contradiction)")
    }
    if let contradiction = run.baseline.flatMap({ run.suite.contradiction(with: $0) }) {
      throw UsageError("\(arguments.positionals[0]): \(contradiction)")
    }
    if arguments.flag("partial") { run.partial = true }
    let directory = try baselineDirectory(arguments, context)
    let baseline = try directory.map { try stored($0, for: run) } ?? .none
    if let spot = baseline.blindSpots.first { throw refusal(of: spot, among: baseline.blindSpots) }
    let hasHistory = try arguments.hasHistory(context)
    if arguments.flag("require-baseline"), baseline.isEmpty, run.baseline == nil {
      throw UsageError(
        DetectMessage.noBaseline(suite: run.suite.name))
    }
    let policies = try JudgingPolicy(
      budgets: arguments.value("budgets"), policyFrom: arguments.value("policy-from"),
      suite: run.suite.name, folder: context.currentDirectory)
    var verdict = Check(
      run: run, baseline: baseline, policy: policies.judging,
      options: .init(
        isStrict: arguments.flag("strict"), alpha: try arguments.share("alpha") ?? 0.01,
        checkedAt: Timestamp(millisecondsSinceEpoch: context.now()),
        policyChanges: policies.isFromElsewhere
          ? PolicyDifference.changes(from: policies.judging, to: policies.own, in: run) : nil,
        aaCheck: try arguments.value("aa-check").map { path in
          let check = try RecordFile.read(
            RunRecord.self, schema: RunRecord.schema, at: path, from: .argument)
          guard check.isOfOneProgram else {
            throw UsageError(DetectMessage.notOfOneProgram(path: path))
          }
          return check
        })
    ).verdict()
    if hasHistory { verdict = try await withHistory(verdict) }

    // Where it cannot be written nothing has been judged, so that comes first.
    try write(verdict)
    try report(verdict)
    if mayBecomeBaseline(run, baseline: baseline, verdict: verdict) {
      try establish(run, in: directory, hasHistory: hasHistory)
    }
    return verdict.outcome == .fail ? .failed : .passed
  }

  /// The verdict with what the history says of its findings.
  private func withHistory(_ verdict: Verdict) async throws -> Verdict {
    let histories = try FindingHistories.read(
      of: verdict, in: arguments.eventLog(context),
      aliases: try BenchmarkAliases(
        following: try readBudgetsFiles(arguments, context), at: context.time)
    ) { context.err("warning: \(Program.oneLine($0))\n") }
    return await histories?.joined() ?? verdict
  }

  private func stored(_ directory: BaselineDirectory, for run: RunRecord) throws -> StoredBaseline {
    let key = run.environment.key
    let (entries, runs) = try StoredRunReader.entries(ofSuite: run.suite.name, in: directory) {
      $0 == key
    }
    let same = entries.filter { $0.environmentKey == key }
    let other = entries.filter { $0.environmentKey != key }
    // Runs of other machines are looked at only where there is none of this one.
    let isElsewhere = same.allSatisfy(\.records.isEmpty)
    let blinding = (isElsewhere ? entries : same).flatMap(\.problems)
    return StoredBaseline(
      ofSameEnvironment: same.flatMap(\.paths).compactMap { runs[$0] },
      ofOthers: other.flatMap(\.paths).compactMap { runs[$0] },
      problems: isElsewhere ? [] : other.flatMap(\.problems).map(\.description),
      blindSpots: blinding.map { .init(path: $0.error.location, reason: $0.error.reason) },
      anchor: same.compactMap(\.anchor?.record).first)
  }

  /// A file that exists and cannot be read does not count as absent: a run that is compared with
  /// less passes more easily.
  private func refusal(
    of spot: StoredBaseline.BlindSpot, among all: [StoredBaseline.BlindSpot]
  ) -> UsageError {
    let place = arguments.value("baseline").map { " --baseline \($0)" } ?? ""
    return UsageError(
      DetectMessage.nothingJudged(
        place: spot.path, reason: spot.reason, more: all.count - 1,
        list: "speedgate-detect baseline list\(place)"))
  }

  private func write(_ verdict: Verdict) throws {
    switch arguments.value("output") {
    case "-":
      context.out(String(decoding: try RecordFile.encode(verdict, path: "-"), as: UTF8.self))
    case let path?: try RecordFile.write(verdict, to: path)
    case nil: break
    }
  }

  private func report(_ verdict: Verdict) throws {
    guard !arguments.flag("quiet"), arguments.value("output") != "-" else { return }
    let style = TerminalStyle(
      width: context.output.lineWidth, hasColour: context.output.hasColour,
      showsAll: arguments.flag("all"), showsGrowth: arguments.flag("growth"))
    context.out(TerminalReport.render(ReportModel(verdict), style: style))
  }

  private func mayBecomeBaseline(
    _ run: RunRecord, baseline: StoredBaseline, verdict: Verdict
  ) -> Bool {
    baseline.sameEnvironment.isEmpty && verdict.outcome != .fail && run.baseline == nil
      && !arguments.flag("read-only") && RunDefect.all(in: run).isEmpty
  }

  private func establish(
    _ run: RunRecord, in directory: BaselineDirectory?, hasHistory: Bool
  ) throws {
    let isSilent = arguments.flag("quiet") || arguments.value("output") == "-"
    guard !run.isPartial else {
      context.err("\(DetectMessage.notEstablishedPartial.line)\n")
      return
    }
    guard let directory else {
      if !isSilent { context.out("\n\(FirstBaseline.absence)\n") }
      return
    }
    let first = FirstBaseline(
      run: run, hasProgram: arguments.value("program") != nil, root: directory.root)
    let main = MainBranch(
      named: arguments.value("main-branch"), environment: context.environment,
      directory: context.currentDirectory)
    if let refusal = first.refusal(
      main: main, environment: context.environment, directory: context.currentDirectory)
    {
      if !isSilent { context.out("\n\(refusal)\n") }
      return
    }
    switch try directory.establish(run, program: arguments.value("program")) {
    case .alreadyThere(let other):
      if !isSilent { context.out("\n\(first.lost(to: other))\n") }
    case .established:
      if hasHistory {
        try recordInHistory(
          of: run, reason: "the first baseline of this suite on this kind of machine", arguments,
          context)
      }
      guard !arguments.flag("quiet") else { return }
      if !isSilent { context.out("\n\(first.announcement)\n") }
      for warning in first.warnings(main: main, directory: context.currentDirectory) {
        context.err("warning: \(warning)\n")
      }
    }
  }
}

/// Reads the run that a command judges or stores.
func readRun(_ arguments: ParsedArguments, _ context: CommandContext) throws -> RunRecord {
  guard let path = arguments.positionals.first else {
    throw UsageError(DetectMessage.runNotNamed)
  }
  let data = path == "-" ? try context.readInput() : try TextFile.read(path, from: .argument)
  return try RecordFile.decode(
    RunRecord.self, schema: RunRecord.schema, from: data, path: path == "-" ? "(input)" : path)
}

/// The folder of baselines: the one named, or the usual one when it exists.
///
/// - Throws: `FileError` when something else than a folder has the usual one's name.
func baselineDirectory(
  _ arguments: ParsedArguments, _ context: CommandContext
) throws -> BaselineDirectory? {
  if let named = arguments.value("baseline") { return BaselineDirectory(root: named) }
  let usual = context.currentDirectory + "/baselines"
  return try Folder.isThere(usual) ? BaselineDirectory(root: usual) : nil
}
