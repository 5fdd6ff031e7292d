/// The baseline that a verdict used.
public struct BaselineSummary: Hashable, Sendable, Codable {
  /// The newest baseline run used.
  public var runID: RunIdentifier

  /// The stored runs from which baseline figures were made, the newest first; absent where a program was measured
  /// beside the candidate, and in verdicts of earlier versions.
  public var runIDs: [RunIdentifier]?

  /// The suite of that run, with its commit and branch.
  public var suite: SuiteRecord

  /// When that run began.
  public var startedAt: Timestamp

  /// How many stored runs were at hand.
  public var runCount: Int

  /// Whether the baseline's environment key is the run's.
  public var isSameEnvironment: Bool

  /// Whether the baseline's program was measured beside the candidate.
  public var isPaired: Bool

  private enum CodingKeys: String, CodingKey {
    case suite
    case runID = "run_id"
    case runIDs = "run_ids"
    case startedAt = "started_at"
    case runCount = "run_count"
    case isSameEnvironment = "same_environment"
    case isPaired = "paired"
  }

  /// Creates a baseline's description.
  public init(
    runID: RunIdentifier, suite: SuiteRecord, startedAt: Timestamp, runCount: Int,
    isSameEnvironment: Bool, isPaired: Bool, runIDs: [RunIdentifier]? = nil
  ) {
    self.runID = runID
    self.runIDs = runIDs
    self.suite = suite
    self.startedAt = startedAt
    self.runCount = runCount
    self.isSameEnvironment = isSameEnvironment
    self.isPaired = isPaired
  }
}
