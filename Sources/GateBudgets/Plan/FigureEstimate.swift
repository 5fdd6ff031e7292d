/// The estimate from the launches of a metric, in the terms of a report.
///
/// The two figures, their ratio or difference, and the interval are one quantity, so a row agrees with
/// itself.
package struct FigureEstimate: Hashable, Sendable {
  /// The candidate's figure.
  package var candidate: Double
  /// The baseline's.
  package var baseline: Double
  /// Candidate ÷ baseline; with a ``difference`` that difference as a share of the baseline's size, and 1.
  package var ratio: Double
  /// The ends of its interval; nil where nothing bounds them.
  package var low: Double?
  package var high: Double?
  /// The change in the metric's unit, for figures of which not all are positive.
  package var difference: Difference?

  /// A change in the metric's unit.
  package struct Difference: Hashable, Sendable {
    /// Candidate − baseline.
    package var estimate: Double
    /// The ends of its interval; nil where nothing bounds them.
    package var low: Double?
    package var high: Double?
  }

  /// A change by a ratio.
  init(candidate: Double, baseline: Double, ratio: Double, low: Double?, high: Double?) {
    self.candidate = candidate
    self.baseline = baseline
    self.ratio = ratio
    self.low = low
    self.high = high
  }

  /// A change by a difference.
  init(baseline: Double, _ difference: Difference) {
    candidate = baseline + difference.estimate
    self.baseline = baseline
    self.difference = difference
    ratio = Self.share(difference.estimate, of: baseline)
    low = difference.low.map { Self.share($0, of: baseline) }
    high = difference.high.map { Self.share($0, of: baseline) }
  }

  /// 1 + difference ÷ |baseline|; infinite, or zero, for what has no share of a baseline of zero.
  package static func share(_ difference: Double, of baseline: Double) -> Double {
    if difference == 0 { return 1 }
    if baseline == 0 { return difference > 0 ? .infinity : 0 }
    return 1 + difference / abs(baseline)
  }
}
