/// The χ² distribution, the law of a sum of squares.
struct ChiSquared: Hashable, Sendable {
  /// Its degrees of freedom, above 0.
  let degreesOfFreedom: Double

  /// The probability of a value up to this one.
  ///
  /// Source: Abramowitz and Stegun (1964), 26.4.1 with 6.5.29 and 6.5.31.
  func cumulative(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    let (a, half) = (degreesOfFreedom / 2, x / 2)
    let scale = Elementary.exponential(
      a * Elementary.logarithm(half) - half - Elementary.logarithmOfGamma(a))
    return half < a + 1
      ? scale * Self.series(a, half) : 1 - scale * Self.fraction(a, half)
  }

  /// The value that is exceeded with probability 1 − p; p in (0, 1).
  func quantile(_ p: Double) -> Double {
    QuantileSearch.quantile(p, from: degreesOfFreedom, of: cumulative)
  }

  /// The sum that gives the lower incomplete gamma function; it converges quickly up to the mean.
  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    for step in 1...10_000 {
      term *= x / (a + Double(step))
      sum += term
      if term < sum * 1e-16 { break }
    }
    return sum
  }

  /// The fraction that gives the upper one beyond the mean, by the modified Lentz method.
  private static func fraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var result = d
    for step in 1...10_000 {
      let coefficient = -Double(step) * (Double(step) - a)
      b += 2
      d = 1 / (coefficient * d + b)
      c = b + coefficient / c
      result *= c * d
      if abs(c * d - 1) < 1e-15 { break }
    }
    return result
  }
}

/// Fisher's F distribution, the law of a quotient of two mean squares.
struct FisherF: Hashable, Sendable {
  /// The degrees of freedom of the mean square above, above 0.
  let above: Double
  /// The degrees of freedom of the mean square below; above 0.
  let below: Double

  /// The probability of a value up to this one.
  ///
  /// Source: Abramowitz and Stegun (1964), 26.6.2.
  func cumulative(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    return IncompleteBeta(a: above / 2, b: below / 2).value(above * x / (above * x + below))
  }

  /// The value that is exceeded with probability 1 − p; p in (0, 1).
  func quantile(_ p: Double) -> Double { QuantileSearch.quantile(p, from: 1, of: cumulative) }
}

/// The search for a quantile of a law of positive figures.
enum QuantileSearch {
  /// The value up to which a law has the probability p, by halving.
  ///
  /// - Parameters:
  ///   - p: In (0, 1).
  ///   - start: A positive value to begin at.
  ///   - cumulative: The law's distribution function.
  static func quantile(
    _ p: Double, from start: Double, of cumulative: (Double) -> Double
  ) -> Double {
    var high = start
    while cumulative(high) < p, high < 1e300 { high *= 2 }
    var low = high / 2
    while cumulative(low) > p, low > 1e-300 { low /= 2 }
    // Each step gains one binary digit of the quotient of both ends, which is 2 at most or tiny.
    for _ in 0..<200 {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { break }
      if cumulative(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
