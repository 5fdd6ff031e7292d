/// Evidence that a symmetric quantity is shifted upwards, bettered one observation at a time.
///
/// If x is symmetric about zero given the past, its sign is a fair coin whatever its size, so
/// e^(λx)/cosh(λx) has mean 1 for every λ, and a product of such factors is a non-negative
/// martingale that starts at 1; an average of such products over several λ is one too. By Ville's
/// inequality it ever exceeds 1/ε with probability at most ε, however long one looks.
///
/// The λ range over the whole plausible scale, in powers of two, chosen before any data: small ones
/// catch slight shifts under wide noise, large ones turn into a sign test.
///
/// Sources: de la Peña, "A General Class of Exponential Inequalities for Martingales and Ratios",
/// Annals of Probability 27 (1999), lemma 6.1; Ville, "Étude critique de la notion de collectif"
/// (1939); Ramdas, Ruf, Larsson, Koolen, "Admissible anytime-valid sequential inference must rely on
/// nonnegative martingales" (2020).
struct SignMartingale: Hashable, Sendable {
  /// The λ in the mixture, in 1 over log ratio.
  static let rates: [Double] = (1...13).map { Double(1 << $0) }

  private var logWealth = [Double](repeating: 0, count: rates.count)

  /// Adds an observation.
  mutating func add(_ x: Double) {
    for (index, rate) in Self.rates.enumerated() {
      logWealth[index] += Self.logFactor(rate * x)
    }
  }

  /// ln of the mixture; 0 before the first observation.
  var logEvidence: Double {
    let largest = logWealth.max() ?? 0
    let sum = logWealth.reduce(0) { $0 + Elementary.exponential($1 - largest) }
    return largest + Elementary.logarithm(sum / Double(logWealth.count))
  }

  /// ln(e^y / cosh y) without overflow, at most ln 2.
  static func logFactor(_ y: Double) -> Double {
    let size = abs(y)
    let logCosh =
      size + Elementary.logarithmOfOnePlus(Elementary.exponential(-2 * size))
      - Elementary.logarithm(2)
    return y - logCosh
  }
}
