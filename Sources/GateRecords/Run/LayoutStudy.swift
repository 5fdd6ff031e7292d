/// The results of a measurement of many layouts of one program: the content of `layout.json`.
///
/// `speedgate-bench aa-check` makes it. With `--baseline` it is kept there, and later runs carry it along.
public struct LayoutStudy: Hashable, Sendable, Codable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.layout", version: 1)

  /// The confidence of all intervals in it.
  package static let confidence = 0.95

  /// One benchmark.
  public struct Row: Hashable, Sendable, Codable {
    /// Its name.
    public var benchmark: BenchmarkIdentifier

    /// The effect of layouts on it.
    public var spread: LayoutSpread

    /// Creates a row.
    public init(benchmark: BenchmarkIdentifier, spread: LayoutSpread) {
      self.benchmark = benchmark
      self.spread = spread
    }
  }

  /// The format and its version, read before anything else.
  public var schema: SchemaVersion

  /// The run of `aa-check` that made it.
  public var runID: RunIdentifier

  /// When that run began.
  public var startedAt: Timestamp

  /// The suite's name.
  public var suite: String

  /// The SHA-256 of the program whose layouts were measured.
  public var programHash: String

  /// The kind of machine, as baselines are stored by it.
  public var environmentKey: String

  /// The confidence of all intervals.
  public var confidence: Double

  /// The benchmarks, in the suite's order.
  public var benchmarks: [Row]

  private enum CodingKeys: String, CodingKey {
    case schema, suite, confidence, benchmarks
    case runID = "run_id"
    case startedAt = "started_at"
    case programHash = "program_sha256"
    case environmentKey = "environment_key"
  }

  /// Creates a study of the current schema.
  public init(
    runID: RunIdentifier, startedAt: Timestamp, suite: String, programHash: String,
    environmentKey: String, benchmarks: [Row]
  ) {
    schema = Self.schema
    self.runID = runID
    self.startedAt = startedAt
    self.suite = suite
    self.programHash = programHash
    self.environmentKey = environmentKey
    confidence = Self.confidence
    self.benchmarks = benchmarks
  }

  /// Returns the result for a benchmark; nil if it was not measured.
  public func spread(of benchmark: BenchmarkIdentifier) -> LayoutSpread? {
    benchmarks.first { $0.benchmark == benchmark }?.spread
  }

  /// The same of some benchmarks only; nil where none of them was measured.
  package func restricted(to names: Set<BenchmarkIdentifier>) -> LayoutStudy? {
    var copy = self
    copy.benchmarks = benchmarks.filter { names.contains($0.benchmark) }
    return copy.benchmarks.isEmpty ? nil : copy
  }

  /// Why it cannot be; nil when it can.
  package var contradiction: String? {
    guard confidence > 0, confidence < 1 else {
      return RecordMessage.notAProbability(value: confidence).line
    }
    var seen: Set<BenchmarkIdentifier> = []
    for row in benchmarks {
      guard seen.insert(row.benchmark).inserted else {
        return RecordMessage.spreadTwice(benchmark: row.benchmark.rawValue).line
      }
      if let reason = row.spread.contradiction { return "'\(row.benchmark)': \(reason)" }
    }
    return nil
  }
}
