/// The tolerances that a benchmark can have, by what layouts and launches scatter.
package enum LayoutTolerance {
  /// The rate at which one unchanged benchmark of two fixed layouts may lie beyond its tolerance.
  package static let fixedRate = 0.01

  /// The probability with which an unchanged benchmark is to be proven within its tolerance.
  package static let provenRate = 0.95

  /// The tolerance below which two builds with one layout each fail an unchanged benchmark more often than in
  /// one of a hundred pairs of builds.
  ///
  /// With enough launches the test finds the difference of the two layouts themselves: a normal figure with
  /// twice the variance of one layout.
  ///
  /// - Parameters:
  ///   - deviation: The standard deviation of ln(time) between layouts.
  ///   - speeds: Of a benchmark with two speeds the slower over the faster, which two builds may differ by.
  /// - Returns: 0.05 for 5 %.
  package static func fixed(deviation: Double, speeds: Double? = nil) -> Double {
    let normal = StudentT(degreesOfFreedom: .infinity)
    let reach = normal.quantile(1 - fixedRate) * 2.0.squareRoot() * deviation
    return max(Elementary.exponential(reach), speeds ?? 1) - 1
  }

  /// The least tolerance within which an unchanged benchmark is proven in this many launch pairs, with
  /// ``provenRate``, where each launch has a layout of its own.
  ///
  /// The proof counts the launch pairs whose log ratio is below the tolerance, so for normal figures it
  /// depends on nothing but the spread of a pair.
  ///
  /// - Parameters:
  ///   - deviation: The standard deviation of ln(time) of a launch, its layout included.
  ///   - pairs: Launch pairs at most.
  ///   - missRate: The rate at which a change beyond the tolerance may pass.
  /// - Returns: 0.05 for 5 %; nil where so few pairs prove nothing.
  package static func fresh(
    deviation: Double, pairs: Int, missRate: Double = 0.05
  ) -> Double? {
    let threshold = Elementary.logarithm(2 / missRate)
    let needed = (0...max(0, pairs)).first {
      SignEvidence.logEvidence(above: $0, below: pairs - $0) >= threshold
        && 2 * $0 > pairs
    }
    guard let needed else { return nil }
    // The share of pairs below the tolerance with which this many of them are below it often enough.
    let share = Self.share(of: pairs, reaching: needed)
    let normal = StudentT(degreesOfFreedom: .infinity)
    return Elementary.exponential(normal.quantile(share) * 2.0.squareRoot() * deviation) - 1
  }

  /// The probability of one success with which a number of them is reached in ``provenRate`` of the cases.
  ///
  /// Source: Abramowitz and Stegun (1964), 26.5.24.
  private static func share(of trials: Int, reaching least: Int) -> Double {
    let law = IncompleteBeta(a: Double(least), b: Double(trials - least + 1))
    return QuantileSearch.quantile(provenRate, from: 0.5) { $0 >= 1 ? 1 : law.value($0) }
  }
}
