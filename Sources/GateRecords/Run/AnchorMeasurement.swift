/// A run's measurement beside an anchor: an older program that stays while baselines follow each other.
///
/// Each change may stay within its tolerance and the suite still get slower from one baseline to the
/// next. The anchor does not move with the baseline, so it shows the total of the changes.
public struct AnchorMeasurement: Hashable, Sendable, Codable {
  /// The anchor's program, with its commit and branch.
  public var suite: SuiteRecord

  /// The run that made that program the anchor.
  public var runID: RunIdentifier

  /// When that run began.
  public var startedAt: Timestamp

  /// How long candidate and anchor were measured, in milliseconds.
  public var durationMilliseconds: Int64

  /// The planned decisions, with their own number of comparisons.
  public var plan: DecisionPlan

  /// The benchmarks that both programs have, with the wall times of their launch pairs: the anchor's
  /// are the baseline's launches.
  public var benchmarks: [BenchmarkRecord]

  /// Where the functions of both programs lay.
  public var layouts: LayoutRecord?

  private enum CodingKeys: String, CodingKey {
    case suite, plan, benchmarks, layouts
    case runID = "run_id"
    case startedAt = "started_at"
    case durationMilliseconds = "duration_ms"
  }

  /// Creates a record of what was measured beside an anchor.
  public init(
    suite: SuiteRecord, runID: RunIdentifier, startedAt: Timestamp, durationMilliseconds: Int64,
    plan: DecisionPlan, benchmarks: [BenchmarkRecord]
  ) {
    self.suite = suite
    self.runID = runID
    self.startedAt = startedAt
    self.durationMilliseconds = durationMilliseconds
    self.plan = plan
    self.benchmarks = benchmarks
  }

  /// The anchor in a few words: `4f2c1aa of 2026-08-01`, or `the run of 2026-08-01`.
  package var inWords: String { Self.words(commit: suite.commit, startedAt: startedAt) }

  /// An anchor in a few words, by its commit where that is known.
  static func words(commit: String?, startedAt: Timestamp) -> String {
    let day = startedAt.rawValue.prefix(10)
    return commit.map { "\($0.prefix(7)) of \(day)" } ?? "the run of \(day)"
  }
}
