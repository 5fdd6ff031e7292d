import Foundation
import GateCommandLine
import GateFiles
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-detect history append`.
  static let historyAppend = Command(
    CommandDefinition(
      "speedgate-detect history append", summary: "Adds a run, a verdict or both to the history.",
      details: """
        When the command ends with status 0, the events are on the disk. A run that is appended \
        twice counts once, so a build can be repeated. The copies in the archive are compressed with \
        gzip, without loss. Files are removed from the archive only with --keep-days. The command \
        prints the size of the archive and what 'history prune' would remove.
        """,
      positionals: [
        .init("FILE", "A run's record or a verdict; - is standard input."),
        .init("FILE", "The other of the two.", isOptional: true),
      ],
      options: [
        .history, .flag("no-archive", "Do not copy the files to the archive."),
        .flag("plain", "Store the copies as plain JSON, without compression."),
        .value(
          "keep-days", "NUMBER",
          "Remove older files from the archive, but not the newest five and not the event log."
        ),
      ],
      examples: [
        "speedgate-detect history append run.json verdict.json",
        "speedgate-detect history append verdict.json --history /shared/history",
        "speedgate-detect history append run.json verdict.json --keep-days 90",
      ])
  ) { arguments, context in
    let sources = try arguments.positionals.map { try HistorySource($0, context) }
    guard !sources.isEmpty else { throw UsageError(DetectMessage.recordNotNamed) }
    guard !arguments.flag("no-archive") || !arguments.flag("plain") else {
      throw UsageError(
        DetectMessage.plainWithoutArchive)
    }
    let log = arguments.eventLog(context)
    let keepDays = try arguments.integer("keep-days", in: 1...100_000)
    let lines = try eventLines(of: sources)
    // The archive comes first: an archived run without events can be appended again.
    var archived: [String] = []
    if !arguments.flag("no-archive") {
      for source in sources {
        archived.append(
          try HistoryArchive(of: log).keep(
            source.data, from: source.path, at: context.time,
            isCompressed: !arguments.flag("plain")))
      }
    }
    do {
      for repair in try log.append(lines) { context.err("\(repair.sentence)\n") }
    } catch {
      for path in archived { try? FileManager.default.removeItem(atPath: path) }
      throw error
    }
    let removed = try keepDays.map {
      try HistoryArchive(of: log).prune(before: context.days(ago: $0), isDryRun: false)
    }
    if !arguments.flag("quiet") {
      context.out("\(DetectMessage.eventsAdded(count: lines.count, path: log.root).line)\n")
      for path in archived { context.out("archived: \(path)\n") }
      for path in removed ?? [] { context.out("removed: \(path)\n") }
      try context.out(ArchiveState(log, context).sentence)
    }
    return .passed
  }

  private static func eventLines(of sources: [HistorySource]) throws -> [EventLine] {
    let producer = "speedgate-detect/\(ToolVersion.current)"
    let runs = sources.compactMap(\.run)
    let verdicts = sources.compactMap(\.verdict)
    guard runs.count < 2, verdicts.count < 2 else {
      throw UsageError(DetectMessage.twoOfAKind(kind: runs.count > 1 ? "runs" : "verdicts"))
    }
    if let run = runs.first, let verdict = verdicts.first, run.runID != verdict.run.runID {
      throw UsageError(DetectMessage.verdictOfAnotherRun)
    }
    var lines = try runs.flatMap { try RunEvents.lines(of: $0, producer: producer) }
    lines += try verdicts.flatMap {
      try VerdictEvents.lines(of: $0, isAlone: runs.isEmpty, producer: producer)
    }
    return lines
  }
}

/// The size of the archive, and what pruning it would remove.
private struct ArchiveState {
  let sentence: String

  init(_ log: EventLog, _ context: CommandContext) throws {
    let entries = try HistoryArchive(of: log).entries()
    func size(_ entries: [HistoryArchive.Entry]) -> String {
      let bytes = entries.reduce(0) { $0 + Double($1.bytes) }
      return "\(Counted.text(entries.count, "file")), \(QuantityFormat.string(bytes, unit: .bytes))"
    }
    let days = HistoryArchive.usualDays
    let old = HistoryArchive.old(entries, before: context.days(ago: days))
    let message = DetectMessage.archiveState(
      size: size(entries), old: old.isEmpty ? nil : size(old), days: days)
    sentence = entries.isEmpty ? "" : "\(message.line)\n"
  }
}

/// A file that goes into the history, with its bytes.
private struct HistorySource {
  let path: String
  let data: Data
  let run: RunRecord?
  let verdict: Verdict?

  init(_ path: String, _ context: CommandContext) throws {
    self.path = path == "-" ? "(input)" : path
    let read = path == "-" ? try context.readInput() : try TextFile.read(path, from: .argument)
    data = Gzip.isCompressed(read) ? try Gzip.expand(read, path: self.path) : read
    do {
      run = try RecordFile.decode(
        RunRecord.self, schema: RunRecord.schema, from: data, path: self.path)
      verdict = nil
    } catch {
      guard case .wrongSchema(_, let found?, _) = error,
        SchemaVersion(rawValue: found)?.name == Verdict.schema.name
      else { throw error }
      run = nil
      verdict = try RecordFile.decode(
        Verdict.self, schema: Verdict.schema, from: data, path: self.path)
    }
  }
}

extension LineLog.Repair {
  /// The result in one sentence.
  var sentence: String {
    switch self {
    case .completed(let path):
      DetectMessage.lineCompleted(path: path).line
    case .removed(let path, let bytes):
      DetectMessage.lineRemoved(path: path, bytes: bytes).line
    }
  }
}
