package import GateRecords

/// How a terminal report may look.
package struct TerminalStyle: Hashable, Sendable {
  /// Columns.
  package var width: Int
  /// Whether colours are wanted.
  package var hasColour: Bool
  /// Whether rows without news are listed, too.
  package var showsAll: Bool

  /// Creates a style.
  package init(width: Int = 100, hasColour: Bool = false, showsAll: Bool = false) {
    self.width = width
    self.hasColour = hasColour
    self.showsAll = showsAll
  }
}

/// A verdict for the terminal.
package enum TerminalReport {
  /// The most rows that are listed; nobody scrolls through more.
  private static let mostRows = 60

  /// Renders a verdict.
  package static func render(_ verdict: Verdict, style: TerminalStyle) -> String {
    let model = ReportModel(verdict)
    let colour = Colour(isOn: style.hasColour)
    var lines = [colour.outcome("\(model.symbol) \(model.headline)", verdict.outcome)]
    let rows = style.showsAll ? model.important + model.remaining : model.important
    let shown = rows.prefix(mostRows)
    if !shown.isEmpty {
      lines.append("")
      lines += table(Array(shown), model, style, colour)
    }
    if rows.count > shown.count { lines.append("  … and \(rows.count - shown.count) more") }
    let facts =
      [model.compliance].compactMap { $0 } + model.policyChanges
      + (model.layouts?.shortened(to: 5) ?? [])
    if !facts.isEmpty {
      lines.append("")
      lines += facts.map { "  " + VisibleText.plain($0) }
    }
    let code = model.unexplainedCode
    if !code.isEmpty {
      lines.append("")
      lines += code.map { colour.faint("  " + $0) }
    }
    if !verdict.warnings.isEmpty {
      lines.append("")
      lines += verdict.warnings.map { colour.faint("  warning: \(VisibleText.plain($0))") }
    }
    // Who has nothing to look at does not measure again.
    if !rows.isEmpty { lines += repetition(model, colour) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func repetition(_ model: ReportModel, _ colour: Colour) -> [String] {
    switch model.repetition(longest: 2_000) {
    case nil: []
    case .sentence(let sentence): ["", colour.faint("  " + VisibleText.plain(sentence))]
    // Alone on its line, so that it can be copied whole.
    case .line(let line): ["", colour.faint("  to repeat the measurement:"), line]
    }
  }

  private static func table(
    _ rows: [ReportRow], _ model: ReportModel, _ style: TerminalStyle, _ colour: Colour
  ) -> [String] {
    let header = ["benchmark", model.baselineTitle, model.candidateTitle, "change", "evidence"]
    let cells = rows.map {
      [$0.subject, $0.before, $0.after, $0.change, $0.evidence].map { text in
        VisibleText.shortened(VisibleText.plain(text), to: 300)
      }
    }
    func width(_ column: Int) -> Int {
      min(([header] + cells).map { columns(of: $0[column]) }.max() ?? 0, 44)
    }
    let figures = (1...3).map(width)
    // What is left of the line belongs to the names; below a score of columns nothing is readable.
    let taken = 4 + figures.reduce(0) { $0 + $1 + 2 } + 26
    let names = min(width(0), max(style.width - taken, 24))
    func line(_ cells: [String]) -> String {
      let name = VisibleText.shortened(cells[0], to: names)
      return padded(name, names) + "  " + leading(cells[1], figures[0]) + "  "
        + leading(cells[2], figures[1]) + "  " + padded(cells[3], figures[2]) + "  " + cells[4]
    }
    var lines = [colour.faint("    " + line(header))]
    for (row, cells) in zip(rows, cells) {
      lines.append(colour.status("  \(row.symbol) ", row.finding) + line(cells))
      lines += CauseWords.lines(row.finding, most: 1).map { "      \($0)" }
      lines += row.notes.map {
        colour.faint("      \(VisibleText.shortened(VisibleText.plain($0), to: 1_000))")
      }
    }
    return lines.map { $0.trimmingTrailingBlanks }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  private static func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns(of: text))) + text
  }

  /// The columns a terminal gives a text: two for wide characters and emoji.
  static func columns(of text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      let isWide =
        scalar.properties.isEmojiPresentation
        || [0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60]
          .contains { $0.contains(Int(scalar.value)) }
      return sum + (isWide ? 2 : 1)
    }
  }
}

extension String {
  fileprivate var trimmingTrailingBlanks: String {
    var copy = self
    while copy.hasSuffix(" ") { copy.removeLast() }
    return copy
  }
}
