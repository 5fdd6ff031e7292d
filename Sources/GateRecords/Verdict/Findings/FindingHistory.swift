/// The history of a finding's metric: since when it is at its level, its trend, and how the run compares with earlier
/// ones.
///
/// It informs and decides nothing. All runs are earlier ones of the same suite, branch and kind of machine, and
/// all figures are medians.
public struct FindingHistory: Hashable, Sendable, Codable {
  /// The branch whose runs were looked at.
  public var branch: String

  /// How many runs of the metric there are.
  public var runs: Int

  /// When the oldest of them began.
  public var since: Timestamp

  /// The last change of level; absent where there was none.
  public var level: LevelChange?

  /// Where the metric has been going since then; absent with too few runs.
  public var trend: Trend?

  /// Earlier regressions of the metric that budgets accept, oldest first; absent without any.
  public var accepted: [Accepted]?

  /// How the run ranks among those before; absent where it is not exceptional.
  public var standing: Standing?

  /// Creates what is known.
  public init(
    branch: String, runs: Int, since: Timestamp, level: LevelChange? = nil, trend: Trend? = nil,
    accepted: [Accepted]? = nil, standing: Standing? = nil
  ) {
    self.branch = branch
    self.runs = runs
    self.since = since
    self.level = level
    self.trend = trend
    self.accepted = accepted
    self.standing = standing
  }

  /// The last place at which the level changed for good.
  public struct LevelChange: Hashable, Sendable, Codable {
    /// The commit of the first run that surely has the new level; absent where it is not known.
    public var commit: String?

    /// When that run began.
    public var startedAt: Timestamp

    /// The commit of the last run that surely has the old level; absent where it is not known.
    public var commitBefore: String?

    /// How many runs lie from the one to the other.
    public var runsApart: Int

    /// By how much.
    public var size: HistoryChange

    private enum CodingKeys: String, CodingKey {
      case commit, size
      case startedAt = "started_at"
      case commitBefore = "commit_before"
      case runsApart = "runs_apart"
    }

    /// Creates a change of level.
    public init(
      commit: String?, startedAt: Timestamp, commitBefore: String?, runsApart: Int,
      size: HistoryChange
    ) {
      self.commit = commit
      self.startedAt = startedAt
      self.commitBefore = commitBefore
      self.runsApart = runsApart
      self.size = size
    }
  }

  /// Where a metric has been going, by the test of `history trend`.
  public struct Trend: Hashable, Sendable, Codable {
    /// Which way it goes, in the sense of better and worse.
    public enum Direction: String, Hashable, Sendable, Codable {
      case improving, degrading, stable
    }

    /// Which way it goes.
    public var direction: Direction

    /// How long the runs took that it was judged by, in days.
    public var days: Double

    /// How far it went in that time; absent where it is stable.
    public var change: HistoryChange?

    /// How far it goes in a week; absent where it is stable, and below a week of runs.
    public var weekly: HistoryChange?

    /// Creates a trend.
    public init(
      direction: Direction, days: Double, change: HistoryChange? = nil,
      weekly: HistoryChange? = nil
    ) {
      self.direction = direction
      self.days = days
      self.change = change
      self.weekly = weekly
    }
  }

  /// A regression that the budgets let pass.
  public struct Accepted: Hashable, Sendable, Codable {
    /// The commit of the first run that was judged so; absent where it is not known.
    public var commit: String?

    /// When it was judged.
    public var judgedAt: Timestamp

    /// Why it is accepted.
    public var reason: String

    /// The name of the person who accepted it.
    public var by: String

    private enum CodingKeys: String, CodingKey {
      case commit, reason, by
      case judgedAt = "judged_at"
    }

    /// Creates an accepted regression.
    public init(commit: String?, judgedAt: Timestamp, reason: String, by: String) {
      self.commit = commit
      self.judgedAt = judgedAt
      self.reason = reason
      self.by = by
    }
  }

  /// The best or the worst run for a while, or of all.
  public struct Standing: Hashable, Sendable, Codable {
    /// Which end it is.
    public enum Kind: String, Hashable, Sendable, Codable {
      case best, worst
    }

    /// Which end it is.
    public var kind: Kind

    /// How many runs without a break it beats, or falls behind.
    public var runs: Int

    /// When the last run began that was as good or as bad; absent where there was none.
    public var since: Timestamp?

    /// That run's commit; absent where it is not known.
    public var commit: String?

    /// Creates a comparison with earlier runs.
    public init(kind: Kind, runs: Int, since: Timestamp? = nil, commit: String? = nil) {
      self.kind = kind
      self.runs = runs
      self.since = since
      self.commit = commit
    }
  }
}

/// How far a metric went over runs of the history.
///
/// A share where all figures are positive, otherwise a difference in the metric's unit; of a metric that is itself
/// a share always a difference.
public struct HistoryChange: Hashable, Sendable, Codable {
  /// The change as a share: 0.041 for 4.1 % more.
  public var share: Double?

  /// The change in the metric's unit.
  public var difference: Double?

  /// The lower end of its 95 % interval; absent with too few runs.
  public var low: Double?

  /// The upper end of its 95 % interval; absent with too few runs.
  public var high: Double?

  /// Creates a change.
  public init(_ estimate: Double, isShare: Bool, low: Double? = nil, high: Double? = nil) {
    share = isShare ? estimate : nil
    difference = isShare ? nil : estimate
    self.low = low
    self.high = high
  }

  /// Whichever of the two figures it is; nil where a file has none or both.
  var estimate: Double? {
    switch (share, difference) {
    case (let share?, nil): share
    case (nil, let difference?): difference
    case (nil, nil), (_?, _?): nil
    }
  }
}
