/// Percentiles by nearest rank: always a value that was observed.
package enum Percentile {
  /// The percentile of values in ascending order; nil when there are none.
  ///
  /// - Parameter percent: In (0, 100].
  package static func nearestRank(_ percent: Double, ofSorted values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    return values[rank(percent, count: values.count) - 1]
  }

  /// The percentile of values in any order; nil when there are none.
  ///
  /// - Complexity: O(*n* log *n*).
  package static func nearestRank(_ percent: Double, of values: [Double]) -> Double? {
    nearestRank(percent, ofSorted: values.sorted())
  }

  /// The rank, from 1, of the smallest value that at least this many per cent do not exceed.
  static func rank(_ percent: Double, count: Int) -> Int {
    // 95 % of 20 is 19, though 0.95 × 20 is slightly more in binary.
    let exact = percent * Double(count) / 100
    let rounded = exact.rounded()
    let rank = abs(exact - rounded) < 1e-9 * max(1, exact) ? rounded : exact.rounded(.up)
    return min(max(Int(rank), 1), count)
  }

  /// The middle value, or the mean of the two middle ones; nil when there are none.
  package static func median(of values: [Double]) -> Double? {
    // Choosing one place asks for numbers that have an order, and pays only where there are many.
    guard values.count > fewValues, !values.contains(where: \.isNaN) else {
      return median(ofSorted: values.sorted()[...])
    }
    var values = values
    let middle = values.count / 2
    let upper = Selection.smallest(middle, &values)
    guard values.count % 2 == 0 else { return upper }
    // What is smaller lies before it now.
    return (values[..<middle].reduce(-.infinity, max) + upper) / 2
  }

  /// The middle of values in ascending order, or the mean of the two middle ones; nil when there are none.
  package static func median(ofSorted sorted: ArraySlice<Double>) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.startIndex + sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private static let fewValues = 24
}

extension Percentile {
  /// The standard deviation by the median absolute deviation, which a burst does not move; nil for no
  /// values.
  ///
  /// The factor makes it agree with the standard deviation of normal data. Source: Rousseeuw, Croux,
  /// "Alternatives to the Median Absolute Deviation", JASA 88 (1993).
  package static func spread(of values: [Double]) -> Double? {
    guard let center = median(of: values) else { return nil }
    return median(of: values.map { abs($0 - center) }).map { 1.4826 * $0 }
  }
}

/// The customary figures of a sample.
package struct SampleSummary: Hashable, Sendable {
  /// The number of values.
  package let count: Int
  /// The smallest value.
  package let minimum: Double
  /// The arithmetic mean.
  package let mean: Double
  /// The nearest-rank median.
  package let median: Double
  /// The nearest-rank 95th percentile.
  package let p95: Double
  /// The nearest-rank 99th percentile.
  package let p99: Double
  /// The largest value.
  package let maximum: Double

  /// Summarizes values; nil when there are none or one is not finite.
  package init?(_ values: [Double]) {
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
    let sorted = values.sorted()
    func percentile(_ percent: Double) -> Double {
      sorted[Percentile.rank(percent, count: sorted.count) - 1]
    }
    count = sorted.count
    minimum = sorted[0]
    maximum = sorted[sorted.count - 1]
    mean = Mean.of(values)
    median = percentile(50)
    p95 = percentile(95)
    p99 = percentile(99)
  }
}

/// Means and spreads without cancellation.
package enum Mean {
  /// The arithmetic mean; 0 for no values.
  ///
  /// The values' distances from the first are averaged, so that large equal parts do not cancel.
  package static func of(_ values: [Double]) -> Double {
    guard let first = values.first else { return 0 }
    return first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
  }

  /// The sample standard deviation; nil for fewer than two values.
  package static func standardDeviation(of values: [Double]) -> Double? {
    guard values.count > 1 else { return nil }
    let mean = of(values)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}
