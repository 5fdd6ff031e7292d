import GateHistory
import GateRecords

/// The list of benchmarks of the static API.
struct BenchmarkList: Encodable {
  struct Entry: Encodable {
    let id: String
    let suite: String
    let benchmark: BenchmarkIdentifier
    let metrics: [MetricState]
  }

  let madeAt: Timestamp
  let benchmarks: [Entry]

  private enum CodingKeys: String, CodingKey {
    case benchmarks
    case madeAt = "made_at"
  }

  init(_ dashboard: Dashboard) {
    madeAt = dashboard.madeAt
    benchmarks = dashboard.subjects.map { subject, trends in
      Entry(
        id: subject.slug, suite: subject.suite, benchmark: subject.benchmark,
        metrics: trends.map(MetricState.init))
    }
  }
}

/// The state of one metric.
struct MetricState: Encodable {
  let metric: MetricName
  let environment: String
  let unit: MetricUnit
  let direction: MetricDirection
  let runs: Int
  let latest: Double
  let mean: Double
  let minimum: Double
  let maximum: Double
  let trend: String
  /// Latest against first, as a share, or as a difference for a metric that is itself a share.
  let change: Double?

  private enum CodingKeys: String, CodingKey {
    case metric, environment, unit, direction, runs, latest, mean, trend, change
    case minimum = "min"
    case maximum = "max"
  }

  init(_ trend: MetricTrend) {
    metric = trend.history.metric
    environment = trend.history.environment
    unit = trend.history.unit
    direction = trend.history.direction
    runs = trend.history.points.count
    latest = trend.latest
    mean = trend.mean
    minimum = trend.minimum
    maximum = trend.maximum
    self.trend = trend.direction.rawValue
    change = trend.change
  }
}

/// Everything the static API says of one benchmark; ``BenchmarkHistoryFile`` writes it.
struct BenchmarkHistory {
  struct Change: Encodable {
    let kind: String
    let time: Timestamp
    let before: Double
    let after: Double
    let change: Double
    let low: Double?
    let high: Double?
    let confidence: Double
    let isWorse: Bool
    let commitBefore: String?
    let commitAfter: String?

    private enum CodingKeys: String, CodingKey {
      case kind, time, before, after, change, low, high, confidence
      case isWorse = "worse"
      case commitBefore = "commit_before"
      case commitAfter = "commit_after"
    }
  }

  struct Series {
    let state: MetricState
    let points: [MetricHistory.Point]
    let changes: [Change]
  }

  let id: String
  let suite: String
  let benchmark: BenchmarkIdentifier
  let series: [Series]

}

extension BenchmarkHistory {
  init(_ subject: Dashboard.Subject, _ trends: [MetricTrend], in dashboard: Dashboard) {
    let series = trends.map { trend in
      Series(
        state: MetricState(trend),
        points: trend.history.points,
        changes: dashboard.changes(of: trend.history).map { change in
          Change(
            kind: change.kind.rawValue, time: change.firstAfter.time, before: change.before,
            after: change.after, change: change.size.estimate, low: change.size.low,
            high: change.size.high, confidence: change.confidence, isWorse: change.isWorse,
            commitBefore: dashboard.histories.origin(of: change.lastBefore).commit,
            commitAfter: dashboard.histories.origin(of: change.firstAfter).commit)
        })
    }
    self.init(
      id: subject.slug, suite: subject.suite, benchmark: subject.benchmark, series: series)
  }
}

/// The claims of the static API, by identifier.
struct ClaimList: Encodable {
  let measurements: [String]
}
