extension Finding {
  /// Why what it says of the history cannot be true; nil when it can.
  var contradictionOfHistory: String? {
    guard let history else { return nil }
    guard isJoinedWithHistory, let direction else {
      return RecordMessage.historyWithoutChange.line
    }
    let kind: FindingHistory.Standing.Kind = judgement.status == .improved ? .best : .worst
    if let standing = history.standing, standing.kind != kind {
      return
        RecordMessage.historyStanding(
          status: judgement.status.rawValue, standing: standing.kind.rawValue
        ).line
    }
    return history.contradiction(isLowerBetter: direction == .lowerIsBetter)
  }

  /// Whether the history is asked about it: a proven change of a metric, also one that is accepted.
  package var isJoinedWithHistory: Bool {
    guard rule == .regression || rule == .creep, metric != nil else { return false }
    return judgement.status == .regressed || judgement.status == .improved
  }
}

extension FindingHistory {
  /// The latest moment in it.
  var latest: Timestamp {
    let times =
      [since] + [level?.startedAt, standing?.since].compactMap { $0 }
      + (accepted ?? []).map(\.judgedAt)
    return times.max() ?? since
  }

  fileprivate func contradiction(isLowerBetter: Bool) -> String? {
    guard runs > 0 else { return RecordMessage.historyEmpty.line }
    if let level {
      guard level.startedAt >= since, (1..<max(runs, 2)).contains(level.runsApart) else {
        return RecordMessage.historyLevel.line
      }
      if let contradiction = level.size.contradiction { return contradiction }
    }
    if let standing {
      guard (1...runs).contains(standing.runs), standing.since == nil || standing.runs < runs,
        standing.since.map({ $0 >= since }) ?? (standing.commit == nil)
      else { return RecordMessage.historyStandingRuns.line }
    }
    if accepted?.isEmpty == true { return RecordMessage.historyAcceptedEmpty.line }
    return trend?.contradiction(isLowerBetter: isLowerBetter)
  }
}

extension FindingHistory.Trend {
  fileprivate func contradiction(isLowerBetter: Bool) -> String? {
    guard days >= 0 else { return RecordMessage.trendDays.line }
    guard direction != .stable else {
      return change == nil && weekly == nil ? nil : RecordMessage.trendStable.line
    }
    guard let change, let estimate = change.estimate else {
      return RecordMessage.trendWithoutChange.line
    }
    let isWorse = (estimate > 0) == isLowerBetter
    guard isWorse == (direction == .degrading) else {
      return RecordMessage.trendDirection(direction: direction.rawValue).line
    }
    if let weekly {
      guard let week = weekly.estimate, (week > 0) == (estimate > 0),
        (weekly.share == nil) == (change.share == nil)
      else { return RecordMessage.trendWeek.line }
    }
    return change.contradiction ?? weekly?.contradiction
  }
}

extension HistoryChange {
  fileprivate var contradiction: String? {
    guard let estimate else { return RecordMessage.historyChangeEmpty.line }
    let slack = 1e-6 * max(abs(estimate), 1e-6)
    if low.map({ $0 > estimate + slack }) ?? false || high.map({ $0 < estimate - slack }) ?? false {
      return RecordMessage.historyChangeOutside.line
    }
    return nil
  }
}
