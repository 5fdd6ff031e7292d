/// One of the machines whose launches a merged record holds.
public struct MachineRecord: Hashable, Sendable, Codable {
  /// The identifier of the run that it made.
  public var runID: RunIdentifier

  /// The CI job that ran it, when there is one.
  public var jobID: String?

  /// When it began.
  public var startedAt: Timestamp

  /// How long it measured, in milliseconds.
  public var durationMilliseconds: Int64

  /// The machine and toolchain.
  public var environment: EnvironmentRecord

  private enum CodingKeys: String, CodingKey {
    case environment
    case runID = "run_id"
    case jobID = "job_id"
    case startedAt = "started_at"
    case durationMilliseconds = "duration_ms"
  }

  /// Describes the machine that made a run.
  public init(_ run: RunRecord) {
    runID = run.runID
    jobID = run.jobID
    startedAt = run.startedAt
    durationMilliseconds = run.durationMilliseconds
    environment = run.environment
  }
}
