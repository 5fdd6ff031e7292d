import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords
import GateReports

extension Command {
  /// `speedgate-bench doctor`.
  static let doctor = Command(
    CommandDefinition(
      "speedgate-bench doctor", summary: "Checks whether this machine is fit to measure.",
      details: """
        It checks the processor, the clock, the load and the system's settings, and measures the noise of equal work. \
        Each finding says what to do about it.

        Exit status: 0 the machine is fit, 1 it is not, 2 an error.
        """,
      options: [
        .value("time", "TIME", "Measure the noise for this long (default: 10s)."),
        .flag("strict", "Treat warnings as unfit."),
        .flag("json", "Print JSON instead of text."),
      ],
      examples: ["speedgate-bench doctor", "speedgate-bench doctor --json --time 30s"])
  ) { arguments, context in
    let seconds = try arguments.seconds("time") ?? 10
    let line = ProgressLine(
      context: context, isQuiet: arguments.flag("quiet") || arguments.flag("json"))
    let facts = MachineFacts.here()
    let noise = NoiseMeasurement.take(seconds: seconds) { done in
      line.update(done: done, "measuring the noise of equal work")
    }
    line.clear()
    let diagnosis = Diagnosis(facts, noise: noise)
    let isFit = diagnosis.isFit && !(arguments.flag("strict") && !diagnosis.warnings.isEmpty)
    if arguments.flag("json") {
      let data = try RecordFile.encode(diagnosis, path: "-")
      context.out(String(decoding: data, as: UTF8.self))
    } else {
      let style = TerminalStyle(width: context.output.width, hasColour: context.output.hasColour)
      let rows = diagnosis.findings.map { finding in
        DoctorReport.Row(
          symbol: symbol(finding.level), check: finding.check, found: finding.found,
          remedy: finding.remedy)
      }
      context.out(DoctorReport.render(rows, isFit: isFit, style: style))
      context.out("\n\(BenchMessage.doctorHint.line)\n")
    }
    return isFit ? .passed : .failed
  }

  private static func symbol(_ level: Diagnosis.Level) -> DoctorReport.Symbol {
    switch level {
    case .good: .good
    case .note: .note
    case .warning: .warning
    case .unfit: .unfit
    }
  }
}
