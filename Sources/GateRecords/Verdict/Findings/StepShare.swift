/// The share of one step of an iteration in a change of the whole.
public struct StepShare: Hashable, Sendable, Codable {
  /// The most steps that are named.
  package static let mostSteps = 3

  /// The step's name.
  public var step: String

  /// Its part of the relative change of the whole: 0.49 of a change of 0.52.
  public var change: Double

  /// Its nanoseconds of one iteration in the candidate; 0 where only the baseline has it.
  public var value: Double

  /// Its nanoseconds of one iteration in the baseline; 0 where only the candidate has it.
  public var baselineValue: Double

  private enum CodingKeys: String, CodingKey {
    case step, change, value
    case baselineValue = "baseline_value"
  }

  /// Creates a part.
  public init(step: String, change: Double, value: Double, baselineValue: Double) {
    self.step = step
    self.change = change
    self.value = value
    self.baselineValue = baselineValue
  }
}
