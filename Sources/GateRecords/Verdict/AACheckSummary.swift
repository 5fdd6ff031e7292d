/// A summary of measuring a program against itself on this machine.
public struct AACheckSummary: Hashable, Sendable, Codable {
  /// The check's own run.
  public var runID: RunIdentifier

  /// When it began.
  public var startedAt: Timestamp

  /// The benchmarks that were compared with themselves.
  public var comparisons: Int

  /// Those that the gate would have called changed.
  public var falseAlarms: Int

  /// The median over benchmarks of the spread of a launch pair's ln(one side ÷ the other); nil
  /// without benchmarks.
  public var medianSpread: Double?

  private enum CodingKeys: String, CodingKey {
    case runID = "run_id"
    case startedAt = "started_at"
    case comparisons
    case falseAlarms = "false_alarms"
    case medianSpread = "median_spread"
  }

  /// Creates a summary.
  public init(
    runID: RunIdentifier, startedAt: Timestamp, comparisons: Int, falseAlarms: Int,
    medianSpread: Double?
  ) {
    self.runID = runID
    self.startedAt = startedAt
    self.comparisons = comparisons
    self.falseAlarms = falseAlarms
    self.medianSpread = medianSpread
  }
}
