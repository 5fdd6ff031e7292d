/// The Mann–Kendall test: whether later values tend to be larger, or smaller, than earlier ones.
///
/// It looks only at the order of the values, so one outlier or a skewed noise does not mislead it,
/// and it takes ties and autocorrelation into account: builds that share a machine share its moods,
/// and a test that believed them independent would see trends in them. Sources: Mann, Econometrica 13
/// (1945); Kendall, "Rank Correlation Methods" (4th ed., 1975); Hamed, Rao, J. Hydrology 204 (1998).
package struct MannKendall: Hashable, Sendable {
  /// The number of pairs that rise, less the number of pairs that fall.
  package let score: Int
  /// The score's variance without a trend, for ties.
  package let tiedVariance: Double
  /// The factor by which autocorrelation increases the variance, at least 1.
  package let inflation: Double
  /// The two-sided probability of such a score without a trend, in [0, 1].
  package let probability: Double

  /// The fewest values for which the normal approximation serves.
  package static let leastCount = 8

  /// Tests values in the order of time; nil for fewer than ``leastCount``.
  ///
  /// - Parameters:
  ///   - values: Finite values.
  ///   - slope: Their slope per place, which is taken out before their autocorrelation is measured.
  ///   - lags: The furthest autocorrelation looked at.
  /// - Complexity: O(*n*²).
  package init?(_ values: [Double], slope: Double, lags: Int = 10) {
    let n = values.count
    guard n >= Self.leastCount else { return nil }
    var score = 0
    for later in 1..<n {
      for earlier in 0..<later {
        if values[later] > values[earlier] {
          score += 1
        } else if values[later] < values[earlier] {
          score -= 1
        }
      }
    }
    self.score = score
    let count = Double(n)
    var variance = count * (count - 1) * (2 * count + 5)
    for size in Ranks.tieSizes(values) {
      let t = Double(size)
      variance -= t * (t - 1) * (2 * t + 5)
    }
    tiedVariance = variance / 18
    inflation = max(1, Self.inflation(values, slope: slope, lags: min(lags, n / 4)))
    let deviation = (tiedVariance * inflation).squareRoot()
    guard deviation > 0, score != 0 else {
      probability = 1
      return
    }
    let z = (abs(Double(score)) - 1) / deviation
    probability = min(1, 2 * Elementary.normalTail(-z))
  }

  /// Returns the factor by which autocorrelation of the detrended ranks changes the variance; below 1 when they
  /// alternate.
  ///
  /// Only correlations that noise would hardly give, at 5 %, count.
  static func inflation(_ values: [Double], slope: Double, lags: Int) -> Double {
    let n = values.count
    guard n > 3, lags > 0 else { return 1 }
    let ranks = Ranks.of(values.enumerated().map { $1 - slope * Double($0 + 1) })
    let mean = Double(n + 1) / 2
    let centered = ranks.map { $0 - mean }
    let power = centered.reduce(0) { $0 + $1 * $1 }
    guard power > 0 else { return 1 }
    let bound = 1.959963984540054 / Double(n).squareRoot()
    var sum = 0.0
    for lag in 1...lags {
      var product = 0.0
      for at in 0..<(n - lag) { product += centered[at] * centered[at + lag] }
      let correlation = product / power
      guard abs(correlation) > bound else { continue }
      let rest = Double(n - lag)
      sum += rest * (rest - 1) * (rest - 2) * correlation
    }
    let count = Double(n)
    return 1 + 2 * sum / (count * (count - 1) * (count - 2))
  }
}

/// The median of the slopes between all pairs of values.
///
/// Nearly a third of the values may be wild without moving it far. Sources: Theil, Proc. Kon. Ned.
/// Akad. v. Wetensch. A 53 (1950); Sen, J. Am. Stat. Assoc. 63 (1968).
package enum TheilSen {
  /// The slope per place; 0 for fewer than two values.
  ///
  /// - Complexity: O(*n*²).
  package static func slope(_ values: [Double]) -> Double {
    let n = values.count
    guard n > 1, values.contains(where: { $0 != values[0] }) else { return 0 }
    var slopes: [Double] = []
    slopes.reserveCapacity(n * (n - 1) / 2)
    for later in 1..<n {
      for earlier in 0..<later {
        slopes.append((values[later] - values[earlier]) / Double(later - earlier))
      }
    }
    return Selection.median(&slopes)
  }
}
