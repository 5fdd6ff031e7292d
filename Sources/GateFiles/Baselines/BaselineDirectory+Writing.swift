import Foundation
package import GateRecords

/// The result of establishing a first baseline.
package enum Establishment: Hashable, Sendable {
  /// The run is the baseline.
  case established
  /// Another run was stored first; nothing was changed.
  case alreadyThere(RunRecord)
}

extension BaselineDirectory {
  /// Stores a run as the newest baseline, and its program beside it.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - program: The suite's program; its SHA-256 must be the one in the run.
  ///   - anchor: The effect on the anchor.
  /// - Returns: Why the program's link kit was not kept, though there is one; nil otherwise.
  /// - Throws: ``FileError``; what was stored before is then untouched. So it is when the run is to become
  ///   the anchor, and its program is neither given nor stored.
  @discardableResult
  package func store(
    _ run: RunRecord, program: String?, anchor: AnchorMove = .keep
  ) throws(FileError) -> String? {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      try storeUnlocked(run, program: program, anchor: anchor)
    }
  }

  /// Stores a run as the first baseline of its suite on its kind of machine, if there is none.
  ///
  /// Of several at once exactly one establishes; looking and storing are one step.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - program: The suite's program; its SHA-256 must be the one in the run.
  /// - Throws: ``FileError``, also when something is stored that cannot be read; nothing is changed then.
  package func establish(
    _ run: RunRecord, program: String?
  ) throws(FileError) -> Establishment {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      let stored = try entry(environmentKey: run.environment.key, suite: run.suite.name)
      if let problem = stored?.problems.first { throw problem.error }
      if let newest = stored?.records.first { return .alreadyThere(newest) }
      _ = try storeUnlocked(run, program: program, anchor: .keep)
      return .established
    }
  }

  /// Removes all but the newest records, programs that no record names, and evidence of programs that are
  /// not stored.
  ///
  /// - Returns: The paths removed, or that would be.
  /// - Throws: ``FileError`` when a folder cannot be read or a file cannot be removed.
  package func prune(keeping count: Int, isDryRun: Bool) throws(FileError) -> [String] {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      var removed: [String] = []
      for suite in try suites() {
        removed += try prune(suite, keeping: count, isDryRun: isDryRun)
      }
      let objects = try surplusObjects(without: removed)
      if !isDryRun { try remove(objects) }
      return removed + objects
    }
  }

  /// Removes what was stored later than the nearest ancestor of a commit, so that it is the newest.
  ///
  /// Where no stored commit is an ancestor, nothing is removed.
  ///
  /// - Parameter distance: How many commits a commit lies behind; nil when it is not an ancestor, or
  ///   it is not known.
  /// - Returns: The paths removed, or that would be, and the nearest ancestors that were found.
  /// - Throws: ``FileError`` when a folder cannot be read or a file cannot be removed.
  package func keepNearest(
    isDryRun: Bool, distance: (String) -> Int?
  ) throws(FileError) -> (removed: [String], nearest: Set<String>) {
    var distances: [String: Int?] = [:]
    var nearest: Set<String> = []
    let removed = try FileLock.holding(root + "/.lock") { () throws(FileError) in
      var removed: [String] = []
      for suite in try suites() {
        for commit in suite.records.compactMap(\.run.suite.commit) where distances[commit] == nil {
          distances[commit] = .some(distance(commit))
        }
        let known = suite.records.enumerated().compactMap { index, record in
          record.run.suite.commit.flatMap { distances[$0] ?? nil }.map { (index, $0) }
        }
        // Of several runs of one commit the newest comes first, and stays.
        guard let best = known.min(by: { $0.1 < $1.1 }) else { continue }
        if let commit = suite.records[best.0].run.suite.commit { nearest.insert(commit) }
        removed += suite.records.prefix(best.0).map(\.path)
      }
      if !isDryRun { try remove(removed) }
      return removed
    }
    return (removed, nearest)
  }
}

extension BaselineDirectory {
  /// Every suite on every kind of machine.
  ///
  /// - Throws: ``FileError`` when a folder cannot be read: its content is unknown.
  func suites() throws(FileError) -> [StoredSuite] {
    var suites: [StoredSuite] = []
    for environment in try folders(in: root) where environment != Self.objectFolder {
      for suite in try folders(in: "\(root)/\(environment)") {
        suites.append(try readable("\(root)/\(environment)/\(suite)"))
      }
    }
    return suites
  }

  private func readable(_ folder: String) throws(FileError) -> StoredSuite {
    let suite = StoredSuite(folder: folder)
    if let problem = suite.problems.first(where: { $0.subject == .folder }) { throw problem.error }
    return suite
  }

