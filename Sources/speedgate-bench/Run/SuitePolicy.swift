import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement

/// The budgets that a measuring command goes by, for their tolerances.
enum SuitePolicy {
  /// Those of `--policy-from`, else of `--budgets`, else of `./budgets` when there is one, as they hold on
  /// this machine.
  ///
  /// - Throws: `FileError` with file, line and column of the first mistake, or when something that
  ///   cannot be read has the usual folder's name.
  static func read(
    _ arguments: ParsedArguments, suite: String, _ context: CommandContext
  ) throws -> BudgetPolicy {
    try JudgingPolicy(
      budgets: arguments.value("budgets"), policyFrom: arguments.value("policy-from"),
      suite: suite, folder: context.currentDirectory
    ).judging.holding(on: EnvironmentProbe.machine)
  }

  /// Says where no budgets file names the suite, though one seems to mean it.
  ///
  /// It is said when measuring is over: what ends a command before is told in one line.
  static func warn(_ policy: BudgetPolicy, suite: String, _ context: CommandContext) {
    for stray in policy.misdirected(for: suite) {
      context.err("warning: \(Program.oneLine(stray.sentence))\n")
    }
  }

  /// The options that say by which questions measuring goes.
  static let options: [OptionDefinition] = [
    .value("budgets", "DIR", "Read tolerances here; ./budgets when there is one."),
    .value(
      "policy-from", "REF", "Measure for the budgets of this commit or folder, as 'check' judges."),
    .value(
      "alpha", "SHARE", "The suite's false-alarm rate that 'check' will ask for; 1% by default."),
  ]
}
