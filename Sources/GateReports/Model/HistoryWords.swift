package import GateRecords

/// The history of a finding, in one line.
package struct HistoryWords {
  private let history: FindingHistory
  private let unit: MetricUnit

  /// Describes the history of a finding in words; nil if there is none.
  package init?(_ finding: Finding) {
    guard let history = finding.history else { return nil }
    self.history = history
    unit = finding.unit ?? .count
  }

  /// `history: level since 3f2a91c (2026-10-02, +4.1 %), trend +0.3 % a week, worst of all 48 runs since 2026-08-01`.
  package var line: String {
    ReportMessage.history([level, trend, accepted, standing].compactMap { $0?.text }).text
  }

  private var level: ReportMessage? {
    if let level = history.level {
      return .levelSince(
        Self.day(level.startedAt), commit: level.commit.map(Self.short), change: words(level.size))
    }
    // Only with runs enough to see a change is it known that there was none.
    guard history.trend?.direction == .stable else { return nil }
    return .sameLevel(runs: history.runs, since: Self.day(history.since))
  }

  private var trend: ReportMessage? {
    guard let trend = history.trend else { return nil }
    if let weekly = trend.weekly { return .weeklyTrend(words(weekly)) }
    if let change = trend.change {
      return .trend(words(change), days: QuantityFormat.brief(max(trend.days, 0.1)))
    }
    return history.level == nil ? nil : .noTrend
  }

  private var accepted: ReportMessage? {
    guard let accepted = history.accepted, let last = accepted.last else { return nil }
    return .acceptedRegressions(
      accepted.count, last: last.commit.map(Self.short) ?? Self.day(last.judgedAt))
  }

  private var standing: ReportMessage? {
    guard let standing = history.standing else { return nil }
    guard let since = standing.since else {
      return .extremeOfAll(
        standing.kind, runs: history.runs + 1, since: Self.day(history.since))
    }
    return .extremeSince(
      standing.kind, Self.day(since), commit: standing.commit.map(Self.short))
  }

  private func words(_ change: HistoryChange) -> String {
    if let difference = change.difference {
      return QuantityFormat.difference(difference, unit: unit)
    }
    return QuantityFormat.percent(change.share ?? 0, signed: true)
  }

  private static func day(_ time: Timestamp) -> String { String(time.rawValue.prefix(10)) }

  private static func short(_ commit: String) -> String { String(commit.prefix(7)) }
}
