import GateRecords

/// A verdict for the terminal.
package enum TerminalReport {
  /// The most benchmarks that are listed without `--all`.
  private static let mostRows = 60

  /// Renders a verdict.
  package static func render(_ model: ReportModel, style: TerminalStyle) -> String {
    let verdict = model.verdict
    let colour = Colour(isOn: style.hasColour)
    var lines = [colour.outcome("\(model.symbol) \(model.headline)", verdict.outcome)]
    let listed = Listed(model, style)
    if !listed.rows.isEmpty || listed.folded != nil {
      lines.append("")
      if !listed.rows.isEmpty {
        lines += VerdictTable(listed.rows, model, style).lines(colour)
      }
      if listed.leftOut > 0 { lines.append("  " + ReportMessage.moreRows(listed.leftOut).line) }
      if let folded = listed.folded { lines.append(colour.doubtful("  ? ") + folded) }
    }
    if let causes = model.unknownCauses {
      let text = VisibleText.shortened(VisibleText.plain(causes), to: 1_000)
      let parts = style.width.map { TextWrap.lines(text, width: $0 - 2) } ?? [text]
      lines.append("")
      lines += parts.map { colour.faint("  " + $0) }
    }
    lines += growth(model, style)
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
    lines += largest(verdict)
    // Who has nothing to look at does not measure again.
    if !listed.rows.isEmpty || listed.folded != nil { lines += repetition(model, colour) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func repetition(_ model: ReportModel, _ colour: Colour) -> [String] {
    switch model.repetition(longest: 2_000) {
    case nil: []
    case .sentence(let sentence): ["", colour.faint("  " + VisibleText.plain(sentence))]
    // Alone on its line, so that it can be copied whole.
    case .line(let line): ["", colour.faint("  " + ReportHeading.repeatMeasurement.text), line]
    }
  }

  /// The largest changes that a passing gate tolerates.
  private static func largest(_ verdict: Verdict) -> [String] {
    let changes = LargestChanges(verdict).lines
    guard !changes.isEmpty else { return [] }
    return [""]
      + changes.enumerated().map { place, change in
        "  " + (place == 0 ? ReportHeading.largest.text + " " : "         ")
          + VisibleText.shortened(VisibleText.plain(change), to: 300)
      }
  }

  /// The tables of the series that break a limit on their growth; of all series where that is wanted.
  private static func growth(_ model: ReportModel, _ style: TerminalStyle) -> [String] {
    let broken = model.important.compactMap { row in
      row.finding.growth.map {
        ScalingTable.Series(name: row.finding.benchmark.baseName, parameter: $0.parameter)
      }
    }
    guard style.showsGrowth || !broken.isEmpty else { return [] }
    let table = ScalingTable(model.verdict, only: style.showsGrowth ? nil : Set(broken)).text
    guard !table.isEmpty else { return [] }
    return [""]
      + table.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "" : "  " + $0 }
  }

  /// The columns a terminal gives a text: two for wide characters and emoji.
  static func columns(of text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      let isWide =
        scalar.properties.isEmojiPresentation
        || [0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60]
          .contains { $0.contains(Int(scalar.value)) }
      return sum + (isWide ? 2 : 1)
    }
  }

  /// The listed rows, and the number of those left out.
  private struct Listed {
    /// The rows, each with the number of other rows of the same benchmark that it represents.
    var rows: [VerdictTable.Line] = []
    /// How many benchmarks are left out.
    var leftOut = 0
    /// The unproven benchmarks in one line; nil where they are listed.
    var folded: String?

    init(_ model: ReportModel, _ style: TerminalStyle) {
      guard !style.showsAll else {
        rows = (model.important + model.remaining).map { VerdictTable.Line(row: $0, more: nil) }
        return
      }
      let listing = BenchmarkListing(model)
      let shown = listing.listed.prefix(mostRows)
      rows = shown.flatMap { benchmark in
        [VerdictTable.Line(row: benchmark.worst, more: benchmark.moreJudged)]
          + benchmark.unjudged.map { VerdictTable.Line(row: $0, more: nil) }
      }
      leftOut = listing.listed.count - shown.count
      folded = listing.foldedLine(
        width: style.width.map { $0 - 36 } ?? .max, ShownNames(model)
      )
      .map { "\($0); \(ReportMessage.allListsThem)" }
    }
  }
}
