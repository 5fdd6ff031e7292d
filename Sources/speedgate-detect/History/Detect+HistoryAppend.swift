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
        When the command ends with status 0 the events are on the disk. A run that is appended \
        twice counts once, so that a build may be repeated without harm. The copies in the archive are \
        compressed by gzip and lose nothing. Nothing is ever removed from the archive unless \
        --keep-days says so; how large it is, and what 'history prune' would remove, is printed.
        """,
      positionals: [
        .init("FILE", "A run's record or a verdict; - is standard input."),
        .init("FILE", "The other of the two.", isOptional: true),
      ],
      options: [
        .history, .flag("no-archive", "Keep no copy of the files."),
        .flag("plain", "Keep the copies as plain JSON, without compression."),
        .value(
          "keep-days", "NUMBER",
          "Remove files of the archive that are older; the newest five stay, and the event log does."
        ),
      ],
      examples: [
        "speedgate-detect history append run.json verdict.json",
        "speedgate-detect history append verdict.json --history /shared/history",
        "speedgate-detect history append run.json verdict.json --keep-days 90",
      ])
  ) { arguments, context in
    let sources = try arguments.positionals.map { try HistorySource($0, context) }
    guard !sources.isEmpty else { throw UsageError("no run or verdict is named; see --help") }
    guard !arguments.flag("no-archive") || !arguments.flag("plain") else {
      throw UsageError(
        "--plain is about the archive's copies, and --no-archive keeps none; leave one of them out")
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
      context.out("history: \(lines.count) events in \(log.root)\n")
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
      throw UsageError("two \(runs.count > 1 ? "runs" : "verdicts") are named; append them in turn")
    }
    if let run = runs.first, let verdict = verdicts.first, run.runID != verdict.run.runID {
      throw UsageError("the verdict judges another run; append them in turn")
    }
    var lines = try runs.flatMap { try RunEvents.lines(of: $0, producer: producer) }
    lines += try verdicts.flatMap {
      try VerdictEvents.lines(of: $0, isAlone: runs.isEmpty, producer: producer)
    }
    return lines
  }
}

/// How large the archive is, and what pruning it would give back.
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
    let advice =
      old.isEmpty
      ? "nothing is older than \(days) days"
      : "\(size(old)) of it are older than \(days) days, which 'speedgate-detect history prune "
        + "--yes' removes"
    sentence = entries.isEmpty ? "" : "archive: \(size(entries)); \(advice)\n"
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
    let read = path == "-" ? try context.readInput() : try TextFile.read(path)
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
  /// What was found, in one sentence.
  var sentence: String {
    switch self {
    case .completed(let path):
      "\(path): the last line had no end, which a writer that was killed had left out; added it"
    case .removed(let path, let bytes):
      "\(path): removed \(bytes) bytes of a torn last line, which a writer that was killed had "
        + "left; append that run again"
    }
  }
}
