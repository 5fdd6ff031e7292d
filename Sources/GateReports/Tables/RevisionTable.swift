package import GateRecords

/// Several revisions beside the first: one row each, best to worst, and the benchmarks that differ.
package struct RevisionTable {
  private let comparison: RevisionComparison
  /// The benchmarks that are listed at most.
  private static let mostBenchmarks = 30

  /// Takes what was compared.
  package init(_ comparison: RevisionComparison) {
    self.comparison = comparison
  }

  /// The table for a terminal.
  package func text(hasColour: Bool) -> String {
    let colour = Colour(isOn: hasColour)
    var lines = [VisibleText.plain(title), ""]
    let rows = [Self.header] + comparison.rows.map(Self.cells)
    let widths = Self.header.indices.map { column in
      rows.map { TerminalReport.columns(of: $0[column]) }.max() ?? 0
    }
    for (place, cells) in rows.enumerated() {
      let text =
        "  "
        + zip(cells, widths).enumerated().map { column, pair in
          let blanks = String(repeating: " ", count: pair.1 - TerminalReport.columns(of: pair.0))
          return column == 0 || column == cells.count - 1 ? pair.0 + blanks : blanks + pair.0
        }.joined(separator: "  ")
      let trimmed = String(text.reversed().drop { $0 == " " }.reversed())
      lines.append(place == 0 ? colour.faint(trimmed) : paint(trimmed, place - 1, colour))
    }
    if !differing.isEmpty {
      lines.append("")
      lines += differences.map { "  " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The table in Markdown.
  package var markdown: String {
    var lines = ["### " + VisibleText.markdown(title), ""]
    lines.append("| " + Self.header.map(VisibleText.markdown).joined(separator: " | ") + " |")
    lines.append("|---|---:|---:|---:|---:|---:|---|")
    for row in comparison.rows {
      lines.append("| " + Self.cells(row).map(VisibleText.markdown).joined(separator: " | ") + " |")
    }
    if !differing.isEmpty {
      let names = comparison.rows.filter { $0.failure == nil }.map(\.revision.label)
      lines += [
        "",
        "| "
          + ([ReportHeading.benchmark.text] + names.map(VisibleText.markdown)).joined(
            separator: " | ") + " |",
      ]
      lines.append("|---|" + String(repeating: "---:|", count: names.count))
      for name in differing {
        lines.append(
          "| "
            + ([VisibleText.markdown(name.rawValue)] + changes(of: name)).joined(separator: " | ")
            + " |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var title: String {
    ReportMessage.typicalTime(suite: comparison.suite, beside: comparison.reference.label).text
  }

  private static let header =
    ([.revision, .change, .slower, .faster, .unchanged, .unproven] as [ReportHeading]).map(\.text)
    + [""]

  private static func cells(_ row: RevisionComparison.Row) -> [String] {
    let name = VisibleText.plain(row.revision.label)
    if let failure = row.failure {
      return [
        name, "–", "–", "–", "–", "–", VisibleText.shortened(VisibleText.plain(failure), to: 300),
      ]
    }
    let others = row.benchmarks.count - row.count([.regressed, .improved, .passed, .sameCode])
    return [
      name, row.ratio.map { QuantityFormat.percent($0 - 1, signed: true) } ?? "–",
      "\(row.count([.regressed]))", "\(row.count([.improved]))",
      "\(row.count([.passed, .sameCode]))", "\(others)",
      VisibleText.shortened(VisibleText.plain(row.revision.title ?? ""), to: 60),
    ]
  }

  private func paint(_ text: String, _ row: Int, _ colour: Colour) -> String {
    let row = comparison.rows[row]
    if row.failure != nil { return colour.doubtful(text) }
    return row.count([.regressed]) > 0 ? colour.bad(text) : text
  }

  /// The benchmarks that some revision made slower or faster, by the size of the largest change.
  private var differing: [BenchmarkIdentifier] {
    var sizes: [BenchmarkIdentifier: Double] = [:]
    for row in comparison.rows {
      for each in row.benchmarks where each.status == .regressed || each.status == .improved {
        sizes[each.benchmark] = max(sizes[each.benchmark] ?? 0, abs(each.ratio - 1))
      }
    }
    let sorted = sizes.sorted { ($0.value, $1.key.rawValue) > ($1.value, $0.key.rawValue) }
    return sorted.prefix(Self.mostBenchmarks).map(\.key)
  }

  private func changes(of name: BenchmarkIdentifier) -> [String] {
    comparison.rows.filter { $0.failure == nil }.map { row in
      guard let found = row.benchmarks.first(where: { $0.benchmark == name }) else { return "–" }
      let change = QuantityFormat.percent(found.ratio - 1, signed: true)
      switch found.status {
      case .regressed, .improved: return change
      default: return "(\(change))"
      }
    }
  }

  private var differences: [String] {
    let names = comparison.rows.filter { $0.failure == nil }.map(\.revision.label)
    let rows =
      [[ReportHeading.benchmark.text] + names.map { VisibleText.plain($0) }]
      + differing.map { [VisibleText.plain($0.rawValue)] + changes(of: $0) }
    let widths = rows[0].indices.map { column in
      rows.map { TerminalReport.columns(of: $0[column]) }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).enumerated().map { column, pair in
        let blanks = String(repeating: " ", count: pair.1 - TerminalReport.columns(of: pair.0))
        return column == 0 ? pair.0 + blanks : blanks + pair.0
      }.joined(separator: "  ")
    }
  }
}
