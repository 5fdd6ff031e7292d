package import GateRecords

/// A verdict as a pull request's comment or a job's summary.
package enum MarkdownReport {
  /// Where the text goes.
  package enum Place: Sendable {
    /// A pull request's comment, of which GitHub refuses more than 65,536 characters.
    case comment
    /// A job's summary, of which GitHub refuses more than 1 MiB for each step.
    case jobSummary

    /// The most bytes, with some air.
    package var limit: Int {
      switch self {
      case .comment: 60_000
      case .jobSummary: 1_000_000
      }
    }

    fileprivate var name: String {
      switch self {
      case .comment: "a comment"
      case .jobSummary: "a job summary"
      }
    }
  }

  /// Renders a verdict.
  ///
  /// - Parameters:
  ///   - verdict: The verdict.
  ///   - place: Where the text goes.
  ///   - limit: The most bytes, unless it is the place's. Rows are left out from the end, with their
  ///     number, until the text fits.
  ///   - trends: The runs before, of which each row shows its own.
  ///   - links: Where the artifacts are, the dashboard, and what else belongs to it.
  package static func render(
    _ verdict: Verdict, for place: Place = .comment, limit: Int? = nil,
    trends: RecentTrends = .none, links: [ReportLink] = []
  ) -> String {
    let limit = limit ?? place.limit
    let model = ReportModel(verdict)
    let frame = Frame(model, place, links)
    var room = limit - frame.size
    let important = taken(model.important.lazy.map { row($0, trends) }, from: &room)
    let remaining = taken(model.remaining.lazy.map { row($0, trends) }, from: &room)
    let measured = taken(frame.measurements.lines, from: &room)
    return frame.text(
      important: important, leftOut: model.important.count - important.count,
      remaining: remaining, folded: model.remaining.count, measured: measured)
  }

  /// As many rows from the front as there is room for; those after them are never written.
  private static func taken(_ rows: some Sequence<String>, from room: inout Int) -> [String] {
    var result: [String] = []
    for row in rows {
      guard row.utf8.count < room else { break }
      room -= row.utf8.count
      result.append(row)
    }
    return result
  }

  private static func row(_ row: ReportRow, _ trends: RecentTrends) -> String {
    let name = VisibleText.shortened(VisibleText.plain(row.finding.benchmark.rawValue), to: 120)
    let cells = [
      "\(row.symbol) \(row.status)",
      "**\(VisibleText.markdown(name))**"
        + VisibleText.markdown(row.qualifier)
        + (trends.sparkline(row.finding).map { " <code>\($0)</code>" } ?? ""), row.before,
      row.after, row.change, row.evidence,
    ]
    let cause = CauseWords.all(row.finding, most: 3).map { pieces in
      "<br>"
        + pieces.map { piece in
          switch piece {
          case .words(let text): VisibleText.markdown(text)
          case .name(let name):
            "<code>\(VisibleText.markdown(VisibleText.shortened(VisibleText.plain(name), to: 120)))</code>"
          }
        }.joined()
    }.joined()
    let notes = row.notes.map {
      "<br><sub>\(VisibleText.markdown(VisibleText.shortened($0, to: 300)))</sub>"
    }.joined()
    return "| " + cells[0] + " | " + cells[1] + " | "
      + cells[2...].map { VisibleText.markdown(VisibleText.shortened($0, to: 300)) }
      .joined(separator: " | ") + cause + notes + " |\n"
  }
}

/// Everything of a comment but its rows.
private struct Frame {
  private let model: ReportModel
  private let place: MarkdownReport.Place
  private let links: [ReportLink]
  let measurements: MarkdownMeasurements

  init(_ model: ReportModel, _ place: MarkdownReport.Place, _ links: [ReportLink]) {
    self.model = model
    self.place = place
    self.links = links
    measurements = MarkdownMeasurements(model.verdict)
  }

  /// The size of the comment without rows, with the longest notes about left-out ones.
  var size: Int {
    text(important: [], leftOut: 1_000_000, remaining: [], folded: 1_000_000, measured: [])
      .utf8.count + measurements.head.utf8.count + 200
  }

