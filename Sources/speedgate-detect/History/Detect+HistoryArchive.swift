import GateCommandLine
import GateFiles
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-detect history list`.
  static let historyList = Command(
    CommandDefinition(
      "speedgate-detect history list", summary: "Lists the archived runs and verdicts.",
      options: [
        .history, .value("days", "NUMBER", "Only this number of last days."), .tableFormat, .output,
      ],
      examples: ["speedgate-detect history list --days 7"])
  ) { arguments, context in
    let since = try arguments.integer("days", in: 1...100_000).map { context.days(ago: $0) }
    let archive = HistoryArchive(of: try arguments.existingLog(context))
    var rows: [[HistoryTable.Cell]] = []
    for entry in try archive.entries() where since.map({ entry.archivedAt >= $0 }) ?? true {
      do {
        let content = try entry.content()
        let quality = content.quality.map {
          "\($0.metric) \(QuantityFormat.string($0.value, unit: $0.unit))"
        }
        rows.append([
          .text(String(entry.path.dropFirst(archive.folder.count + 1))),
          .text(entry.archivedAt.rawValue), .text(content.kind),
          .quantity(Double(entry.bytes), .bytes), .milliseconds(content.durationMilliseconds),
          .text(content.runID.rawValue),
          content.suite.commit.map { .commit($0) } ?? .none,
          .text(quality.joined(separator: ", ")),
        ])
      } catch {
        context.err("\(DetectMessage.passedOver(problem: "\(error)").line)\n")
      }
    }
    let columns: [HistoryTable.Column] = [
      .init("file"), .init("archived_at"), .init("kind"), .init("size"), .init("duration_ms"),
      .init("run_id"), .init("commit"), .init("quality"),
    ]
    try arguments.write(HistoryTable(columns, rows: rows), context)
    return .passed
  }

  /// `speedgate-detect history prune`.
  static let historyPrune = Command(
    CommandDefinition(
      "speedgate-detect history prune", summary: "Removes old files of the archive.",
      details: """
        Without --yes, only shows what would be removed. The newest five files of the archive are \
        kept whatever their age. With --keep-event-days, months of the event log that ended before \
        that time are removed; without it, the event log is kept.
        """,
      options: [
        .history,
        .value(
          "keep-days", "NUMBER",
          "Days of the archive to keep (default: \(HistoryArchive.usualDays))."),
        .value("keep-event-days", "NUMBER", "Days of the event log to keep (default: all)."),
        .flag("yes", "Remove."),
      ],
      examples: ["speedgate-detect history prune --keep-days 30 --yes"])
  ) { arguments, context in
    let log = try arguments.existingLog(context)
    let isDryRun = !arguments.flag("yes")
    let days = try arguments.integer("keep-days", in: 1...100_000) ?? HistoryArchive.usualDays
    let eventDays = try arguments.integer("keep-event-days", in: 1...100_000)
    // Sizes are looked up while the files are still there.
    let paths =
      try HistoryArchive(of: log).entries().map(\.path) + log.months().map(log.path(ofMonth:))
    let known = Dictionary(
      paths.map { ($0, TextFile.size($0) ?? 0) }, uniquingKeysWith: { first, _ in first })
    var removed = try HistoryArchive(of: log).prune(
      before: context.days(ago: days), isDryRun: isDryRun)
    if let eventDays {
      removed += try log.prune(before: context.days(ago: eventDays), isDryRun: isDryRun)
    }
    let sizes = removed.reduce(0) { $0 + (known[$1] ?? 0) }
    for path in removed { context.out((isDryRun ? "would remove " : "removed ") + path + "\n") }
    if removed.isEmpty {
      context.out("\(DetectMessage.nothingToRemove.line)\n")
    } else {
      let size = QuantityFormat.string(Double(sizes), unit: .bytes)
      context.out("\(Counted.text(removed.count, "file")), \(size)\n")
    }
    return .passed
  }
}
