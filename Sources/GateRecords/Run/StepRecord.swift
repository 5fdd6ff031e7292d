/// The time and the rows of one named step of an iteration.
public struct StepRecord: Hashable, Sendable, Codable {
  /// The step's name.
  public var stepID: String

  /// The mean time of the step in one iteration, in milliseconds.
  public var durationMilliseconds: Double

  /// The lower end of the mean's 95 % interval over launches, in milliseconds; absent with fewer than two.
  public var lowMilliseconds: Double?

  /// The upper end of the mean's 95 % interval over launches, in milliseconds; absent with fewer than two.
  public var highMilliseconds: Double?

  /// Rows the step read in one iteration, the mean as a whole number; null when it does not say.
  public var rowsRead: Int64?

  /// Rows the step wrote in one iteration, the mean as a whole number; null when it does not say.
  public var rowsWritten: Int64?

  /// The rows it read, where iterations differ; absent where all read equally many.
  public var readRange: RowRange?

  /// The rows it wrote, where iterations differ; absent where all wrote equally many.
  public var writtenRange: RowRange?

  /// The kind of the step, as the suite declares it; if absent, its name decides.
  public var kind: StepKind?

  private enum CodingKeys: String, CodingKey {
    case stepID = "step_id"
    case durationMilliseconds = "duration_ms"
    case rowsRead = "rows_read"
    case rowsWritten = "rows_written"
    case readRange = "rows_read_range"
    case writtenRange = "rows_written_range"
    case lowMilliseconds = "duration_low_ms"
    case highMilliseconds = "duration_high_ms"
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

  /// Writes an unknown row count as an explicit null, and what else there is only where it is known.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(stepID, forKey: .stepID)
    try container.encode(durationMilliseconds, forKey: .durationMilliseconds)
    try container.encodeIfPresent(lowMilliseconds, forKey: .lowMilliseconds)
    try container.encodeIfPresent(highMilliseconds, forKey: .highMilliseconds)
    try container.encode(rowsRead, forKey: .rowsRead)
    try container.encode(rowsWritten, forKey: .rowsWritten)
    try container.encodeIfPresent(readRange, forKey: .readRange)
    try container.encodeIfPresent(writtenRange, forKey: .writtenRange)
    try container.encodeIfPresent(kind, forKey: .kind)
  }
}

extension StepRecord {
  /// The mean rows that an iteration reads; nil when the step does not say.
  package var meanRowsRead: Double? { readRange?.mean ?? rowsRead.map(Double.init) }

  /// The mean rows that an iteration writes; nil when the step does not say.
  package var meanRowsWritten: Double? { writtenRange?.mean ?? rowsWritten.map(Double.init) }
}
