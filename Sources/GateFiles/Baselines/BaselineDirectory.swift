import GateRecords

/// The folder in which baselines live, usually cached between builds.
///
/// `ROOT/<environment key>/<suite>/records/<run>.json` holds the newest runs,
/// `ROOT/<environment key>/<suite>/programs/<SHA-256>` the programs that produced them, and
/// `ROOT/<environment key>/<suite>/anchor.json` the run of the program that is the anchor, and
/// `ROOT/<environment key>/<suite>/evidence/` the launches of pairs of programs. See
/// `docs/formats/baseline-directory.md`.
package struct BaselineDirectory: Sendable {
  /// How many records a suite keeps.
  package static let keptRecords = 20
  /// How many programs a suite keeps, of its newest records that name one.
  ///
  /// A change may descend from an older commit than the newest that is stored.
  package static let keptPrograms = 5
  /// The folder of a suite's link kits, one record a program.
  static let kitFolder = "kits"
  /// The folder of what the benchmarks of a suite's programs execute, one record a program.
  static let executedFolder = "executed"
  /// The folder of the objects of all kits, each named after its SHA-256.
  static let objectFolder = "objects"

  /// The folder.
  package let root: String

  /// Names a folder, which need not exist.
  package init(root: String) {
    self.root = root
  }

  /// Everything that is stored, by environment and suite; nothing when there is no such folder.
  ///
  /// - Throws: ``FileError/unreadable(path:reason:)`` for what is not a folder or may not be read. To
  ///   take that for an empty one would compare with nothing and pass.
  package func entries() throws(FileError) -> [Entry] {
    try entries(of: nil) { _ in false }
  }

  /// Returns the stored runs of one suite, by environment, with all files that may be of this suite and cannot be
  /// read.
  ///
  /// - Parameters:
  ///   - reader: How records are read.
  ///   - isOwn: Whether an environment's key is that of the run in question. A file where its
  ///     folder belongs is a problem; other files in the folder of baselines are ignored.
  /// - Throws: ``FileError/unreadable(path:reason:)`` when the whole folder cannot be read.
  package func entries(
    ofSuite suite: String, reader: @escaping RecordReading.Reader = RecordReading.whole,
    isOwn: (String) -> Bool
  ) throws(FileError) -> [Entry] {
    try entries(of: suite, reader: reader, isOwn: isOwn)
  }

  /// Returns the stored runs of one environment and suite; nil when there are none.
  ///
  /// - Throws: ``FileError/unreadable(path:reason:)`` when the whole folder cannot be read.
  package func entry(environmentKey: String, suite: String) throws(FileError) -> Entry? {
    try entries(ofSuite: suite) { $0 == environmentKey }
      .first { $0.environmentKey == environmentKey }
  }

  /// The program of the newest record, after its hash has been checked.
  ///
  /// - Returns: The program, or nil when there is none.
  /// - Throws: ``FileError/hashMismatch(path:expected:)`` when the file is not what was stored, or why
  ///   the newest record or the program cannot be read.
  package func newestProgram(
    environmentKey: String, suite: String
  ) throws(FileError) -> StoredProgram? {
    guard let entry = try entry(environmentKey: environmentKey, suite: suite) else { return nil }
    if let problem = entry.newestProblem { throw problem.error }
    return entry.program
  }

  /// A name that is safe as a folder's and differs for different names: where something had to be left out, a part of the
  /// name's SHA-256 follows.
  package static func uniqueFolderName(_ name: String) -> String {
    let safe = folderName(name)
    guard safe != name else { return safe }
    var hash = SHA256()
    hash.update(name.utf8)
    return safe.prefix(80) + "-" + hash.hexDigest().prefix(12)
  }

  /// Where a suite's baselines are on one kind of machine.
  ///
  /// Earlier versions left the part of the hash out. A folder of theirs goes on where it holds runs of this suite, or
  /// nothing that shows whose it is.
  func suiteFolder(environmentKey: String, suite: String) -> String {
    let environment = "\(root)/\(environmentKey)"
    return environment + "/" + Self.suiteFolderName(suite, in: environment)
  }

  private static func suiteFolderName(_ suite: String, in environment: String) -> String {
    let unique = uniqueFolderName(suite)
    let old = folderName(suite)
    guard unique != old, PathKind(of: "\(environment)/\(unique)") == .absent,
      PathKind(of: "\(environment)/\(old)") != .absent
    else { return unique }
    let stored = StoredSuite(folder: "\(environment)/\(old)")
    let names = (stored.records.map(\.run) + [stored.anchor].compactMap { $0 }).map(\.suite.name)
    return names.isEmpty || names.contains(suite) ? old : unique
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
  /// - Parameter suite: A suite's name; nil for all of them.
  private func entries(
    of suite: String?, reader: @escaping RecordReading.Reader = RecordReading.whole,
    isOwn: (String) -> Bool
  ) throws(FileError) -> [Entry] {
    var entries: [Entry] = []
    for environment in try Folder.names(in: root) where environment != Self.objectFolder {
      let folder = "\(root)/\(environment)"
      switch PathKind(of: folder) {
      case .absent: continue
      case .file, .special: if !isOwn(environment) { continue }
      case .folder, .hidden: break
      }
      do {
        let names = try Folder.names(in: folder)
        for name in suite.map({ [Self.suiteFolderName($0, in: folder)] }) ?? names {
          if let entry = entry(
            folder: "\(folder)/\(name)", environment: environment, folderName: name,
            suite: suite, reader: reader)
          {
            entries.append(entry)
          }
        }
      } catch {
        entries.append(
          Entry(
            environmentKey: environment, suite: suite.map(Self.uniqueFolderName), unreadable: error)
        )
      }
    }
    return entries
  }

  /// - Parameter suite: The suite that is asked for, so that a file in its place is a problem; nil without one.
  private func entry(
    folder: String, environment: String, folderName: String, suite: String?,
    reader: @escaping RecordReading.Reader
  ) -> Entry? {
    let isNamed = suite != nil
    switch PathKind(of: folder) {
    case .absent: return nil
    case .file, .special: if !isNamed { return nil }
    case .folder, .hidden: break
    }
    let entry = StoredSuite(folder: folder, suite: suite, reader: reader)
      .entry(environmentKey: environment, suite: folderName)
    // The launches of two programs together are not a baseline.
    return isNamed && entry.holdsOnlyEvidence ? nil : entry
  }
}
