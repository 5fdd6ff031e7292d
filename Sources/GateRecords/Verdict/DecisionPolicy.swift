/// The promises that the decisions of a verdict keep.
public struct DecisionPolicy: Hashable, Sendable, Codable {
  /// The probability that an unchanged suite fails for a regression, at most.
  public var suiteFalseAlarmRate: Double

  /// The probability that a benchmark beyond its tolerance is passed, at most.
  public var missRate: Double

  /// The probability that a suite fails for changes that are all within their tolerances, at most.
  public var withinToleranceRate: Double

  /// The number of gated benchmark and metric pairs that share the false-alarm rate.
  public var comparisonCount: Int

  private enum CodingKeys: String, CodingKey {
    case suiteFalseAlarmRate = "suite_false_alarm_rate"
    case missRate = "miss_rate"
    case withinToleranceRate = "within_tolerance_rate"
    case comparisonCount = "comparison_count"
  }

  /// How many times as many comparisons share the rates where several machines measured: one of all machines
  /// together, and as much again for all choices of the machines that may disagree.
  package static let sharesOfMachines = 2

  /// Creates a description of the promises.
  public init(
    suiteFalseAlarmRate: Double, missRate: Double, withinToleranceRate: Double = 0.05,
    comparisonCount: Int
  ) {
    self.suiteFalseAlarmRate = suiteFalseAlarmRate
    self.missRate = missRate
    self.withinToleranceRate = withinToleranceRate
    self.comparisonCount = comparisonCount
  }
}
