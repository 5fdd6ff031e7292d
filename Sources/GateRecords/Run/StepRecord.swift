/// The time and the rows of one named step of an iteration.
public struct StepRecord: Hashable, Sendable, Codable {
  /// The step's name.
  public var stepID: String

  /// The mean time of the step in one iteration, in milliseconds.
  public var durationMilliseconds: Double

  /// Rows the step read in one iteration; null when it does not say.
  public var rowsRead: Int64?

  /// Rows the step wrote in one iteration; null when it does not say.
  public var rowsWritten: Int64?

  /// What the step does, as the suite declares it; absent when it does not, and its name decides.
  public var kind: StepKind?

  private enum CodingKeys: String, CodingKey {
    case stepID = "step_id"
    case durationMilliseconds = "duration_ms"
    case rowsRead = "rows_read"
    case rowsWritten = "rows_written"
    case kind
  }

  /// Creates a step's record.
  public init(
    stepID: String, durationMilliseconds: Double, rowsRead: Int64?, rowsWritten: Int64?,
    kind: StepKind? = nil
  ) {
    self.stepID = stepID
    self.durationMilliseconds = durationMilliseconds
    self.rowsRead = rowsRead
    self.rowsWritten = rowsWritten
    self.kind = kind
  }

  /// Writes an unknown row count as an explicit null, and the kind only where it is declared.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(stepID, forKey: .stepID)
    try container.encode(durationMilliseconds, forKey: .durationMilliseconds)
    try container.encode(rowsRead, forKey: .rowsRead)
    try container.encode(rowsWritten, forKey: .rowsWritten)
    try container.encodeIfPresent(kind, forKey: .kind)
  }
}
