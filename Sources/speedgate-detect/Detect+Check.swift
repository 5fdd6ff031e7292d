import Foundation
import GateBudgets
import GateCommandLine
import GateDetection
import GateFiles
import GateRecords
import GateReports

extension Command {
  /// `speedgate-detect check`.
  static let check = Command(
    CommandDefinition(
      "speedgate-detect check", summary: "Judges a run: the gate.",
      details: """
        The verdict is written before the command ends, whatever it says. Exit status 0: the gate \
        passes. 1: it fails. 2: it could not judge.

        When there is no baseline of this suite yet, the run becomes it, unless it fails or \
        --read-only is given. A baseline that exists is never changed here. The history is told of \
        it, when there is one.
        """,
      positionals: [.init("RUN", "The run's record; - is standard input.")],
      options: [
        .value("baseline", "DIR", "The baselines; ./baselines when there is one."),
        .value("budgets", "DIR", "The budgets; ./budgets when there is one."),
        .value(
          "policy-from", "REF",
          "Judge by the budgets of this commit or folder, and say how ours differ."),
        .value("output", "FILE", "Write the verdict here; - is standard output."),
        .value("program", "FILE", "The suite's program, to be kept with a first baseline."),
        .value("aa-check", "FILE", "Cite this record of 'speedgate-bench aa-check' in reports."),
        .value("alpha", "SHARE", "The suite's false-alarm rate; 1% unless given."),
        .value(
          "history", "DIR", "The history to tell of a first baseline; ./history when there is one."),
        .flag("strict", "Let unproven findings and unused budgets fail the gate."),
        .flag("read-only", "Establish no baseline."),
        .flag("require-baseline", "Judge nothing when there is no baseline: status 2."),
        .flag("all", "List what has no news, too."),
      ],
      examples: [
        "speedgate-detect check run.json --output verdict.json",
        "speedgate-detect check run.json --policy-from origin/main",
        "speedgate-detect check run.json --baseline cache --program .build/release/MySuite",
        "speedgate-bench run --output - | speedgate-detect check - --strict",
      ])
  ) { arguments, context in
    try CheckCommand(arguments, context).perform()
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

  func perform() throws -> ExitStatus {
    let run = try readRun(arguments, context)
    let directory = baselineDirectory(arguments, context)
    let baseline = try directory.map { try stored($0, for: run) } ?? .none
    if arguments.flag("require-baseline"), baseline.isEmpty, run.baseline == nil {
      throw UsageError(
        "there is no baseline of \(run.suite.name); make one with "
          + "'speedgate-detect baseline update RUN --program PROGRAM' on the main branch")
    }
    let policies = try JudgingPolicy(
      budgets: arguments.value("budgets"), policyFrom: arguments.value("policy-from"),
      suite: run.suite.name, folder: context.currentDirectory)
    let verdict = Check(
      run: run, baseline: baseline, policy: policies.judging,
      options: .init(
        isStrict: arguments.flag("strict"), alpha: try arguments.share("alpha") ?? 0.01,
        checkedAt: Timestamp(millisecondsSinceEpoch: context.now()),
        policyChanges: policies.isFromElsewhere
          ? PolicyDifference.changes(from: policies.judging, to: policies.own, in: run) : nil,
        aaCheck: try arguments.value("aa-check").map {
          try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: $0)
        })
    ).verdict()

    // Where it cannot be written nothing has been judged, so that comes first.
    try write(verdict)
    try report(verdict)
    try establish(run, in: directory, baseline: baseline, verdict: verdict)
    return verdict.outcome == .fail ? .failed : .passed
  }

  private func stored(_ directory: BaselineDirectory, for run: RunRecord) throws -> StoredBaseline {
    let entries = try directory.entries().filter {
      $0.suite == BaselineDirectory.folderName(run.suite.name)
    }
    let key = run.environment.key
    return StoredBaseline(
      sameEnvironment: entries.filter { $0.environmentKey == key }.flatMap(\.records),
      otherEnvironments: entries.filter { $0.environmentKey != key }.flatMap(\.records),
      problems: entries.flatMap(\.problems))
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
      width: context.output.width, hasColour: context.output.hasColour,
      showsAll: arguments.flag("all"))
    context.out(TerminalReport.render(verdict, style: style))
  }

  private func establish(
    _ run: RunRecord, in directory: BaselineDirectory?, baseline: StoredBaseline,
    verdict: Verdict
  ) throws {
    guard let directory, baseline.sameEnvironment.isEmpty, verdict.outcome != .fail,
      !arguments.flag("read-only"), run.baseline == nil
    else { return }
    try directory.store(run, program: arguments.value("program"))
    try recordInHistory(
      of: run, reason: "the first baseline of this suite on this kind of machine", arguments,
      context)
    guard !arguments.flag("quiet"), arguments.value("output") != "-" else { return }
    let kept = arguments.value("program") == nil ? ", without its program" : " and its program"
    context.out("\nbaseline established: this run\(kept), in \(directory.root)\n")
  }
}

/// Reads the run that a command judges or stores.
func readRun(_ arguments: ParsedArguments, _ context: CommandContext) throws -> RunRecord {
  guard let path = arguments.positionals.first else {
    throw UsageError("no run is named; see --help")
  }
  let data = path == "-" ? try context.readInput() : try TextFile.read(path)
  return try RecordFile.decode(
    RunRecord.self, schema: RunRecord.schema, from: data, path: path == "-" ? "(input)" : path)
}

/// The folder of baselines: the one named, or the usual one when it exists.
func baselineDirectory(
  _ arguments: ParsedArguments, _ context: CommandContext
) -> BaselineDirectory? {
  if let named = arguments.value("baseline") { return BaselineDirectory(root: named) }
  let usual = context.currentDirectory + "/baselines"
  return TextFile.isFolder(usual) ? BaselineDirectory(root: usual) : nil
}
