import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords
import GateRevisions

/// Measures suites of benchmarks.
@main
enum SpeedgateBench {
  static let program = Program(
    "speedgate-bench", summary: "Measures suites of benchmarks and writes records of the results.",
    commands: [
      .run, .watch, .compare, .bisect, .command, .list, .freshen, .kit, .trace, .code, .profile,
      .aaCheck, .merge, .import, .export, .doctor, .buildsBase, .buildsList, .buildsMake,
      .buildsPrune, .hookInstall,
      .hookUninstall, .hookStatus, .hookRun, .initialize,
    ])

  static func main() async {
    TerminalAbilities.ignoreBrokenPipes()
    LeftProcesses.enable()
    let interruption = Interruption {
      ChildProgram.endAll()
      LiveWorkers.killAll()
      TemporaryFolders.removeAll()
    }
    let context = CommandContext.live()
    let status = await program.run(needing: 64, context: context)
    LeftProcesses.endAll()
    if let found = LeftProcesses.found {
      let message = BenchMessage.processesLeft(count: found.count, names: found.names)
      context.err("warning: \(Program.oneLine(message.line))\n")
    }
    interruption.stop()
    TemporaryFolders.removeAll()
    exit(status.rawValue)
  }
}
