package import GateFiles
package import GateRecords

/// The folder of the history: the event log, month by month, and the archive.
///
/// `ROOT/events-YYYY-MM.ndjson` holds the events of a month, one JSON object a line, in the order in
/// which they were appended; `ROOT/archive/` the runs and verdicts they come from.
package struct EventLog: Hashable, Sendable {
  /// The folder.
  package let root: String

  /// Names a folder, which need not exist.
  package init(root: String) {
    self.root = root
  }

  /// Appends events: all of them are on the disk when this returns, or none.
  ///
  /// Writers on one machine take turns. Readers need no lock: they see whole lines, and a torn last
  /// line is none.
  ///
  /// - Returns: The repairs that were needed because an earlier writer was killed.
  /// - Throws: ``FileError``; the log then holds what it held.
  /// - Complexity: O(what is appended), however long the log is.
  @discardableResult
  package func append(_ lines: [EventLine]) throws(FileError) -> [LineLog.Repair] {
    let months = Dictionary(grouping: lines, by: \.month).sorted { $0.key < $1.key }
    let pieces = months.map { month, lines in
      LineLog.Piece(path: path(ofMonth: month), bytes: lines.flatMap(\.bytes))
    }
    return try FileLock.holding(lockPath) { () throws(FileError) in
      try LineLog.append(pieces, isWhole: Self.isObject)
    }
  }

  /// Months that have a file, oldest first: `2026-11`; none when there is no folder.
  ///
  /// - Throws: ``FileError`` for a folder that cannot be read.
  package func months() throws(FileError) -> [String] {
    try Folder.names(in: root).compactMap { name in
      guard name.hasPrefix("events-"), name.hasSuffix(".ndjson") else { return nil }
      let month = String(name.dropFirst(7).dropLast(7))
      return Self.isMonth(month) ? month : nil
    }
  }

  /// Months whose file is compressed, which no query reads, with that file.
  ///
  /// - Throws: ``FileError`` for a folder that cannot be read.
  func compressedMonths() throws(FileError) -> [(month: String, path: String)] {
    try Folder.names(in: root).compactMap { name in
      guard name.hasPrefix("events-"), let end = name.firstRange(of: ".ndjson.") else { return nil }
      let month = String(name[..<end.lowerBound].dropFirst(7))
      return Self.isMonth(month) ? (month, "\(root)/\(name)") : nil
    }
  }

  /// The file of a month.
  package func path(ofMonth month: String) -> String { "\(root)/events-\(month).ndjson" }

  var lockPath: String { root + "/.lock" }

  private static func isMonth(_ text: String) -> Bool {
    text.utf8.count == 7 && Timestamp(rawValue: text + "-01T00:00:00Z") != nil
  }

  private static func isObject(_ bytes: [UInt8]) -> Bool {
    guard let document = try? JSON5Document(bytes: bytes, path: "", dialect: .strict),
      case .object = document.root.value
    else { return false }
    return true
  }
}

extension EventLog {
  /// Removes months that ended before a moment.
  ///
  /// - Returns: The paths removed, or that would be.
  /// - Throws: ``FileError``.
  package func prune(before time: Timestamp, isDryRun: Bool) throws(FileError) -> [String] {
    try FileLock.holding(lockPath) { () throws(FileError) in
      let old = try months().filter { $0 < time.rawValue.prefix(7) }.map { path(ofMonth: $0) }
      return isDryRun ? old : try HistoryArchive.remove(old)
    }
  }
}
