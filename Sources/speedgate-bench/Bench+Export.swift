import Foundation
import GateCommandLine
import GateFiles
import GateInterchange
import GateRecords

extension Command {
  /// `speedgate-bench export`.
  static let export = Command(
    CommandDefinition(
      "speedgate-bench export", summary: "Writes a run in the format of another tool.",
      details: """
        go is Go's benchmark text with a line for each launch, which benchstat reads. generic is a JSON array of name, \
        unit and value, which many dashboards read.
        """,
      positionals: [.init("RUN", "The run's record, or - for standard input.")],
      options: [
        .value("to", "FORMAT", "go or generic.").among(ExportFormat.self),
        .output("Write to this file (default: standard output)."),
        .value(
          "side", "NAME",
          "With --to go: candidate, or baseline of a paired run (default: candidate)."
        ).among(Side.self),
        .repeated("metric", "NAME", "With --to generic: write only this metric; repeat for more."),
      ],
      examples: [
        "speedgate-bench export --to go run.json --output new.txt",
        "speedgate-bench export --to generic --metric wall_time run.json --output points.json",
      ])
  ) { arguments, context in
    guard let format = try arguments.choice("to", as: ExportFormat.self) else {
      throw UsageError(BenchMessage.exportFormatNeeded)
    }
    guard let path = arguments.positionals.first else {
      throw UsageError(
        BenchMessage.inputNeeded(what: "run", command: "speedgate-bench export"))
    }
    let run = try RunFile.read(path, context: context)
    let data: Data
    switch format {
    case .go:
      let side = try arguments.choice("side", as: Side.self) ?? .candidate
      guard side == .candidate || run.baseline != nil else {
        throw UsageError(BenchMessage.notPaired(path: path))
      }
      let text = GoBenchmarkExporter.text(of: run, side: side == .baseline ? .baseline : .candidate)
      data = Data(text.utf8)
    case .generic:
      let rows = GenericExporter.rows(of: run, metrics: arguments.values("metric"))
      guard !rows.isEmpty else {
        throw UsageError(BenchMessage.metricMissing(path: path))
      }
      data = try RecordFile.encode(rows, path: arguments.value("output") ?? "-")
    }
    if let output = arguments.value("output"), output != "-" {
      try TextFile.write(data, to: output)
    } else {
      context.out(String(decoding: data, as: UTF8.self))
    }
    return .passed
  }
}

/// The formats that are written for other tools.
private enum ExportFormat: String, CaseIterable {
  case go
  case generic
}
