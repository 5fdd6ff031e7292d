extension Finding {
  /// Why what it says of the history cannot be true; nil when it can.
  var contradictionOfHistory: String? {
    guard let history else { return nil }
    guard isJoinedWithHistory, let direction else {
      return "it tells of the history, and it is neither worse nor better than before"
    }
    let kind: FindingHistory.Standing.Kind = judgement.status == .improved ? .best : .worst
    if let standing = history.standing, standing.kind != kind {
      return
        "it is '\(judgement.status.rawValue)', and the \(standing.kind.rawValue) of its history"
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
  /// The latest moment that it tells of.
  var latest: Timestamp {
    let times =
      [since] + [level?.startedAt, standing?.since].compactMap { $0 }
      + (accepted ?? []).map(\.judgedAt)
    return times.max() ?? since
  }

  fileprivate func contradiction(isLowerBetter: Bool) -> String? {
    guard runs > 0 else { return "its history has no run" }
    if let level {
      guard level.startedAt >= since, (1..<max(runs, 2)).contains(level.runsApart) else {
        return "its level changed outside the runs of its history"
      }
      if let contradiction = level.size.contradiction { return contradiction }
    }
    if let standing {
      guard (1...runs).contains(standing.runs), standing.since == nil || standing.runs < runs,
        standing.since.map({ $0 >= since }) ?? (standing.commit == nil)
      else { return "it stands out among other runs than its history has" }
    }
    if accepted?.isEmpty == true { return "its accepted regressions are none" }
    return trend?.contradiction(isLowerBetter: isLowerBetter)
  }
}

extension FindingHistory.Trend {
  fileprivate func contradiction(isLowerBetter: Bool) -> String? {
    guard days >= 0 else { return "its trend took less than no time" }
    guard direction != .stable else {
      return change == nil && weekly == nil ? nil : "its trend is stable, and goes somewhere"
    }
    guard let change, let estimate = change.estimate else {
      return "its trend goes nowhere, and is not stable"
    }
    let isWorse = (estimate > 0) == isLowerBetter
    guard isWorse == (direction == .degrading) else {
      return "its trend is '\(direction.rawValue)', and goes the other way"
    }
    if let weekly {
      guard let week = weekly.estimate, (week > 0) == (estimate > 0),
        (weekly.share == nil) == (change.share == nil)
      else { return "its trend goes another way in a week" }
    }
    return change.contradiction ?? weekly?.contradiction
  }
}

extension HistoryChange {
  fileprivate var contradiction: String? {
    guard let estimate else { return "a change in its history is neither a share nor a difference" }
    let slack = 1e-6 * max(abs(estimate), 1e-6)
    if low.map({ $0 > estimate + slack }) ?? false || high.map({ $0 < estimate - slack }) ?? false {
      return "a change in its history is outside its interval"
    }
    return nil
  }
}
