package import Foundation
package import GateFiles

extension BuildStore {
  /// The content of the store.
  package struct Content: Hashable, Sendable {
    /// A build, and when it was last used.
    package struct Entry: Hashable, Sendable {
      package let record: BuildRecord
      package let path: String
      package let usedAt: Date
    }

    /// The builds, last used first.
    package var entries: [Entry]
    /// Files that cannot be read.
    package var unreadable: [FileError]
    /// Bytes on disk, of which `workBytes` are files and objects of the last builds.
    package var bytes: Int64
    package var workBytes: Int64
  }

  /// Lists everything in the store.
  package func content() throws -> Content {
    var entries: [Content.Entry] = []
    var unreadable: [FileError] = []
    for name in try Folder.names(in: root + "/builds") where name.hasSuffix(".json") {
      let path = root + "/builds/" + name
      do {
        guard
          let record = try RecordFile.readIfPresent(
            BuildRecord.self, schema: BuildRecord.schema, at: path, contradiction: \.contradiction)
        else { continue }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let date = attributes?[.modificationDate] as? Date ?? .distantPast
        entries.append(.init(record: record, path: path, usedAt: date))
      } catch {
        unreadable.append(error)
      }
    }
    return Content(
      entries: entries.sorted { $0.usedAt > $1.usedAt }, unreadable: unreadable,
      bytes: Self.bytes(below: root), workBytes: Self.bytes(below: root + "/work"))
  }

  /// Removes what was not used for longest, until the store is within its limit.
  ///
  /// Files that belong to no build are removed in any case: programs without a record, and the remains of an
  /// interruption.
  ///
  /// - Returns: Bytes that became free.
  @discardableResult
  package func prune(limit: Int64) throws -> Int64 {
    let manager = FileManager.default
    let before = Self.bytes(below: root)
    var content = try content()
    var kept = Set(content.entries.map(\.record.programHash))
    func sweep() throws {
      for name in try Folder.names(in: root + "/programs") where !kept.contains(name) {
        try? manager.removeItem(atPath: root + "/programs/" + name)
      }
      for name in try Folder.names(in: root + "/objects") {
        let path = root + "/objects/" + name
        let links = (try? manager.attributesOfItem(atPath: path))?[.referenceCount] as? Int
        if links == 1 { try? manager.removeItem(atPath: path) }
      }
    }
    try sweep()
    for name in try Folder.names(in: root) where Self.isLeftOver(name) {
      try? manager.removeItem(atPath: root + "/" + name)
    }
    for name in try Folder.names(in: root + "/bisect") where Self.isLeftOver(name) {
      try? manager.removeItem(atPath: root + "/bisect/" + name)
    }
    if Self.bytes(below: root) > limit { try? manager.removeItem(atPath: root + "/work") }
    while Self.bytes(below: root) > limit, let oldest = content.entries.popLast() {
      try? manager.removeItem(atPath: oldest.path)
      kept = Set(content.entries.map(\.record.programHash))
      try sweep()
    }
    return max(0, before - Self.bytes(below: root))
  }

  /// Whether a name is that of records a process keeps while it runs, and that process has ended.
  static func isLeftOver(_ name: String) -> Bool {
    guard let match = name.wholeMatch(of: #/(?:compare|ends)-([0-9]{1,9})(?:\.json)?/#),
      let process = Int32(match.1)
    else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  /// Removes everything.
  ///
  /// - Returns: Bytes that became free.
  package func removeAll() throws -> Int64 {
    let before = Self.bytes(below: root)
    guard try Folder.isThere(root) else { return 0 }
    do {
      try FileManager.default.removeItem(atPath: root)
    } catch {
      throw FileError.notWritable(path: root, reason: error.localizedDescription)
    }
    return before
  }

  /// Bytes of all files below a folder, each file once however many names it has.
  static func bytes(below folder: String) -> Int64 {
    guard
      let walk = FileManager.default.enumerator(
        at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil)
    else { return 0 }
    var sum: Int64 = 0
    var seen: Set<UInt64> = []
    for case let file as URL in walk {
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path),
        attributes[.type] as? FileAttributeType == .typeRegular
      else { continue }
      if (attributes[.referenceCount] as? Int ?? 1) > 1,
        let number = attributes[.systemFileNumber] as? UInt64, !seen.insert(number).inserted
      {
        continue
      }
      sum += attributes[.size] as? Int64 ?? 0
    }
    return sum
  }
}