  func text(
    important: [String], leftOut: Int, remaining: [String], folded: Int, measured: [String]
  ) -> String {
    var parts = ["### \(model.symbol) Speedgate: \(VisibleText.markdown(model.headline))"]
    if place == .comment { parts.insert(marker, at: 0) }
    if !important.isEmpty || leftOut > 0 { parts.append(table(important)) }
    if leftOut > 0 {
      parts.append("… and \(leftOut) more, left out because \(place.name) has a limit.")
    }
    if !links.isEmpty { parts.append(links.map(\.markdown).joined(separator: " · ")) }
    if let compliance = model.compliance {
      parts.append(VisibleText.markdown(compliance.prefix(1).uppercased() + compliance.dropFirst()))
    }
    if !model.policyChanges.isEmpty {
      let shown = model.policyChanges.prefix(20)
      parts.append(
        shown.map { "> ⚠ " + VisibleText.markdown(VisibleText.shortened($0, to: 400)) }
          .joined(separator: "\n>\n"))
    }
    if !model.verdict.warnings.isEmpty {
      let shown = model.verdict.warnings.prefix(20)
      parts.append(
        shown.map { "> ⚠ " + VisibleText.markdown(VisibleText.shortened($0, to: 400)) }
          .joined(separator: "\n>\n"))
    }
    let breakers = BreakerWords.all(model.verdict)
    if !breakers.isEmpty {
      let more = breakers.count > 10 ? ["> … and \(breakers.count - 10) more circuit breakers"] : []
      parts.append(
        (breakers.prefix(10).map {
          "> ⚠ " + VisibleText.markdown(VisibleText.shortened($0.sentence, to: 400))
        } + more).joined(separator: "\n>\n"))
    }
    if folded > 0 { parts.append(fold(remaining, folded)) }
    if measurements.count > 0 { parts.append(table(of: measured)) }
    if let code { parts.append(code) }
    if let layouts = model.layouts?.shortened(to: 20), !layouts.isEmpty {
      let lines = layouts.map { "- " + VisibleText.markdown(VisibleText.shortened($0, to: 400)) }
      parts.append(details(LayoutLines.title, lines.joined(separator: "\n")))
    }
    parts.append(details("Machine and run", facts))
    parts.append(details("What is promised, and how to repeat it", promises))
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Lets a workflow find its own comment and replace it.
  private var marker: String {
    let suite = model.verdict.run.suite.name.unicodeScalars.filter {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
          || "_.".unicodeScalars.contains($0))
    }
    return "<!-- speedgate:\(String(String.UnicodeScalarView(suite)).prefix(80)) -->"
  }

  private func table(_ rows: [String]) -> String {
    let title = VisibleText.markdown(VisibleText.shortened(model.baselineTitle, to: 60))
    return "| | benchmark | \(title) | \(model.candidateTitle) | change | evidence |\n"
      + "|:--|:--|--:|--:|:--|:--|\n" + rows.joined().dropLast()
  }

  private func fold(_ rows: [String], _ count: Int) -> String {
    let summary = "\(count) without news"
    guard rows.count < count else { return details(summary, table(rows)) }
    let note = "… and \(count - rows.count) more, left out because \(place.name) has a limit."
    return details(summary, rows.isEmpty ? note : table(rows) + "\n\n" + note)
  }

  /// What was measured, folded.
  private func table(of measured: [String]) -> String {
    let rest = measurements.count - measured.count
    let note =
      rest > 0 ? "… and \(rest) more, left out because \(place.name) has a limit." : ""
    guard !measured.isEmpty else { return details("Measurements", note) }
    let table = measurements.head + measured.joined().dropLast()
    return details("Measurements", note.isEmpty ? table : table + "\n\n" + note)
  }

  /// The functions that changed, folded; nil where none did, or nobody looked.
  private var code: String? {
    guard let code = model.verdict.code.map(CodeWords.init), let heading = code.heading else {
      return nil
    }
    let (names, more) = code.listed(50)
    let items = names.map {
      "- \($0.kind.rawValue): <code>"
        + VisibleText.markdown(VisibleText.shortened(VisibleText.plain($0.name), to: 200))
        + "</code>"
    }
    return details(heading, (items + (more.map { ["- \($0)"] } ?? [])).joined(separator: "\n"))
  }

  private var facts: String {
    let rows = model.environment.map { fact in
      "| \(fact.name) | \(VisibleText.markdown(VisibleText.shortened(fact.value, to: 300))) |"
    }
    return "| | |\n|:--|:--|\n" + rows.joined(separator: "\n")
  }

  private var promises: String {
    let sentences = model.method.map { "- " + VisibleText.markdown($0) }
    return sentences.joined(separator: "\n") + (repetition.map { "\n\n" + $0 } ?? "")
  }

  /// The command that repeats the measurement, to be copied; nil where nothing certain is known.
  private var repetition: String? {
    switch model.repetition(longest: 2_000) {
    case nil: return nil
    case .sentence(let sentence): return VisibleText.markdown(sentence)
    case .line(let line):
      // A fence longer than any run of backticks inside cannot be closed from there.
      let longest = line.split { $0 != "`" }.map(\.count).max() ?? 0
      let fence = String(repeating: "`", count: max(3, longest + 1))
      return "\(fence)sh\n\(line)\n\(fence)"
    }
  }

  private func details(_ summary: String, _ content: String) -> String {
    "<details><summary>\(summary)</summary>\n\n\(content)\n\n</details>"
  }
}
