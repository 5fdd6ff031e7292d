/// By how much one group of values lies above another, whatever the law of their noise.
///
/// The estimate is the median of all differences between the groups, the interval comes from
/// inverting the rank-sum test. Source: Hollander, Wolfe, "Nonparametric Statistical Methods" (2nd
/// ed., 1999), §4.2 and §4.3, with the normal approximation.
package struct HodgesLehmann: Hashable, Sendable {
  /// The median difference, right − left.
  package let estimate: Double
  /// The interval's lower end; nil when the groups are too small to bound anything.
  package let low: Double?
  /// The interval's upper end; nil when the groups are too small to bound anything.
  package let high: Double?

  /// Compares two groups; nil when one is empty.
  ///
  /// - Parameter confidence: In (0, 1).
  /// - Complexity: O(*mn* log *mn*).
  package init?(left: [Double], right: [Double], confidence: Double = 0.95) {
    guard !left.isEmpty, !right.isEmpty else { return nil }
    let differences = right.flatMap { value in left.map { value - $0 } }.sorted()
    let middle = differences.count / 2
    estimate =
      differences.count % 2 == 1
      ? differences[middle]
      : differences[middle - 1] + (differences[middle] - differences[middle - 1]) / 2
    let m = Double(left.count)
    let n = Double(right.count)
    let z = StudentT(degreesOfFreedom: .infinity).quantile((1 + confidence) / 2)
    let place = (m * n / 2 - z * (m * n * (m + n + 1) / 12).squareRoot()).rounded(.down)
    // Below four a side the approximation promises what so few values cannot hold.
    guard place >= 1, min(left.count, right.count) >= 4 else {
      low = nil
      high = nil
      return
    }
    low = differences[Int(place) - 1]
    high = differences[differences.count - Int(place)]
  }
}
