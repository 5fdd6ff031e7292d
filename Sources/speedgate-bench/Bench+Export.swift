import Foundation
import GateCommandLine
import GateFiles
import GateInterchange
import GateRecords

extension Command {
  /// `speedgate-bench export`.
  static let export = Command(
    CommandDefinition(
      "speedgate-bench export", summary: "Writes a run for other tools to read.",
      details: """
        go is Go's benchmark text, one line a launch, which benchstat reads; generic is an array of \
        name, unit and value, which many dashboards read.
        """,
      positionals: [.init("RUN", "The run's record; - is standard input.")],
      options: [
        .value("to", "FORMAT", "go or generic."),
        .output("Write here; standard output unless given."),
        .value("side", "NAME", "candidate (the default) or, of a paired run, baseline; for go."),
        .repeated("metric", "NAME", "Write this metric only; for generic."),
      ],
      examples: [
        "speedgate-bench export --to go run.json --output new.txt",
        "speedgate-bench export --to generic --metric wall_time run.json --output points.json",
      ])
  ) { arguments, context in
    guard let format = try arguments.choice("to", as: ExportFormat.self) else {
      throw UsageError("--to is needed; it is go or generic")
    }
    guard let path = arguments.positionals.first else {
      throw UsageError("no run is named; see 'speedgate-bench export --help'")
    }
    let run = try RunFile.read(path, context: context)
    let data: Data
    switch format {
    case .go:
      let side = try arguments.choice("side", as: Side.self) ?? .candidate
      guard side == .candidate || run.baseline != nil else {
        throw UsageError("\(path): is not a paired run, so it has no baseline side")
      }
      let text = GoBenchmarkExporter.text(of: run, side: side == .baseline ? .baseline : .candidate)
      data = Data(text.utf8)
    case .generic:
      let rows = GenericExporter.rows(of: run, metrics: arguments.values("metric"))
      guard !rows.isEmpty else {
        throw UsageError("\(path): has no such metric; nothing was written")
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

/// The formats of other tools that are written.
private enum ExportFormat: String, CaseIterable {
  case go
  case generic
}
