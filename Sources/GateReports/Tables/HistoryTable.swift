package import GateRecords

/// Rows of figures for people, for programs and for spreadsheets.
package struct HistoryTable: Sendable {
  /// The forms a table can take.
  package enum Format: String, Hashable, Sendable, CaseIterable {
    /// Aligned columns with rounded figures and units.
    case table
    /// An array of objects with full figures in base units.
    case json
    /// Comma-separated values by RFC 4180 with full figures in base units.
    case csv
  }

  /// A column.
  package struct Column: Hashable, Sendable {
    /// The key in JSON and CSV; the table shows it with spaces.
    package let name: String
    /// Whether the aligned table leaves it out.
    package let isForProgramsOnly: Bool

    /// Creates a column.
    package init(_ name: String, isForProgramsOnly: Bool = false) {
      self.name = name
      self.isForProgramsOnly = isForProgramsOnly
    }
  }

  /// The content of a cell.
  package enum Cell: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A commit's hash, of which people see the beginning.
    case commit(String)
    /// A figure in a base unit.
    case quantity(Double, MetricUnit)
    /// A whole number of milliseconds.
    case milliseconds(Int64)
    /// A share, 0.1 for 10 %, with its sign.
    case change(Double)
    /// A share, 0.1 for 10 %.
    case share(Double)
    /// A difference of shares, 0.1 for 10 points, with its sign.
    case points(Double)
    /// A probability.
    case probability(Double)
    /// A number of per cent, 70 for 70 %.
    case percent(Double)
    /// A number without a unit, which may be negative, with two decimals for people.
    case number(Double)
    /// Not known.
    case none
  }

  private let columns: [Column]
  private let rows: any RandomAccessCollection<[Cell]> & Sendable

  /// Creates a table.
  ///
  /// - Parameter rows: Each with one cell a column; a lazy collection is never held as a whole.
  package init(_ columns: [Column], rows: some RandomAccessCollection<[Cell]> & Sendable) {
    self.columns = columns
    self.rows = rows
  }

  /// Writes the table piece by piece, so that a long one needs no second copy in memory.
  package func write(_ format: Format, to out: (String) -> Void) {
    switch format {
    case .table: writeTable(to: out)
    case .json: writeJSON(to: out)
    case .csv: writeCSV(to: out)
    }
  }

  private func writeTable(to out: (String) -> Void) {
    let shown = columns.indices.filter { !columns[$0].isForProgramsOnly }
    var widths = shown.map { columns[$0].title.count }
    for row in rows {
      for (place, column) in shown.enumerated() {
        widths[place] = max(widths[place], row[column].display.count)
      }
    }
    func line(_ cells: [(text: String, isFigure: Bool)]) -> String {
      var text = ""
      for (place, cell) in cells.enumerated() {
        let gap = String(repeating: " ", count: widths[place] - cell.text.count)
        text += (place > 0 ? "  " : "") + (cell.isFigure ? gap + cell.text : cell.text + gap)
      }
      return text.reversed().drop { $0 == " " }.reversed() + "\n"
    }
    var isFigure = shown.map { _ in false }
    for row in rows {
      for (place, column) in shown.enumerated() where row[column].isFigure {
        isFigure[place] = true
      }
    }
    out(line(zip(shown, isFigure).map { (columns[$0].title, $1) }))
    var piece = ""
    for row in rows {
      piece += line(shown.map { (row[$0].display, row[$0].isFigure) })
      flush(&piece, to: out)
    }
    out(piece)
  }

  private func writeJSON(to out: (String) -> Void) {
    var piece = "["
    var isFirst = true
    for row in rows {
      piece += isFirst ? "\n {" : ",\n {"
      isFirst = false
      for (place, cell) in row.enumerated() {
        piece += (place > 0 ? "," : "") + "\"\(columns[place].name)\":" + cell.json
      }
      piece += "}"
      flush(&piece, to: out)
    }
    out(piece + (rows.isEmpty ? "]\n" : "\n]\n"))
  }

  private func writeCSV(to out: (String) -> Void) {
    var piece = columns.map(\.name).joined(separator: ",") + "\r\n"
    for row in rows {
      for (place, cell) in row.enumerated() { piece += (place > 0 ? "," : "") + cell.csv }
      piece += "\r\n"
      flush(&piece, to: out)
    }
    out(piece)
  }

  private func flush(_ piece: inout String, to out: (String) -> Void) {
    guard piece.utf8.count > 1 << 16 else { return }
    out(piece)
    piece.removeAll(keepingCapacity: true)
  }
}

extension HistoryTable.Column {
  /// The column's title without the unit of times, which is in the cells.
  fileprivate var title: String {
    let end = name.hasSuffix("_ms") ? 3 : 0
    return String(name.dropLast(end).map { $0 == "_" ? " " : $0 })
  }
}

extension HistoryTable.Cell {
  fileprivate var isFigure: Bool {
    switch self {
    case .text, .commit, .none: false
    case .quantity, .milliseconds, .change, .share, .points, .probability, .percent, .number: true
    }
  }

  /// As people read it.
  package var display: String {
    switch self {
    case .text(let text): VisibleText.plain(text)
    case .commit(let hash): VisibleText.plain(String(hash.prefix(10)))
    case .quantity(let value, let unit): QuantityFormat.string(value, unit: unit)
    case .milliseconds(let duration): QuantityFormat.duration(milliseconds: duration)
    case .change(let share): QuantityFormat.percent(share, signed: true)
    case .share(let share): QuantityFormat.percent(share)
    case .points(let difference):
      (difference > 0 ? "+" : "") + QuantityFormat.fixed(difference * 100, decimals: 1) + " points"
    case .probability(let probability):
      probability < 0.001 ? "< 0.001" : QuantityFormat.fixed(probability, decimals: 3)
    case .percent(let number): QuantityFormat.fixed(number, decimals: 2) + " %"
    case .number(let number): QuantityFormat.fixed(number, decimals: 2)
    case .none: "–"
    }
  }

  fileprivate var json: String {
    switch self {
    case .text(let text), .commit(let text): Self.quoted(text)
    case .none: "null"
    case .quantity, .milliseconds, .change, .share, .points, .probability, .percent, .number:
      csv.isEmpty ? "null" : csv
    }
  }

  fileprivate var csv: String {
    switch self {
    case .text(let text), .commit(let text):
      text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        ? "\""
          + text.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\""
        : text
    case .quantity(let value, _), .change(let value), .share(let value), .points(let value),
      .probability(let value), .percent(let value), .number(let value):
      Self.number(value)
    case .milliseconds(let duration): "\(duration)"
    case .none: ""
    }
  }

  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    return value == value.rounded() && abs(value) < 9e15 ? "\(Int64(value))" : "\(value)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
