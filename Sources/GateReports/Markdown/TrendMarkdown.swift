package import GateHistory
import GateRecords

/// Trends as a report to read or to send round.
package enum TrendMarkdown {
  /// Renders a report.
  ///
  /// - Parameter mostStable: The most rows of the stable part; what goes somewhere is always shown.
  package static func render(_ report: TrendReport, mostStable: Int = 200) -> String {
    var text = """
      # \(ReportHeading.performanceTrends.text)

      **\(ReportHeading.period.text)** \(report.since.rawValue.prefix(10)) to \(report.until.rawValue.prefix(10))
      **\(ReportHeading.runsAnalysed.text)** \(QuantityFormat.grouped(Int64(report.runs)))
      **\(ReportHeading.regressions.text)** \(report.regressions.sentence)


      """
    let names = ShownNames(
      report.trends.lazy.map(\.history.benchmark.rawValue), limit: 120)
    for direction in MetricTrend.Direction.allCases.sorted(by: { $0.rank < $1.rank }) {
      let trends = zip(report.trends, report.breaches).filter { $0.0.direction == direction }
      guard !trends.isEmpty else { continue }
      let shown = direction == .stable ? trends.prefix(mostStable) : trends[...]
      text += "## \(direction.title.text) (\(trends.count))\n\n"
      text += "| \(ReportHeading.markdown(columns)) |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
      text += shown.map { row($0.0, $0.1, names) }.joined()
      if shown.count < trends.count {
        text += "\n\(ReportMessage.moreStable(trends.count - shown.count).text)\n"
      }
      text += "\n"
    }
    if report.trends.isEmpty { text += "\(ReportMessage.noValues.text)\n\n" }
    return text + """
      *change* holds the latest run against the first of the period. *level change* holds the newest \
      level against the oldest where the level has shifted. *fitted change* follows the line through \
      all runs (Theil–Sen). A metric is improving or degrading when its level shifted, or, where it \
      never did, when the Mann–Kendall test rules chance out, in either case by more than \
      \(QuantityFormat.briefPercent(MetricTrend.stableBand)).

      """
  }

  private static let columns: [ReportHeading] = [
    .benchmark, .metric, .runs, .latest, .average, .range, .breaches, .change, .fittedChange,
    .levelChange,
  ]

  private static func row(_ trend: MetricTrend, _ breaches: Int?, _ names: ShownNames) -> String {
    let history = trend.history
    func quantity(_ value: Double) -> String { QuantityFormat.string(value, unit: history.unit) }
    let cells = [
      VisibleText.markdownName(names[history.benchmark]),
      VisibleText.markdown(history.metric.rawValue), "\(history.points.count)",
      quantity(trend.latest), quantity(trend.mean),
      "\(quantity(trend.minimum)) – \(quantity(trend.maximum))", breaches.map { "\($0)" } ?? "–",
      trend.cell(trend.change).display,
      trend.cell(trend.fittedChange).display, trend.cell(trend.levelChange).display,
    ]
    return "| " + cells.joined(separator: " | ") + " |\n"
  }
}

extension RegressionRate {
  /// How many regressions in how many runs.
  package var sentence: String {
    guard judged > 0 else { return "no run was judged" }
    return "\(regressions) in \(regressed) of \(judged) judged runs "
      + "(\(QuantityFormat.percent(Double(regressed) / Double(judged))))"
  }
}

extension MetricTrend.Direction {
  fileprivate var rank: Int {
    switch self {
    case .degrading: 0
    case .improving: 1
    case .stable: 2
    }
  }

  fileprivate var title: ReportHeading {
    switch self {
    case .degrading: .degrading
    case .improving: .improving
    case .stable: .stable
    }
  }
}
