/// Two speeds of one benchmark: figures that fall into two groups, and into them within single blocks, too.
///
/// Told where three things hold. The figures have more than one peak by ``DipTest``. The two groups differ by
/// ``leastRatio`` at least and each holds a tenth of the figures, and three. And blocks hold figures of both
/// groups, half as often at least as chance would mix them: what is sampled together has the machine's speed
/// in common, so a machine with two speeds gives blocks of one group each.
///
/// The dip bounds the false alarms by 1 % for every law with one peak; the other conditions only lower that.
/// In a simulation with 24 figures in 12 blocks there was FALSEALARMS.
package struct TwoSpeeds: Hashable, Sendable {
  /// The least ratio of the two groups that is told.
  package static let leastRatio = 1.03

  /// The median of the smaller figures.
  package let low: Double
  /// The median of the larger figures.
  package let high: Double
  /// The figures in the upper group, as a share of all.
  package let shareOfHigh: Double

  /// Looks for two groups; nil where the figures do not show them.
  ///
  /// - Parameter blocks: Positive figures, such as times, by the blocks in which they were sampled together.
  /// - Complexity: O(*n* log *n*).
  package init?(blocks: [[Double]]) {
    let figures = blocks.flatMap { $0 }
    guard figures.count >= DipTest.leastValues, figures.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      return nil
    }
    let logarithms = figures.map(Elementary.logarithm).sorted()
    guard DipTest.hasSeveralPeaks(logarithms), let split = Self.split(logarithms) else { return nil }
    let (lower, upper) = (Array(logarithms[..<split]), Array(logarithms[split...]))
    guard let low = Percentile.median(of: lower), let high = Percentile.median(of: upper),
      high - low >= Elementary.logarithm(Self.leastRatio),
      Self.areMixed(blocks, above: Elementary.exponential((logarithms[split - 1] + logarithms[split]) / 2))
    else { return nil }
    self.low = Elementary.exponential(low)
    self.high = Elementary.exponential(high)
    shareOfHigh = Double(upper.count) / Double(logarithms.count)
  }

  /// Where the upper group begins: the split into two groups with the least squares within them; nil where
  /// a group is too small.
  ///
  /// - Parameter sorted: Ten at least.
  private static func split(_ sorted: [Double]) -> Int? {
    let least = max(3, (sorted.count + 9) / 10)
    // Distances from the middle, so that the sums of squares do not cancel.
    let middle = Mean.of(sorted)
    var sums = [0.0]
    for value in sorted { sums.append(sums[sums.count - 1] + value - middle) }
    let whole = sums[sorted.count]
    // The squares within are the least where those between are the largest.
    func between(_ place: Int) -> Double {
      let rest = whole - sums[place]
      return sums[place] * sums[place] / Double(place) + rest * rest / Double(sorted.count - place)
    }
    let places = least...(sorted.count - least)
    return places.max { between($0) < between($1) }
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
