import Foundation
import GateCommandLine
import GateFiles
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-detect history …`.
  static let history: [Command] = [
    .historyAppend, .historyAppendEvent, .historyList, .historyPrune, .historyQuery, .historyEvents,
    .historyTrend, .historySteps, .historySummary, .historyChanges, .historyCompare,
    .historyServiceLevels, .historyAlerts,
    .historyAcknowledge,
  ]
}

/// The options that all history commands share.
extension OptionDefinition {
  static let history: Self = .value("history", "DIR", "The history (default: ./history).")
  static let tableFormat: Self = .value(
    "format", "FORMAT", "table, json or csv (default: table)."
  ).among(HistoryTable.Format.self)
  static let output: Self = .output("Write to this file; - is standard output.")
}

extension ParsedArguments {
  /// The history that a command reads.
  ///
  /// - Throws: `UsageError` when there is none: an empty answer would look like a good result.
  func existingLog(_ context: CommandContext) throws -> EventLog {
    let log = eventLog(context)
    guard TextFile.isFolder(log.root) else {
      throw UsageError(
        DetectMessage.noHistory(path: log.root))
    }
    return log
  }

  /// Whether there is a history to add to: one is named, or the usual one exists.
  ///
  /// - Throws: `FileError` when something else than a folder has its name.
  func hasHistory(_ context: CommandContext) throws -> Bool {
    let isThere = try Folder.isThere(eventLog(context).root)
    return isThere || value("history") != nil
  }

  /// The history that a command adds to, which need not exist.
  func eventLog(_ context: CommandContext) -> EventLog {
    EventLog(root: value("history") ?? context.currentDirectory + "/history")
  }

  /// Writes a table in the form and to the place that were asked for.
  func write(_ table: HistoryTable, _ context: CommandContext) throws {
    let format = try choice("format", as: HistoryTable.Format.self) ?? .table
    try write(table, as: format, context)
  }

  /// Writes a table in a form to the place that was asked for.
  func write(
    _ table: HistoryTable, as format: HistoryTable.Format, _ context: CommandContext
  ) throws {
    guard let path = value("output"), path != "-" else {
      table.write(format, to: context.out)
      return
    }
    var text = ""
    table.write(format) { text += $0 }
    try TextFile.write(Data(text.utf8), to: path)
  }

  /// Writes a text to the place that was asked for.
  func write(_ text: String, _ context: CommandContext) throws {
    guard let path = value("output"), path != "-" else {
      context.out(text)
      return
    }
    try TextFile.write(Data(text.utf8), to: path)
  }
}

extension CommandContext {
  /// This moment.
  var time: Timestamp { Timestamp(millisecondsSinceEpoch: now()) }

  /// The moment this number of days ago.
  func days(ago days: Int) -> Timestamp {
    Timestamp(millisecondsSinceEpoch: now() - Int64(days) * 86_400_000)
  }
}
