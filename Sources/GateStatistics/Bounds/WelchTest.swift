/// Whether the mean of one group exceeds that of another by more than chance explains.
///
/// Source: Welch, "The Generalization of 'Student's' Problem when Several Different Population Variances
/// are Involved", Biometrika 34 (1947).
package enum WelchTest {
  /// The one-sided p-value: how likely a first mean so much larger is where the means are equal; nil with
  /// fewer than two values on a side.
  ///
  /// - Complexity: O(values).
  package static func pValue(greater first: [Double], than second: [Double]) -> Double? {
    guard let one = Mean.standardDeviation(of: first),
      let other = Mean.standardDeviation(of: second)
    else { return nil }
    let difference = Mean.of(first) - Mean.of(second)
    let errors = (one * one / Double(first.count), other * other / Double(second.count))
    let error = errors.0 + errors.1
    guard error > 0 else { return difference > 0 ? 0 : 1 }
    let freedom =
      error * error
      / (errors.0 * errors.0 / Double(first.count - 1)
        + errors.1 * errors.1 / Double(second.count - 1))
    // The lower tail keeps its digits where the probability is small.
    return StudentT(degreesOfFreedom: freedom).cumulative(-difference / error.squareRoot())
  }
}
