/// A row of a table in as many lines as a narrow terminal needs: the evidence behind the figures in a column of its own, or
/// below them, or the figures below the name as well.
struct RowLayout {
  /// The least width of a column of evidence.
  private static let leastEvidence = 26

  private let names: Int
  private let figures: [Int]
  /// The columns of a line behind the row's symbol; nil in a log, where a row is one line.
  private let width: Int?

  /// - Parameters:
  ///   - names: The width of the column of names.
  ///   - figures: The widths of the columns before, after and change.
  ///   - width: The terminal's; nil in a log.
  init(names: Int, figures: [Int], width: Int?) {
    self.names = names
    self.figures = figures
    self.width = width.map { $0 - 4 }
  }

  /// The lines of a row; only a word or a figure that is wider than the terminal makes one too wide.
  ///
  /// - Parameters:
  ///   - cells: The name, before, after, the change and the evidence; the name is not looked at.
  ///   - isHeader: Whether the row is the header, which leaves out what has no place on its line.
  func lines(_ name: String, _ cells: [String], isHeader: Bool = false) -> [String] {
    let numbers =
      Self.leading(cells[1], figures[0]) + "  " + Self.leading(cells[2], figures[1]) + "  "
      + Self.padded(cells[3], figures[2])
    let beside = Self.padded(name, names) + "  " + numbers
    let whole = beside + "  " + cells[4]
    guard let width, TerminalReport.columns(of: whole) > width else { return [whole] }
    let isWide = names + 2 + figures.reduce(4, +) <= width
    if isHeader { return [isWide ? beside : name] }
    if isWide {
      let column = TerminalReport.columns(of: beside) + 2
      if width - column >= Self.leastEvidence {
        let blanks = String(repeating: " ", count: column)
        return TextWrap.lines(cells[4], width: width - column).enumerated().map {
          ($0 == 0 ? beside + "  " : blanks) + $1
        }
      }
    }
    let evidence = TextWrap.lines(cells[4], width: width - 2).map { "  " + $0 }
    if isWide { return [beside] + evidence }
    let short = Self.joined(cells[1...3].filter { !$0.isEmpty && $0 != "–" }, width: width - 2)
      .map { "  " + $0 }
    return (name.isEmpty ? [] : [name]) + short + evidence
  }

  /// Figures beside each other in as few lines as they need; none is parted.
  private static func joined(_ figures: [String], width: Int) -> [String] {
    figures.reduce(into: []) { lines, figure in
      if let last = lines.last, TerminalReport.columns(of: "\(last)  \(figure)") <= width {
        lines[lines.count - 1] = "\(last)  \(figure)"
      } else {
        lines.append(figure)
      }
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TerminalReport.columns(of: text)))
  }

  private static func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - TerminalReport.columns(of: text))) + text
  }
}
