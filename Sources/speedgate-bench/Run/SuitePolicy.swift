import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement

/// The budgets that a measuring command goes by, for their tolerances.
enum SuitePolicy {
  /// Those of `--budgets`, else of `./budgets` when there is one, as they hold on this machine.
  ///
  /// - Throws: `FileError` with file, line and column of the first mistake.
  static func read(
    _ arguments: ParsedArguments, suite: String, _ context: CommandContext
  ) throws -> BudgetPolicy {
    let usual = context.currentDirectory + "/budgets"
    let path = arguments.value("budgets") ?? (TextFile.isFolder(usual) ? usual : nil)
    let policy = try path.map { try BudgetPolicy(at: $0, suite: suite) } ?? .builtIn
    return policy.holding(on: EnvironmentProbe.machine)
  }
}