  func folders(in folder: String) throws(FileError) -> [String] {
    var folders: [String] = []
    for name in try Folder.names(in: folder) {
      switch PathKind(of: "\(folder)/\(name)") {
      case .absent, .file, .special: continue
      case .folder: folders.append(name)
      case .hidden(let reason): throw .unreadable(path: "\(folder)/\(name)", reason: reason)
      }
    }
    return folders
  }

  private func storeUnlocked(
    _ run: RunRecord, program: String?, anchor: AnchorMove
  ) throws(FileError) -> String? {
    // Stored numbers are of one kind of machine.
    let run = run.ofOwnKind
    let folder = suiteFolder(environmentKey: run.environment.key, suite: run.suite.name)
    // A folder that cannot be listed afterwards must not be written to.
    let before = try readable(folder)
    if anchor == .toThisRun, program == nil { try requireProgram(of: run, in: before) }
    var remark: String?
    if let program {
      try storeProgram(program, of: run, folder: folder)
      remark = try storeKit(of: program, hash: run.suite.programHash ?? "", folder: folder)
    }
    // The record comes last: without it the program is only a file that nothing names.
    let name = Self.folderName(run.runID.rawValue)
    try RecordFile.write(run, to: "\(folder)/records/\(name).json")
    try settleAnchor(anchor, run: run, folder: folder)
    _ = try prune(StoredSuite(folder: folder), keeping: Self.keptRecords, isDryRun: false)
    try remove(surplusObjects())
    return remark
  }

  /// An anchor is measured beside later runs, so it is nothing without its program.
  private func requireProgram(of run: RunRecord, in suite: StoredSuite) throws(FileError) {
    guard let hash = run.suite.programHash, let path = suite.programPath(of: run) else {
      throw .malformed(
        path: suite.folder, place: nil,
        reason: FileMessage.anchorNeedsProgram.line)
    }
    guard try SHA256.hexDigest(ofFile: path) == hash else {
      throw .hashMismatch(path: path, expected: hash)
    }
  }

  private func storeProgram(
    _ program: String, of run: RunRecord, folder: String
  ) throws(FileError) {
    let hash = try SHA256.hexDigest(ofFile: program)
    guard hash == run.suite.programHash else {
      throw .malformed(
        path: program, place: nil,
        reason: FileMessage.notTheMeasuredProgram.line)
    }
    let target = "\(folder)/programs/\(hash)"
    // A program that may not be started pairs nothing; versions before this one could leave such a file.
    if (try? SHA256.hexDigest(ofFile: target)) == hash,
      FileManager.default.isExecutableFile(atPath: target)
    {
      return
    }
    try TextFile.write(TextFile.read(program), to: target, mode: 0o755)
  }

  /// Removes what writers that were killed left in the suite's folders and beside all objects.
  ///
  /// Called under the lock.
  private func removeAbandonedParts(of suite: StoredSuite) {
    let folders = [
      "records", "programs", Self.kitFolder, Self.executedFolder, Self.evidenceFolder,
    ].map { "\(suite.folder)/\($0)" }
    for folder in folders + [suite.folder, "\(root)/\(Self.objectFolder)"] {
      AbandonedParts.remove(in: folder, ownsFolder: true)
    }
  }

  private func prune(
    _ suite: StoredSuite, keeping count: Int, isDryRun: Bool
  ) throws(FileError) -> [String] {
    var removed = suite.records.dropFirst(count).map(\.path)
    var kept: [String] = []
    for hash in suite.records.prefix(count).compactMap(\.run.suite.programHash)
    where !kept.contains(hash) && kept.count < Self.keptPrograms {
      kept.append(Self.folderName(hash))
    }
    if let hash = suite.anchor?.suite.programHash { kept.append(Self.folderName(hash)) }
    // The newest program stays, whoever named it: without one there is no pair.
    let newest = suite.records.first { suite.programPath(of: $0.run) != nil }
    if let hash = newest?.run.suite.programHash { kept.append(Self.folderName(hash)) }
    // A record that cannot be read may name any program.
    if suite.problems.isEmpty {
      removed += try suite.programNames().filter { !kept.contains($0) }
        .map { "\(suite.folder)/programs/\($0)" }
      removed += try (suite.kitPaths() + suite.executedPaths()).filter { path in
        !kept.contains { path.hasSuffix("/\($0).json") }
      }
      removed += suite.evidence(besideOthersThan: kept)
    }
    if !isDryRun {
      removeAbandonedParts(of: suite)
      try remove(removed)
    }
    return removed
  }

  func remove(_ paths: [String]) throws(FileError) {
    for path in paths {
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw .notWritable(path: path, reason: TextFile.reason(error))
      }
    }
  }
}
