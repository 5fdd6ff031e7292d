package import Foundation
package import GateFiles
package import GateRecords

/// The runs and verdicts that the log's events come from, kept as they were.
///
/// `ROOT/archive/benchmark_YYYYMMDD_HHMMSS.json`, named after the moment of archiving in UTC. Each is
/// the original, byte for byte, with `archived_at` and `archived_from` put before its first key, so
/// that whatever reads a run reads an archived one.
package struct HistoryArchive: Hashable, Sendable {
  /// How many files pruning keeps, whatever their age.
  package static let leastKept = 5

  private let root: String

  /// The archive of a history.
  package init(of log: EventLog) {
    root = log.root
  }

  /// The folder.
  package var folder: String { root + "/archive" }

  /// Keeps a copy of a run or a verdict.
  ///
  /// - Parameters:
  ///   - data: The original's bytes, a JSON object.
  ///   - source: Where it came from.
  ///   - time: Now.
  /// - Returns: The copy's path.
  /// - Throws: ``FileError``.
  package func keep(_ data: Data, from source: String, at time: Timestamp) throws(FileError)
    -> String
  {
    guard let brace = data.firstIndex(of: UInt8(ascii: "{")) else {
      throw .malformed(path: source, place: nil, reason: "is no JSON object")
    }
    let rest = data[data.index(after: brace)...]
    let isEmpty = rest.first { $0 > 0x20 } == UInt8(ascii: "}")
    let keys =
      "{\"archived_at\":\(JSONLineWriter.quoted(time.rawValue)),"
      + "\"archived_from\":\(JSONLineWriter.quoted(source))" + (isEmpty ? "" : ",")
    return try FileLock.holding(root + "/.lock") { () throws(FileError) in
      let path = freePath(at: time)
      try TextFile.write(Data(keys.utf8) + rest, to: path)
      return path
    }
  }

  /// Every file, oldest first; what cannot be read says why.
  ///
  /// - Throws: ``FileError`` for a folder that cannot be read.
  package func entries() throws(FileError) -> [Entry] {
    try Folder.names(in: folder).compactMap { name in
      Self.time(ofName: name).map { Entry(path: "\(folder)/\(name)", time: $0) }
    }.sorted {
      // Numbers behind the names of one second grow without leading zeros.
      ($0.archivedAt, $0.path.count, $0.path) < ($1.archivedAt, $1.path.count, $1.path)
    }
  }

  /// Removes files older than a moment, but never the newest ones.
  ///
  /// - Returns: The paths removed, or that would be.
  /// - Throws: ``FileError``.
  package func prune(before time: Timestamp, isDryRun: Bool) throws(FileError) -> [String] {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      let old = try entries().dropLast(Self.leastKept).filter { $0.archivedAt < time }.map(\.path)
      return isDryRun ? old : try Self.remove(old)
    }
  }

  static func remove(_ paths: [String]) throws(FileError) -> [String] {
    for path in paths {
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw .notWritable(path: path, reason: "the system refuses to remove it")
      }
    }
    return paths
  }

  /// The name of this second, with a number behind it when it is taken.
  private func freePath(at time: Timestamp) -> String {
    let digits = time.rawValue.prefix(19).filter(\.isNumber)
    let stem = "\(folder)/benchmark_\(digits.prefix(8))_\(digits.suffix(6))"
    var path = stem + ".json"
    var number = 0
    while FileManager.default.fileExists(atPath: path) {
      number += 1
      path = "\(stem)_\(number).json"
    }
    return path
  }

  /// The moment that a file's name tells; nil when it is no file of the archive.
  private static func time(ofName name: String) -> Timestamp? {
    guard name.hasPrefix("benchmark_"), name.hasSuffix(".json") else { return nil }
    let parts = name.dropFirst(10).dropLast(5).split(separator: "_")
    guard (2...3).contains(parts.count), parts[0].count == 8, parts[1].count == 6 else {
      return nil
    }
    let date = Array(parts[0])
    let clock = Array(parts[1])
    return Timestamp(
      rawValue: "\(String(date[0..<4]))-\(String(date[4..<6]))-\(String(date[6..<8]))T"
        + "\(String(clock[0..<2])):\(String(clock[2..<4])):\(String(clock[4..<6]))Z")
  }
}

extension HistoryArchive {
  /// One file of the archive.
  package struct Entry: Hashable, Sendable {
    /// Where it is.
    package let path: String
    /// When it was archived, to the second.
    package let archivedAt: Timestamp
    /// Its size in bytes.
    package let bytes: Int64

    fileprivate init(path: String, time: Timestamp) {
      self.path = path
      archivedAt = time
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      bytes = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// What the file says of its run.
    ///
    /// - Throws: ``FileError`` when it is neither a run nor a verdict.
    package func content() throws(FileError) -> Content {
      let data = try TextFile.read(path)
      do {
        let run = try RecordFile.decode(
          RunRecord.self, schema: RunRecord.schema, from: data, path: path)
        return Content(run)
      } catch {
        guard case .wrongSchema(_, let found?, _) = error,
          SchemaVersion(rawValue: found)?.name == Verdict.schema.name
        else { throw error }
        return Content(
          try RecordFile.decode(Verdict.self, schema: Verdict.schema, from: data, path: path))
      }
    }
  }

  /// What a file of the archive says of its run.
  package struct Content: Hashable, Sendable {
    /// A run's record, or a verdict.
    package let kind: String
    /// The run.
    package let runID: RunIdentifier
    /// The suite with its commit and branch.
    package let suite: SuiteRecord
    /// Measuring time in milliseconds.
    package let durationMilliseconds: Int64
    /// The median of each of the suite's own metrics over all benchmarks that report it.
    package let quality: [Quality]

    fileprivate init(_ run: RunRecord) {
      kind = "run"
      runID = run.runID
      suite = run.suite
      durationMilliseconds = run.durationMilliseconds
      quality = Quality.of(
        run.benchmarks.flatMap(\.metrics).map { ($0.metric, $0.unit, $0.samples) })
    }

    fileprivate init(_ verdict: Verdict) {
      kind = "verdict"
      runID = verdict.run.runID
      suite = verdict.run.suite
      durationMilliseconds = verdict.run.durationMilliseconds
      quality = Quality.of(verdict.measurements.map { ($0.metric, $0.unit, [$0.median]) })
    }
  }
}
