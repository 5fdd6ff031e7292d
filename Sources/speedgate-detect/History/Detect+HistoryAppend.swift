import Foundation
import GateCommandLine
import GateFiles
import GateHistory
import GateRecords

extension Command {
  /// `speedgate-detect history append`.
  static let historyAppend = Command(
    CommandDefinition(
      "speedgate-detect history append", summary: "Adds a run, a verdict or both to the history.",
      details: """
        When the command ends with status 0 the events are on the disk. A run that is appended \
        twice counts once, so that a build may be repeated without harm.
        """,
      positionals: [
        .init("FILE", "A run's record or a verdict; - is standard input."),
        .init("FILE", "The other of the two.", isOptional: true),
      ],
      options: [.history, .flag("no-archive", "Keep no copy of the files.")],
      examples: [
        "speedgate-detect history append run.json verdict.json",
        "speedgate-detect history append verdict.json --history /shared/history",
      ])
  ) { arguments, context in
    let sources = try arguments.positionals.map { try HistorySource($0, context) }
    guard !sources.isEmpty else { throw UsageError("no run or verdict is named; see --help") }
    let log = arguments.eventLog(context)
    let lines = try eventLines(of: sources)
    // The archive comes first: an archived run without events can be appended again.
    var archived: [String] = []
    if !arguments.flag("no-archive") {
      for source in sources {
        archived.append(
          try HistoryArchive(of: log).keep(source.data, from: source.path, at: context.time))
      }
    }
    do {
      for repair in try log.append(lines) { context.err("\(repair.sentence)\n") }
    } catch {
      for path in archived { try? FileManager.default.removeItem(atPath: path) }
      throw error
    }
    if !arguments.flag("quiet") {
      context.out("history: \(lines.count) events in \(log.root)\n")
      for path in archived { context.out("archived: \(path)\n") }
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

/// A file that goes into the history, with its bytes.
private struct HistorySource {
  let path: String
  let data: Data
  let run: RunRecord?
  let verdict: Verdict?

  init(_ path: String, _ context: CommandContext) throws {
    self.path = path == "-" ? "(input)" : path
    data = path == "-" ? try context.readInput() : try TextFile.read(path)
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
