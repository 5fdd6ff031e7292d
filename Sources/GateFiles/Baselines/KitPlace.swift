package import GateRecords

/// Where a program's link kit is: its record, and the folder of the objects that the record names.
package struct KitPlace: Hashable, Sendable {
  /// The record's file.
  package let record: String
  /// The folder of objects, each named after its SHA-256.
  package let objects: String
  /// The file of what the program's benchmarks execute, where that was recorded.
  package let executed: String

  /// Names a place.
  package init(record: String, objects: String, executed: String = "") {
    self.record = record
    self.objects = objects
    self.executed = executed
  }

  /// The folder beside a program that the build makes.
  package init(beside program: String) {
    let folder = Self.folder(beside: program)
    self.init(
      record: folder + "/kit.json", objects: folder + "/objects",
      executed: folder + "/executed.json")
  }

  /// The folder beside a program that holds all of its kit.
  package static func folder(beside program: String) -> String { program + ".linkkit" }

  /// Where the kit of a program is: beside it, or where the folder of baselines keeps those of its programs.
  ///
  /// - Returns: nil where nothing is at either place.
  package static func found(of program: String) -> KitPlace? {
    let beside = KitPlace(beside: program)
    if PathKind(of: beside.record) != .absent { return beside }
    let parts = program.split(separator: "/", omittingEmptySubsequences: false)
    // ROOT/ENVIRONMENT/SUITE/programs/HASH
    guard parts.count > 4, parts[parts.count - 2] == "programs", let hash = parts.last else {
      return nil
    }
    let suite = parts.dropLast(2).joined(separator: "/")
    let root = parts.dropLast(4).joined(separator: "/")
    let kept = KitPlace(
      record: "\(suite)/\(BaselineDirectory.kitFolder)/\(hash).json",
      objects: "\(root)/\(BaselineDirectory.objectFolder)",
      executed: "\(suite)/\(BaselineDirectory.executedFolder)/\(hash).json")
    return PathKind(of: kept.record) == .absent ? nil : kept
  }

  /// Reads the record.
  ///
  /// - Throws: ``FileError``, also for a record that contradicts itself.
  package func read() throws(FileError) -> LinkKitRecord {
    guard PathKind(of: record) != .special else {
      throw .unreadable(path: record, reason: FileMessage.notRegular.line)
    }
    let kit = try RecordFile.read(LinkKitRecord.self, schema: LinkKitRecord.schema, at: record)
    if let contradiction = kit.contradiction {
      throw .malformed(path: record, place: nil, reason: contradiction)
    }
    return kit
  }

  /// Reads what the program's benchmarks execute; nil where that was not recorded.
  ///
  /// - Throws: ``FileError``, also for a record that contradicts itself.
  package func readExecuted() throws(FileError) -> ExecutedRecord? {
    try RecordFile.readIfPresent(
      ExecutedRecord.self, schema: ExecutedRecord.schema, at: executed,
      contradiction: \.contradiction)
  }

  /// The path of a kept object.
  package func path(ofObject hash: String) -> String { "\(objects)/\(hash)" }
}
