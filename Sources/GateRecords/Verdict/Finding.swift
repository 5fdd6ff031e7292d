/// One judgement on one benchmark and one metric.
///
/// A finding carries every number a report shows: rendering decides nothing.
public struct Finding: Hashable, Sendable, Codable {
  /// The benchmark judged.
  public var benchmark: BenchmarkIdentifier

  /// The rule that judged it.
  public var rule: FindingRule

  /// The metric judged; absent when the benchmark as a whole is judged.
  public var metric: MetricName?

  /// The summary judged; absent when the benchmark as a whole is judged.
  public var statistic: Statistic?

  /// The unit of `value`, `baselineValue` and the budget's figures.
  public var unit: MetricUnit?

  /// Which way the metric gets better.
  public var direction: MetricDirection?

  /// The judgement.
  public var status: FindingStatus

  /// The rung on the ladder, for regressions.
  public var severity: Severity?

  /// The candidate's figure.
  public var value: Double?

  /// The baseline's figure.
  public var baselineValue: Double?

  /// The relative change with its interval, for comparisons.
  public var change: ChangeEstimate?

  /// The limit and the margin, for budgets.
  public var budget: BudgetEvidence?

  /// The thresholds and the status, for service levels.
  public var serviceLevel: ServiceLevelEvidence?

  /// The ratio with its interval, for speed-ups.
  public var speedup: SpeedupEvidence?

  /// The steps and the limit, for growth over a series.
  public var growth: GrowthEvidence?

  /// Whether breaking the rule fails the gate; absent means that it does.
  public var mode: RuleMode?

  /// Who owns the rule.
  public var owner: String?

  /// Why a worsening passes all the same; present only when it does.
  public var acceptance: AcceptanceRecord?

  /// What the judgement rests on.
  public var evidence: Evidence

  /// The judgement in one sentence with the expected and the observed figure.
  public var message: String

  /// What a reader should know besides, one sentence each, ending with advice where there is some.
  public var notes: [String]

  private enum CodingKeys: String, CodingKey {
    case benchmark, rule, metric, statistic, unit, direction, status, severity, value
    case baselineValue = "baseline_value"
    case change, budget
    case serviceLevel = "service_level"
    case speedup, growth, mode, owner, acceptance, evidence, message, notes
  }

  /// Whether it fails the build.
  public var failsTheGate: Bool { status.failsTheGate && mode != .warn }

  /// Why its rule is what it is, in its author's words.
  public var rationale: String? {
    budget?.rationale ?? serviceLevel?.rationale ?? speedup?.rationale ?? growth?.rationale
  }

  /// Whether it deserves a look though it does not fail the build.
  public var warns: Bool {
    (status.failsTheGate && mode == .warn) || status == .unproven
      || serviceLevel?.status == .warning
  }

  /// Creates a finding.
  public init(
    benchmark: BenchmarkIdentifier, rule: FindingRule, metric: MetricName? = nil,
    statistic: Statistic? = nil, unit: MetricUnit? = nil, direction: MetricDirection? = nil,
    status: FindingStatus, severity: Severity? = nil, value: Double? = nil,
    baselineValue: Double? = nil, change: ChangeEstimate? = nil, budget: BudgetEvidence? = nil,
    serviceLevel: ServiceLevelEvidence? = nil, speedup: SpeedupEvidence? = nil,
    growth: GrowthEvidence? = nil, mode: RuleMode? = nil, owner: String? = nil,
    acceptance: AcceptanceRecord? = nil, evidence: Evidence, message: String,
    notes: [String] = []
  ) {
    self.benchmark = benchmark
    self.rule = rule
    self.metric = metric
    self.statistic = statistic
    self.unit = unit
    self.direction = direction
    self.status = status
    self.severity = severity
    self.value = value
    self.baselineValue = baselineValue
    self.change = change
    self.budget = budget
    self.serviceLevel = serviceLevel
    self.speedup = speedup
    self.growth = growth
    self.mode = mode
    self.owner = owner
    self.acceptance = acceptance
    self.evidence = evidence
    self.message = message
    self.notes = notes
  }
}

/// The kind of rule a finding comes from.
public enum FindingRule: String, Hashable, Sendable, Codable {
  /// The benchmark must exist and run.
  case presence
  /// The candidate must not be worse than the baseline.
  case regression
  /// A statistic must keep an absolute limit.
  case budget
  /// A benchmark must keep what was promised for it.
  case serviceLevel = "service_level"
  /// One benchmark must be faster than another of the same run.
  case speedup
  /// A series must not grow faster than allowed.
  case growth
  /// A benchmark must compute the same as another of the same run.
  case equivalence
}

