/// One-sided bounds of a mean from the means of independent launches.
///
/// Samples of one launch share its layout and seeds, so the launch is the unit: with n launches the
/// bounds are Student's with n − 1 degrees of freedom. Source: Student, "The Probable Error of a
/// Mean", Biometrika 6 (1908).
package struct MeanBounds: Hashable, Sendable {
  /// The mean of the launches' means.
  package let mean: Double
  /// The lower bound; nil with fewer than two launches.
  package let low: Double?
  /// The upper bound; nil with fewer than two launches.
  package let high: Double?

  /// Bounds a mean; nil when no launch has samples.
  ///
  /// - Parameters:
  ///   - launches: The samples, launch by launch.
  ///   - confidence: Of each bound, in (0, 1).
  package init?(launches: [[Double]], confidence: Double) {
    let means = launches.filter { !$0.isEmpty }.map(Mean.of)
    guard !means.isEmpty else { return nil }
    mean = Mean.of(means)
    guard let deviation = Mean.standardDeviation(of: means) else {
      low = nil
      high = nil
      return
    }
    let t = StudentT(degreesOfFreedom: Double(means.count - 1)).quantile(confidence)
    let halfWidth = t * deviation / Double(means.count).squareRoot()
    low = mean - halfWidth
    high = mean + halfWidth
  }
}
