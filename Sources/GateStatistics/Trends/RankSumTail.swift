/// How unlikely a rank sum is, also far out and for few values.
///
/// The normal approximation of the Wilcoxon–Mann–Whitney statistic cannot exceed √(3m) however far
/// *m* new values lie above all the old ones, although that is ever less likely the more old ones there
/// are. The saddlepoint approximation stays within a few per cent of the exact probability everywhere.
///
/// Sources: Mann, Whitney, Ann. Math. Stat. 18 (1947) for the distribution's generating function;
/// Lugannani, Rice, Adv. Appl. Prob. 12 (1980) for the approximation.
enum RankSumTail {
  /// The score of a standard normal distribution that is as unlikely as a standardized rank sum.
  ///
  /// - Parameters:
  ///   - score: The rank sum less its mean, in its standard deviations, not negative.
  ///   - left: How many values the one side has, at least 1.
  ///   - right: How many values the other side has, at least 1.
  /// - Complexity: O(the smaller side).
  static func normalScore(_ score: Double, left: Int, right: Int) -> Double {
    // Below 2 the two agree to two digits, and nothing there is ever reported.
    guard score > 2, min(left, right) <= mostExact else { return score }
    let product = Double(left) * Double(right)
    let deviation = (product * Double(left + right + 1) / 12).squareRoot()
    let excess = min(score * deviation, product / 2) - 0.5
    let least = -logChoices(min(left, right), of: left + right)
    guard excess < product / 2 - 1 else { return normalScore(logTail: least) }
    let tail = saddlepoint(excess, Double(min(left, right)), Double(max(left, right)))
    return normalScore(logTail: max(least, tail))
  }

  /// Beyond this many values on the smaller side the normal approximation serves.
  private static let mostExact = 60

  /// ln P(U ≥ mean + `excess`), the continuity correction taken off before.
  private static func saddlepoint(_ excess: Double, _ few: Double, _ many: Double) -> Double {
    let target = few * many / 2 + excess
    var low = 0.0
    var high = Double.infinity
    var t = excess / (few * many * (few + many + 1) / 12)
    var cumulant = Cumulant(t, few, many)
    for _ in 0..<50 {
      let miss = cumulant.slope - target
      guard abs(miss) > 1e-7 * target else { break }
      if miss > 0 { high = t } else { low = t }
      let newton = t - miss / cumulant.curvature
      t = newton > low && newton < high ? newton : high.isFinite ? (low + high) / 2 : 2 * low
      cumulant = Cumulant(t, few, many)
    }
    let w = (2 * max(0, t * target - cumulant.value)).squareRoot()
    let half = t / 2
    let v =
      (Elementary.exponential(half) - Elementary.exponential(-half))
      * cumulant.curvature.squareRoot()
    let density = Elementary.exponential(-w * w / 2) / (2 * Double.pi).squareRoot()
    let tail = Elementary.normalTail(-w) + density * (1 / v - 1 / w)
    return Elementary.logarithm(max(tail, .leastNormalMagnitude))
  }

  /// The cumulant generating function of U and its first two derivatives, at t > 0.
  ///
  /// It is the sum over *i* up to the smaller side of ln(1 − e^((n+i)t)) − ln(1 − e^(it)), normed.
  private struct Cumulant {
    var value = 0.0
    var slope = 0.0
    var curvature = 0.0

    init(_ t: Double, _ few: Double, _ many: Double) {
      var i = 1.0
      while i <= few {
        add((many + i) * t, factor: many + i, sign: 1)
        add(i * t, factor: i, sign: -1)
        i += 1
      }
    }

    /// Adds ln((e^z − 1)/z) and its derivatives by t, where z = factor · t.
    private mutating func add(_ z: Double, factor: Double, sign: Double) {
      let decay = Elementary.exponential(-z)
      let rest = z < 1e-4 ? z - z * z / 2 : 1 - decay
      value += sign * (z + Elementary.logarithm(rest / z))
      slope += sign * factor * (z < 1e-4 ? 0.5 + z / 12 : 1 / rest - 1 / z)
      curvature +=
        sign * factor * factor
        * (z < 1e-2 ? 1.0 / 12 - z * z / 240 : 1 / (z * z) - decay / (rest * rest))
    }
  }

  /// ln of the number of ways to choose.
  private static func logChoices(_ few: Int, of all: Int) -> Double {
    (0..<few).reduce(0) { sum, index in
      sum + Elementary.logarithm(Double(all - index) / Double(few - index))
    }
  }

  /// The score that a standard normal variable exceeds with a probability given by its logarithm.
  ///
  /// Newton's method on ln of the tail; far out the tail is its asymptotic expansion.
  private static func normalScore(logTail: Double) -> Double {
    var score = (max(0, -2 * logTail)).squareRoot()
    for _ in 0..<20 {
      let tail = Elementary.normalTail(-score)
      let density = Elementary.exponential(-score * score / 2) / (2 * Double.pi).squareRoot()
      guard tail > 1e-290, density > 0 else { return score }
      let step = (Elementary.logarithm(tail) - logTail) * tail / density
      score += step
      if abs(step) < 1e-9 { break }
    }
    return score
  }
}
