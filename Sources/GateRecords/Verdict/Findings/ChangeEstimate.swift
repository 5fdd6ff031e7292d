/// A relative change, candidate against baseline, with its interval.
///
/// `ratio` is candidate ÷ baseline: 1.1 is a tenth more, whichever way the metric gets better. Figures of
/// which not all are positive have no ratio, so `difference` is what counts there.
public struct ChangeEstimate: Hashable, Sendable, Codable {
  /// The estimated ratio; with a `difference` that as a share of the baseline's size, and 1.
  public var ratio: Double

  /// The interval's lower end; absent when the evidence bounds nothing.
  public var low: Double?

  /// The interval's upper end; absent when the evidence bounds nothing.
  public var high: Double?

  /// The confidence the interval really has, in (0, 1).
  public var confidence: Double?

  /// The tolerance the change was held against, 0.05 for 5 %.
  public var tolerance: Double

  /// The same in points of a share, where the rule gives points: 0.02 for 2 points; absent for percentages.
  public var tolerancePoints: Double?

  /// The threshold of the label that the change has: 0.15 where `minor` begins beyond 15 %; absent without a label.
  public var severityThreshold: Double?

  /// The smallest change the evidence could have shown, 0.09 for 9 %; absent when unknown.
  public var smallestDetectable: Double?

  /// The change in the metric's unit, for figures of which not all are positive; absent for others.
  public var difference: DifferenceEstimate?

  private enum CodingKeys: String, CodingKey {
    case ratio, low, high, confidence, tolerance, difference
    case tolerancePoints = "tolerance_points"
    case severityThreshold = "severity_threshold"
    case smallestDetectable = "smallest_detectable"
  }

  /// Creates a change.
  public init(
    ratio: Double, low: Double?, high: Double?, confidence: Double?, tolerance: Double,
    tolerancePoints: Double? = nil, severityThreshold: Double? = nil,
    smallestDetectable: Double? = nil,
    difference: DifferenceEstimate? = nil
  ) {
    self.ratio = ratio
    self.low = low
    self.high = high
    self.confidence = confidence
    self.tolerance = tolerance
    self.tolerancePoints = tolerancePoints
    self.severityThreshold = severityThreshold
    self.smallestDetectable = smallestDetectable
    self.difference = difference
  }
}

extension ChangeEstimate {
  /// Whether the change is for the better and larger than the tolerance.
  package func isImprovementBeyondTolerance(_ direction: MetricDirection?) -> Bool {
    let worsening = direction == .higherIsBetter ? 1 - ratio : ratio - 1
    return worsening < -tolerance
  }
}
