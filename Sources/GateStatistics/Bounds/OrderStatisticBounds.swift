/// Bounds of a percentile that hold whatever the distribution.
///
/// The number of samples below the true percentile is binomial, so an order statistic far enough up
/// (or down) bounds it with known confidence. Each bound is one-sided. Source: Conover, "Practical
/// Nonparametric Statistics" (3rd ed., 1999), §3.2.
package struct OrderStatisticBounds: Hashable, Sendable {
  /// A value that the percentile exceeds with at most 1 − confidence; nil with too few samples.
  package let low: Double?
  /// A value that the percentile falls below with at most 1 − confidence; nil with too few samples.
  package let high: Double?

  /// Bounds a percentile.
  ///
  /// - Parameters:
  ///   - percent: In (0, 100).
  ///   - values: The samples in ascending order, independent of each other.
  ///   - confidence: Of each bound, in (0, 1).
  /// - Complexity: O(*n*).
  package init(percent: Double, ofSorted values: [Double], confidence: Double) {
    let ranks = OrderStatisticRanks(
      percent: percent, count: values.count, confidence: confidence)
    low = ranks.low.map { values[$0 - 1] }
    high = ranks.high.map { values[$0 - 1] }
  }

  /// The fewest samples with which the upper bound exists.
  package static func samplesForUpperBound(percent: Double, confidence: Double) -> Int {
    samples(missing: percent / 100, confidence: confidence)
  }

  /// The fewest samples with which the lower bound exists.
  package static func samplesForLowerBound(percent: Double, confidence: Double) -> Int {
    samples(missing: 1 - percent / 100, confidence: confidence)
  }

  /// The smallest n for which qⁿ ≤ 1 − confidence.
  private static func samples(missing q: Double, confidence: Double) -> Int {
    let exact = Elementary.logarithm(1 - confidence) / Elementary.logarithm(q)
    return Int((exact - 1e-9).rounded(.up))
  }
}

/// The ranks of a percentile's bounds among this many independent samples in ascending order.
struct OrderStatisticRanks: Hashable, Sendable {
  /// The rank of the lower bound, from 1; nil with too few samples.
  let low: Int?
  /// The rank of the upper bound, from 1; nil with too few samples.
  let high: Int?

  /// - Complexity: O(*count*).
  init(percent: Double, count: Int, confidence: Double) {
    let below = Binomial(trials: count, probability: percent / 100).cumulative
    // The k-th value is an upper bound when at most k − 1 samples lie below the percentile.
    // A rounding error must not cost a rank: 0.05 is not 1 − 0.95 in binary.
    high = below.firstIndex { $0 >= confidence - 1e-12 }.flatMap { $0 < count ? $0 + 1 : nil }
    // It is a lower bound when at least k samples do.
    low = below.lastIndex { $0 <= 1 - confidence + 1e-12 }.flatMap { $0 < count ? $0 + 1 : nil }
  }
}

/// The number of successes in independent trials.
struct Binomial {
  let trials: Int
  let probability: Double

  /// The probabilities of at most 0, 1, … successes, summed from the small end.
  var cumulative: [Double] {
    guard trials > 0, probability > 0, probability < 1 else { return [] }
    let logOdds = Elementary.logarithm(probability) - Elementary.logarithmOfOnePlus(-probability)
    var logMass = Double(trials) * Elementary.logarithmOfOnePlus(-probability)
    var sum = 0.0
    var result: [Double] = []
    result.reserveCapacity(trials + 1)
    for successes in 0...trials {
      sum += Elementary.exponential(logMass)
      result.append(min(sum, 1))
      let remaining = Double(trials - successes) / Double(successes + 1)
      logMass += logOdds + (remaining > 0 ? Elementary.logarithm(remaining) : 0)
    }
    return result
  }
}
