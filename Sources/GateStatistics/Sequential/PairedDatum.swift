/// How the samples of one launch pair become the one figure that a test gets: ln(candidate ÷ baseline).
///
/// Either way exchanging the two sides turns the figure's sign, which is all that the test asks for.
package enum PairedDatum: Hashable, Sendable {
  /// The median over neighbouring samples, for samples that are what the program did.
  case neighbours
  /// The quotient of the lower quartiles, for samples that are means of many iterations.
  ///
  /// Such a mean already includes everything that the program does occasionally. What still differs between
  /// two of them is the machine, which only ever adds: interrupts, neighbours, a slower clock. The
  /// fastest quarter has the least of it, and unlike the minimum rests on more than one sample.
  case lowerQuartiles

  /// The same of rates: the quotient of the quickest quarters, which are the upper quartiles.
  case upperQuartiles

  /// The iterations from which a sample counts as a mean.
  private static let manyIterations = 10

  /// The one that suits a metric.
  ///
  /// - Parameters:
  ///   - isTime: Whether it measures a duration.
  ///   - isRate: Whether it measures how much is done in a time.
  ///   - iterations: The iterations that one sample is the mean of.
  package init(isTime: Bool, isRate: Bool = false, iterations: Int) {
    let isMean = iterations >= Self.manyIterations
    self = isMean && isTime ? .lowerQuartiles : isMean && isRate ? .upperQuartiles : .neighbours
  }

  /// The figure of one launch pair; nil when a side has no sample that is a number.
  ///
  /// Two zeros are equal. From zero to anything there is no ratio, but there is a sign, which is all
  /// that the test needs: it counts as ``mostLogRatio``, a full stake.
  ///
  /// - Parameters:
  ///   - candidate: The candidate's samples, in the order they were taken.
  ///   - baseline: The baseline's, in any unit that is the same.
  package func logRatio(_ candidate: [Double], _ baseline: [Double]) -> Double? {
    switch self {
    case .neighbours:
      return Percentile.median(of: zip(candidate, baseline).compactMap(Self.logRatio))
    case .lowerQuartiles:
      guard let new = Self.lowerQuartile(candidate), let old = Self.lowerQuartile(baseline) else {
        return nil
      }
      return Self.logRatio(new, old)
    case .upperQuartiles:
      // A rate is the reciprocal of a time, and so is its datum.
      let times = [candidate, baseline].map { $0.filter { $0 > 0 }.map { 1 / $0 } }
      guard !times[0].isEmpty, !times[1].isEmpty else {
        return Self.neighbours.logRatio(candidate, baseline)
      }
      return Self.lowerQuartiles.logRatio(times[0], times[1]).map { -$0 }
    }
  }

  /// Returns the level of one launch, as ``logRatio(_:_:)`` compares it: the median of its samples, or the bound of
  /// the quickest quarter; nil without a sample.
  package func level(_ samples: [Double]) -> Double? {
    switch self {
    case .neighbours: return Percentile.median(of: samples.filter(\.isFinite))
    case .lowerQuartiles: return Self.lowerQuartile(samples.filter(\.isFinite))
    case .upperQuartiles:
      let times = samples.filter { $0 > 0 && $0.isFinite }.map { 1 / $0 }
      return times.isEmpty
        ? Percentile.median(of: samples.filter(\.isFinite))
        : Self.lowerQuartile(times).map { 1 / $0 }
    }
  }

  /// What ``level(_:)`` gives of finite samples in ascending order.
  package func level(ofSorted samples: ArraySlice<Double>) -> Double? {
    let positive = samples.firstIndex { $0 > 0 }.map { samples[$0...] }
    switch self {
    case .neighbours: return Percentile.median(ofSorted: samples)
    case .lowerQuartiles:
      let counted = positive ?? samples
      guard !counted.isEmpty else { return nil }
      return counted[counted.startIndex + Percentile.rank(25, count: counted.count) - 1]
    case .upperQuartiles:
      guard let positive else { return Percentile.median(ofSorted: samples) }
      // The quickest have the largest rates. A rate is what the time that it gives gives back.
      let time = 1 / positive[positive.endIndex - Percentile.rank(25, count: positive.count)]
      return 1 / time
    }
  }

  /// The largest size of ln(candidate ÷ baseline); what is larger, or infinite, counts as this.
  ///
  /// At every rate of the test it is a full stake.
  package static let mostLogRatio = 64.0

  /// ln(new ÷ old) within ± ``mostLogRatio``; nil for what is not a number.
  ///
  /// Of two negative figures the larger is the smaller in size, so their quotient is turned. Figures of two
  /// signs, and zero beside anything else, have an order and no ratio.
  package static func logRatio(_ new: Double, _ old: Double) -> Double? {
    guard new.isFinite, old.isFinite else { return nil }
    if new == old { return 0 }
    guard new != 0, old != 0, (new > 0) == (old > 0) else {
      return new > old ? mostLogRatio : -mostLogRatio
    }
    let logarithm = Elementary.logarithm(new > 0 ? new / old : old / new)
    return min(max(logarithm, -mostLogRatio), mostLogRatio)
  }

  private static func lowerQuartile(_ samples: [Double]) -> Double? {
    // A reading of zero among others is a clock that did not advance, not a quick sample.
    let positive = samples.filter { $0 > 0 }
    return Percentile.nearestRank(25, of: positive.isEmpty ? samples : positive)
  }
}
