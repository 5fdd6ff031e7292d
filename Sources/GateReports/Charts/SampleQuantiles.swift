import GateRecords
import GateStatistics

/// A distribution in little: nine quantiles of each side, as whole thousandths of the range from the least to the greatest.
struct SampleQuantiles: Hashable {
  /// The quantiles, in per cent.
  static let percents = [1, 5, 10, 25, 50, 75, 90, 95, 99]

  let metric: MetricName
  let unit: MetricUnit
  /// The values of 0 and 1,000, in the unit.
  let low: Double
  let high: Double
  /// The first quantile of this change in thousandths, and of each further one how much more it is.
  let candidate: [Int]
  /// The same of the baseline; empty without one.
  let baseline: [Int]

  /// Takes the quantiles (nearest rank) of a series; nil where all values are one.
  ///
  /// - Complexity: O(samples log samples).
  init?(_ series: MetricSeries) {
    func quantiles(_ launches: [[Double]]) -> [Double] {
      let sorted = launches.flatMap { $0 }.filter(\.isFinite).sorted()
      return Self.percents.compactMap { Percentile.nearestRank(Double($0), ofSorted: sorted) }
    }
    let candidate = quantiles(series.launches)
    let baseline = quantiles(series.baselineLaunches ?? [])
    guard let low = (candidate + baseline).min(), let high = (candidate + baseline).max(),
      !candidate.isEmpty, low < high, (high - low).isFinite
    else { return nil }
    func steps(_ values: [Double]) -> [Int] {
      let places = values.map { Int((($0 - low) / (high - low) * 1_000).rounded()) }
      return places.enumerated().map { $0 == 0 ? $1 : $1 - places[$0 - 1] }
    }
    metric = series.metric
    unit = series.unit
    (self.low, self.high) = (low, high)
    self.candidate = steps(candidate)
    self.baseline = steps(baseline)
  }
}
