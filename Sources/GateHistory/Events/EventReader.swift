package import GateFiles
package import GateRecords

/// Problems that were found while reading the log.
package struct ReadReport: Hashable, Sendable {
  /// How many lines were read.
  package var lines = 0
  /// The number of lines that are not events.
  package var malformed = 0
  /// The first that is none: file and line.
  package var firstMalformed: String?

  /// The first whose moment names no time zone, so that it counts as UTC.
  package var firstZoneless: String?

  /// The first file of a month that is compressed, so that it was not read.
  package var firstCompressed: String?

  /// Creates a report without problems.
  package init() {}

  /// Whether a line, or a month that is compressed, was passed over.
  package var isIncomplete: Bool { malformed > 0 || firstCompressed != nil }

  /// Takes note of a line whose payload is not what its type says.
  package mutating func passOver(_ place: String) {
    malformed += 1
    if firstMalformed == nil { firstMalformed = place }
  }

  /// One sentence for each kind of what was passed over and one for what was assumed; nil without any.
  package var warning: String? {
    var sentences: [String] = []
    if let firstCompressed {
      sentences.append(
        HistoryMessage.compressedMonth(path: firstCompressed).line
      )
    }
    if let firstMalformed {
      sentences.append(
        HistoryMessage.unreadableLines(place: firstMalformed, count: malformed).line)
    }
    if let firstZoneless {
      sentences.append(
        HistoryMessage.noTimeZone(place: firstZoneless).line
      )
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: "\n")
  }
}

/// Reads the events that a query includes, file by file, in the order in which they were appended.
struct EventReader {
  private let log: EventLog
  private let filter: EventFilter

  init(_ log: EventLog, _ filter: EventFilter) {
    self.log = log
    self.filter = filter
  }

  /// Calls a closure with every event that the filter selects, with its line and the scanner that names its parts.
  ///
  /// The scanner is handed over, not shared, because a copy of it for each event would cost more
  /// than the event. The closure says whether the payload was sound; it may not have been looked at before.
  /// A last line without an end is an event when it is whole; otherwise somebody is writing it, or
  /// was killed while writing, and it counts as nothing.
  ///
  /// - Returns: The lines that were passed over, and the origins to which events refer by number.
  /// - Throws: ``FileError``, of which ``FileError/newerVersion(path:found:newest:)`` when a line was
  ///   written by a newer version.
  func forEachEvent(
    _ body: (
      _ line: Span<UInt8>, _ event: ScannedEvent, _ scanner: inout EventScanner
    ) throws(FileError) -> Bool
  ) throws(FileError) -> (report: ReadReport, origins: [EventOrigin]) {
    var report = ReadReport()
    var scanner = EventScanner(filter)
    for month in try log.months() where filter.includes(month: month) {
      let path = log.path(ofMonth: month)
      try LineReader(path).forEachLine { line, number, isWhole throws(FileError) in
        var start = 0
        guard JSONScan.next(line, &start) != nil else { return }
        report.lines += 1
        var isSound = true
        switch scanner.scan(line, isWhole: isWhole) {
        case .event(let event): isSound = try body(line, event, &scanner)
        case .unwanted: break
        case .malformed: isSound = false
        case .newer(let found):
          throw .newerVersion(
            path: "\(path):\(number)", found: found, newest: EventFormat.schema.rawValue)
        }
        if scanner.holdsZoneless, report.firstZoneless == nil {
          report.firstZoneless = "\(path):\(number)"
        }
        if !isSound, isWhole { report.passOver("\(path):\(number)") }
      }
    }
    report.firstCompressed = try log.compressedMonths().first { filter.includes(month: $0.month) }?
      .path
    return (report, scanner.origins)
  }
}

extension EventLog {
  /// Calls a closure with the line of every event that the filter selects, with its end.
  ///
  /// - Parameter benchmark: Only events whose payload names a benchmark that fits; of a speed-up either of the two.
  /// - Throws: ``FileError``.
  package func forEachLine(
    _ filter: EventFilter, benchmark: GlobPattern? = nil, _ body: (String) -> Void
  ) throws(FileError) -> ReadReport {
    var names = NameTable()
    return try EventReader(self, filter).forEachEvent { line, event, _ in
      if let benchmark {
        guard let payload = event.payload else { return false }
        let keys: [StaticString] = ["benchmark", "faster", "slower"]
        let fits = keys.contains { key in
          guard let text = JSONScan.text(of: key, line, payload) else { return false }
          let number = names.number(line, text)
          return benchmark.matches(names.names[Int(number)])
        }
        guard fits else { return true }
      }
      body(String(decoding: line.indices.map { line[$0] }, as: UTF8.self) + "\n")
      return true
    }.report
  }
}
