import GateHistory
import GateRecords

/// The page that compares any two of the newest runs; without its script it compares the last two.
struct DashboardComparePage {
  /// The most rows of the comparison that needs no script.
  private static let mostRows = 500

  private let dashboard: Dashboard
  private let values: RunValues

  init(_ dashboard: Dashboard) {
    self.dashboard = dashboard
    values = RunValues(dashboard.histories)
  }

  var html: String {
    let body = """
      <p><a href="index.html">\(ReportHeading.allBenchmarks.text)</a></p>
      <h1>\(ReportHeading.compareRuns.text)</h1>
      <p>Medians of single runs, which may be of different days: a difference holds the noise of the machine. \
      Between two programs measured side by side, <code>speedgate-bench compare</code> decides.</p>
      \(comparison)
      \(values.data().element(id: "runs"))
      """
    return HTMLPage.render(
      title: ReportHeading.compareRuns.text, body: body, style: DashboardPages.style,
      script: HTMLScript.comparePage)
  }

  /// The newest run beside the one before it, of the same suite and machine.
  private var comparison: String {
    let origins = dashboard.histories.origins
    guard let newest = values.runs.last,
      let before = values.runs.dropLast().last(where: {
        origins[$0.origin].suite == origins[newest.origin].suite
          && origins[$0.origin].environment == origins[newest.origin].environment
      })
    else {
      return "<div class=\"compare\"><p>\(ReportMessage.noTwoRuns.text)</p></div>"
    }
    let rows = dashboard.histories.series.lazy.compactMap { series -> [String]? in
      let points = series.points.suffix(values.runs.count)
      let old = points.last { $0.origin == before.origin }?.value
      let new = points.last { $0.origin == newest.origin }?.value
      guard old != nil || new != nil else { return nil }
      let slug = DashboardName.slug(series.benchmark.rawValue, in: series.suite)
      return [
        DashboardPages.link("benchmarks/\(slug).html", series.benchmark.rawValue),
        VisibleText.html(VisibleText.plain(series.metric.rawValue)),
        old.map { DashboardPages.quantity($0, series.unit) } ?? "–",
        new.map { DashboardPages.quantity($0, series.unit) } ?? "–",
        VisibleText.html(Self.change(from: old, to: new, series.unit)),
      ]
    }.prefix(Self.mostRows)
    func words(_ run: (origin: Int, milliseconds: Int64)) -> String {
      let time = Timestamp(millisecondsSinceEpoch: run.milliseconds).rawValue
      return "\(time) \(DashboardPages.commit(origins[run.origin].commit))"
    }
    return "<div class=\"compare\">\n<p>\(words(before)) → \(words(newest))</p>\n"
      + HTMLReport.table(
        .twoRuns, [.benchmark, .metric, .before, .after, .change], numeric: [2, 3, 4],
        Array(rows)) + "\n</div>"
  }

  /// How a value changed: a share, a difference where there is no ratio, or in which run alone it is.
  static func change(from old: Double?, to new: Double?, _ unit: MetricUnit) -> String {
    guard let old else { return ReportMessage.onlyAfter.text }
    guard let new else { return ReportMessage.onlyBefore.text }
    if old == 0, new != 0 {
      return ReportMessage.fromZero(QuantityFormat.difference(new, unit: unit)).text
    }
    guard unit != .ratio, old > 0, new > 0 else {
      return old == new
        ? QuantityFormat.percent(0) : QuantityFormat.difference(new - old, unit: unit)
    }
    return QuantityFormat.percent(new / old - 1, signed: true)
  }
}
