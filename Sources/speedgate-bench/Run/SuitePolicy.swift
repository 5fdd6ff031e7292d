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

  /// Warns where no budgets file names the suite, though one seems to mean it.
  ///
  /// The warning comes after measuring: a command that ends with an error prints only that line.
  static func warn(_ policy: BudgetPolicy, suite: String, _ context: CommandContext) {
    for stray in policy.misdirected(for: suite) {
      context.err("warning: \(Program.oneLine(stray.sentence))\n")
    }
  }

  /// The options that say what is to be decided.
  static let options: [OptionDefinition] = [
    .value("budgets", "DIR", "Read tolerances from here (default: ./budgets if it exists)."),
    .value(
      "policy-from", "REF", "Measure for the budgets of this commit or folder, as in 'check'."),
    .value(
      "alpha", "SHARE", "The suite's false-alarm rate, as in 'check' (default: 1%)."),
  ]
}
