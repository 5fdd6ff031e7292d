package import GateRecords

/// The history of a verdict's findings.
///
/// A pure function of what was read: it decides nothing of the verdict, and only findings that are proven worse or
/// better are reported.
package struct FindingHistories: Sendable {
  /// The least number of consecutive runs that a run must exceed to be reported.
  static let leastRuns = 5

  /// One metric of one benchmark.
  struct Subject: Hashable {
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
  }

  /// The key of a series; a changed unit or direction makes another series.
  private struct SeriesKey: Hashable {
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
    let unit: MetricUnit
    let direction: MetricDirection
  }

  private let verdict: Verdict
  private let branch: String
  private let origins: [EventOrigin]
  private let series: [SeriesKey: MetricHistory]
  private let medians: [SeriesKey: Double]
  private let accepted: [Subject: [AcceptedRegression]]

  /// Takes what was read.
  ///
  /// - Parameters:
  ///   - branch: The branch whose runs were read.
  ///   - accepted: Accepted regressions of that branch, in any order.
  package init(
    of verdict: Verdict, branch: String, _ histories: MetricHistories,
    accepted: [AcceptedRegression]
  ) {
    self.verdict = verdict
    self.branch = branch
    origins = histories.origins
    let run = verdict.run
    var series: [SeriesKey: MetricHistory] = [:]
    for var history in histories.series
    where history.suite == run.suite.name && history.environment == run.environment.key {
      history.points.removeAll {
        let origin = histories.origin(of: $0)
        return $0.time >= run.startedAt || origin.runID == run.runID || origin.branch != branch
      }
      guard !history.points.isEmpty else { continue }
      let key = SeriesKey(
        benchmark: history.benchmark, metric: history.metric, unit: history.unit,
        direction: history.direction)
      series[key] = history
    }
    self.series = series
    medians = Dictionary(
      verdict.measurements.map {
        (
          SeriesKey(
            benchmark: $0.benchmark, metric: $0.metric, unit: $0.unit, direction: $0.direction),
          $0.median
        )
      }, uniquingKeysWith: { first, _ in first })
    let earlier = accepted.filter { $0.judgedAt < run.startedAt && $0.runID != run.runID }
    self.accepted = Dictionary(grouping: earlier) {
      Subject(benchmark: $0.benchmark, metric: $0.metric)
    }
  }

  /// The verdict with what the history says, worked out on all processors.
  package func joined() async -> Verdict {
    let verdict = verdict
    let found = await withTaskGroup(of: (Int, FindingHistory?).self) { group in
      for (place, finding) in verdict.findings.enumerated() where finding.isJoinedWithHistory {
        group.addTask { (place, history(of: finding)) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var joined = verdict
    for (place, history) in found { joined.findings[place].history = history }
    return joined
  }

  /// The history of a finding; nil where there is nothing to report.
  func history(of finding: Finding) -> FindingHistory? {
    guard finding.isJoinedWithHistory, let metric = finding.metric, let unit = finding.unit,
      let direction = finding.direction
    else { return nil }
    let key = SeriesKey(
      benchmark: finding.benchmark, metric: metric, unit: unit, direction: direction)
    guard let history = series[key], let first = history.points.first else { return nil }
    var result = FindingHistory(branch: branch, runs: history.points.count, since: first.time)
    let change = MetricChange.all(in: history, alpha: 0.01, atLeast: 0.01)
      .last { $0.kind == .shift }
    result.level = change.map(level)
    result.trend = trend(of: history, since: change?.firstAfter.time)
    result.accepted = earlierAcceptances(
      of: finding, Subject(benchmark: finding.benchmark, metric: metric))
    result.standing = medians[key].flatMap { standing(of: finding, median: $0, in: history) }
    let isEmpty =
      result.level == nil && result.trend == nil && result.accepted == nil
      && result.standing == nil
    return isEmpty ? nil : result
  }

  private func level(_ change: MetricChange) -> FindingHistory.LevelChange {
    FindingHistory.LevelChange(
      commit: origins[Int(change.firstAfter.origin)].commit, startedAt: change.firstAfter.time,
      commitBefore: origins[Int(change.lastBefore.origin)].commit, runsApart: change.runsApart,
      size: HistoryChange(
        change.size.estimate.brief, isShare: !change.size.isInPoints, low: change.size.low?.brief,
        high: change.size.high?.brief))
  }

  /// The trend of the runs since the level changed, so that the change is not reported twice.
  private func trend(of history: MetricHistory, since start: Timestamp?) -> FindingHistory.Trend? {
    var recent = history
    if let start { recent.points = history.points.filter { $0.time >= start } }
    guard let trend = MetricTrend(recent), trend.probability != nil,
      let first = recent.points.first, let last = recent.points.last
    else { return nil }
    let days = Double(last.milliseconds - first.milliseconds) / 86_400_000
    let direction = FindingHistory.Trend.Direction(trend.direction)
    // Without a change of level in it the line says best how far it went, unless it goes the other way.
    let isRise = (direction == .degrading) == (history.direction == .lowerIsBetter)
    let way = [trend.fittedChange, trend.levelChange].compactMap { $0 }
      .first { $0 != 0 && ($0 > 0) == isRise }
    guard direction != .stable, let way else {
      return FindingHistory.Trend(direction: .stable, days: days.brief)
    }
    func change(_ way: Double) -> HistoryChange {
      HistoryChange(way.brief, isShare: !trend.isInPoints)
    }
    return FindingHistory.Trend(
      direction: direction, days: days.brief, change: change(way),
      weekly: days >= 7 ? change(way * 7 / days) : nil)
  }

  /// Acceptances that were in force before and are not the one of this finding, each at its first run.
  private func earlierAcceptances(
    of finding: Finding, _ subject: Subject
  ) -> [FindingHistory.Accepted]? {
    var seen: Set<[String]> = []
    if let own = finding.acceptance { seen.insert([own.reason, own.by]) }
    let regressions = (accepted[subject] ?? []).sorted { $0.judgedAt < $1.judgedAt }
      .filter { seen.insert([$0.reason, $0.by]).inserted }
    return regressions.isEmpty
      ? nil
      : regressions.map {
        FindingHistory.Accepted(
          commit: $0.commit, judgedAt: $0.judgedAt, reason: $0.reason, by: $0.by)
      }
  }

  /// How the run's own median ranks among those before.
  private func standing(
    of finding: Finding, median: Double, in history: MetricHistory
  ) -> FindingHistory.Standing? {
    let isImproved = finding.judgement.status == .improved
    // Small is remarkable of what got better and is to be small, and of what got worse and is to be large.
    let isSmall = isImproved == (history.direction == .lowerIsBetter)
    let last = history.points.lastIndex {
      isSmall ? $0.value <= median : $0.value >= median
    }
    let runs = history.points.count - (last.map { $0 + 1 } ?? 0)
    guard runs >= Self.leastRuns else { return nil }
    return FindingHistory.Standing(
      kind: isImproved ? .best : .worst, runs: runs, since: last.map { history.points[$0].time },
      commit: last.flatMap { origins[Int(history.points[$0].origin)].commit })
  }
}

/// A regression of an earlier run that its budgets accepted.
package struct AcceptedRegression: Hashable, Sendable {
  /// The benchmark, under the name that it has today.
  package var benchmark: BenchmarkIdentifier
  /// The metric.
  package var metric: MetricName
  /// The run that was judged.
  package var runID: RunIdentifier?
  /// Its commit.
  package var commit: String?
  /// When it was judged.
  package var judgedAt: Timestamp
  /// Why it is accepted.
  package var reason: String
  /// The name of the person who accepted it.
  package var by: String

  /// Creates an accepted regression.
  package init(
    benchmark: BenchmarkIdentifier, metric: MetricName, runID: RunIdentifier?, commit: String?,
    judgedAt: Timestamp, reason: String, by: String
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.runID = runID
    self.commit = commit
    self.judgedAt = judgedAt
    self.reason = reason
    self.by = by
  }
}

extension FindingHistory.Trend.Direction {
  fileprivate init(_ direction: MetricTrend.Direction) {
    switch direction {
    case .improving: self = .improving
    case .degrading: self = .degrading
    case .stable: self = .stable
    }
  }
}
