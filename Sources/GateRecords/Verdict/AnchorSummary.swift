/// The anchor that a verdict used, and the result of the comparison.
public struct AnchorSummary: Hashable, Sendable, Codable {
  /// The run that made the program the anchor.
  public var runID: RunIdentifier

  /// The anchor's program, with its commit and branch.
  public var suite: SuiteRecord

  /// When that run began.
  public var startedAt: Timestamp

  /// The benchmarks that were compared with it; they share its false-alarm rate.
  public var comparisonCount: Int

  /// The share of the suite's false-alarm rate that these comparisons have, as a rate of its own.
  public var falseAlarmRate: Double

  /// Those that are proven slower by more than the anchor's tolerance, accepted ones among them.
  public var crept: Int

  /// Those for which the evidence does not settle it.
  public var unsettled: Int

  private enum CodingKeys: String, CodingKey {
    case suite, crept, unsettled
    case runID = "run_id"
    case startedAt = "started_at"
    case comparisonCount = "comparison_count"
    case falseAlarmRate = "false_alarm_rate"
  }

  /// Creates an anchor's description.
  public init(
    runID: RunIdentifier, suite: SuiteRecord, startedAt: Timestamp, comparisonCount: Int,
    falseAlarmRate: Double, crept: Int, unsettled: Int
  ) {
    self.runID = runID
    self.suite = suite
    self.startedAt = startedAt
    self.comparisonCount = comparisonCount
    self.falseAlarmRate = falseAlarmRate
    self.crept = crept
    self.unsettled = unsettled
  }
}
