/// What became of the rows of imported files.
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
      let first = kind.count == 1 ? "at \(kind.place)" : "the first at \(kind.place)"
      return "\(Self.rows(kind.count)) not imported, because \(kind.reason) (\(first))"
    }
  }

  /// What a reader of the import is told, line by line.
  ///
  /// - Parameters:
  ///   - format: The format's name.
  ///   - statuses: How many benchmarks were measured, failed and were skipped.
  package func lines(
    format: String, measured: Int, failed: Int, skipped: Int, figures: Int
  ) -> [String] {
    var first = "imported from \(format): "
    if rows > 0 { first += "\(Self.rows(rows)) seen, \(rows - droppedCount) imported; " }
    first += "\(measured) benchmark\(measured == 1 ? "" : "s") with \(figures) figure"
    first += figures == 1 ? "" : "s"
    if failed > 0 { first += ", \(failed) failed" }
    if skipped > 0 { first += ", \(skipped) skipped" }
    var lines = [first] + reasons
    if fieldsLeftOut > 0 {
      lines.append(
        "\(fieldsLeftOut) single field\(fieldsLeftOut == 1 ? " was" : "s were") left out; "
          + "the notes in the record say which")
    }
    return lines
  }

  private static func rows(_ count: Int) -> String { "\(count) row\(count == 1 ? "" : "s")" }
}
