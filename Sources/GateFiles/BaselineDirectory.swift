import Foundation
package import GateRecords

/// The folder in which baselines live, usually cached between builds.
///
/// `ROOT/<environment key>/<suite>/records/<run>.json` holds the newest runs,
/// `ROOT/<environment key>/<suite>/programs/<SHA-256>` the programs that produced them. See
/// `docs/formats/baseline-directory.md`.
package struct BaselineDirectory: Sendable {
  /// How many records a suite keeps.
  package static let keptRecords = 20
  /// How many programs a suite keeps, of its newest records that name one.
  ///
  /// A change may descend from an older commit than the newest that is stored.
  package static let keptPrograms = 5

  /// The folder.
  package let root: String

  /// Names a folder, which need not exist.
  package init(root: String) {
    self.root = root
  }

  /// What is stored for one environment and suite.
  package struct Entry: Hashable, Sendable {
    /// The environment's key.
    package let environmentKey: String
    /// The suite's folder name.
    package let suite: String
    /// The records, newest first.
    package let records: [RunRecord]
    /// Files that look like records and cannot be read, with the reason.
    package let problems: [String]
    /// The newest record whose program is there, and the program's path.
    package let program: StoredProgram?
    /// The size of everything, in bytes.
    package let bytes: Int64
  }

  /// A program beside the run that it produced.
  package struct StoredProgram: Hashable, Sendable {
    /// Where it is.
    package let path: String
    /// The run that it produced.
    package let record: RunRecord
  }

  /// Everything that is stored, by environment and suite; nothing when there is no such folder.
  ///
  /// - Throws: ``FileError/unreadable(path:reason:)`` for what is no folder or may not be read. To
  ///   take that for an empty one would compare with nothing and pass.
  package func entries() throws(FileError) -> [Entry] {
    if FileManager.default.fileExists(atPath: root) {
      guard TextFile.isFolder(root) else {
        throw .unreadable(path: root, reason: "it is no folder; name the folder of baselines")
      }
      do {
        _ = try FileManager.default.contentsOfDirectory(atPath: root)
      } catch {
        throw .unreadable(path: root, reason: TextFile.reason(error))
      }
    }
    return folders(in: root).flatMap { environment in
      folders(in: root + "/" + environment).map { suite in
        entry(folder: root + "/\(environment)/\(suite)", environment: environment, suite: suite)
      }
    }
  }

  /// What is stored for one environment and suite; nil when nothing is.
  package func entry(environmentKey: String, suite: String) -> Entry? {
    let name = Self.folderName(suite)
    let folder = root + "/\(environmentKey)/\(name)"
    guard FileManager.default.fileExists(atPath: folder) else { return nil }
    return entry(folder: folder, environment: environmentKey, suite: name)
  }

  /// The program of the newest record, after its hash has been checked.
  ///
  /// - Returns: The program, or nil when there is none.
  /// - Throws: ``FileError/hashMismatch(path:expected:)`` when the file is not what was stored.
  package func newestProgram(
    environmentKey: String, suite: String
  ) throws(FileError) -> StoredProgram? {
    guard let program = entry(environmentKey: environmentKey, suite: suite)?.program,
      let hash = program.record.suite.programHash
    else { return nil }
    guard try SHA256.hexDigest(ofFile: program.path) == hash else {
      throw .hashMismatch(path: program.path, expected: hash)
    }
    return program
  }

  /// Stores a run as the newest baseline, and its program beside it.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - program: The suite's program; its SHA-256 must be the one in the run.
  /// - Throws: ``FileError``; what was stored before is then untouched.
  package func store(_ run: RunRecord, program: String?) throws(FileError) {
    let folder = root + "/\(run.environment.key)/\(Self.folderName(run.suite.name))"
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      if let program { try storeProgram(program, of: run, folder: folder) }
      // The record comes last: without it the program is only a file that nothing names.
      let name = Self.folderName(run.runID.rawValue)
      try RecordFile.write(run, to: "\(folder)/records/\(name).json")
      _ = try prune(folder, keeping: Self.keptRecords, isDryRun: false)
    }
  }

  /// Removes all but the newest records, and programs that no record names.
  ///
  /// - Returns: The paths removed, or that would be.
  package func prune(keeping count: Int, isDryRun: Bool) throws(FileError) -> [String] {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      var removed: [String] = []
      for environment in folders(in: root) {
        for suite in folders(in: root + "/" + environment) {
          removed += try prune(
            root + "/\(environment)/\(suite)", keeping: count, isDryRun: isDryRun)
        }
      }
      return removed
    }
  }

  /// Removes what was stored later than the nearest ancestor of a commit, so that it is the newest.
  ///
  /// Where no stored commit is an ancestor, nothing is removed.
  ///
  /// - Parameter distance: How many commits a commit lies behind; nil when it is no ancestor, or
  ///   nobody knows it.
  /// - Returns: The paths removed, or that would be, and the nearest ancestors that were found.
  package func keepNearest(
    isDryRun: Bool, distance: (String) -> Int?
  ) throws(FileError) -> (removed: [String], nearest: Set<String>) {
    var distances: [String: Int?] = [:]
    var nearest: Set<String> = []
    let removed = try FileLock.holding(root + "/.lock") { () throws(FileError) in
      var removed: [String] = []
      for entry in try entries() {
        for commit in entry.records.compactMap(\.suite.commit) where distances[commit] == nil {
          distances[commit] = .some(distance(commit))
        }
        let known = entry.records.enumerated().compactMap { index, record in
          record.suite.commit.flatMap { distances[$0] ?? nil }.map { (index, $0) }
        }
        // Of several runs of one commit the newest comes first, and stays.
        guard let best = known.min(by: { $0.1 < $1.1 }) else { continue }
        if let commit = entry.records[best.0].suite.commit { nearest.insert(commit) }
        let folder = root + "/\(entry.environmentKey)/\(entry.suite)"
        removed += entry.records.prefix(best.0).map { Self.recordPath($0, in: folder) }
      }
      if !isDryRun { try remove(removed) }
      return removed
    }
    return (removed, nearest)
  }

  /// A name that is safe as a folder's: letters, digits, hyphens, dots and underscores.
  package static func folderName(_ name: String) -> String {
    var safe = ""
    for scalar in name.unicodeScalars {
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      if isPlain || scalar == "-" || scalar == "_" || (scalar == "." && !safe.isEmpty) {
        safe.unicodeScalars.append(scalar)
      } else if !safe.hasSuffix("_") {
        safe += "_"
      }
    }
    return safe.isEmpty ? "_" : String(safe.prefix(100))
  }
}

