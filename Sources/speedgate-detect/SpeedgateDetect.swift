import Foundation
import GateCommandLine

/// Judges runs and keeps baselines.
@main
enum SpeedgateDetect {
  static let program = Program(
    "speedgate-detect", summary: "Judges runs by budgets and against a baseline.",
    commands: [
      .check, .baselineUpdate, .baselineList, .baselineShow, .baselinePrune, .budgetsValidate,
      .budgetsExplain, .budgetsSuggest,
    ] + Command.claim + Command.history)

  static func main() async {
    TerminalAbilities.ignoreBrokenPipes()
    exit(await program.run(needing: 8, context: .live()).rawValue)
  }
}
