/// The derivatives of ln Γ(x) for positive x, which the moments of ln χ² need.
///
/// Both are moved up by their recurrence and end with Stirling's series. Source: Abramowitz and Stegun,
/// "Handbook of Mathematical Functions" (1964), 6.3.5 with 6.3.18, and 6.4.6 with 6.4.12.
enum Polygamma {
  /// From here on the series are exact to 1e-14.
  private static let large = 12.0

  /// The first derivative of ln Γ.
  static func digamma(_ x: Double) -> Double {
    var sum = 0.0
    var z = x
    while z < large {
      sum -= 1 / z
      z += 1
    }
    let r = 1 / (z * z)
    let series =
      r * (1 / 12.0 - r * (1 / 120.0 - r * (1 / 252.0 - r * (1 / 240.0 - r * (1 / 132.0)))))
    return sum + Elementary.logarithm(z) - 0.5 / z - series
  }

  /// The second derivative of ln Γ.
  static func trigamma(_ x: Double) -> Double {
    var sum = 0.0
    var z = x
    while z < large {
      sum += 1 / (z * z)
      z += 1
    }
    let r = 1 / (z * z)
    let series =
      r * (1 / 6.0 - r * (1 / 30.0 - r * (1 / 42.0 - r * (1 / 30.0 - r * (5 / 66.0)))))
    return sum + 1 / z + r / 2 + series / z
  }

  /// The argument at which the second derivative of ln Γ has this positive value.
  ///
  /// That derivative falls throughout and lies between 1 ÷ x and 1 ÷ x + 1 ÷ x², so halving finds it.
  static func trigammaInverse(_ value: Double) -> Double {
    var low = 1 / value
    var high = ((1 + 4 * value).squareRoot() + 1) / (2 * value)
    while high - low > 1e-13 * high {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if trigamma(middle) > value { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}
