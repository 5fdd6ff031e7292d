import GateBudgets
import GateCommandLine
import GateFiles
import GateRecords

/// What `baseline update` does to the anchor, and what it says of that.
struct AnchorUpdate {
  let move: AnchorMove
  /// What a reader should know; nil when the anchor stays without more ado.
  let sentence: String?

  /// - Throws: `FileError` when the budgets or the stored anchor cannot be read.
  init(
    of run: RunRecord, in directory: BaselineDirectory, verdict: Verdict?,
    arguments: ParsedArguments, context: CommandContext
  ) throws {
    if arguments.flag("anchor") {
      move = .toThisRun
      sentence = "the anchor is this run"
      return
    }
    let rule = try JudgingPolicy(
      budgets: arguments.value("budgets"), policyFrom: nil, suite: run.suite.name,
      folder: context.currentDirectory
    ).judging.anchor
    let stored = try directory.entry(environmentKey: run.environment.key, suite: run.suite.name)
    guard let anchor = stored?.anchor?.record, let days = rule.days,
      rule.isOver(anchor.startedAt, at: run.startedAt)
    else {
      move = .keep
      sentence = nil
      return
    }
    let age = "the anchor of \(anchor.startedAt.rawValue.prefix(10)) is older than \(days) days"
    let isCreeping =
      verdict?.findings.contains { $0.rule == .creep && $0.status == .regressed } ?? false
    if isCreeping {
      move = .keep
      sentence =
        "\(age); it stays, because the verdict proves a creep since then: --anchor moves it"
    } else if arguments.value("program") == nil,
      stored?.program?.record.suite.programHash != run.suite.programHash
    {
      move = .keep
      sentence = "\(age); it stays, because no program is given: add --program"
    } else {
      move = .toThisRun
      sentence = "the anchor is this run: \(age)"
    }
  }
}
