import GateHistory
import GateRecords

/// The page of one benchmark: each metric over its runs, machines and branches, with its changes.
struct DashboardBenchmarkPage {
  private let subject: Dashboard.Subject
  private let trends: [MetricTrend]
  private let dashboard: Dashboard

  init(_ subject: Dashboard.Subject, _ trends: [MetricTrend], _ dashboard: Dashboard) {
    self.subject = subject
    self.trends = trends
    self.dashboard = dashboard
  }

  var html: String {
    let title = VisibleText.name(subject.benchmark.rawValue)
    let head = """
      <p><a href="../index.html">\(ReportHeading.allBenchmarks.text)</a> · \
      <a href="../compare.html">\(ReportHeading.compareRuns.text)</a> · \
      <a href="../api/v1/benchmarks/\(subject.slug).json">JSON</a> · \
      <a href="../badges/\(subject.slug).svg">\(ReportHeading.badge.text)</a></p>
      <h1><code>\(VisibleText.html(title))</code></h1>
      <p>\(VisibleText.html(VisibleText.plain(subject.suite)))</p>
      """
    var metrics: [MetricName] = []
    for trend in trends where !metrics.contains(trend.history.metric) {
      metrics.append(trend.history.metric)
    }
    // Wall time is what most readers come for.
    metrics.sort { left, right in left == .wallTime && right != .wallTime }
    let sections = metrics.map { metric in
      section(metric, trends.filter { $0.history.metric == metric })
    }
    return HTMLPage.render(
      title: title,
      body: ([head] + sections + [data().element(id: "values")]).joined(separator: "\n"),
      style: DashboardPages.style, script: HTMLScript.chartPage)
  }

  /// One metric: on each machine its latest value, its chart, its changes.
  private func section(_ metric: MetricName, _ trends: [MetricTrend]) -> String {
    let parts = trends.map { trend -> String in
      let history = trend.history
      let changes = dashboard.changes(of: history)
      let list =
        changes.isEmpty
        ? ""
        : "\n"
          + HTMLReport.table(
            ReportMessage.changesOf(history.metric, environment: history.environment).text,
            DashboardPages.changeColumns, numeric: [],
            changes.map { DashboardPages.row($0, dashboard, folder: "") })
      return
        "<p>\(DashboardPages.code(history.environment)): latest "
        + "\(DashboardPages.quantity(trend.latest, history.unit)), \(runs(trend))</p>\n"
        + TrendChart(history, changes: changes).large() + list
    }
    let name = VisibleText.html(VisibleText.plain(metric.rawValue))
    return "<section class=\"metric\" data-metric=\"\(name)\">\n<h2>\(name)</h2>\n"
      + parts.joined(separator: "\n") + "\n</section>"
  }

  /// Which way a series goes in how many runs, and how many of them are drawn: `stable, 1562 runs, …`, or `one run`.
  private func runs(_ trend: MetricTrend) -> String {
    let count = trend.history.points.count
    guard count > 1 else { return DashboardPages.direction(trend) }
    let drawn =
      count > TrendChart.mostRuns
      ? "; " + ReportMessage.newestDrawn(TrendChart.mostRuns).text : ""
    return VisibleText.html("\(trend.direction.rawValue), \(Counted.text(count, "run"))\(drawn)")
  }

  /// The drawn values for the page's script: runs, and series with their points by run.
  private func data() -> SiteData {
    let drawn = trends.map { ($0.history, Array($0.history.points.suffix(TrendChart.mostRuns))) }
    var times: [Int32: Int64] = [:]
    for (_, points) in drawn {
      for point in points { times[point.origin] = point.milliseconds }
    }
    let runs = times.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    let places = Dictionary(uniqueKeysWithValues: runs.enumerated().map { ($1.key, $0) })
    var data = SiteData()
    data.raw("{\"runs\":")
    data.list(runs) { data, run in
      data.run(dashboard.histories.origins[Int(run.key)], at: run.value)
    }
    data.raw(",\"series\":")
    data.list(drawn) { data, series in
      let (history, points) = series
      data.raw("{\"metric\":")
      data.text(VisibleText.plain(history.metric.rawValue))
      data.raw(",\"runs\":")
      data.integer(Int64(history.points.count))
      data.raw(",\"unit\":")
      data.text(history.unit.rawValue)
      data.raw(",\"machine\":")
      data.text(history.environment)
      data.raw(",\"points\":")
      data.list(points) { data, point in
        data.raw("[")
        data.integer(Int64(places[point.origin] ?? 0))
        data.raw(",")
        data.number(point.value)
        data.raw("]")
      }
      data.raw(",\"changes\":")
      data.list(
        dashboard.changes(of: history).filter {
          // A drift has no place.
          $0.kind == .shift && places[$0.firstAfter.origin] != nil
        }
      ) {
        data, change in
        data.raw("[")
        data.integer(Int64(places[change.firstAfter.origin] ?? 0))
        data.raw(",")
        data.text(change.size.text)
        data.raw(",\(change.isWorse)]")
      }
      data.raw("}")
    }
    data.raw("}")
    return data
  }
}
