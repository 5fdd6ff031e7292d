#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The functions of the C mathematics library that this module needs.
package enum Elementary {
  /// The natural logarithm.
  package static func logarithm(_ x: Double) -> Double { log(x) }

  /// The exponential function.
  package static func exponential(_ x: Double) -> Double { exp(x) }

  /// The sine.
  static func sine(_ x: Double) -> Double { sin(x) }

  /// The arc sine.
  static func arcsine(_ x: Double) -> Double { asin(x) }

  /// ln(1 + x), exact for small x.
  static func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }

  /// ln Γ(x) for positive x, by Stirling's series after moving the argument up.
  ///
  /// The C function writes a global sign, which is no good among threads. Source: Abramowitz and
  /// Stegun, "Handbook of Mathematical Functions" (1964), 6.1.41; the error is below 1e-14 from 12 on.
  static func logarithmOfGamma(_ x: Double) -> Double {
    var shift = 0.0
    var z = x
    while z < 12 {
      shift += log(z)
      z += 1
    }
    let r = 1 / z
    let r2 = r * r
    let series =
      r * (1 / 12.0 + r2 * (-1 / 360.0 + r2 * (1 / 1260.0 + r2 * (-1 / 1680.0 + r2 / 1188))))
    return (z - 0.5) * log(z) - z + 0.5 * log(2 * Double.pi) + series - shift
  }

  /// The lower tail of the standard normal distribution.
  static func normalTail(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
}
