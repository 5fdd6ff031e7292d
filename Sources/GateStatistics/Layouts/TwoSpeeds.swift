/// Two speeds of one benchmark: figures that fall into two groups, and into them within single blocks, too.
///
/// It is reported when three conditions are met:
///
/// - The gap between the groups is wider, measured by how the figures scatter within them, than in 99 % of
///   samples of a law with one peak.
/// - The groups' medians differ by ``leastRatio`` at least.
/// - Blocks hold figures of both groups, half as often at least as chance would mix them. What is sampled together
///   has the machine's speed in common, so a machine with two speeds gives blocks of one group each.
package struct TwoSpeeds: Hashable, Sendable {
  /// The least ratio of the two groups that is reported.
  package static let leastRatio = 1.03

  /// The median of the smaller figures.
  package let low: Double
  /// The median of the larger figures.
  package let high: Double
  /// The figures in the upper group, as a share of all.
  package let shareOfHigh: Double

  /// Finds two groups; nil where the values do not show them.
  ///
  /// - Parameter blocks: Positive figures, such as times, by the blocks in which they were sampled together.
  /// - Complexity: O(*n* log *n*).
  package init?(blocks: [[Double]]) {
    let figures = blocks.flatMap { $0 }
    guard figures.allSatisfy({ $0 > 0 && $0.isFinite }),
      let groups = TwoGroups(figures.map(Elementary.logarithm)), groups.areApart,
      let lower = Percentile.median(of: groups.lower),
      let upper = Percentile.median(of: groups.upper),
      upper - lower >= Elementary.logarithm(Self.leastRatio),
      Self.areMixed(blocks, above: Elementary.exponential(groups.middle))
    else { return nil }
    low = Elementary.exponential(lower)
    high = Elementary.exponential(upper)
    shareOfHigh = Double(groups.upper.count) / Double(figures.count)
  }

  /// Whether single blocks hold figures of both groups, half as often at least as chance would have it.
  private static func areMixed(_ blocks: [[Double]], above limit: Double) -> Bool {
    let figures = blocks.flatMap { $0 }
    let share = Double(figures.count { $0 > limit }) / Double(figures.count)
    func power(_ base: Double, _ exponent: Int) -> Double {
      (0..<exponent).reduce(1) { product, _ in product * base }
    }
    let expected = blocks.reduce(0.0) {
      $0 + 1 - power(share, $1.count) - power(1 - share, $1.count)
    }
    let mixed = blocks.count { block in
      let slow = block.count { $0 > limit }
      return slow > 0 && slow < block.count
    }
    return mixed >= 2 && Double(mixed) >= expected / 2
  }
}

/// The split of values into a lower and an upper group with the least squares within them.
///
/// With one dimension the best of all splits is one of neighbours: Fisher, "On Grouping for Maximum Homogeneity",
/// JASA 53 (1958).
struct TwoGroups: Hashable, Sendable {
  /// The fewest values that are split.
  static let leastValues = 10

  /// The lower group, sorted.
  let lower: [Double]
  /// The upper group, sorted.
  let upper: [Double]
  /// The gap between the groups, in standard deviations within them; infinite where these are 0.
  let gap: Double

  /// Splits values; each group gets a tenth of them, and three, at least.
  ///
  /// - Returns: Nil for fewer than ten values, and where all are equal.
  init?(_ values: [Double]) {
    guard values.count >= Self.leastValues, values.allSatisfy(\.isFinite) else { return nil }
    let sorted = values.sorted()
    guard sorted[0] < sorted[sorted.count - 1] else { return nil }
    let least = max(3, (sorted.count + 9) / 10)
    // Distances from the mean, so that the sums of squares do not cancel.
    let mean = Mean.of(sorted)
    var sums = [0.0]
    for value in sorted { sums.append(sums[sums.count - 1] + value - mean) }
    // The squares within are the least where those between are the largest.
    func between(_ place: Int) -> Double {
      let rest = sums[sorted.count] - sums[place]
      return sums[place] * sums[place] / Double(place) + rest * rest / Double(sorted.count - place)
    }
    let places = least...(sorted.count - least)
    let place = places.max { between($0) < between($1) } ?? least
    lower = Array(sorted[..<place])
    upper = Array(sorted[place...])
    let squares = [lower, upper].reduce(0.0) { sum, group in
      let mean = Mean.of(group)
      return sum + group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let within = (squares / Double(sorted.count - 2)).squareRoot()
    gap = (sorted[place] - sorted[place - 1]) / within
  }

  /// The middle of the gap.
  var middle: Double { ((lower.last ?? 0) + (upper.first ?? 0)) / 2 }

  /// Whether the gap is wider than in 99 % of samples of a law with one peak.
  ///
  /// The limits are the largest of eight laws: uniform, normal, two log-normal ones, exponential, Laplace's, and
  /// Student's with two and three degrees of freedom. `Tests/GateStatisticsTests/Fixtures/layouts.py` draws them.
  /// Between two sizes that of the smaller one counts, which is the larger limit.
  var areApart: Bool {
    let size = lower.count + upper.count
    let limit = Self.limits.last { $0.size <= size }?.gap ?? .infinity
    return gap > limit
  }

  private static let limits: [(size: Int, gap: Double)] = [
    (10, 5.17), (12, 4.55), (16, 4.33), (20, 4.2), (24, 4.1), (32, 2.92), (48, 2.25), (64, 1.51),
    (100, 1.02), (200, 0.5), (500, 0.19),
  ]
}
