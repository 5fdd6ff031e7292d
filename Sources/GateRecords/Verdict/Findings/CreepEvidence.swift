/// How a benchmark compares with the anchor.
public struct CreepEvidence: Hashable, Sendable, Codable {
  /// The run that made the program the anchor.
  public var anchorRunID: RunIdentifier

  /// The anchor's commit; absent when it is not known.
  public var anchorCommit: String?

  /// When the anchor's run began.
  public var anchorStartedAt: Timestamp

  /// Candidate ÷ baseline of the same run, this change's part of the creep; absent where it was not
  /// measured.
  public var step: Double?

  private enum CodingKeys: String, CodingKey {
    case step
    case anchorRunID = "anchor_run_id"
    case anchorCommit = "anchor_commit"
    case anchorStartedAt = "anchor_started_at"
  }

  /// Creates evidence.
  public init(
    anchorRunID: RunIdentifier, anchorCommit: String?, anchorStartedAt: Timestamp, step: Double?
  ) {
    self.anchorRunID = anchorRunID
    self.anchorCommit = anchorCommit
    self.anchorStartedAt = anchorStartedAt
    self.step = step
  }

  /// The anchor in a few words: `4f2c1aa of 2026-08-01`, or `the run of 2026-08-01`.
  package var anchorInWords: String {
    AnchorMeasurement.words(commit: anchorCommit, startedAt: anchorStartedAt)
  }
}
