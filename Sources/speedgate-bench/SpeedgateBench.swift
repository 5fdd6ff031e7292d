import Foundation
import GateCommandLine
import GateMeasurement
import GateRevisions

/// Measures suites of benchmarks.
@main
enum SpeedgateBench {
  static let program = Program(
    "speedgate-bench", summary: "Measures suites of benchmarks and writes records of the results.",
    commands: [
      .run, .watch, .compare, .bisect, .command, .list, .freshen, .kit, .trace, .code, .profile,
      .aaCheck,
      .merge, .import, .export, .doctor, .buildsList, .buildsMake, .buildsPrune, .hookInstall,
      .hookUninstall, .hookStatus, .hookRun, .initialize,
    ])

  static func main() async {
    TerminalAbilities.ignoreBrokenPipes()
    let interruption = Interruption {
      ChildProgram.endAll()
      LiveWorkers.killAll()
      TemporaryFolders.removeAll()
    }
    let status = await program.run(Array(CommandLine.arguments.dropFirst()), context: .live())
    interruption.stop()
    TemporaryFolders.removeAll()
    exit(status.rawValue)
  }
}
