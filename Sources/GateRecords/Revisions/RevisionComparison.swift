/// Several revisions of a suite, each measured beside the first: the content of `comparison.json`.
///
/// The type is its own wire format; `docs/formats/comparison.md` describes the keys.
public struct RevisionComparison: Hashable, Sendable, Codable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.comparison", version: 1)

  /// One benchmark beside the reference's.
  public struct Benchmark: Hashable, Sendable, Codable {
    /// The benchmark.
    public var benchmark: BenchmarkIdentifier
    /// The status of its typical time.
    public var status: FindingStatus
    /// The revision's time ÷ the reference's.
    public var ratio: Double
    /// The 95 % interval's ends; an end is absent where nothing bounds it.
    public var low: Double?
    /// The upper end.
    public var high: Double?

    /// Creates a row.
    public init(
      _ benchmark: BenchmarkIdentifier, status: FindingStatus, ratio: Double, low: Double?,
      high: Double?
    ) {
      self.benchmark = benchmark
      self.status = status
      self.ratio = ratio
      self.low = low
      self.high = high
    }
  }

  /// One revision beside the reference.
  public struct Row: Hashable, Sendable, Codable {
    /// The revision.
    public var revision: RevisionRecord
    /// Why it was not measured; absent where it was.
    public var failure: String?
    /// The outcome of the check; absent where nothing was measured.
    public var outcome: Outcome?
    /// The geometric mean of the benchmarks' ratios of typical time; absent without any.
    public var ratio: Double?
    /// The benchmarks that both have, worst first.
    public var benchmarks: [Benchmark]

    /// A revision that was not measured.
    public init(_ revision: RevisionRecord, failure: String) {
      self.revision = revision
      self.failure = failure
      benchmarks = []
    }

    /// A revision that was judged.
    ///
    /// - Parameter ratio: The geometric mean of the benchmarks' ratios.
    public init(
      _ revision: RevisionRecord, outcome: Outcome, ratio: Double?, benchmarks: [Benchmark]
    ) {
      self.revision = revision
      self.outcome = outcome
      self.ratio = ratio
      self.benchmarks = benchmarks
    }

    /// How many benchmarks have a status.
    public func count(_ statuses: Set<FindingStatus>) -> Int {
      benchmarks.count { statuses.contains($0.status) }
    }
  }

  /// The format and its version.
  public var schema = Self.schema
  /// The suite's name.
  public var suite: String
  /// When measuring began.
  public var startedAt: Timestamp
  /// The revision that the others are compared with.
  public var reference: RevisionRecord
  /// The others, best to worst; those that were not measured come last.
  public var rows: [Row]

  private enum CodingKeys: String, CodingKey {
    case schema, suite, reference, rows
    case startedAt = "started_at"
  }

  /// Creates a comparison; the rows are put in order.
  public init(suite: String, startedAt: Timestamp, reference: RevisionRecord, rows: [Row]) {
    self.suite = suite
    self.startedAt = startedAt
    self.reference = reference
    self.rows = rows.enumerated().sorted { one, other in
      let first = (one.element.ratio ?? .infinity, one.offset)
      let second = (other.element.ratio ?? .infinity, other.offset)
      return first < second
    }.map(\.element)
  }
}
