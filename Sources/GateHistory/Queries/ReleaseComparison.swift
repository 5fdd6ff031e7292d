import GateRecords
import GateStatistics

/// How a metric compares with a release.
///
/// Each change may pass the gate with a little less than its tolerance; a hundred of them do not.
/// Held against a release, what crept in shows.
package struct ReleaseComparison: Hashable, Sendable {
  /// How many runs each side has at most.
  package static let runs = 10

  /// The metric.
  package let history: MetricHistory
  /// The median of the runs up to the release.
  package let before: Double
  /// The median of the newest runs.
  package let after: Double
  /// By how much.
  package let size: ChangeSize

  /// Whether it got worse.
  package var isWorse: Bool { (after > before) == (history.direction == .lowerIsBetter) }

  /// Whether the interval rules no change out; without an interval only the estimate speaks.
  package var isProven: Bool {
    guard let low = size.low, let high = size.high else { return false }
    return low > 0 || high < 0
  }

  /// Compares the newest runs with the ones up to a release's.
  ///
  /// - Parameter isRelease: Whether a run is the release's.
  /// - Returns: Nil when the history has no run of the release, or none after it.
  package init?(_ history: MetricHistory, isRelease: (MetricHistory.Point) -> Bool) {
    guard let place = history.points.lastIndex(where: isRelease),
      place + 1 < history.points.count
    else { return nil }
    let old = history.points[...place].suffix(Self.runs).map(\.value)
    let new = history.points[(place + 1)...].suffix(Self.runs).map(\.value)
    self.history = history
    before = Percentile.median(of: old) ?? 0
    after = Percentile.median(of: new) ?? 0
    size = ChangeSize(from: old, to: new, isInPoints: history.unit == .ratio)
  }
}
