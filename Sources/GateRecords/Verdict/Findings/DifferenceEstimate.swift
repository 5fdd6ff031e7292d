/// A change in the metric's unit with its interval, for figures that have no ratio.
public struct DifferenceEstimate: Hashable, Sendable, Codable {
  /// Candidate − baseline.
  public var estimate: Double

  /// The interval's lower end; absent when the evidence bounds nothing.
  public var low: Double?

  /// The interval's upper end; absent when the evidence bounds nothing.
  public var high: Double?

  /// Creates a difference.
  public init(estimate: Double, low: Double?, high: Double?) {
    self.estimate = estimate
    self.low = low
    self.high = high
  }
}
