/// Evidence that a symmetric quantity is shifted upwards, bettered one observation at a time.
///
/// If x is symmetric about zero given the past, its sign is a fair coin whatever its size, so
/// e^(λx)/cosh(λx) has mean 1 for every λ, and a product of such factors is a non-negative
/// martingale that starts at 1; an average of such products over several λ is one too. By Ville's
/// inequality it ever exceeds 1/ε with probability at most ε, however long one looks.
///
/// The λ range over the whole plausible scale, in powers of two, chosen before any data: small ones
/// catch slight shifts under wide noise, large ones turn into a sign test. No stake λx exceeds a
/// cap, so that one wild value of the wrong sign cannot eat up what many others have proven; a low
/// cap forgives more, a high one gains more. Capping keeps the sign, hence the mean of 1.
///
/// Sources: de la Peña, "A General Class of Exponential Inequalities for Martingales and Ratios",
/// Annals of Probability 27 (1999), lemma 6.1; Ville, "Étude critique de la notion de collectif"
/// (1939); Ramdas, Ruf, Larsson, Koolen, "Admissible anytime-valid sequential inference must rely on
/// nonnegative martingales" (2020).
struct SignMartingale: Hashable, Sendable {
  /// The λ in the mixture, in 1 over log ratio.
  static let rates: [Double] = (1...11).map { Double(1 << $0) }

  /// The most that |λx| counts for: at worst a factor of 1/6, or of 1/200.
  static let caps: [Double] = [1.2, 3]

  /// For each cap and, within it, each rate.
  private var logWealth = [Double](repeating: 0, count: caps.count * rates.count)

  /// Adds an observation.
  mutating func add(_ x: Double) {
    var index = 0
    for cap in Self.caps {
      for rate in Self.rates {
        logWealth[index] += Self.logFactor(min(max(rate * x, -cap), cap))
        index += 1
      }
    }
  }

  /// ln of the mixture; 0 before the first observation.
  var logEvidence: Double {
    Self.logMean(logWealth)
  }

  private static func logMean(_ logarithms: [Double]) -> Double {
    let largest = logarithms.max() ?? 0
    let sum = logarithms.reduce(0) { $0 + Elementary.exponential($1 - largest) }
    return largest + Elementary.logarithm(sum / Double(logarithms.count))
  }

  /// What ``logEvidence`` would be after all these observations, each less a shift.
  ///
  /// For a search that asks again and again: factors are multiplied, and only products have their
  /// logarithms taken, some forty factors at a time so that none leaves the range of numbers.
  ///
  /// - Complexity: O(*n*).
  static func logEvidence(of data: [Double], less shift: Double) -> Double {
    var logWealth: [Double] = []
    logWealth.reserveCapacity(caps.count * rates.count)
    for cap in caps {
      for rate in rates {
        var sum = 0.0
        var product = 1.0
        for (index, x) in data.enumerated() {
          let y = min(max(rate * (x - shift), -cap), cap)
          product *= 2 / (1 + Elementary.exponential(-2 * y))
          if index % 40 == 39 {
            sum += Elementary.logarithm(product)
            product = 1
          }
        }
        logWealth.append(sum + Elementary.logarithm(product))
      }
    }
    return logMean(logWealth)
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
