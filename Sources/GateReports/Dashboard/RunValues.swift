import GateHistory
import GateRecords

/// The newest runs of a dashboard with the values of all series, as a comparison of two runs needs them.
struct RunValues {
  /// The most values that one page holds; a browser reads them in a tenth of a second.
  private static let mostValues = 200_000
  private static let runLimits = 10...500

  /// The runs, oldest first, each by its place among the histories' origins.
  let runs: [(origin: Int, milliseconds: Int64)]
  private let histories: MetricHistories

  init(_ histories: MetricHistories) {
    self.histories = histories
    var times = [Int64?](repeating: nil, count: histories.origins.count)
    for series in histories.series {
      for point in series.points where times[Int(point.origin)] == nil {
        times[Int(point.origin)] = point.milliseconds
      }
    }
    let all = times.enumerated().compactMap { place, time in
      time.map { (origin: place, milliseconds: $0) }
    }.sorted { ($0.milliseconds, $0.origin) < ($1.milliseconds, $1.origin) }
    let count = Self.mostValues / max(histories.series.count, 1)
    let limit = min(max(count, Self.runLimits.lowerBound), Self.runLimits.upperBound)
    runs = Array(all.suffix(limit))
  }

  /// The values of a series in these runs; nil where a run has none.
  func values(of series: MetricHistory) -> [Double?] {
    var places: [Int: Int] = [:]
    places.reserveCapacity(runs.count)
    for (place, run) in runs.enumerated() { places[run.origin] = place }
    return values(of: series, places)
  }

  private func values(of series: MetricHistory, _ places: [Int: Int]) -> [Double?] {
    var values = [Double?](repeating: nil, count: runs.count)
    guard let oldest = runs.first?.milliseconds else { return values }
    for point in series.points.reversed() {
      guard point.milliseconds >= oldest else { break }
      if let place = places[Int(point.origin)] { values[place] = point.value }
    }
    return values
  }

  /// Runs and values for the page's script.
  func data() -> SiteData {
    var places: [Int: Int] = [:]
    for (place, run) in runs.enumerated() { places[run.origin] = place }
    var data = SiteData()
    data.raw("{\"runs\":")
    data.list(runs) { data, run in
      data.run(histories.origins[run.origin], at: run.milliseconds)
    }
    data.raw(",\"series\":")
    data.list(histories.series) { data, series in
      data.raw("[")
      for text in [
        series.suite, series.benchmark.rawValue,
        DashboardName.slug(series.benchmark.rawValue, in: series.suite), series.metric.rawValue,
        series.unit.rawValue, series.direction.rawValue, series.environment,
      ] {
        data.text(text, to: VisibleText.longestName)
        data.raw(",")
      }
      data.list(values(of: series, places)) { data, value in
        if let value { data.number(value) } else { data.raw("null") }
      }
      data.raw("]")
    }
    data.raw("}")
    return data
  }
}
