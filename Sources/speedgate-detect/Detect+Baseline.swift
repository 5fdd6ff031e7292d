import GateCommandLine
import GateDetection
import GateFiles
import GateHistory
import GateRecords

extension Command {
  /// `speedgate-detect baseline update`.
  static let baselineUpdate = Command(
    CommandDefinition(
      "speedgate-detect baseline update", summary: "Makes a run the newest baseline.",
      details: """
        For the main branch, after a verdict that passed. With --program, later runs are measured \
        side by side with that program, which is much stronger evidence than stored numbers. The \
        update is recorded in the history, if there is one.

        The anchor is an older program that later runs are also compared with. It stays until \
        --anchor moves it to this run, for example at a release, or until it is older than the \
        budgets allow.
        """,
      positionals: [.init("RUN", "The run's record; - is standard input.")],
      options: [
        .value("baseline", "DIR", "The baselines (default: ./baselines)."),
        .value("program", "FILE", "The suite's program that made the run."),
        .value("verdict", "FILE", "Refuse when this verdict failed."),
        .flag("anchor", "Also make this run's program the anchor."),
        .value(
          "budgets", "DIR",
          "Read the anchor's greatest age here (default: ./budgets, if it exists)."),
        .flag("force", "Store the run even if it failed."),
        .flag("unjudged", "Do not warn that no verdict is named."),
        .value("reason", "TEXT", "The reason, which the history records."),
        .value("history", "DIR", "The history to add to (default: ./history, if it exists)."),
      ],
      examples: [
        "speedgate-detect baseline update run.json --program .build/release/MySuite "
          + "--verdict verdict.json"
      ])
  ) { arguments, context in
    let run = try readRun(arguments, context)
    let verdict = try arguments.value("verdict").map {
      try RecordFile.read(Verdict.self, schema: Verdict.schema, at: $0, from: .argument)
    }
    if let path = arguments.value("verdict"), let verdict, !arguments.flag("force") {
      guard verdict.run.runID == run.runID else {
        throw UsageError(DetectMessage.anotherRunsVerdict(path: path))
      }
      guard verdict.run.partial != true else {
        throw UsageError(DetectMessage.verdictOfPartialRun(path: path))
      }
      guard verdict.outcome != .fail else {
        throw UsageError(DetectMessage.verdictFailed(path: path))
      }
    }
    let defects = RunDefect.all(in: run)
    if let defect = defects.first, !arguments.flag("force") {
      throw UsageError(
        DetectMessage.defectiveRun(
          path: arguments.positionals[0], defect: "\(defect)", more: defects.count - 1))
    }
    guard !run.isPartial || arguments.flag("force") else {
      throw UsageError(
        DetectMessage.partialRun)
    }
    if let unlaunched = run.benchmarks.first(where: \.isUnlaunched), !arguments.flag("force") {
      throw UsageError(
        DetectMessage.notLaunched(benchmark: unlaunched.name.rawValue))
    }
    let hasHistory = try arguments.hasHistory(context)
    let root = arguments.value("baseline") ?? context.currentDirectory + "/baselines"
    let directory = BaselineDirectory(root: root)
    if !arguments.flag("force"), let lost = try lost(by: run, in: directory) {
      throw UsageError(
        DetectMessage.leftOutOfRun(benchmark: lost.rawValue))
    }
    let update = try AnchorUpdate(
      of: run, in: directory, verdict: verdict, arguments: arguments, context: context)
    let remark = try directory.store(
      run, program: arguments.value("program"), anchor: update.move)
    if let remark {
      context.err(
        "warning: \(DetectMessage.linkKitNotKept(reason: Program.oneLine(remark)).line)\n")
    }
    if !arguments.flag("quiet") {
      let message = DetectMessage.baselineStored(
        suite: run.suite.name, environment: run.environment.key, root: root)
      context.out("\(message.line)\n")
      if let sentence = update.sentence { context.out("\(sentence)\n") }
      try warn(of: run, in: directory, arguments, context)
    }
    if hasHistory {
      try recordInHistory(of: run, reason: arguments.value("reason"), arguments, context)
    }
    return .passed
  }

