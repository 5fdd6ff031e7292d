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
  /// The widest column of names in a log; the figures of a longer name are further to the right.
  private static let mostInLogs = 100
  /// The longest text that is shown whole, in characters.
  private static let most = 300

  private let rows: [Line]
  private let header: [String]
  private let style: TerminalStyle
  private let model: ReportModel

  init(_ rows: [Line], _ model: ReportModel, _ style: TerminalStyle) {
    self.rows = rows
    self.style = style
    self.model = model
    header = [
      ReportHeading.benchmark.text, model.baselineTitle, model.candidateTitle,
      ReportHeading.change.text, ReportHeading.evidence.text,
    ].map(Self.text)
  }

  /// The table's lines with their colours.
  func lines(_ colour: Colour) -> [String] {
    let cells = rows.map { line in
      let row = line.row
      let evidence = row.evidence + (line.more.map { "; \($0)" } ?? "")
      return [VisibleText.name(row.subject)]
        + [row.before, row.after, row.change, evidence].map(Self.text)
    }
    let figures = (1...3).map { column in
      min(
        ([header] + cells).map { TerminalReport.columns(of: $0[column]) }.max() ?? 0,
        Self.mostFigures)
    }
    // The rest of the line is for the names.
    let taken = 4 + figures.reduce(0) { $0 + $1 + 2 } + Self.leastEvidence
    let limit = style.width.map { max($0 - taken, Self.leastNames) } ?? Self.mostInLogs
    let shown = [header[0]] + cells.map { $0[0] }
    let names = NameColumn(
      shown, limit: limit, shortens: style.width != nil,
      hidden: shown.contains { TerminalReport.columns(of: $0) > limit } ? subjects : [])
    let layout = RowLayout(names: names.width, figures: figures, width: style.width)
    var lines = layout.lines(header[0], header, isHeader: true).map { colour.faint("    " + $0) }
    for (place, cells) in cells.enumerated() {
      let row = rows[place].row
      let mark = colour.status("  \(row.symbol) ", row.finding)
      switch names.entries[place + 1] {
      case .fitting(let name):
        let own = layout.lines(name, cells)
        lines.append(mark + own[0])
        lines += own.dropFirst().map { "    " + $0 }
      case .whole(let name):
        let pieces = TextWrap.pieces(name, width: style.width.map { $0 - 4 })
        lines.append(mark + pieces[0])
        lines += (pieces.dropFirst() + layout.lines("", cells)).map { "    " + $0 }
      }
      lines += CauseWords.lines(row.finding, most: 1).flatMap(wrapped)
      lines += row.notes.flatMap {
        wrapped(VisibleText.shortened(VisibleText.plain($0), to: 1_000)).map(colour.faint)
      }
    }
    return lines.map(\.trimmingTrailingBlanks)
  }

  /// The names of all rows, shown or not.
  private var subjects: [String] {
    [model.important, model.remaining].flatMap { $0.map { VisibleText.name($0.subject) } }
  }

  /// A text below a row, in lines of the terminal's width.
  private func wrapped(_ text: String) -> [String] {
    guard let width = style.width else { return ["      " + text] }
    return TextWrap.lines(text, width: width - 6).map { "      " + $0 }
  }

  private static func text(_ text: String) -> String {
    VisibleText.shortened(VisibleText.plain(text), to: most)
  }
}

extension String {
  fileprivate var trimmingTrailingBlanks: String {
    var copy = self
    while copy.hasSuffix(" ") { copy.removeLast() }
    return copy
  }
}
