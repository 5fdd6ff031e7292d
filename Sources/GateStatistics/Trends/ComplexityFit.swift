/// How a cost grows with the size of the input.
package enum ComplexityClass: String, Hashable, Sendable, CaseIterable, Comparable {
  case constant = "O(1)"
  case logarithmic = "O(log n)"
  case linear = "O(n)"
  case linearithmic = "O(n log n)"
  case quadratic = "O(n²)"
  case cubic = "O(n³)"

  /// Orders slower growth first.
  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .constant: 0
    case .logarithmic: 1
    case .linear: 2
    case .linearithmic: 3
    case .quadratic: 4
    case .cubic: 5
    }
  }

  /// Parses `O(n log n)`, with `n^2` and `n^3` for those without the signs.
  package init?(written text: String) {
    let plain = text.split(separator: " ").joined(separator: " ")
      .replacing("^2", with: "²").replacing("^3", with: "³")
    self.init(rawValue: plain)
  }

  /// The growing term at a size above zero.
  func term(_ n: Double) -> Double {
    switch self {
    case .constant: 1
    case .logarithmic: Elementary.logarithm(n)
    case .linear: n
    case .linearithmic: n * Elementary.logarithm(n)
    case .quadratic: n * n
    case .cubic: n * n * n
    }
  }
}

/// A cost as a fixed part plus a growing one, cost ≈ a + c·g(n), fitted to measured sizes.
///
/// The fit minimises the sum of the squared *relative* errors, because noise of a time is proportional to it, and the
/// largest size must not outweigh the others; neither part may be negative. Source: Lawson, Hanson, "Solving Least
/// Squares Problems" (1974), chapter 23, which for two unknowns reduces to trying the three corners.
package struct ComplexityFit: Hashable, Sendable {
  /// The class.
  package let complexity: ComplexityClass
  /// The fixed part, not negative.
  package let fixed: Double
  /// The factor of the growing term, not negative.
  package let factor: Double
  /// The root mean square of the relative errors, 0.02 for 2 %.
  package let relativeError: Double
  /// How many sizes were fitted.
  private let count: Int
  /// The sums of squares and products of the columns 1 ÷ cost and g(n) ÷ cost.
  private let uu: Double
  private let uv: Double
  private let vv: Double

  /// Fits one class; nil unless there are two sizes or more, all sizes and costs above zero.
  package init?(_ complexity: ComplexityClass, sizes: [Double], costs: [Double]) {
    guard sizes.count == costs.count, sizes.count >= 2,
      (sizes + costs).allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    self.complexity = complexity
    // Divided by the cost, every row says 1 = a·u + c·v.
    let u = costs.map { 1 / $0 }
    let v = zip(sizes, costs).map { complexity.term($0) / $1 }
    func error(_ a: Double, _ c: Double) -> Double {
      let squares = zip(u, v).reduce(0.0) { sum, row in
        let rest = 1 - a * row.0 - c * row.1
        return sum + rest * rest
      }
      return (squares / Double(sizes.count)).squareRoot()
    }
    func dot(_ left: [Double], _ right: [Double]) -> Double {
      zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (uu, uv, vv) = (dot(u, u), dot(u, v), dot(v, v))
    let (su, sv) = (u.reduce(0, +), v.reduce(0, +))
    var corners = [(su / uu, 0.0)]
    if complexity != .constant {
      if vv > 0 { corners.append((0, sv / vv)) }
      let determinant = uu * vv - uv * uv
      if determinant > 1e-12 * uu * vv {
        let inside = ((su * vv - sv * uv) / determinant, (sv * uu - su * uv) / determinant)
        if inside.0 >= 0, inside.1 >= 0 { corners.append(inside) }
      }
    }
    let best = corners.min { error($0.0, $0.1) < error($1.0, $1.1) } ?? (0, 0)
    (fixed, factor) = best
    (count, self.uu, self.uv, self.vv) = (sizes.count, uu, uv, vv)
    relativeError = error(best.0, best.1)
  }

  /// The cost that it gives for a size above zero, also one that was not measured.
  package func cost(at size: Double) -> Double { fixed + factor * complexity.term(size) }

  /// Where a cost at a size above zero lies if the law holds there, in the costs' unit and not below zero; nil
  /// where as few sizes were fitted as the law has parts.
  ///
  /// A prediction interval of least squares with relative errors: the uncertainty of the parts that are not
  /// zero, and the error of one more measurement. Source: Draper, Smith, "Applied Regression Analysis" (1998),
  /// sections 3.1 and 9.2. That another law might hold beyond the sizes is not in it.
  ///
  /// - Parameter confidence: Of both sides together, in (0, 1).
  package func interval(at size: Double, confidence: Double = 0.95) -> ClosedRange<Double>? {
    let parts = [fixed, factor].count { $0 > 0 }
    guard parts > 0, count > parts else { return nil }
    let freedom = Double(count - parts)
    let variance = relativeError * relativeError * Double(count) / freedom
    let term = complexity.term(size)
    let cost = cost(at: size)
    let ofParts: Double
    if parts == 2 {
      ofParts = (vv - 2 * uv * term + uu * term * term) / (uu * vv - uv * uv)
    } else {
      ofParts = fixed > 0 ? 1 / uu : term * term / vv
    }
    let deviation = (variance * (ofParts + cost * cost)).squareRoot()
    let reach = StudentT(degreesOfFreedom: freedom).quantile((1 + confidence) / 2) * deviation
    guard reach.isFinite, cost.isFinite else { return nil }
    return max(0, cost - reach)...(cost + reach)
  }

  /// Fits every class, the slowest growth first; empty when nothing can be fitted.
  package static func all(sizes: [Double], costs: [Double]) -> [ComplexityFit] {
    ComplexityClass.allCases.compactMap { ComplexityFit($0, sizes: sizes, costs: costs) }
  }

  /// The slowest growth that explains the costs about as well as the best of all.
  ///
  /// A faster growth with a small factor always fits a little better, so a fifth more error and half
  /// a per cent are forgiven.
  package static func best(of fits: [ComplexityFit]) -> ComplexityFit? {
    guard let least = fits.map(\.relativeError).min() else { return nil }
    return fits.sorted { $0.complexity < $1.complexity }
      .first { $0.relativeError <= least * 1.2 + 0.005 }
  }
}
