import GateRecords

/// One benchmark in little: its status, its figures, its change on the axis of all cards; opened, everything of it.
struct BenchmarkCard {
  let benchmark: BenchmarkIdentifier
  /// Its findings, the worst first.
  let findings: [Finding]
  let measurements: [Measurement]
  /// What was recorded of it; nil where only the verdict is known.
  var record: BenchmarkRecord?
  /// Where its time goes; nil where that was not looked at.
  var profile: BenchmarkProfile?

  /// The name of its place in the page.
  var anchor: String { "benchmark-" + DashboardName.slug(benchmark.rawValue) }

  /// Its tags, safe to look at.
  var tags: [String] {
    (record?.tags ?? []).map { VisibleText.name($0, to: 60) }
  }

  /// The metrics that a rule judges, between blanks.
  var metrics: String {
    Set(findings.compactMap { $0.metric?.rawValue }).sorted().joined(separator: " ")
  }

  /// The status that the closed card shows.
  var status: String {
    leading.map { ReportRow($0).status } ?? RowStatus.notJudged.rawValue
  }

  /// The median of its wall time, by which cards are sorted; nil where it has none.
  var time: Double? {
    measurements.first { $0.metric == .wallTime }.map(\.median).flatMap { $0.isFinite ? $0 : nil }
  }

  /// The quantiles of the samples of its leading metric; nil without samples.
  var quantiles: SampleQuantiles? {
    guard let record else { return nil }
    let series =
      leading?.metric.flatMap(record.series(of:)) ?? record.series(of: .wallTime)
      ?? record.metrics.first
    return series.flatMap(SampleQuantiles.init)
  }

  /// The finding that the closed card shows: of the worst status, and of wall time where there is one.
  var leading: Finding? {
    guard let worst = findings.first else { return nil }
    let alike = findings.filter { $0.status == worst.status && $0.severity == worst.severity }
    return alike.first { $0.rule == .regression && $0.metric == .wallTime }
      ?? alike.first { $0.change != nil } ?? worst
  }

  func html(_ axis: ChangeAxis?) -> String {
    let name = VisibleText.html(VisibleText.name(benchmark.rawValue))
    let drawings = BenchmarkDrawings(
      findings: findings, measurements: measurements, record: record, profile: profile
    ).content
    return """
      <article class="card" id="\(anchor)"\(attributes)>
      <details>
      <summary><span class="title"><code>\(name)</code></span>\(leading.map { summary($0, axis) } ?? unjudged)</summary>
      \(([table(axis)] + drawings).filter { !$0.isEmpty }.joined(separator: "\n"))
      </details>
      </article>
      """
  }

  private func summary(_ finding: Finding, _ axis: ChangeAxis?) -> String {
    let row = ReportRow(finding)
    let figures = row.before == "–" ? row.after : "\(row.before) → \(row.after)"
    return HTMLReport.status(row)
      + "<span class=\"line\"><span class=\"figures\">\(VisibleText.html(figures + row.qualifier))</span> "
      + HTMLReport.change(row) + (HTMLComparisons.plot(finding, axis) ?? "") + "</span>"
  }

  /// The summary of a benchmark that no rule judges.
  private var unjudged: String {
    let median = measurements.first { $0.metric == .wallTime } ?? measurements.first
    let figures =
      median.map { "\(QuantityFormat.string($0.median, unit: $0.unit)) \($0.metric)" } ?? ""
    return "<span class=\"status passed\" data-symbol=\"·\">\(VisibleText.html(status))</span>"
      + "<span class=\"line\"><span class=\"figures\">\(VisibleText.html(figures))</span></span>"
  }

  /// The attributes by which the page's script sorts and filters.
  private var attributes: String {
    var text = " data-status=\"\(VisibleText.html(status))\""
    text += " data-metrics=\"\(VisibleText.html(metrics))\""
    if !tags.isEmpty {
      text += " data-tags=\"\(VisibleText.html(tags.joined(separator: "\n")))\""
    }
    if let ratio = leading?.change?.ratio, ratio.isFinite {
      text += " data-change=\"\(ratio - 1)\""
    }
    if let time { text += " data-time=\"\(time)\"" }
    return text
  }

  /// All findings of the benchmark.
  private func table(_ axis: ChangeAxis?) -> String {
    guard !findings.isEmpty else { return "" }
    // Without a change there is nothing for an axis to be over.
    let axis = findings.contains { ChangeAxis.drawn($0) != nil } ? axis : nil
    let name = VisibleText.name(benchmark.rawValue)
    return HTMLReport.table(
      ReportMessage.findingsOf(name).text,
      headings: [
        .word(.status), .word(.metric), .word(.before), .word(.after), .word(.change),
        axis.map { .drawing($0.head) } ?? .word(.useOfLimit), .word(.evidence),
      ],
      numeric: [2, 3],
      findings.map { finding in
        let row = ReportRow(finding)
        return [
          HTMLReport.status(row), metric(row), VisibleText.html(row.before),
          VisibleText.html(row.after), HTMLReport.change(row),
          HTMLComparisons.plot(finding, axis) ?? "", HTMLReport.text(row.evidence),
        ]
      })
  }

  private func metric(_ row: ReportRow) -> String {
    guard let metric = row.finding.metric?.rawValue else {
      return VisibleText.html(row.qualifier.isEmpty ? row.finding.rule.rawValue : row.qualifier)
    }
    let isNamed = row.qualifier.hasPrefix(" \(metric)")
    let rest = isNamed ? String(row.qualifier.dropFirst(metric.count + 1)) : row.qualifier
    return "<code>\(VisibleText.html(metric))</code>"
      + VisibleText.html(VisibleText.name(rest))
  }
}