extension BaselineDirectory {
  private func entry(folder: String, environment: String, suite: String) -> Entry {
    var records: [RunRecord] = []
    var problems: [String] = []
    for name in files(in: folder + "/records") where name.hasSuffix(".json") {
      do {
        records.append(
          try RecordFile.read(
            RunRecord.self, schema: RunRecord.schema, at: "\(folder)/records/\(name)"))
      } catch {
        problems.append(error.description)
      }
    }
    records.sort { ($0.startedAt, $0.runID) > ($1.startedAt, $1.runID) }
    let program = records.lazy.compactMap { record -> StoredProgram? in
      guard let hash = record.suite.programHash else { return nil }
      let path = "\(folder)/programs/\(Self.folderName(hash))"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return StoredProgram(path: path, record: record)
    }.first
    return Entry(
      environmentKey: environment, suite: suite, records: records, problems: problems,
      program: program, bytes: size(of: folder))
  }

  private func storeProgram(
    _ program: String, of run: RunRecord, folder: String
  ) throws(FileError) {
    let hash = try SHA256.hexDigest(ofFile: program)
    guard hash == run.suite.programHash else {
      throw .malformed(
        path: program, place: nil,
        reason: "is not the program that this run measured; measure again, or name that program")
    }
    let target = "\(folder)/programs/\(hash)"
    if (try? SHA256.hexDigest(ofFile: target)) == hash { return }
    try TextFile.write(TextFile.read(program), to: target)
    do {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target)
    } catch {
      throw .notWritable(path: target, reason: TextFile.reason(error))
    }
  }

  private func prune(
    _ folder: String, keeping count: Int, isDryRun: Bool
  ) throws(FileError) -> [String] {
    let stored = entry(folder: folder, environment: "", suite: "")
    let oldRecords = stored.records.dropFirst(count).map { Self.recordPath($0, in: folder) }
    var keptPrograms: [String] = []
    for hash in stored.records.prefix(count).compactMap(\.suite.programHash)
    where !keptPrograms.contains(hash) && keptPrograms.count < Self.keptPrograms {
      keptPrograms.append(Self.folderName(hash))
    }
    // The newest program stays, whoever named it: without one there is no pair.
    if let newest = stored.program?.record.suite.programHash {
      keptPrograms.append(Self.folderName(newest))
    }
    let oldPrograms = files(in: folder + "/programs")
      .filter { !keptPrograms.contains($0) }.map { "\(folder)/programs/\($0)" }
    let removed = (oldRecords + oldPrograms).filter {
      FileManager.default.fileExists(atPath: $0)
    }
    if !isDryRun { try remove(removed) }
    return removed
  }

  private static func recordPath(_ record: RunRecord, in folder: String) -> String {
    "\(folder)/records/\(folderName(record.runID.rawValue)).json"
  }

  private func remove(_ paths: [String]) throws(FileError) {
    for path in paths {
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw .notWritable(path: path, reason: TextFile.reason(error))
      }
    }
  }

  private func files(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  private func folders(in folder: String) -> [String] {
    files(in: folder).filter { TextFile.isFolder("\(folder)/\($0)") }
  }

  private func size(of folder: String) -> Int64 {
    ["records", "programs"].flatMap { kind in
      files(in: "\(folder)/\(kind)").map { "\(folder)/\(kind)/\($0)" }
    }.reduce(0) { sum, path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
    }
  }
}
