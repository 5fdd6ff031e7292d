import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateReports

extension Command {
  /// `speedgate-bench doctor`.
  static let doctor = Command(
    CommandDefinition(
      "speedgate-bench doctor", summary: "Tells whether this machine is fit to measure.",
      details: """
        It looks at the processor, the clock, the load and the system's settings, measures the noise \
        of equal work for ten seconds, and says for each finding what to do about it.

        Exit status: 0 the machine is fit, 1 it is not, 2 something went wrong.
        """,
      options: [
        .value("time", "TIME", "Measure the noise for so long; 10s unless given."),
        .flag("strict", "Let warnings make the machine unfit, too."),
        .flag("json", "Write JSON in place of text."),
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
      context.out("\n'speedgate-bench aa-check SUITE' tells what each benchmark could show here.\n")
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
