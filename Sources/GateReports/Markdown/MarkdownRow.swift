import GateRecords

/// A benchmark in a comment: its row, and its notes below the table.
struct MarkdownRow {
  /// The table's row, with its line's end.
  let row: String
  /// Where the change comes from, since when, and notes, as an item of a list; nil where there is nothing to say.
  let details: String?
  /// Whether the row holds a drawing.
  let hasStrip: Bool

  /// The most other rows of a benchmark that are written out.
  private static let mostOthers = 5

  /// Writes the worst row of a benchmark as Markdown, and counts its others.
  init(_ benchmark: BenchmarkRows, _ names: ShownNames, _ trends: RecentTrends) {
    let row = benchmark.worst
    let name = VisibleText.markdownName(names[row.finding.benchmark])
    let strip = ChangeStrip(row.finding)?.text
    hasStrip = strip != nil
    let cells = [
      "\(row.symbol) \(row.status)",
      "**\(name)**" + VisibleText.markdown(row.qualifier)
        + (trends.sparkline(row.finding).map { " <code>\($0)</code>" } ?? ""),
      Self.text(row.before), Self.text(row.after),
      Self.text(row.change) + (strip.map { "<br><code>\($0)</code>" } ?? ""),
      Self.text(row.evidence + (benchmark.more.map { "; \($0)" } ?? "")),
    ]
    self.row = "| " + cells.joined(separator: " | ") + " |\n"
    let others = benchmark.others.filter { $0.finding.concern <= .warns && !$0.finding.isUnjudged }
    let lines =
      CauseWords.all(row.finding, most: 3).map(Self.text) + row.notes.map { Self.text($0) }
      + benchmark.unjudged.prefix(Self.mostOthers).map(Self.sentence)
      + others.prefix(Self.mostOthers).map(Self.sentence)
    details = lines.isEmpty ? nil : "- **\(name)**: \(lines.joined(separator: "<br>"))\n"
  }

  /// The bytes of the row and of the notes below the table.
  var size: Int { row.utf8.count + (details?.utf8.count ?? 0) }

  /// Another broken rule of the benchmark: `also peak_memory: 2 MB → 3 MB, +50.0 %; 14 launch pairs, fails at +5 %`, or
  /// `also, only a warning, peak_memory: …`.
  private static func sentence(_ row: ReportRow) -> String {
    let values = row.finding.baselineValue == nil ? row.after : "\(row.before) → \(row.after)"
    let figures = row.finding.isUnjudged ? row.status : "\(values), \(row.change)"
    let what = row.qualifier.isEmpty ? row.status : String(row.qualifier.dropFirst())
    return text(
      ReportMessage.also(
        what, figures: figures, evidence: row.evidence,
        onlyWarns: row.finding.concern == .warns
      ).text)
  }

  private static func text(_ text: String) -> String {
    VisibleText.markdown(VisibleText.shortened(VisibleText.plain(text), to: 300))
  }

  private static func text(_ pieces: [CauseWords.Piece]) -> String {
    pieces.map { piece in
      switch piece {
      case .words(let text): VisibleText.markdown(text)
      case .name(let name):
        "<code>\(VisibleText.markdown(VisibleText.shortened(VisibleText.plain(name), to: 120)))</code>"
      }
    }.joined()
  }
}
