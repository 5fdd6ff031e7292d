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
    /// Nothing beyond noise and the stable band.
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
  /// The probability of such an order of values without a trend; nil with too few of them.
  package let probability: Double?
  /// Which way it goes.
  package let direction: Direction

  /// Whether changes are differences, because the metric is itself a share.
  package var isInPoints: Bool { history.unit == .ratio }

  /// Judges a history; nil when it is empty.
  ///
  /// Two points prove nothing. The direction is the sign of the Theil–Sen line, when that line moves
  /// by more than the stable band and the Mann–Kendall test rules chance out.
  ///
  /// - Parameter alpha: The probability of seeing a direction in mere noise, at most.
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
    let test = MannKendall(places, slope: slope)
    probability = test?.probability
    guard let fitted, let test, test.probability < alpha, abs(fitted) > Self.stableBand,
      (test.score > 0) == (fitted > 0)
    else {
      direction = .stable
      return
    }
    direction =
      (fitted > 0) == (history.direction == .higherIsBetter) ? .improving : .degrading
  }

  /// The values, or so many medians of neighbours.
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
