import Foundation
import GateCommandLine

/// Renders verdicts.
@main
enum SpeedgateReport {
  static let program = Program(
    "speedgate-report", summary: "Renders verdicts for people and for machines.",
    commands: [.render, .dashboard, .alertRules])

  static func main() async {
    TerminalAbilities.ignoreBrokenPipes()
    exit(await program.run(needing: 8, context: .live()).rawValue)
  }
}
