import Foundation
package import GateRecords

/// The launches of pairs of programs, kept so that a run that is repeated goes on where the last one ended.
extension BaselineDirectory {
  /// How many pairs of programs a suite keeps launches of.
  package static let keptEvidence = 20
  /// How much they may take, in bytes; the newest file stays, however large.
  static let evidenceBytes: Int64 = 64 << 20
  /// The folder of a suite's evidence.
  static let evidenceFolder = "evidence"

  /// Returns the measurements that earlier runs kept of a pair of programs; nil when there are none.
  ///
  /// - Parameter isOwn: Whether an environment's key is that of the run in question.
  /// - Throws: ``FileError`` when there is something that cannot be read or cannot be. To take that for
  ///   nothing would let a proven slow-down pass.
  package func evidence(
    of pair: ProgramPair, suite: String, isOwn: (String) -> Bool
  ) throws(FileError) -> EvidenceRecord? {
    for environment in try Folder.names(in: root) where isOwn(environment) {
      let path = evidencePath(of: pair, environmentKey: environment, suite: suite)
      if let found = try Self.evidence(at: path) { return found }
    }
    return nil
  }

  /// Adds what a run measured itself to what is kept of its two programs.
  ///
  /// It is read and written in one step, so that of runs at the same time none loses its launches. What
  /// another version or setting left under the name is replaced.
  ///
  /// - Parameters:
  ///   - run: The run's own launches.
  ///   - most: Launch pairs that a benchmark keeps.
  /// - Throws: ``FileError``; what was kept before is then untouched.
  package func add(
    _ run: EvidenceRecord, most: Int, environmentKey: String, suite: String
  ) throws(FileError) {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      let path = evidencePath(of: run.pair, environmentKey: environmentKey, suite: suite)
      var kept = EvidenceRecord(
        pair: run.pair, runs: 0, runIDs: [], updatedAt: run.updatedAt, benchmarks: [])
      if let found = try Self.evidence(at: path), found.pair == run.pair { kept = found }
      kept.add(run, most: most)
      try RecordFile.write(kept, to: path)
      try remove(
        Self.surplus(in: URL(fileURLWithPath: path).deletingLastPathComponent(), except: path))
    }
  }

  /// Where the evidence of a pair is, by the beginnings of both hashes.
  ///
  /// The file holds the whole of them, so that two pairs of one name are not mixed up.
  package func evidencePath(
    of pair: ProgramPair, environmentKey: String, suite: String
  ) -> String {
    let baseline = Self.folderName(String(pair.baseline.prefix(16)))
    let candidate = Self.folderName(String((pair.setting ?? pair.candidate).prefix(16)))
    return suiteFolder(environmentKey: environmentKey, suite: suite) + "/\(Self.evidenceFolder)/"
      + "\(baseline)-\(candidate).json"
  }

  private static func evidence(at path: String) throws(FileError) -> EvidenceRecord? {
    try RecordFile.readIfPresent(
      EvidenceRecord.self, schema: EvidenceRecord.schema, at: path, contradiction: \.contradiction)
  }

  /// The oldest files beyond what is kept, by the time they were last written.
  private static func surplus(in folder: URL, except own: String) throws(FileError) -> [String] {
    let files = try Folder.names(in: folder.path).filter { $0.hasSuffix(".json") }
      .map { "\(folder.path)/\($0)" }.filter { $0 != own && PathKind(of: $0) == .file }
      .map { path -> (path: String, time: Date, bytes: Int64) in
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (
          path, attributes?[.modificationDate] as? Date ?? .distantPast,
          (attributes?[.size] as? NSNumber)?.int64Value ?? 0
        )
      }.sorted { ($0.time, $0.path) > ($1.time, $1.path) }
    let ownSize = try? FileManager.default.attributesOfItem(atPath: own)[.size] as? NSNumber
    var bytes = ownSize?.int64Value ?? 0
    var surplus: [String] = []
    for (place, file) in files.enumerated() {
      bytes += file.bytes
      if place >= keptEvidence - 1 || bytes > evidenceBytes { surplus.append(file.path) }
    }
    return surplus
  }
}

extension StoredSuite {
  /// The files of evidence whose baseline's program is not among those that are kept.
  func evidence(besideOthersThan programs: [String]) -> [String] {
    evidenceNames.filter { name in
      !programs.contains { name.hasPrefix($0.prefix(16) + "-") }
    }.map { "\(folder)/\(BaselineDirectory.evidenceFolder)/\($0)" }
  }
}
