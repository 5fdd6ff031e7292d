import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateRecords

extension Command {
  /// `speedgate-detect budgets validate`.
  static let budgetsValidate = Command(
    CommandDefinition(
      "speedgate-detect budgets validate", summary: "Checks budgets files.",
      details: """
        Every file is read to its end and every rule is checked. The files of each suite are \
        checked together with those for every suite, as 'check' reads them. With --run, rules \
        that match no benchmark of that run are listed as well, and so are limits in another \
        kind of unit than the run measured.
        """,
      positionals: [
        .init("PATH", "A folder or a file (default: ./budgets).", isOptional: true)
      ],
      options: [
        .value("run", "FILE", "Also check which rules match this run's benchmarks."),
        .flag("strict", "End with status 1 when there is a warning."),
      ],
      examples: ["speedgate-detect budgets validate budgets --run run.json --strict"])
  ) { arguments, context in
    let path = arguments.positionals.first ?? context.currentDirectory + "/budgets"
    let files = try BudgetsFiles(at: path, seenFrom: context.currentDirectory)
    let policies = try files.policies()
    let run = try arguments.value("run").map(readRun(at:))
    // Rules in files for other suites need not match this suite's benchmarks.
    let unmatched = try run.map { run in
      let policy = try files.policy(for: run.suite.name).holding(on: run.environment)
      try policy.requireConsistency(in: run)
      return policy.unmatched(in: run) + policy.unmeasuredLimits(in: run)
        + policy.limitsOfOtherUnits(in: run)
    }
    let now = Timestamp(millisecondsSinceEpoch: context.now())
    // A file for every suite is part of each policy, and its warnings are printed once.
    var seen: Set<String> = []
    let warnings =
      policies.flatMap { $0.policy.warnings(unmatched: [], at: now) }
      + (unmatched ?? []).map(\.sentence)
    let remarks = warnings.filter { seen.insert($0).inserted }
    for warning in remarks { context.err("warning: \(Program.oneLine(warning))\n") }
    if !arguments.flag("quiet") {
      let shown = arguments.positionals.first ?? "budgets"
      let message: DetectMessage =
        remarks.isEmpty
        ? .rulesValid(path: shown, rules: files.ruleCount)
        : .rulesWithWarnings(path: shown, rules: files.ruleCount, warnings: remarks.count)
      context.out("\(message.line)\n")
      for (suite, policy) in policies {
        guard let suite else { continue }
        context.out(Program.oneLine("  suite \(suite): \(counted(policy.ruleCount))") + "\n")
      }
    }
    return remarks.isEmpty || !arguments.flag("strict") ? .passed : .failed
  }

  private static func counted(_ rules: Int) -> String { rules == 1 ? "1 rule" : "\(rules) rules" }

  /// `speedgate-detect budgets explain`.
  static let budgetsExplain = Command(
    CommandDefinition(
      "speedgate-detect budgets explain", summary: "Shows which rules apply to a benchmark.",
      details: """
        When several rules answer the same question, the most specific one applies: a whole name \
        before a pattern, a longer pattern before a shorter one, a rule for this machine before a \
        rule for every machine. Without --run, rules for all machines are considered.

        When the budgets are for several suites, choose one with --suite or --run.
        """,
      positionals: [.init("BENCHMARK", "The benchmark's whole name.")],
      options: [
        .value("budgets", "PATH", "The budgets (default: ./budgets, if it exists)."),
        .value("run", "FILE", "Take suite and machine from this run."),
        .value("suite", "NAME", "The suite whose budgets are explained."),
      ],
      examples: [
        "speedgate-detect budgets explain pipeline/embedding --run run.json",
        "speedgate-detect budgets explain parse/order --suite OrderBenchmarks",
      ])
  ) { arguments, context in
    guard let name = arguments.positionals.first else {
      throw UsageError(DetectMessage.benchmarkNotNamed)
    }
    let run = try arguments.value("run").map(readRun(at:))
    let benchmark = BenchmarkIdentifier(name)
    if let run, !run.benchmarks.contains(where: { $0.name == benchmark }) {
      let known = run.benchmarks.map(\.name.rawValue)
      throw UsageError(
        DetectMessage.benchmarkNotInRun(
          name: name, suggestion: Suggestion.text(for: name, among: known)))
    }
    var policy = try explainedPolicy(arguments, context, run)
    if let run { policy = policy.holding(on: run.environment) }
    let record = run?.benchmarks.first { $0.name == benchmark }
    let explanation = PolicyExplanation(
      of: policy, for: record ?? BenchmarkRecord(name: benchmark, status: .measured))
    context.out("\(Program.oneLine(name))\n")
    for entry in explanation.entries { context.out(text(of: entry)) }
    return .passed
  }

