/// The rows of iterations that differ.
public struct RowRange: Hashable, Sendable, Codable {
  /// The fewest rows of one iteration.
  public var least: Double

  /// The most rows of one iteration.
  public var most: Double

  /// The mean rows of an iteration.
  public var mean: Double

  private enum CodingKeys: String, CodingKey {
    case mean
    case least = "min"
    case most = "max"
  }

  /// Creates a range.
  public init(least: Double, most: Double, mean: Double) {
    self.least = least
    self.most = most
    self.mean = mean
  }
}