  /// `speedgate-detect baseline list`.
  static let baselineList = Command(
    CommandDefinition(
      "speedgate-detect baseline list", summary: "Lists the stored baselines.",
      options: [.value("baseline", "DIR", "The baselines (default: ./baselines).")],
      examples: ["speedgate-detect baseline list --baseline baselines"])
  ) { arguments, context in
    let root = arguments.value("baseline") ?? context.currentDirectory + "/baselines"
    let entries = try BaselineDirectory(root: root).entries()
    guard !entries.isEmpty else {
      context.out("\(DetectMessage.baselinesEmpty(root: root).line)\n")
      return .passed
    }
    for entry in entries {
      let newest = entry.records.first
      let commit = newest?.suite.commit.map { " \($0.prefix(7))" } ?? ""
      let size = QuantityFormat.string(Double(entry.bytes), unit: .bytes)
      let runs = entry.records.count == 1 ? "1 run" : "\(entry.records.count) runs"
      context.out(
        Program.oneLine(
          "\(newest?.suite.name ?? entry.suite ?? "any suite")  \(entry.environmentKey)") + "\n"
          + "  \(runs), newest \(newest?.startedAt.rawValue ?? "–")\(commit), "
          + programWords(entry) + ", \(size)\n")
      if let anchor = entry.anchor?.record {
        let commit = anchor.suite.commit.map { " \($0.prefix(7))" } ?? ""
        context.out("  anchor \(anchor.startedAt.rawValue)\(commit)\n")
      }
      if entry.hasLayoutStudy { context.out("  a study of layouts, for reports\n") }
      if entry.evidenceCount > 0 {
        let pairs = entry.evidenceCount == 1 ? "1 pair" : "\(entry.evidenceCount) pairs"
        context.out("  launches of \(pairs) of programs, for the next run of the same two\n")
      }
      for problem in entry.problems {
        context.out("  \(Program.oneLine(problem.description))\n")
      }
    }
    let objects = BaselineDirectory(root: root).objectBytes
    if objects > 0 {
      context.out(
        "objects of the link kits, shared by all: "
          + "\(QuantityFormat.string(Double(objects), unit: .bytes))\n")
    }
    return .passed
  }

  /// `speedgate-detect baseline show`.
  static let baselineShow = Command(
    CommandDefinition(
      "speedgate-detect baseline show",
      summary: "Prints the newest baseline's record, program or commit.",
      positionals: [.init("SUITE", "The suite's name.")],
      options: [
        .value("baseline", "DIR", "The baselines (default: ./baselines)."),
        .value("environment", "KEY", "The kind of machine; required when there are several."),
        .flag("program", "Print the program's path, after checking its hash."),
        .flag(
          "commit",
          "Print the commit of the newest run, of any machine unless --environment is given."),
        .flag("anchor", "Print the anchor instead."),
      ],
      examples: [
        "speedgate-bench run .build/release/MySuite "
          + "--against \"$(speedgate-detect baseline show MySuite --program)\" --output run.json"
      ])
  ) { arguments, context in
    guard let suite = arguments.positionals.first else {
      throw UsageError(DetectMessage.suiteNotNamed)
    }
    let root = arguments.value("baseline") ?? context.currentDirectory + "/baselines"
    let directory = BaselineDirectory(root: root)
    let wanted = arguments.value("environment")
    let entries = try directory.entries(ofSuite: suite) { $0 == wanted }
      .filter { wanted == nil || $0.environmentKey == wanted }
    guard let entry = entries.first else {
      throw UsageError(DetectMessage.suiteHasNoBaseline(root: root, suite: suite))
    }
    if arguments.flag("commit") {
      guard !arguments.flag("program"), !arguments.flag("anchor") else {
        throw UsageError(DetectMessage.commitOfNewestRun)
      }
      context.out(try newestCommit(of: suite, in: entries, root) + "\n")
      return .passed
    }
    guard entries.count == 1 else {
      throw UsageError(
        DetectMessage.severalMachines(keys: entries.map(\.environmentKey)))
    }
    if arguments.flag("anchor") {
      if let problem = entry.problems.first(where: { $0.subject == .anchor }) {
        throw problem.error
      }
      guard let anchor = entry.anchor else {
        throw UsageError(DetectMessage.noAnchor(root: root, suite: suite))
      }
      context.out(
        arguments.flag("program")
          ? anchor.path + "\n"
          : String(decoding: try RecordFile.encode(anchor.record, path: "-"), as: UTF8.self))
    } else if arguments.flag("program") {
      guard
        let program = try directory.newestProgram(
          environmentKey: entry.environmentKey, suite: suite)
      else { throw UsageError(DetectMessage.noProgram(root: root, suite: suite)) }
      context.out(program.path + "\n")
    } else {
      if let problem = entry.newestProblem, problem.subject != .program { throw problem.error }
      guard let newest = entry.records.first else {
        throw UsageError(DetectMessage.noRecord(root: root, suite: suite))
      }
      context.out(String(decoding: try RecordFile.encode(newest, path: "-"), as: UTF8.self))
    }
    return .passed
  }

