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
    "history: " + [level, trend, accepted, standing].compactMap { $0 }.joined(separator: ", ")
  }

  private var level: String? {
    if let level = history.level {
      let day = Self.day(level.startedAt)
      let size = words(level.size)
      return level.commit.map { "level since \(Self.short($0)) (\(day), \(size))" }
        ?? "level since \(day) (\(size))"
    }
    // Only with runs enough to see a change is it known that there was none.
    guard history.trend?.direction == .stable else { return nil }
    return "same level in \(Counted.text(history.runs, "run")) since \(Self.day(history.since))"
  }

  private var trend: String? {
    guard let trend = history.trend else { return nil }
    if let weekly = trend.weekly { return "trend \(words(weekly)) a week" }
    if let change = trend.change {
      return "trend \(words(change)) in \(QuantityFormat.brief(max(trend.days, 0.1))) days"
    }
    return history.level == nil ? nil : "no trend since then"
  }

  private var accepted: String? {
    guard let accepted = history.accepted, let last = accepted.last else { return nil }
    let place = last.commit.map(Self.short) ?? Self.day(last.judgedAt)
    return accepted.count == 1
      ? "one accepted regression (\(place))"
      : "\(accepted.count) accepted regressions, the last one \(place)"
  }

  private var standing: String? {
    guard let standing = history.standing else { return nil }
    guard let since = standing.since else {
      return "\(standing.kind.rawValue) of all \(history.runs + 1) runs since "
        + Self.day(history.since)
    }
    return "\(standing.kind.rawValue) since \(Self.day(since))"
      + (standing.commit.map { " (\(Self.short($0)))" } ?? "")
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
