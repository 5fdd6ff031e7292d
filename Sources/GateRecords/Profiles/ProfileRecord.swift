/// The profile of one benchmark by itself: what `speedgate-bench profile --json` writes.
public struct ProfileRecord: Hashable, Sendable, Codable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.profile", version: 1)

  /// The format and its version, read before anything else.
  public var schema: SchemaVersion

  /// The suite's name.
  public var suite: String

  /// The SHA-256 of the program.
  public var programHash: String

  /// The SHA-256 of the program that it was compared with; absent where it was not.
  public var baselineHash: String?

  /// Where the work goes.
  public var profile: BenchmarkProfile

  /// The functions that cost more than in the baseline; absent without one.
  public var cause: Cause?

  private enum CodingKeys: String, CodingKey {
    case schema, suite, profile, cause
    case programHash = "program_sha256"
    case baselineHash = "baseline_sha256"
  }

  /// Creates a record of the current schema.
  public init(
    suite: String, programHash: String, baselineHash: String?, profile: BenchmarkProfile,
    cause: Cause? = nil
  ) {
    self.cause = cause
    schema = Self.schema
    self.suite = suite
    self.programHash = programHash
    self.baselineHash = baselineHash
    self.profile = profile
  }
}
