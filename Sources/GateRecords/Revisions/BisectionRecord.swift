/// With which commits a benchmark changed: the content of a bisection's JSON.
///
/// The type is its own wire format; `docs/formats/bisection.md` describes the keys.
public struct BisectionRecord: Hashable, Sendable, Codable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.bisection", version: 1)

  /// How a search ended.
  public enum Outcome: String, Hashable, Sendable, Codable {
    /// The change came with one commit, or with several that are all named.
    case found
    /// It lies among commits that could not be distinguished.
    case range
    /// The ends do not differ by more than the tolerance.
    case unchanged
    /// More measuring would be needed to say anything.
    case unsettled
  }

  /// A change of level.
  public struct Step: Hashable, Sendable, Codable {
    /// The commits it came with, oldest first: one, or several that cannot be distinguished.
    public var commits: [RevisionRecord]
    /// The figure from then on ÷ the figure before.
    public var ratio: Double
    /// The 95 % interval's ends; an end is absent where nothing bounds it.
    public var low: Double?
    /// The upper end.
    public var high: Double?
    /// The probability that the step lies elsewhere, at most.
    public var error: Double
    /// Launch pairs that were measured for it.
    public var pairs: Int

    /// Creates a step.
    public init(
      commits: [RevisionRecord], ratio: Double, low: Double?, high: Double?, error: Double,
      pairs: Int
    ) {
      self.commits = commits
      self.ratio = ratio
      self.low = low
      self.high = high
      self.error = error
      self.pairs = pairs
    }
  }

  /// A commit that was left out.
  public struct Skipped: Hashable, Sendable, Codable {
    /// The commit.
    public var commit: RevisionRecord
    /// Why.
    public var reason: String

    /// Creates an entry.
    public init(_ commit: RevisionRecord, reason: String) {
      self.commit = commit
      self.reason = reason
    }
  }

  /// The format and its version.
  public var schema = Self.schema
  /// The suite's name.
  public var suite: String
  /// The benchmark.
  public var benchmark: BenchmarkIdentifier
  /// The metric.
  public var metric: MetricName
  /// How the search ended.
  public var outcome: Outcome
  /// The good end.
  public var good: RevisionRecord
  /// The bad end.
  public var bad: RevisionRecord
  /// The bad end's figure ÷ the good end's; absent where nothing was measured.
  public var ratio: Double?
  /// The steps, oldest first.
  public var steps: [Step]
  /// Commits in the range.
  public var commitCount: Int
  /// Those of them that change something the suite is made of.
  public var touchingCount: Int
  /// Programs that were built or taken from the store.
  public var buildCount: Int
  /// Launch pairs in all.
  public var pairs: Int
  /// Commits that could not be measured.
  public var skipped: [Skipped]
  /// How the search is repeated.
  public var repetition: RepeatCommand?
  /// The search among the commits that a merge brought, where one was found and that was asked for.
  public var merged: [BisectionRecord]?

  private enum CodingKeys: String, CodingKey {
    case schema, suite, benchmark, metric, outcome, good, bad, ratio, steps, pairs, skipped, merged
    case commitCount = "commits"
    case touchingCount = "touching_commits"
    case buildCount = "builds"
    case repetition = "repeat"
  }

  /// Creates a record.
  public init(
    suite: String, benchmark: BenchmarkIdentifier, metric: MetricName, outcome: Outcome,
    good: RevisionRecord, bad: RevisionRecord, ratio: Double?, steps: [Step], commitCount: Int,
    touchingCount: Int, buildCount: Int, pairs: Int, skipped: [Skipped]
  ) {
    self.suite = suite
    self.benchmark = benchmark
    self.metric = metric
    self.outcome = outcome
    self.good = good
    self.bad = bad
    self.ratio = ratio
    self.steps = steps
    self.commitCount = commitCount
    self.touchingCount = touchingCount
    self.buildCount = buildCount
    self.pairs = pairs
    self.skipped = skipped
  }
}

extension BisectionRecord {
  /// The same with every ratio turned round.
  package var turned: BisectionRecord {
    var copy = self
    copy.ratio = ratio.map { 1 / $0 }
    copy.steps = steps.map { step in
      var other = step
      other.ratio = 1 / step.ratio
      other.low = step.high.map { 1 / $0 }
      other.high = step.low.map { 1 / $0 }
      return other
    }
    return copy
  }
}
