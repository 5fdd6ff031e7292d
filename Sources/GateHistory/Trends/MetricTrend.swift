import GateRecords
import GateStatistics

/// Where a metric has been going over a period.
package struct MetricTrend: Hashable, Sendable {
  /// Which way it goes, in the sense of better and worse.
  package enum Direction: String, Hashable, Sendable, CaseIterable {
    /// It gets better.
    case improving
    /// It gets worse.
    case degrading
    /// No change beyond noise and the stable band.
    case stable
  }

  /// How far the fitted line may go over the period and still count as stable, as a share; for a
  /// metric that is itself a share, in points.
  package static let stableBand = 0.02

  /// The most places that the test looks at; a longer series is reduced to medians of neighbours.
  static let mostPlaces = 250

  /// The metric.
  package let history: MetricHistory
  /// The oldest value.
  package let first: Double
  /// The newest value.
  package let latest: Double
  /// The arithmetic mean.
  package let mean: Double
  /// The smallest value.
  package let minimum: Double
  /// The largest value.
  package let maximum: Double
  /// Latest against first: as a share, or as a difference for a metric that is itself a share.
  package let change: Double?
  /// The fitted line's end against its beginning, in the same way.
  package let fittedChange: Double?
  /// The newest level against the oldest one, in the same way; nil when the level never shifted.
  package let levelChange: Double?
  /// The probability of such an order of values without a trend; nil with too few of them.
  package let probability: Double?
  /// Which way it goes.
  package let direction: Direction

  /// Whether changes are differences, because the metric is itself a share.
  package var isInPoints: Bool { history.unit == .ratio }

  /// Judges a history; nil when it is empty.
  ///
  /// Two points prove nothing. Where the level has shifted, the direction is the one from the oldest
  /// level to the newest. A line says little about steps: it is flat when the step is late. Where the
  /// level never shifted, the direction is the sign of the Theil–Sen line, when the Mann–Kendall test
  /// rules chance out. Either way less than the stable band is stable.
  ///
  /// - Parameter alpha: The probability of seeing a direction in mere noise, at most, about; each of
  ///   the two tests gets a half of it.
  package init?(_ history: MetricHistory, alpha: Double = 0.01) {
    let values = history.points.map(\.value)
    guard let first = values.first, let latest = values.last,
      let summary = SampleSummary(values)
    else { return nil }
    self.history = history
    self.first = first
    self.latest = latest
    mean = summary.mean
    minimum = summary.minimum
    maximum = summary.maximum
    let isInPoints = history.unit == .ratio
    func change(from start: Double, to end: Double) -> Double? {
      if isInPoints || start == end { return end - start }
      return start > 0 ? end / start - 1 : nil
    }
    self.change = change(from: first, to: latest)

    let places = Self.reduced(values)
    let slope = TheilSen.slope(places)
    let rise = slope * Double(places.count - 1)
    let middle = Percentile.median(of: places) ?? 0
    let fitted = change(from: middle - rise / 2, to: middle + rise / 2)
    fittedChange = fitted
    let test = MannKendall(growthOf: places, isShare: isInPoints)
    probability = test?.probability
    let shifts = test == nil ? [] : LevelShifts(places, alpha: alpha / 2).shifts
    levelChange = shifts.last.flatMap { change(from: shifts[0].before, to: $0.after) }
    let isTrend = test.map { $0.probability < alpha / 2 && ($0.score > 0) == (rise > 0) } ?? false
    direction = Self.direction(
      of: shifts.isEmpty ? (isTrend ? fitted : nil) : levelChange, history.direction)
  }

  /// The trends of many histories in their order, judged on all processors.
  package static func all(in histories: MetricHistories) async -> [MetricTrend] {
    await withTaskGroup(of: (Int, MetricTrend?).self) { group in
      for (place, history) in histories.series.enumerated() {
        group.addTask { (place, MetricTrend(history)) }
      }
      var found = [MetricTrend?](repeating: nil, count: histories.series.count)
      for await (place, trend) in group { found[place] = trend }
      return found.compactMap(\.self)
    }
  }

  private static func direction(
    of change: Double?, _ better: MetricDirection
  ) -> Direction {
    guard let change, abs(change) > stableBand else { return .stable }
    return (change > 0) == (better == .higherIsBetter) ? .improving : .degrading
  }

  /// The values, or this many medians of neighbours.
  static func reduced(_ values: [Double]) -> [Double] {
    guard values.count > mostPlaces else { return values }
    return (0..<mostPlaces).compactMap { place in
      var part = Array(
        values[
          (place * values.count / mostPlaces)..<((place + 1) * values.count / mostPlaces)])
      return Selection.median(&part)
    }
  }
}
