/// Evidence that the median of a quantity lies above a value, by the signs of its observations alone.
///
/// If the median given the past is the value or less, an observation lies above it with a probability of
/// at most ½, whatever the distribution. So a bet at the odds of p > ½, whose factor is 2p for an
/// observation above and 2(1 − p) for one below, has mean 1 at most, and so has a mixture of such bets.
/// Nothing is assumed of the shape: neither symmetry, nor that two sides scatter alike.
///
/// Sources: Ville, "Étude critique de la notion de collectif" (1939); Howard, Ramdas, "Sequential
/// estimation of quantiles with applications to A/B testing and best-arm identification", Bernoulli 28
/// (2022), for confidence sequences of quantiles.
enum SignEvidence {
  /// The odds that are bet on, and each bet's share of the capital: half of it for signs that all agree.
  private static let bets: [(probability: Double, share: Double)] = [
    (0.999, 0.5), (0.9, 0.25), (0.75, 0.15), (0.6, 0.1),
  ]

  /// ln of the evidence after this many observations above and below; equal ones count for neither.
  ///
  /// It depends on the counts only, however they came about.
  static func logEvidence(above: Int, below: Int) -> Double {
    let terms = bets.map { bet in
      Elementary.logarithm(bet.share)
        + Double(above) * Elementary.logarithm(2 * bet.probability)
        + Double(below) * Elementary.logarithm(2 * (1 - bet.probability))
    }
    let largest = terms.max() ?? 0
    return largest
      + Elementary.logarithm(terms.reduce(0) { $0 + Elementary.exponential($1 - largest) })
  }

  /// The ends of an interval of the median that holds at any stopping time; an end is nil while nothing
  /// bounds it.
  ///
  /// A value is left out when the evidence against it has reached the threshold, so both ends are
  /// observations, and the sample's median lies between them.
  ///
  /// - Parameters:
  ///   - data: The observations.
  ///   - logThreshold: ln of the evidence that leaves a value out, in one direction.
  /// - Complexity: O(*n* log *n*).
  static func interval(
    of data: [Double], logThreshold: Double
  ) -> (low: Double?, high: Double?) {
    let sorted = data.sorted()
    // How many observations may lie on the wrong side of a value that is left out.
    let wrong = (0..<max(1, sorted.count)).last {
      logEvidence(above: sorted.count - $0, below: $0) >= logThreshold
    }
    guard let wrong, wrong < sorted.count, !sorted.isEmpty else { return (nil, nil) }
    return (sorted[wrong], sorted[sorted.count - 1 - wrong])
  }
}
