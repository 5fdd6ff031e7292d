package import Foundation
package import GateFiles
package import GateRecords

/// The runs and verdicts that the log's events come from, kept as they were.
///
/// `ROOT/archive/benchmark_YYYYMMDD_HHMMSS.json.gz`, named after the moment of archiving in UTC. Each is
/// the original, byte for byte, with `archived_at` and `archived_from` put before its first key, and
/// compressed by gzip to a fifth or less. Whatever reads a run reads an archived one, compressed or not.
package struct HistoryArchive: Hashable, Sendable {
  /// How many files pruning keeps, whatever their age.
  package static let leastKept = 5
  /// The number of days that pruning keeps by default.
  package static let usualDays = 30

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
  ///   - isCompressed: Whether the copy is compressed; without it, it is plain JSON.
  /// - Returns: The copy's path.
  /// - Throws: ``FileError``.
  package func keep(
    _ data: Data, from source: String, at time: Timestamp, isCompressed: Bool = true
  ) throws(FileError) -> String {
    guard let brace = data.firstIndex(of: UInt8(ascii: "{")) else {
      throw .malformed(path: source, place: nil, reason: HistoryMessage.notAnObject.line)
    }
    let rest = data[data.index(after: brace)...]
    let isEmpty = rest.first { $0 > 0x20 } == UInt8(ascii: "}")
    let keys =
      "{\"archived_at\":\(JSONLineWriter.quoted(time.rawValue)),"
      + "\"archived_from\":\(JSONLineWriter.quoted(source))" + (isEmpty ? "" : ",")
    let plain = Array(keys.utf8) + rest
    let compressed = isCompressed ? try Self.compressed(plain, source) : nil
    return try FileLock.holding(root + "/.lock") { () throws(FileError) in
      AbandonedParts.remove(in: folder, ownsFolder: true)
      let path = freePath(at: time) + (compressed == nil ? ".json" : ".json.gz")
      try TextFile.write(Data(compressed ?? plain), to: path)
      return path
    }
  }

  /// Returns the bytes compressed by gzip; nil unless expanding gives the same bytes, because the original may be deleted.
  private static func compressed(_ plain: [UInt8], _ path: String) throws(FileError) -> [UInt8]? {
    let compressed = Gzip.compress(plain)
    guard let back = try? Gzip.expand(compressed, path: path), back == plain else { return nil }
    return compressed
  }

  /// Every file, oldest first; what cannot be read says why.
  ///
  /// - Throws: ``FileError`` for a folder that cannot be read.
  package func entries() throws(FileError) -> [Entry] {
    try Folder.names(in: folder).compactMap { name in
      let path = "\(folder)/\(name)"
      // Only files are ours to list and to remove.
      guard !TextFile.isFolder(path) else { return nil }
      return Self.place(ofName: name).map { Entry(path: path, $0.time, $0.number) }
    }.sorted { ($0.archivedAt, $0.number) < ($1.archivedAt, $1.number) }
  }

  /// Removes files older than a moment, but never the newest ones.
  ///
  /// - Returns: The paths removed, or that would be.
  /// - Throws: ``FileError``.
  package func prune(before time: Timestamp, isDryRun: Bool) throws(FileError) -> [String] {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      let old = Self.old(try entries(), before: time).map(\.path)
      if isDryRun { return old }
      AbandonedParts.remove(in: folder, ownsFolder: true)
      return try Self.remove(old)
    }
  }

  /// Those of all entries that pruning removes.
  package static func old(_ entries: [Entry], before time: Timestamp) -> [Entry] {
    entries.dropLast(leastKept).filter { $0.archivedAt < time }
  }

  static func remove(_ paths: [String]) throws(FileError) -> [String] {
    for path in paths {
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw .notWritable(path: path, reason: HistoryMessage.cannotRemove.line)
      }
    }
    return paths
  }

  /// The name of this second without its ending, with a number behind it when it is taken.
  private func freePath(at time: Timestamp) -> String {
    let digits = time.rawValue.prefix(19).filter(\.isNumber)
    let stem = "\(folder)/benchmark_\(digits.prefix(8))_\(digits.suffix(6))"
    var path = stem
    var number = 0
    while [".json", ".json.gz"].contains(where: {
      FileManager.default.fileExists(atPath: path + $0)
    }) {
      number += 1
      path = "\(stem)_\(number)"
    }
    return path
  }

  /// The moment that a file's name says, and its number among those of one second, which grows without leading
  /// zeros; nil when it is not a file of the archive.
  private static func place(ofName name: String) -> (time: Timestamp, number: Int)? {
    guard name.hasPrefix("benchmark_"),
      let ending = [".json", ".json.gz"].first(where: { name.hasSuffix($0) })
    else { return nil }
    let parts = name.dropFirst(10).dropLast(ending.count).split(separator: "_")
    guard (2...3).contains(parts.count), parts[0].count == 8, parts[1].count == 6 else {
      return nil
    }
    let date = Array(parts[0])
    let clock = Array(parts[1])
    let time = Timestamp(
      rawValue: "\(String(date[0..<4]))-\(String(date[4..<6]))-\(String(date[6..<8]))T"
        + "\(String(clock[0..<2])):\(String(clock[2..<4])):\(String(clock[4..<6]))Z")
    let number = parts.count == 3 ? Int(parts[2]) : 0
    guard let time, let number else { return nil }
    return (time, number)
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

    /// Its number among the files of its second.
    fileprivate let number: Int

    fileprivate init(path: String, _ time: Timestamp, _ number: Int) {
      self.path = path
      self.number = number
      archivedAt = time
      bytes = Int64(TextFile.size(path) ?? 0)
    }

    /// The original with the archive's two keys before its own.
    ///
    /// - Throws: ``FileError``.
    package func data() throws(FileError) -> Data {
      let data = try TextFile.read(path)
      guard Gzip.isCompressed(data) || !path.hasSuffix(".gz") else {
        throw .malformed(
          path: path, place: nil,
          reason:
            HistoryMessage.notGzip.line)
      }
      return Gzip.isCompressed(data) ? try Gzip.expand(data, path: path) : data
    }

    /// Returns the header and content of the file.
    ///
    /// - Throws: ``FileError`` when it is neither a run nor a verdict.
    package func content() throws(FileError) -> Content {
      let data = try data()
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

  /// The header and content of a file of the archive.
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
