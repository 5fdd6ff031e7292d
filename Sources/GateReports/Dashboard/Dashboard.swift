package import GateHistory
package import GateRecords

/// Everything that a dashboard shows, gathered from a history.
package struct Dashboard: Sendable {
  /// The values of the main line of development.
  package var histories: MetricHistories
  /// Where they changed, newest first.
  package var changes: [MetricChange]
  /// Which way they go.
  package var trends: [MetricTrend]
  /// The newest verdict of each suite.
  package var verdicts: [Verdict]
  /// Alerts, the resolved ones included.
  package var alerts: [Alert]
  /// How service levels were kept.
  package var levels: [Compliance]
  /// The transitions of circuit breakers.
  package var breakers: [BreakerCount]
  /// The results of claimed improvements.
  package var claims: [ClaimReport]
  /// When the dashboard was made.
  package var madeAt: Timestamp
  /// Where the site is, for the feed's links, with a slash at its end; nil where that is not known.
  package var address: String?
  /// The changes of each history, in their order.
  private let changesOfSeries: [SeriesKey: [MetricChange]]

  /// Gathers it; changes and trends are looked for on all processors.
  package init(
    histories: MetricHistories, verdicts: [Verdict], alerts: [Alert], levels: [Compliance],
    breakers: [BreakerCount], claims: [ClaimReport], madeAt: Timestamp,
    address: String? = nil
  ) async {
    async let changes = MetricChange.all(in: histories, alpha: 0.01, atLeast: 0.01)
    trends = await MetricTrend.all(in: histories)
    self.changes = await changes
    changesOfSeries = Dictionary(grouping: self.changes) { SeriesKey($0.history) }
    self.histories = histories
    self.verdicts = verdicts
    self.alerts = alerts
    self.levels = levels
    self.breakers = breakers
    self.claims = claims
    self.madeAt = madeAt
    self.address = address
  }

  /// One benchmark of one suite, with all its series.
  struct Subject: Hashable {
    let suite: String
    let benchmark: BenchmarkIdentifier

    /// The name of its page and its record.
    var slug: String { DashboardName.slug(benchmark.rawValue, in: suite) }
  }

  /// The benchmarks by name, each with the trends of its series.
  var subjects: [(subject: Subject, trends: [MetricTrend])] {
    let grouped = Dictionary(grouping: trends) {
      Subject(suite: $0.history.suite, benchmark: $0.history.benchmark)
    }
    return grouped.map { ($0.key, $0.value) }.sorted {
      ($0.subject.suite, $0.subject.benchmark) < ($1.subject.suite, $1.subject.benchmark)
    }
  }

  /// How many runs have a value that is shown.
  var runs: Int {
    var isShown = [Bool](repeating: false, count: histories.origins.count)
    for series in histories.series {
      for point in series.points { isShown[Int(point.origin)] = true }
    }
    return isShown.count { $0 }
  }

  /// Whether the values are of several kinds of machines, which have to be named then.
  var hasMachines: Bool { Set(histories.series.lazy.map(\.environment)).count > 1 }

  func changes(of history: MetricHistory) -> [MetricChange] {
    changesOfSeries[SeriesKey(history)] ?? []
  }

  /// The key of a history.
  private struct SeriesKey: Hashable {
    let suite: String
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
    let environment: String

    init(_ history: MetricHistory) {
      suite = history.suite
      benchmark = history.benchmark
      metric = history.metric
      environment = history.environment
    }
  }
}
