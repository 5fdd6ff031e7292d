/// The ratio of two independent benchmarks of one run with one-sided bounds.
///
/// The launch is the unit: the bounds are Welch's for the difference of the mean logarithms of the
/// launches' medians, which holds whatever the two spreads are. Source: Welch, "The Generalization of
/// 'Student's' Problem when Several Different Population Variances are Involved", Biometrika 34
/// (1947).
package struct RatioBounds: Hashable, Sendable {
  /// The ratio of the geometric means.
  package let ratio: Double
  /// The lower bound; nil with fewer than two launches on a side.
  package let low: Double?
  /// The upper bound; nil with fewer than two launches on a side.
  package let high: Double?

  /// Bounds a ratio; nil when a side has no launch, or a figure that is not positive.
  ///
  /// - Parameters:
  ///   - numerator: The samples, launch by launch.
  ///   - denominator: The samples, launch by launch.
  ///   - isExact: Whether the figures repeat exactly, so that one launch is enough.
  ///   - confidence: Of each bound, in (0, 1).
  package init?(
    of numerator: [[Double]], to denominator: [[Double]], isExact: Bool = false,
    confidence: Double
  ) {
    func medians(_ launches: [[Double]]) -> [Double] {
      launches.compactMap { Percentile.median(of: $0) }
    }
    let above = medians(numerator)
    let below = medians(denominator)
    guard !above.isEmpty, !below.isEmpty,
      (above + below).allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    if Set(above).count == 1, Set(below).count == 1 {
      // Without any spread there is nothing to round.
      ratio = above[0] / below[0]
      let isBounded = isExact || (above.count > 1 && below.count > 1)
      low = isBounded ? ratio : nil
      high = isBounded ? ratio : nil
      return
    }
    let logarithms = [above, below].map { $0.map(Elementary.logarithm) }
    let difference = Mean.of(logarithms[0]) - Mean.of(logarithms[1])
    ratio = Elementary.exponential(difference)
    let errors = logarithms.map { values in
      Mean.standardDeviation(of: values).map { $0 * $0 / Double(values.count) }
    }
    guard let first = errors[0], let second = errors[1] else {
      low = nil
      high = nil
      return
    }
    let error = first + second
    let freedom =
      error * error
      / (first * first / Double(above.count - 1) + second * second / Double(below.count - 1))
    let reach = StudentT(degreesOfFreedom: freedom).quantile(confidence) * error.squareRoot()
    low = Elementary.exponential(difference - reach)
    high = Elementary.exponential(difference + reach)
  }
}
