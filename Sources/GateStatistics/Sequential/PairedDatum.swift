/// How the samples of one launch pair become the one figure that a test gets: ln(candidate ÷ baseline).
///
/// Either way exchanging the two sides turns the figure's sign, which is all that the test asks for.
package enum PairedDatum: Hashable, Sendable {
  /// The median over neighbouring samples, for samples that are what the program did.
  case neighbours
  /// The quotient of the lower quartiles, for samples that are means of many iterations.
  ///
  /// Such a mean already holds whatever the program does now and then. What still differs between
  /// two of them is the machine, which only ever adds: interrupts, neighbours, a slower clock. The
  /// fastest quarter has the least of it, and unlike the minimum rests on more than one sample.
  case lowerQuartiles

  /// The iterations from which a sample counts as a mean.
  private static let manyIterations = 10

  /// The one that suits a metric.
  ///
  /// - Parameters:
  ///   - isTime: Whether it measures a duration.
  ///   - iterations: The iterations that one sample is the mean of.
  package init(isTime: Bool, iterations: Int) {
    self = isTime && iterations >= Self.manyIterations ? .lowerQuartiles : .neighbours
  }

  /// The figure of one launch pair; nil when either side has no positive sample.
  ///
  /// - Parameters:
  ///   - candidate: The candidate's samples, in the order they were taken.
  ///   - baseline: The baseline's, in any unit that is the same.
  package func logRatio(_ candidate: [Double], _ baseline: [Double]) -> Double? {
    switch self {
    case .neighbours:
      return Percentile.median(
        of: zip(candidate, baseline).compactMap { new, old in
          new > 0 && old > 0 ? Elementary.logarithm(new / old) : nil
        })
    case .lowerQuartiles:
      guard let new = Self.lowerQuartile(candidate), let old = Self.lowerQuartile(baseline) else {
        return nil
      }
      return Elementary.logarithm(new / old)
    }
  }

  private static func lowerQuartile(_ samples: [Double]) -> Double? {
    Percentile.nearestRank(25, of: samples.filter { $0 > 0 })
  }
}
