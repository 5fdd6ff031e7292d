import GateRecords

/// The result of each row of imported files.
package struct ImportReceipt: Hashable, Sendable {
  /// Rows of one kind that gave nothing.
  package struct Dropped: Hashable, Sendable {
    /// Why, in words that follow "because".
    package let reason: String
    /// Where the first of them is: file and line, or a benchmark.
    package let place: String
    /// How many there are.
    package fileprivate(set) var count: Int
  }

  /// Rows that look like results; 0 where a format's importer counts none.
  package private(set) var rows = 0
  /// Rows that gave nothing, by reason.
  package private(set) var dropped: [Dropped] = []
  /// Single fields that were left out of rows that were imported.
  package private(set) var fieldsLeftOut = 0

  mutating func sawRow() { rows += 1 }

  mutating func drop(_ reason: String, at place: String) {
    if let index = dropped.firstIndex(where: { $0.reason == reason }) {
      dropped[index].count += 1
    } else {
      dropped.append(Dropped(reason: reason, place: place, count: 1))
    }
  }

  mutating func leftOutField() { fieldsLeftOut += 1 }

  /// How many rows gave nothing.
  package var droppedCount: Int { dropped.reduce(0) { $0 + $1.count } }

  /// One sentence for each reason why rows gave nothing.
  package var reasons: [String] {
    dropped.map { kind in
      InterchangeMessage.rowsNotImported(
        count: kind.count, reason: kind.reason, place: kind.place
      ).line
    }
  }

  /// Returns the lines that the import prints.
  ///
  /// - Parameters:
  ///   - format: The format's name.
  ///   - statuses: How many benchmarks were measured, failed and were skipped.
  package func lines(
    format: String, measured: Int, failed: Int, skipped: Int, figures: Int
  ) -> [String] {
    let first = InterchangeMessage.imported(
      format: format, rows: rows, dropped: droppedCount, measured: measured, figures: figures,
      failed: failed, skipped: skipped)
    var lines = [first.line] + reasons
    if fieldsLeftOut > 0 {
      lines.append(
        InterchangeMessage.fieldsLeftOut(count: fieldsLeftOut).line)
    }
    return lines
  }
}