  /// The budgets of the suite that is meant.
  private static func explainedPolicy(
    _ arguments: ParsedArguments, _ context: CommandContext, _ run: RunRecord?
  ) throws -> BudgetPolicy {
    let asked = arguments.value("suite")
    if let asked, let run, asked != run.suite.name {
      throw UsageError(DetectMessage.anotherSuite(named: asked, run: run.suite.name))
    }
    guard let files = try readBudgetsFiles(arguments, context) else { return .builtIn }
    let suites = files.suites
    if asked == nil, run == nil, suites.count > 1 {
      throw UsageError(
        DetectMessage.severalSuites(suites: suites))
    }
    let suite = run?.suite.name ?? asked
    let policy = try files.policy(for: suite ?? suites.first)
    for stray in suite.map(policy.misdirected) ?? [] {
      context.err("warning: \(Program.oneLine(stray.sentence))\n")
    }
    return policy
  }

  /// `speedgate-detect budgets suggest`.
  static let budgetsSuggest = Command(
    CommandDefinition(
      "speedgate-detect budgets suggest", summary: "Proposes limits from measured runs.",
      details: """
        For each benchmark and metric without a limit, proposes one that the worst of the runs keeps \
        with head-room; the limit of an exact count is the count itself. Existing limits are not \
        changed. With --write the lines are added at the front of SUITE.json5 in the budgets \
        folder, and nothing else there changes.
        """,
      positionals: [.init("RUN", "Records of one suite.", isRepeated: true)],
      options: [
        .value("budgets", "DIR", "The budgets (default: ./budgets)."),
        .value("headroom", "SHARE", "Head-room above the worst figure (default: 20%)."),
        .flag("write", "Add the lines to the file."),
      ],
      examples: [
        "speedgate-detect budgets suggest run-1.json run-2.json run-3.json",
        "speedgate-detect budgets suggest run.json --headroom 50% --write",
      ])
  ) { arguments, context in
    try SuggestCommand(arguments, context).perform()
  }

  private static func text(of entry: PolicyExplanation.Entry) -> String {
    let lines =
      ["  \(entry.subject): \(entry.answer)", "    \(entry.origin), because \(entry.reason)"]
      + entry.remarks.map { "    \($0)" } + entry.passedOver.map { "    not \($0)" }
    return lines.map { Program.oneLine($0) + "\n" }.joined()
  }
}

/// One call of `speedgate-detect budgets suggest`.
private struct SuggestCommand {
  private let arguments: ParsedArguments
  private let context: CommandContext

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
  }

  func perform() throws -> ExitStatus {
    let runs = try arguments.positionals.map(readRun(at:))
    guard let suite = runs.first?.suite.name else {
      throw UsageError(DetectMessage.runNotNamed)
    }
    if let other = runs.first(where: { $0.suite.name != suite }) {
      throw UsageError(DetectMessage.runsOfTwoSuites(first: suite, other: other.suite.name))
    }
    let folder = arguments.value("budgets") ?? context.currentDirectory + "/budgets"
    let hasFiles = try BudgetPolicy.hasFiles(in: folder)
    let policy = hasFiles ? try BudgetPolicy(at: folder, suite: suite) : .builtIn
    let suggestions = BudgetSuggestion.suggestions(
      from: runs, policy: policy, headroom: try arguments.share("headroom") ?? 0.2)
    guard !suggestions.isEmpty else {
      context.out("\(DetectMessage.nothingToSuggest.line)\n")
      return .passed
    }
    guard arguments.flag("write") else {
      context.out(BudgetsFileEdit.newFile(with: suggestions, suite: suite))
      return .passed
    }
    let path = folder + "/\(BaselineDirectory.uniqueFolderName(suite)).json5"
    try TextFile.write(try contents(suggestions, path: path, suite: suite), to: path)
    if !arguments.flag("quiet") {
      context.out(
        "\(DetectMessage.limitsAdded(count: suggestions.count, path: path).line)\n")
    }
    return .passed
  }

  private func contents(
    _ suggestions: [BudgetSuggestion], path: String, suite: String
  ) throws -> Data {
    guard FileManager.default.fileExists(atPath: path) else {
      return Data(BudgetsFileEdit.newFile(with: suggestions, suite: suite).utf8)
    }
    let text = String(decoding: try TextFile.read(path), as: UTF8.self)
    return Data(try BudgetsFileEdit.adding(suggestions, to: text, path: path).utf8)
  }
}

/// The budgets files that a command names, or those of the usual folder; nil when there are none.
func readBudgetsFiles(
  _ arguments: ParsedArguments, _ context: CommandContext
) throws -> BudgetsFiles? {
  let usual = context.currentDirectory + "/budgets"
  let named = arguments.value("budgets")
  guard let path = try named ?? (Folder.isThere(usual) ? usual : nil) else { return nil }
  return try BudgetsFiles(at: path, seenFrom: context.currentDirectory)
}

/// Reads a run's record from a file.
func readRun(at path: String) throws -> RunRecord {
  try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: path, from: .argument)
}
