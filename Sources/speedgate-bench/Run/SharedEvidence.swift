import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// The exchange of launches between machines that measure the same two programs, through a folder: `--evidence-to` and
/// `--evidence-from`.
///
/// Every machine writes its record so far, and reads those of the others, between rounds. A file is replaced in
/// one step, so that none is read half written.
final class SharedEvidence {
  static let options: [OptionDefinition] = [
    .value(
      "machine", "I/N",
      "Measure as the I-th of N machines, a share of the launches; 'merge' combines them."),
    .value(
      "evidence-from", "DIR",
      "Use the records of other machines in this folder, and stop when all together decide."),
    .value("evidence-to", "DIR", "Write this run's record into this folder while it is measured."),
  ]

  private let source: String?
  private let target: String?
  private let context: CommandContext
  /// Files that were read, by path, with a stamp that changes with the file.
  private var known: [String: (stamp: String, run: RunRecord?)] = [:]
  private var complaints: Set<BenchMessage> = []
  private(set) var warnings: [String] = []

  /// Nil where neither option is given.
  ///
  /// - Throws: `UsageError` for a folder that cannot be read or made.
  init?(_ arguments: ParsedArguments, _ context: CommandContext) throws {
    source = arguments.value("evidence-from")
    target = arguments.value("evidence-to")
    self.context = context
    guard source != nil || target != nil else { return nil }
    if let target {
      do {
        try FileManager.default.createDirectory(
          atPath: target, withIntermediateDirectories: true)
      } catch {
        throw UsageError(
          BenchMessage.folderNotMade(path: target, reason: TextFile.reason(error)))
      }
    }
    guard let source else { return }
    guard try Folder.isThere(source) else {
      throw UsageError(BenchMessage.evidenceFolderMissing(path: source))
    }
    // An unreadable file may hold the evidence that decides.
    for path in try Self.paths(in: source) { _ = try fresh(path) }
  }

  /// The share of the launches that `--machine` asks for; nil without it.
  static func machine(_ arguments: ParsedArguments) throws(UsageError) -> MachineShare? {
    guard let text = arguments.value("machine") else { return nil }
    guard let shard = Shard(text),
      let machine = MachineShare(index: shard.index, count: shard.count)
    else {
      throw UsageError(BenchMessage.notAMachine(text))
    }
    return machine
  }

  /// Keeps this run's record so far, where that is asked for.
  func keep(_ run: RunRecord) {
    guard let target else { return }
    do {
      try RecordFile.write(run, to: "\(target)/\(Self.name(of: run.runID))")
    } catch {
      complain(.recordNotShared(error: "\(error)"))
    }
  }

  /// The programs of this run, by which the records of other machines are matched.
  struct Own {
    let runID: RunIdentifier
    /// Runs whose launches it goes on from, which must not count again.
    let earlier: Set<RunIdentifier>
    /// The SHA-256 of the suite's program.
    let suite: String
    /// That of the program beside it; nil without one, when there is no evidence to share.
    let baseline: String?
    /// The variables that only the suite's program gets.
    let variables: [String: String]
  }

  /// Returns the measurements that other machines made of the same two programs, each benchmark once.
  func others(than own: Own) -> [BenchmarkRecord] {
    guard let source, let baseline = own.baseline else { return [] }
    let variables = CandidateVariables.hash(of: own.variables)
    var runs: [RunRecord] = []
    var strangers = 0
    do {
      for path in try Self.paths(in: source) {
        guard let run = readable(path), run.runID != own.runID, !own.earlier.contains(run.runID)
        else {
          continue
        }
        let isSame =
          run.suite.programHash == own.suite
          && run.baseline?.programHash == baseline
          && CandidateVariables.hash(of: run) == variables
        if isSame { runs.append(run) } else { strangers += 1 }
      }
    } catch {
      complain(.othersUnreadable(error: "\(error)"))
    }
    if strangers > 0 {
      complain(.recordsOfOtherPrograms(folder: source))
    }
    guard !runs.isEmpty else { return [] }
    do {
      let parts = runs.map { ShardMerge.Part(path: Self.name(of: $0.runID), run: $0) }
      return try ShardMerge.evidence(of: parts)
    } catch {
      complain(.recordsDoNotMatch(folder: source, error: "\(error)"))
      return []
    }
  }

  /// A record as it is now; nil where it cannot be read: the others are still used.
  private func readable(_ path: String) -> RunRecord? {
    do { return try fresh(path) } catch {
      complain(.recordIgnored(error: "\(error)"))
      return nil
    }
  }

  private func complain(_ message: BenchMessage) {
    if complaints.insert(message).inserted { warnings.append(message.line) }
  }

  /// Reads the present record; nil if it was removed, and for a file of another kind.
  private func fresh(_ path: String) throws -> RunRecord? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      return nil
    }
    let stamp =
      "\(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? Date.distantPast) "
      + "\(attributes[.systemFileNumber] ?? 0)"
    if let kept = known[path], kept.stamp == stamp { return kept.run }
    let run = try Self.read(path)
    known[path] = (stamp, run)
    return run
  }

  private static func read(_ path: String) throws(FileError) -> RunRecord? {
    do {
      return try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: path)
    } catch {
      switch error {
      case .wrongSchema, .notFound: return nil
      default: throw error
      }
    }
  }

  private static func paths(in folder: String) throws(FileError) -> [String] {
    try Folder.names(in: folder).filter { $0.hasSuffix(".json") }.map { "\(folder)/\($0)" }
  }

  /// A file's name, of an identifier that another tool may have chosen.
  private static func name(of runID: RunIdentifier) -> String {
    BaselineDirectory.folderName(runID.rawValue) + ".json"
  }
}
