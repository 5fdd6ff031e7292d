import Foundation
package import GateRecords

/// The link kits of stored programs, whose objects all suites share.
///
/// `ROOT/objects/<SHA-256>` holds every object once, however many kits name it: two programs of neighbouring
/// commits have most of theirs in common.
extension BaselineDirectory {
  /// Keeps a program's kit, where it has one.
  ///
  /// The record comes last, so that no kit names an object that is not there.
  ///
  /// - Parameters:
  ///   - program: The program as the build left it, beside its kit.
  ///   - hash: The program's SHA-256.
  ///   - folder: The suite's folder.
  /// - Returns: Why a kit that is there was not kept; nil where it was, or where there is none.
  /// - Throws: ``FileError/notWritable(path:reason:)``.
  func storeKit(
    of program: String, hash: String, folder: String
  ) throws(FileError) -> String? {
    guard let place = KitPlace.found(of: program) else { return nil }
    let target = "\(folder)/\(Self.kitFolder)/\(hash).json"
    let kit: LinkKitRecord
    do {
      kit = try place.read()
    } catch {
      return error.description
    }
    guard kit.programHash == hash else {
      return
        FileMessage.kitOfAnotherBuild(path: place.record).line
    }
    for object in kit.objectHashes.sorted() {
      let path = "\(root)/\(Self.objectFolder)/\(object)"
      if (try? SHA256.hexDigest(ofFile: path)) == object { continue }
      let source = place.path(ofObject: object)
      guard let data = try? TextFile.read(source) else {
        return FileMessage.kitObjectUnreadable(path: source).line
      }
      var digest = SHA256()
      digest.update(data)
      guard digest.hexDigest() == object else {
        return FileMessage.kitObjectDiffers(path: source).line
      }
      try TextFile.write(data, to: path)
    }
    try RecordFile.write(kit, to: target)
    return try storeExecuted(at: place, hash: hash, folder: folder)
  }

  /// Where a stored program's kits are, one a kind of machine and suite that keep the program.
  ///
  /// - Parameters:
  ///   - hash: The program's SHA-256.
  ///   - isOwn: Whether an environment's key counts.
  /// - Returns: None when the program is not stored, or is stored without a kit.
  /// - Throws: ``FileError`` when a folder cannot be read.
  package func kits(
    ofProgram hash: String, isOwn: (String) -> Bool
  ) throws(FileError) -> [KitPlace] {
    var places: [KitPlace] = []
    for environment in try folders(in: root)
    where environment != Self.objectFolder && isOwn(environment) {
      for suite in try folders(in: "\(root)/\(environment)") {
        let program = "\(root)/\(environment)/\(suite)/programs/\(hash)"
        guard PathKind(of: program) == .file, let place = KitPlace.found(of: program) else {
          continue
        }
        places.append(place)
      }
    }
    return places
  }

  /// Keeps what a program's benchmarks execute, wherever the program is stored with its kit.
  ///
  /// - Parameter isOwn: Whether an environment's key counts: what is executed depends on the machine.
  /// - Throws: ``FileError`` when a folder cannot be read or a record cannot be written.
  package func storeExecuted(
    _ record: ExecutedRecord, isOwn: (String) -> Bool
  ) throws(FileError) {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      for place in try kits(ofProgram: record.programHash, isOwn: isOwn) {
        try RecordFile.write(record, to: place.executed)
      }
    }
  }

  /// Keeps what a program's benchmarks execute, where that was recorded.
  private func storeExecuted(
    at place: KitPlace, hash: String, folder: String
  ) throws(FileError) -> String? {
    let record: ExecutedRecord
    do {
      guard let found = try place.readExecuted() else { return nil }
      record = found
    } catch {
      return error.description
    }
    guard record.programHash == hash else {
      return
        FileMessage.executedOfAnotherBuild(path: place.executed).line
    }
    try RecordFile.write(record, to: "\(folder)/\(Self.executedFolder)/\(hash).json")
    return nil
  }

  /// The objects that no kit names.
  ///
  /// - Parameter removed: Kits that are about to go.
  /// - Returns: Their paths; none while there is a kit that cannot be read, because it may name any.
  /// - Throws: ``FileError`` when a folder cannot be read.
  func surplusObjects(without removed: [String] = []) throws(FileError) -> [String] {
    let folder = "\(root)/\(Self.objectFolder)"
    let names = try Folder.names(in: folder)
    guard !names.isEmpty else { return [] }
    var named: Set<String> = []
    for suite in try suites() {
      for path in try suite.kitPaths() where !removed.contains(path) {
        guard let kit = try? KitPlace(record: path, objects: folder).read() else { return [] }
        named.formUnion(kit.objectHashes)
      }
    }
    return names.filter { !named.contains($0) }.map { "\(folder)/\($0)" }
  }

  /// The size of the objects of all kits, in bytes.
  package var objectBytes: Int64 {
    let folder = "\(root)/\(Self.objectFolder)"
    return ((try? Folder.names(in: folder)) ?? []).reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
    }
  }
}

extension StoredSuite {
  /// The paths of the kits' records.
  ///
  /// - Throws: ``FileError`` when their folder cannot be read.
  func kitPaths() throws(FileError) -> [String] {
    try paths(in: BaselineDirectory.kitFolder)
  }

  /// The paths of the records of what benchmarks execute.
  ///
  /// - Throws: ``FileError`` when the folder cannot be read.
  func executedPaths() throws(FileError) -> [String] {
    try paths(in: BaselineDirectory.executedFolder)
  }

  private func paths(in name: String) throws(FileError) -> [String] {
    try Folder.names(in: "\(folder)/\(name)").map { "\(folder)/\(name)/\($0)" }
  }
}
