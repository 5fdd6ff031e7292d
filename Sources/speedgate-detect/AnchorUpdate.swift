import GateBudgets
import GateCommandLine
import GateFiles
import GateRecords

/// The effect of `baseline update` on the anchor, and its message.
struct AnchorUpdate {
  let move: AnchorMove
  /// The message; nil when the anchor simply stays.
  let sentence: String?

  /// - Throws: `FileError` when the budgets or the stored anchor cannot be read.
  init(
    of run: RunRecord, in directory: BaselineDirectory, verdict: Verdict?,
    arguments: ParsedArguments, context: CommandContext
  ) throws {
    if arguments.flag("anchor") {
      move = .toThisRun
      sentence = DetectMessage.anchorMoved.line
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
    let date = String(anchor.startedAt.rawValue.prefix(10))
    let isCreeping =
      verdict?.findings.contains { $0.rule == .creep && $0.status == .regressed } ?? false
    if isCreeping {
      move = .keep
      sentence =
        DetectMessage.anchorKeptForCreep(date: date, days: days).line
    } else if arguments.value("program") == nil,
      stored?.program?.record.suite.programHash != run.suite.programHash
    {
      move = .keep
      sentence = DetectMessage.anchorKeptWithoutProgram(date: date, days: days).line
    } else {
      move = .toThisRun
      sentence = DetectMessage.anchorAged(date: date, days: days).line
    }
  }
}
