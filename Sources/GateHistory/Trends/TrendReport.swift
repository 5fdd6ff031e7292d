package import GateFiles
package import GateRecords

/// The trends of many metrics over one period, and how often the gate found a regression.
package struct TrendReport: Hashable, Sendable {
  /// The trends, the ones that get worse first, then the ones that get better.
  package let trends: [MetricTrend]
  /// The first moment asked for.
  package let since: Timestamp
  /// The last moment asked for.
  package let until: Timestamp
  /// How many runs the values come from.
  package let runs: Int
  /// How many runs the gate judged, and how many of them had a regression.
  package let regressions: RegressionRate
  /// How many runs of each trend broke a service level, in the order of ``trends``; nil where it has none.
  package let breaches: [Int?]

  /// Judges histories.
  package init(
    _ histories: MetricHistories, since: Timestamp, until: Timestamp, alpha: Double,
    regressions: RegressionRate, levels: ServiceLevelRuns = .none
  ) {
    self.since = since
    self.until = until
    self.regressions = regressions
    runs = Set(histories.series.flatMap { $0.points.map(\.origin) }).count
    let trends = histories.series.compactMap { MetricTrend($0, alpha: alpha) }
      .enumerated().sorted {
        ($0.element.direction.order, $0.offset) < ($1.element.direction.order, $1.offset)
      }.map(\.element)
    self.trends = trends
    breaches = trends.map {
      levels.breaches(of: $0.history, in: $0.history.points, histories.origins)
    }
  }
}

/// How many runs the gate judged, and how many of them had a regression.
package struct RegressionRate: Hashable, Sendable {
  /// Runs that were judged.
  package var judged = 0
  /// Judged runs with at least one regression.
  package var regressed = 0
  /// Regressions in all.
  package var regressions = 0

  /// Counts the events that a filter includes.
  ///
  /// - Throws: ``FileError``.
  package init(_ filter: EventFilter, in log: EventLog) throws(FileError) {
    var filter = filter
    filter.types = [.gateJudged, .regression]
    var judged: Set<RunIdentifier> = []
    var regressed: Set<RunIdentifier> = []
    var regressions: Set<RunIdentifier> = []
    try log.forEachEvent(filter) { event in
      guard let run = event.origin.runID else { return }
      if event.type == .gateJudged {
        judged.insert(run)
      } else if let id = event.id {
        regressed.insert(run)
        regressions.insert(id)
      }
    }
    self.judged = judged.count
    self.regressed = regressed.count
    self.regressions = regressions.count
  }

  /// Creates the report from its counts.
  package init(judged: Int, regressed: Int, regressions: Int) {
    self.judged = judged
    self.regressed = regressed
    self.regressions = regressions
  }
}

extension MetricTrend.Direction {
  fileprivate var order: Int {
    switch self {
    case .degrading: 0
    case .improving: 1
    case .stable: 2
    }
  }
}