  /// The commit of the newest stored run of any machine.
  private static func newestCommit(
    of suite: String, in entries: [BaselineDirectory.Entry], _ root: String
  ) throws -> String {
    let problems = entries.lazy.compactMap(\.newestProblem)
    if let problem = problems.first(where: { $0.subject != .program }) { throw problem.error }
    let newest = entries.compactMap(\.records.first).max {
      ($0.startedAt, $0.runID) < ($1.startedAt, $1.runID)
    }
    guard let commit = newest?.suite.commit else {
      throw UsageError(DetectMessage.noCommit(root: root, suite: suite))
    }
    return commit
  }

  /// `speedgate-detect baseline prune`.
  static let baselinePrune = Command(
    CommandDefinition(
      "speedgate-detect baseline prune", summary: "Removes all but the newest records.",
      details: """
        Without --yes, only shows what would be removed.

        With --nearest-to, removes what was stored after the nearest ancestor of that commit, so \
        that a change is compared with the commit it was made from. When no stored commit is known \
        to be an ancestor, nothing is removed. The anchor and its program are kept.
        """,
      options: [
        .value("baseline", "DIR", "The baselines (default: ./baselines)."),
        .value("keep", "NUMBER", "Records to keep of each suite (default: 5)."),
        .value("nearest-to", "COMMIT", "Make this commit's nearest ancestor the newest."),
        .flag("yes", "Remove."),
      ],
      examples: [
        "speedgate-detect baseline prune --keep 10 --yes",
        "speedgate-detect baseline prune --nearest-to HEAD --yes",
      ])
  ) { arguments, context in
    let root = arguments.value("baseline") ?? context.currentDirectory + "/baselines"
    let keep = try arguments.integer("keep", in: 1...10_000) ?? 5
    let isDryRun = !arguments.flag("yes")
    let removed: [String]
    if let commit = arguments.value("nearest-to") {
      guard arguments.value("keep") == nil else {
        throw UsageError(DetectMessage.keepOrNearest)
      }
      let ancestry = try Ancestry(of: commit, in: context.currentDirectory)
      let found = try BaselineDirectory(root: root)
        .keepNearest(isDryRun: isDryRun, distance: ancestry.distance(of:))
      removed = found.removed
      context.out(
        found.nearest.isEmpty
          ? "\(DetectMessage.noAncestor(commit: commit).line)\n"
          : "nearest: \(found.nearest.map { $0.prefix(7) }.sorted().joined(separator: ", "))\n")
    } else {
      removed = try BaselineDirectory(root: root).prune(keeping: keep, isDryRun: isDryRun)
    }
    for path in removed { context.out((isDryRun ? "would remove " : "removed ") + path + "\n") }
    if removed.isEmpty { context.out("\(DetectMessage.nothingToRemove.line)\n") }
    return .passed
  }
}

/// Returns a description of an entry's stored program.
private func programWords(_ entry: BaselineDirectory.Entry) -> String {
  guard let program = entry.program else { return "no program" }
  return KitPlace.found(of: program.path) == nil ? "program kept" : "program and link kit kept"
}

/// Warns when the run that was just stored is a poor baseline, or cannot be compared with.
private func warn(
  of run: RunRecord, in directory: BaselineDirectory, _ arguments: ParsedArguments,
  _ context: CommandContext
) throws {
  if arguments.value("verdict") == nil, !arguments.flag("force"), !arguments.flag("unjudged") {
    context.err(
      "warning: \(DetectMessage.verdictUnknown.line)\n")
  }
  let stored = try directory.entry(environmentKey: run.environment.key, suite: run.suite.name)
  for problem in stored?.problems ?? [] {
    let message = DetectMessage.baselineUnreadable(problem: Program.oneLine(problem.description))
    context.err("warning: \(message.line)\n")
  }
}

/// Records in the history that a run became the baseline.
func recordInHistory(
  of run: RunRecord, reason: String?, _ arguments: ParsedArguments, _ context: CommandContext
) throws {
  let event = Event(
    .baselineUpdated, subject: "", at: context.time,
    origin: EventOrigin(
      runID: run.runID, suite: run.suite, environment: run.environment,
      producer: "speedgate-detect/\(ToolVersion.current)"),
    payload: BaselineUpdated(hasProgram: arguments.value("program") != nil, reason: reason))
  for repair in try arguments.eventLog(context).append([EventLine(event)]) {
    context.err("\(repair.sentence)\n")
  }
}

/// A benchmark that the newest stored run has and that a filter or a shard left out of this one.
private func lost(
  by run: RunRecord, in directory: BaselineDirectory
) throws -> BenchmarkIdentifier? {
  guard !run.leftOut.isEmpty else { return nil }
  let entry = try directory.entry(environmentKey: run.environment.key, suite: run.suite.name)
  let stored = Set(entry?.records.first?.benchmarks.map(\.name) ?? [])
  return run.leftOut.first(where: stored.contains)
}
