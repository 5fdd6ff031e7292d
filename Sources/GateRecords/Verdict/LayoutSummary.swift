/// The effect of code layout, for reports.
///
/// Two sources: the launches of the run itself, where each had a layout of its own, and a study of many layouts
/// that `speedgate-bench aa-check` made and the baselines keep.
public struct LayoutSummary: Hashable, Sendable, Codable {
  /// The study that spreads by layout come from.
  public struct Source: Hashable, Sendable, Codable {
    /// The run of `aa-check` that made it.
    public var runID: RunIdentifier

    /// When that run began.
    public var startedAt: Timestamp

    /// The SHA-256 of the program whose layouts were measured.
    public var programHash: String

    /// The confidence of all intervals.
    public var confidence: Double

    private enum CodingKeys: String, CodingKey {
      case confidence
      case runID = "run_id"
      case startedAt = "started_at"
      case programHash = "program_sha256"
    }

    /// Names a study.
    public init(_ study: LayoutStudy) {
      runID = study.runID
      startedAt = study.startedAt
      programHash = study.programHash
      confidence = study.confidence
    }
  }

  /// One benchmark.
  public struct Row: Hashable, Sendable, Codable {
    /// Its name.
    public var benchmark: BenchmarkIdentifier

    /// The standard deviation of the logarithm of this run's times from launch to launch, the layouts' share
    /// included; absent where launches had no layouts of their own, or were not measured beside others.
    public var launchSpread: Double?

    /// The two speeds of this run's launches, each with a layout of its own; absent where there is one.
    public var launchSpeeds: SpeedPair?

    /// The effect of layouts on it, from the study; absent if the study does not have it.
    public var spread: LayoutSpread?

    private enum CodingKeys: String, CodingKey {
      case benchmark, spread
      case launchSpread = "launch_spread"
      case launchSpeeds = "launch_speeds"
    }

    /// Creates a row.
    public init(
      benchmark: BenchmarkIdentifier, launchSpread: Double? = nil, launchSpeeds: SpeedPair? = nil,
      spread: LayoutSpread? = nil
    ) {
      self.benchmark = benchmark
      self.launchSpread = launchSpread
      self.launchSpeeds = launchSpeeds
      self.spread = spread
    }

    /// Whether a reader should know of it.
    package var matters: Bool { launchSpeeds != nil || spread?.matters == true }
  }

  /// Whether the run's launches had layouts of their own.
  public var mode: LayoutRecord.Mode

  /// The study; absent where none is kept.
  public var study: Source?

  /// The benchmarks of which something is known, in the suite's order.
  public var benchmarks: [Row]

  /// Creates a summary.
  public init(mode: LayoutRecord.Mode, study: Source?, benchmarks: [Row]) {
    self.mode = mode
    self.study = study
    self.benchmarks = benchmarks
  }

  /// Why it is invalid in a verdict about some benchmarks; nil when it can.
  func contradiction(among names: [BenchmarkIdentifier]) -> String? {
    let known = Set(names)
    var seen: Set<BenchmarkIdentifier> = []
    for row in benchmarks {
      guard known.contains(row.benchmark), seen.insert(row.benchmark).inserted else {
        return RecordMessage.layoutsTwice(benchmark: row.benchmark.rawValue).line
      }
      if let reason = row.spread?.contradiction ?? row.launchSpeeds?.contradiction {
        return RecordMessage.layoutsInvalid(benchmark: row.benchmark.rawValue, reason: reason).line
      }
      if let spread = row.launchSpread, !(spread >= 0 && spread.isFinite) {
        return RecordMessage.launchSpreadInvalid(benchmark: row.benchmark.rawValue, spread: spread)
          .line
      }
      guard mode == .fresh || (row.launchSpread == nil && row.launchSpeeds == nil) else {
        return RecordMessage.spreadOfOneLayout(benchmark: row.benchmark.rawValue).line
      }
    }
    guard (study != nil) == benchmarks.contains(where: { $0.spread != nil }) else {
      return RecordMessage.spreadWithoutStudy.line
    }
    return nil
  }
}
