import GateRecords

/// The rows of a verdict as a table for the terminal.
struct VerdictTable {
  /// A row with the number of rows that it represents.
  struct Line {
    let row: ReportRow
    /// The number of other rows of the benchmark that it represents, such as `+2 metrics`.
    let more: String?
  }

  /// The widest column of figures.
  private static let mostFigures = 44
  /// The least widths of the evidence and of names.
  private static let (leastEvidence, leastNames) = (26, 24)
  /// The widest column of names in a log; a longer name gets a line of its own.
  private static let mostInLogs = 100
  /// The longest text that is shown whole, in characters.
  private static let most = 300

  private let rows: [Line]
  private let header: [String]
  private let style: TerminalStyle

  init(_ rows: [Line], _ model: ReportModel, _ style: TerminalStyle) {
    self.rows = rows
    self.style = style
    header = ["benchmark", model.baselineTitle, model.candidateTitle, "change", "evidence"]
      .map(Self.text)
  }

  /// The table's lines with their colours.
  func lines(_ colour: Colour) -> [String] {
    let cells = rows.map { line in
      let row = line.row
      let evidence = row.evidence + (line.more.map { "; \($0)" } ?? "")
      return [row.subject, row.before, row.after, row.change, evidence].map(Self.text)
    }
    let figures = (1...3).map { column in
      min(
        ([header] + cells).map { TerminalReport.columns(of: $0[column]) }.max() ?? 0,
        Self.mostFigures)
    }
    // The rest of the line is for the names.
    let taken = 4 + figures.reduce(0) { $0 + $1 + 2 } + Self.leastEvidence
    let limit = style.width.map { max($0 - taken, Self.leastNames) } ?? Self.mostInLogs
    let names = NameColumn(
      [header[0]] + cells.map { $0[0] }, limit: limit, shortens: style.width != nil)
    func line(_ name: String, _ cells: [String]) -> String {
      Self.padded(name, names.width) + "  " + Self.leading(cells[1], figures[0]) + "  "
        + Self.leading(cells[2], figures[1]) + "  " + Self.padded(cells[3], figures[2]) + "  "
        + cells[4]
    }
    var lines = [colour.faint("    " + line(header[0], header))]
    for (place, cells) in cells.enumerated() {
      let row = rows[place].row
      let mark = colour.status("  \(row.symbol) ", row.finding)
      switch names.entries[place + 1] {
      case .fitting(let name): lines.append(mark + line(name, cells))
      case .whole(let name):
        let pieces = TextWrap.pieces(name, width: style.width.map { $0 - 4 })
        lines.append(mark + pieces[0])
        lines += pieces.dropFirst().map { "    " + $0 } + ["    " + line("", cells)]
      }
      lines += CauseWords.lines(row.finding, most: 1).map { "      \($0)" }
      lines += row.notes.map {
        colour.faint("      \(VisibleText.shortened(VisibleText.plain($0), to: 1_000))")
      }
    }
    return lines.map(\.trimmingTrailingBlanks)
  }

  private static func text(_ text: String) -> String {
    VisibleText.shortened(VisibleText.plain(text), to: most)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TerminalReport.columns(of: text)))
  }

  private static func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - TerminalReport.columns(of: text))) + text
  }
}

extension String {
  fileprivate var trimmingTrailingBlanks: String {
    var copy = self
    while copy.hasSuffix(" ") { copy.removeLast() }
    return copy
  }
}
