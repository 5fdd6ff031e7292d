import GateRecords

/// The rows that a reader should see first, and the comparisons that need no attention.
enum HTMLComparisons {
  /// The rows that matter, one a benchmark, their changes on one axis; empty when there are none.
  static func important(_ model: ReportModel, _ anchors: HTMLReport.Anchors) -> String {
    guard !model.important.isEmpty else { return "" }
    let groups = Self.groups(model.important)
    return HTMLReport.section(
      .whatMatters,
      table(
        .whatMatters, model, groups, anchors, isDrawn: groups.count <= HTMLReport.mostDrawn,
        hasNotes: true),
      kind: "matters")
  }

  /// The rows of each benchmark, benchmarks and rows in the order of the report: the worst first.
  private static func groups(_ rows: [ReportRow]) -> [[ReportRow]] {
    var places: [BenchmarkIdentifier: Int] = [:]
    var groups: [[ReportRow]] = []
    for row in rows {
      if let place = places[row.finding.benchmark] {
        groups[place].append(row)
      } else {
        places[row.finding.benchmark] = groups.count
        groups.append([row])
      }
    }
    return groups
  }

  /// The comparisons without a change that matters, folded when they are many; empty without any.
  static func unchanged(_ model: ReportModel, _ anchors: HTMLReport.Anchors) -> String {
    let rows = model.remaining.filter { $0.finding.change != nil && $0.finding.creep == nil }
    guard !rows.isEmpty else { return "" }
    let isDrawn = rows.count <= HTMLReport.mostOpen
    return HTMLReport.section(
      .comparison,
      HTMLReport.fold(
        ReportMessage.benchmarks(rows.count, .passed).text,
        table(
          .unchanged, model, rows.map { [$0] }, anchors, isDrawn: isDrawn, hasNotes: false),
        rows: rows.count))
  }

  /// Groups of rows, the first of each beside the other groups' and the rest folded below its name; drawn only where they are few, because a browser lays out ten thousand drawings for
  /// seconds.
  private static func table(
    _ label: ReportHeading, _ model: ReportModel, _ groups: [[ReportRow]],
    _ anchors: HTMLReport.Anchors, isDrawn: Bool, hasNotes: Bool
  ) -> String {
    let axis = isDrawn ? ChangeAxis(groups.lazy.map(\.[0].finding)) : nil
    let hasPlots = isDrawn && (axis != nil || groups.contains { $0[0].finding.budget != nil })
    let plots =
      hasPlots ? [axis.map { HTMLReport.Heading.drawing($0.head) } ?? .word(.useOfLimit)] : []
    return HTMLReport.table(
      label.label,
      headings: [
        .word(.status), .word(.benchmark), .name(HTMLReport.title(model)),
        .name(model.candidateTitle), .word(.changeAndEvidence),
      ] + plots,
      numeric: [2, 3],
      groups.map { group in
        let row = group[0]
        return [
          HTMLReport.status(row),
          HTMLReport.name(row, anchors) + (hasNotes ? HTMLReport.notes(row) : "")
            + HTMLReport.more(group.dropFirst().map(item), "finding"),
          VisibleText.html(row.before), VisibleText.html(row.after),
          HTMLReport.change(row) + "<span class=\"note\">\(HTMLReport.text(row.evidence))</span>",
        ] + (hasPlots ? [plot(row.finding, axis) ?? ""] : [])
      })
  }

  /// A row below the one that its benchmark is listed for.
  private static func item(_ row: ReportRow) -> String {
    let figures = row.before == "–" ? row.after : "\(row.before) → \(row.after)"
    let qualifier = VisibleText.shortened(row.qualifier, to: 160)
    return HTMLReport.status(row)
      + HTMLReport.text("\(qualifier): \(figures), \(row.change); ")
      + HTMLReport.text(row.evidence) + HTMLReport.notes(row)
  }

  /// Returns the chart of a finding: its change on the axis, or how much of its limit it uses.
  static func plot(_ finding: Finding, _ axis: ChangeAxis?) -> String? {
    axis?.row(finding) ?? finding.budget.map { BudgetBar(finding: finding, budget: $0).svg }
  }
}
