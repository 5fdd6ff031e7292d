/// Figures derived from the steps of an iteration: the slow one, and how quickly the working ones work.
public struct PerformanceIndicators: Hashable, Sendable, Codable {
  /// How long reading takes, in a word.
  public enum Efficiency: String, Hashable, Sendable, Codable {
    /// Below the first threshold.
    case good
    /// Below the second.
    case moderate
    /// Neither.
    case poor
  }

  /// The step that takes longest, the first of them on a tie.
  public var bottleneckStep: String

  /// How long the steps that read take together.
  public var queryEfficiency: Efficiency

  /// Rows that the transforming steps read, by the seconds of those steps alone; two decimals.
  public var transformThroughput: Double

  /// Rows that the writing steps write, by the seconds of those steps alone; two decimals.
  public var writeThroughput: Double

  private enum CodingKeys: String, CodingKey {
    case bottleneckStep = "bottleneck_step"
    case queryEfficiency = "query_efficiency"
    case transformThroughput = "transform_throughput"
    case writeThroughput = "write_throughput"
  }

  /// Creates indicators.
  public init(
    bottleneckStep: String, queryEfficiency: Efficiency, transformThroughput: Double,
    writeThroughput: Double
  ) {
    self.bottleneckStep = bottleneckStep
    self.queryEfficiency = queryEfficiency
    self.transformThroughput = transformThroughput
    self.writeThroughput = writeThroughput
  }
}
