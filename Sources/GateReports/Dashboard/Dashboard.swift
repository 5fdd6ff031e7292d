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
  /// What went wrong and wants an answer.
  package var alerts: [Alert]
  /// How service levels were kept.
  package var levels: [Compliance]
  /// What circuit breakers did.
  package var breakers: [BreakerCount]
  /// What came of claimed improvements.
  package var claims: [ClaimReport]
  /// When the dashboard was made.
  package var madeAt: Timestamp

  /// Gathers it.
  package init(
    histories: MetricHistories, changes: [MetricChange], verdicts: [Verdict], alerts: [Alert],
    levels: [Compliance], breakers: [BreakerCount], claims: [ClaimReport], madeAt: Timestamp
  ) {
    self.histories = histories
    self.changes = changes
    trends = histories.series.compactMap { MetricTrend($0) }
    self.verdicts = verdicts
    self.alerts = alerts
    self.levels = levels
    self.breakers = breakers
    self.claims = claims
    self.madeAt = madeAt
  }

  /// One benchmark of one suite, with all its series.
  struct Subject: Hashable {
    let suite: String
    let benchmark: BenchmarkIdentifier

    /// What its page and its record are called.
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

  func changes(of history: MetricHistory) -> [MetricChange] {
    changes.filter {
      $0.history.suite == history.suite && $0.history.benchmark == history.benchmark
        && $0.history.metric == history.metric && $0.history.environment == history.environment
    }
  }
}