/// A relative change, candidate against baseline, with its interval.
///
/// `ratio` is candidate ÷ baseline: 1.1 is a tenth more, whichever way the metric gets better.
public struct ChangeEstimate: Hashable, Sendable, Codable {
  /// The estimated ratio.
  public var ratio: Double

  /// The interval's lower end; absent when the evidence bounds nothing.
  public var low: Double?

  /// The interval's upper end; absent when the evidence bounds nothing.
  public var high: Double?

  /// The confidence the interval really has, in (0, 1).
  public var confidence: Double?

  /// The tolerance the change was held against, 0.05 for 5 %.
  public var tolerance: Double

  /// The smallest change the evidence could have shown, 0.09 for 9 %; absent when unknown.
  public var smallestDetectable: Double?

  private enum CodingKeys: String, CodingKey {
    case ratio, low, high, confidence, tolerance
    case smallestDetectable = "smallest_detectable"
  }

  /// Creates a change.
  public init(
    ratio: Double, low: Double?, high: Double?, confidence: Double?, tolerance: Double,
    smallestDetectable: Double? = nil
  ) {
    self.ratio = ratio
    self.low = low
    self.high = high
    self.confidence = confidence
    self.tolerance = tolerance
    self.smallestDetectable = smallestDetectable
  }
}

/// A budget's figures beside the observed one.
public struct BudgetEvidence: Hashable, Sendable, Codable {
  /// Whether the limit bounds from above or from below.
  public enum Bound: String, Hashable, Sendable, Codable {
    /// The value must not exceed the limit.
    case ceiling
    /// The value must not fall below the limit.
    case floor
  }

  /// Whether the limit bounds from above or from below.
  public var bound: Bound

  /// The budget as written, in the metric's base unit.
  public var budget: Double

  /// The tolerance as a share of the budget, 0.1 for 10 %; 0 when it is given in points.
  public var tolerance: Double

  /// The tolerance in points of a share, 0.02 for 2 points; absent when it is relative.
  public var tolerancePoints: Double?

  /// Budget × (1 + tolerance) for a ceiling, budget × (1 − tolerance) for a floor.
  public var limit: Double

  /// (limit − value) ÷ budget for a ceiling, (value − limit) ÷ budget for a floor; negative when
  /// the limit is broken.
  public var margin: Double

  /// The lower sampling bound of the value; absent when the samples bound nothing.
  public var low: Double?

  /// The upper sampling bound of the value; absent when the samples bound nothing.
  public var high: Double?

  /// The one-sided confidence of each bound, in (0, 1).
  public var confidence: Double?

  /// Why the budget is what it is, in its author's words.
  public var rationale: String?

  /// The file and line where the budget stands: `budgets/reference.json5:12`.
  public var source: String?

  private enum CodingKeys: String, CodingKey {
    case bound, budget, tolerance, limit, margin, low, high, confidence, rationale, source
    case tolerancePoints = "tolerance_points"
  }

  /// Creates a budget's figures.
  public init(
    bound: Bound, budget: Double, tolerance: Double, tolerancePoints: Double? = nil,
    limit: Double, margin: Double, low: Double?, high: Double?, confidence: Double?,
    rationale: String?, source: String?
  ) {
    self.bound = bound
    self.budget = budget
    self.tolerance = tolerance
    self.tolerancePoints = tolerancePoints
    self.limit = limit
    self.margin = margin
    self.low = low
    self.high = high
    self.confidence = confidence
    self.rationale = rationale
    self.source = source
  }
}

/// What a judgement rests on.
public struct Evidence: Hashable, Sendable, Codable {
  /// The kind of evidence, from the strongest to none.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Values that are equal whenever the work is equal.
    case exact
    /// Baseline program and candidate measured in turn on one machine.
    case paired
    /// Numbers stored from earlier runs.
    case cached
    /// This run alone: for budgets.
    case observed
    /// Nothing to judge by.
    case none
  }

  /// The kind of evidence.
  public var kind: Kind

  /// Launch pairs for paired evidence, launches of the candidate otherwise.
  public var launches: Int

  /// Samples of the candidate.
  public var samples: Int

  /// Stored runs that the comparison used, for cached evidence.
  public var baselineRuns: Int?

  private enum CodingKeys: String, CodingKey {
    case kind, launches, samples
    case baselineRuns = "baseline_runs"
  }

  /// Creates a description of the evidence.
  public init(kind: Kind, launches: Int, samples: Int, baselineRuns: Int? = nil) {
    self.kind = kind
    self.launches = launches
    self.samples = samples
    self.baselineRuns = baselineRuns
  }
}
