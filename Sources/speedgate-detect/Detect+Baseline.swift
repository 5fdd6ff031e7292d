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
        For the main branch, after a verdict that passed. With the program, later runs are \
        measured beside it, which is much stronger evidence than its numbers. The history is told, \
        when there is one.

        The anchor is an older program that later runs are measured beside, too. It stays where it \
        is; --anchor moves it to this run, for example at a release, and so does the age that the \
        budgets give it.
        """,
      positionals: [.init("RUN", "The run's record; - is standard input.")],
      options: [
        .value("baseline", "DIR", "The baselines; ./baselines unless given."),
        .value("program", "FILE", "The suite's program that made the run."),
        .value("verdict", "FILE", "Refuse when this verdict fails."),
        .flag("anchor", "Make this run's program the anchor, too."),
        .value("budgets", "DIR", "Read the anchor's age here; ./budgets when there is one."),
        .flag("force", "Store even a run that failed."),
        .value("reason", "TEXT", "Why, for the history."),
        .value("history", "DIR", "The history to tell; ./history when there is one."),
      ],
      examples: [
        "speedgate-detect baseline update run.json --program .build/release/MySuite "
          + "--verdict verdict.json"
      ])
  ) { arguments, context in
    let run = try readRun(arguments, context)
    let verdict = try arguments.value("verdict").map {
      try RecordFile.read(Verdict.self, schema: Verdict.schema, at: $0)
    }
    if let path = arguments.value("verdict"), let verdict, !arguments.flag("force") {
      guard verdict.run.runID == run.runID else {
        throw UsageError("\(path): judges another run; name the verdict of this one")
      }
      guard verdict.run.partial != true else {
        throw UsageError("\(path): judged a partial run, which makes no baseline; --force does it")
      }
      guard verdict.outcome != .fail else {
        throw UsageError("\(path): the gate failed, so this run makes no baseline; --force does it")
      }
    }
    let defects = RunDefect.all(in: run)
    if let defect = defects.first, !arguments.flag("force") {
      let more = defects.count == 1 ? "" : " (and \(defects.count - 1) more)"
      throw UsageError(
        "\(arguments.positionals[0]): \(defect)\(more), so this run makes no baseline; "
          + "--force stores it all the same")
    }
    guard !run.isPartial || arguments.flag("force") else {
      throw UsageError(
        "the run is partial, so later runs would miss nothing that it lacks; measure the whole "
          + "suite, or store it all the same with --force")
    }
    if let unlaunched = run.benchmarks.first(where: \.isUnlaunched), !arguments.flag("force") {
      throw UsageError(
        "'\(unlaunched.name)' was not launched, as its code is the same, so this run has no figures of it; "
          + "measure with '--same-code measure', or store it all the same with --force")
    }
    let hasHistory = try arguments.hasHistory(context)
    let root = arguments.value("baseline") ?? context.currentDirectory + "/baselines"
    let directory = BaselineDirectory(root: root)
    if !arguments.flag("force"), let lost = try lost(by: run, in: directory) {
      throw UsageError(
        "this run left out '\(lost)', which the baseline has; later runs would no longer miss it; measure "
          + "the whole suite, merge its shards, or store it all the same with --force")
    }
    let update = try AnchorUpdate(
      of: run, in: directory, verdict: verdict, arguments: arguments, context: context)
    let remark = try directory.store(
      run, program: arguments.value("program"), anchor: update.move)
    if let remark {
      context.err("warning: the program's link kit is not kept: \(Program.oneLine(remark))\n")
    }
    if !arguments.flag("quiet") {
      context.out("baseline: \(run.suite.name) for \(run.environment.key) in \(root)\n")
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
      "speedgate-detect baseline list", summary: "Lists what is stored.",
      options: [.value("baseline", "DIR", "The baselines; ./baselines unless given.")])
  ) { arguments, context in
    let root = arguments.value("baseline") ?? context.currentDirectory + "/baselines"
    let entries = try BaselineDirectory(root: root).entries()
    guard !entries.isEmpty else {
      context.out("no baseline in \(root)\n")
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
      if entry.hasLayoutStudy { context.out("  what layouts do, for reports\n") }
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
      "speedgate-detect baseline show", summary: "Prints the newest baseline's place.",
      positionals: [.init("SUITE", "The suite's name.")],
      options: [
        .value("baseline", "DIR", "The baselines; ./baselines unless given."),
        .value("environment", "KEY", "The kind of machine; needed when there are several."),
        .flag("program", "Print the program's path, after checking its hash."),
        .flag("commit", "Print the commit of the newest run, of any machine unless one is named."),
        .flag("anchor", "Print what is stored of the anchor instead."),
      ],
      examples: [
        "speedgate-bench run .build/release/MySuite "
          + "--against \"$(speedgate-detect baseline show MySuite --program)\" --output run.json"
      ])
  ) { arguments, context in
    guard let suite = arguments.positionals.first else {
      throw UsageError("no suite is named; 'speedgate-detect baseline list' shows them")
    }
    let root = arguments.value("baseline") ?? context.currentDirectory + "/baselines"
    let directory = BaselineDirectory(root: root)
    let wanted = arguments.value("environment")
    let entries = try directory.entries(ofSuite: suite) { $0 == wanted }
      .filter { wanted == nil || $0.environmentKey == wanted }
    guard let entry = entries.first else {
      throw UsageError("\(root): holds no baseline of \(suite)")
    }
    if arguments.flag("commit") {
      guard !arguments.flag("program"), !arguments.flag("anchor") else {
        throw UsageError("--commit is of the newest run; leave --program and --anchor out")
      }
      context.out(try newestCommit(of: suite, in: entries, root) + "\n")
      return .passed
    }
    guard entries.count == 1 else {
      let keys = entries.map(\.environmentKey).joined(separator: ", ")
      throw UsageError(
        "there are baselines of several machines; add --environment with one of \(keys)")
    }
    if arguments.flag("anchor") {
      if let problem = entry.problems.first(where: { $0.subject == .anchor }) {
        throw problem.error
      }
      guard let anchor = entry.anchor else {
        throw UsageError("\(root): keeps no anchor of \(suite)")
      }
      context.out(
        arguments.flag("program")
          ? anchor.path + "\n"
          : String(decoding: try RecordFile.encode(anchor.record, path: "-"), as: UTF8.self))
    } else if arguments.flag("program") {
      guard
        let program = try directory.newestProgram(
          environmentKey: entry.environmentKey, suite: suite)
      else { throw UsageError("\(root): keeps no program of \(suite)") }
      context.out(program.path + "\n")
    } else {
      if let problem = entry.newestProblem, problem.subject != .program { throw problem.error }
      guard let newest = entry.records.first else {
        throw UsageError("\(root): keeps no readable record of \(suite)")
      }
      context.out(String(decoding: try RecordFile.encode(newest, path: "-"), as: UTF8.self))
    }
    return .passed
  }

  /// The commit of the newest run that is stored, wherever it was measured.
  private static func newestCommit(
    of suite: String, in entries: [BaselineDirectory.Entry], _ root: String
  ) throws -> String {
    let problems = entries.lazy.compactMap(\.newestProblem)
    if let problem = problems.first(where: { $0.subject != .program }) { throw problem.error }
    let newest = entries.compactMap(\.records.first).max {
      ($0.startedAt, $0.runID) < ($1.startedAt, $1.runID)
    }
    guard let commit = newest?.suite.commit else {
      throw UsageError("\(root): keeps no run of \(suite) that names its commit")
    }
    return commit
  }

  /// `speedgate-detect baseline prune`.
  static let baselinePrune = Command(
    CommandDefinition(
      "speedgate-detect baseline prune", summary: "Removes all but the newest records.",
      details: """
        Without --yes it only says what it would remove.

        With --nearest-to it removes instead what was stored later than the nearest ancestor of \
        that commit, so that a change is compared with what it was made from. Where no stored \
        commit is known as an ancestor, nothing is removed. The anchor and its program stay.
        """,
      options: [
        .value("baseline", "DIR", "The baselines; ./baselines unless given."),
        .value("keep", "NUMBER", "Records to keep of each suite; 5 unless given."),
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
        throw UsageError("--keep and --nearest-to are two ways to choose; give one of them")
      }
      let ancestry = try Ancestry(of: commit, in: context.currentDirectory)
      let found = try BaselineDirectory(root: root)
        .keepNearest(isDryRun: isDryRun, distance: ancestry.distance(of:))
      removed = found.removed
      context.out(
        found.nearest.isEmpty
          ? "no stored commit is known as an ancestor of \(commit)\n"
          : "nearest: \(found.nearest.map { $0.prefix(7) }.sorted().joined(separator: ", "))\n")
    } else {
      removed = try BaselineDirectory(root: root).prune(keeping: keep, isDryRun: isDryRun)
    }
    for path in removed { context.out((isDryRun ? "would remove " : "removed ") + path + "\n") }
    if removed.isEmpty { context.out("nothing to remove\n") }
    return .passed
  }
}

/// What is kept of an entry's program.
private func programWords(_ entry: BaselineDirectory.Entry) -> String {
  guard let program = entry.program else { return "no program" }
  return KitPlace.found(of: program.path) == nil ? "program kept" : "program and link kit kept"
}

/// Says what makes a run that was just stored a poor baseline, or keeps others from being judged by it.
private func warn(
  of run: RunRecord, in directory: BaselineDirectory, _ arguments: ParsedArguments,
  _ context: CommandContext
) throws {
  if arguments.value("verdict") == nil, !arguments.flag("force") {
    context.err(
      "warning: nothing says that the gate passes this run; name its verdict with --verdict\n")
  }
  let stored = try directory.entry(environmentKey: run.environment.key, suite: run.suite.name)
  for problem in stored?.problems ?? [] {
    context.err(
      "warning: \(Program.oneLine(problem.description)); no run is judged until it is restored "
        + "or removed\n")
  }
}

/// Tells the history that a run became the baseline.
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
