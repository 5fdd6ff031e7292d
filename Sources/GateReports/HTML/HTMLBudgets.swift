import GateRecords

/// The budgets: those that are broken or not proven in full, the rest as one row a benchmark.
enum HTMLBudgets {
  static func section(_ verdict: Verdict, _ anchors: HTMLReport.Anchors) -> String {
    // A finding is large and its key small, so the keys are sorted and each finding is moved once.
    let rows = verdict.findings.indices.filter { verdict.findings[$0].budget != nil }
      .map { (verdict.findings[$0].benchmark, verdict.findings[$0].statistic?.rawValue ?? "", $0) }
      .sorted { $0 < $1 }.map { ReportRow(verdict.findings[$0.2]) }
    guard !rows.isEmpty else { return "" }
    let important = rows.filter(\.isImportant)
    let kept = rows.filter { !$0.isImportant }
    let first =
      important.isEmpty
      ? ""
      : table(
        .budgetsThatMatter, important.map { [$0] }, anchors,
        isDrawn: important.count <= HTMLReport.mostDrawn)
    let groups = Self.groups(kept)
    let rest =
      kept.isEmpty
      ? ""
      : HTMLReport.fold(
        ReportMessage.budgetsKept(kept.count, by: groups.count).text,
        table(.budgetsKept, groups, anchors, isDrawn: groups.count <= HTMLReport.mostOpen),
        rows: groups.count, mostOpen: 10)
    return HTMLReport.section(
      .budgets, [first, rest].filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  /// The rows of each benchmark, the one nearest to its limit first; rows come sorted by benchmark.
  private static func groups(_ rows: [ReportRow]) -> [[ReportRow]] {
    var groups: [[ReportRow]] = []
    for row in rows {
      if groups.last?[0].finding.benchmark == row.finding.benchmark {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups.map { group in
      group.count == 1
        ? group
        : group.sorted { ($0.finding.budget?.margin ?? 0) < ($1.finding.budget?.margin ?? 0) }
    }
  }

  private static func table(
    _ label: ReportHeading, _ groups: [[ReportRow]], _ anchors: HTMLReport.Anchors, isDrawn: Bool
  ) -> String {
    HTMLReport.table(
      label,
      [.status, .benchmark, .value, .bounds, .budget, .limit, .margin]
        + (isDrawn ? [.useOfLimit] : []),
      numeric: [2, 3, 5, 6],
      groups.compactMap { group in
        cells(group[0], anchors, others: Array(group.dropFirst()), isDrawn: isDrawn)
      })
  }

  private static func cells(
    _ row: ReportRow, _ anchors: HTMLReport.Anchors, others: [ReportRow], isDrawn: Bool
  ) -> [String]? {
    guard let budget = row.finding.budget else { return nil }
    let unit = row.finding.unit ?? .count
    func quantity(_ value: Double?) -> String {
      value.map { QuantityFormat.string($0, unit: unit) } ?? "–"
    }
    return [
      HTMLReport.status(row),
      HTMLReport.name(row, anchors)
        + HTMLReport.more(
          others.map {
            HTMLReport.text(
              "\($0.qualifier.dropFirst()): \($0.after), \($0.change), \($0.evidence)")
          }, "budget"),
      VisibleText.html(row.after),
      budget.low == nil && budget.high == nil
        ? ReportHeading.observed.text
        : VisibleText.html("\(quantity(budget.low)) … \(quantity(budget.high))"),
      VisibleText.html(
        ReportRow.budget(budget, of: row.finding.statistic, unit, beside: row.finding.value)),
      VisibleText.html(
        row.figures?.limits[1] ?? QuantityFormat.brief(budget.limit, unit: unit)),
      QuantityFormat.percent(budget.margin, signed: true),
    ] + (isDrawn ? [BudgetBar(finding: row.finding, budget: budget).svg] : [])
  }
}
