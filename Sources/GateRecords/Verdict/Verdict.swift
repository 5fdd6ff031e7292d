/// All findings of one check and what they come to: the content of `verdict.json`.
public struct Verdict: Hashable, Sendable, Codable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.verdict", version: 1)

  /// The format and its version, read before anything else.
  public var schema: SchemaVersion

  /// What the gate says.
  public var outcome: Outcome

  /// Whether unproven findings fail the gate too.
  public var isStrict: Bool

  /// When the check was made.
  public var checkedAt: Timestamp

  /// The run that was judged, without its samples.
  public var run: RunSummary

  /// The baseline it was judged against; absent when there was none.
  public var baseline: BaselineSummary?

  /// The promises the decisions keep.
  public var policy: DecisionPolicy

  /// All service levels together; absent when there are none.
  public var serviceLevels: ServiceLevelCompliance?

  /// How the budgets of the change differ from those that judged; absent when nobody asked.
  public var policyChanges: [PolicyChange]?

  /// The changes of state of the run's circuit breakers; absent when there were none.
  public var breakerEvents: [BenchmarkBreakers]?

  /// What a check of the machine against itself found; nil when none was given.
  public var aaCheck: AACheckSummary?

  /// Every finding, worst first, then by benchmark.
  public var findings: [Finding]

  /// The benchmarks' own figures, for tables, in the suite's order.
  public var measurements: [Measurement]

  /// What a reader should know about the whole check, one sentence each, ending with advice.
  public var warnings: [String]

  private enum CodingKeys: String, CodingKey {
    case schema, outcome, run, baseline, policy, findings, measurements, warnings
    case isStrict = "strict"
    case checkedAt = "checked_at"
    case serviceLevels = "service_levels"
    case policyChanges = "policy_changes"
    case breakerEvents = "breaker_events"
    case aaCheck = "aa_check"
  }

  /// Creates a verdict of the current schema.
  public init(
    outcome: Outcome, isStrict: Bool, checkedAt: Timestamp, run: RunSummary,
    baseline: BaselineSummary?, policy: DecisionPolicy,
    serviceLevels: ServiceLevelCompliance? = nil, policyChanges: [PolicyChange]? = nil,
    breakerEvents: [BenchmarkBreakers]? = nil,
    aaCheck: AACheckSummary? = nil,
    findings: [Finding], measurements: [Measurement], warnings: [String]
  ) {
    schema = Self.schema
    self.outcome = outcome
    self.isStrict = isStrict
    self.checkedAt = checkedAt
    self.run = run
    self.baseline = baseline
    self.policy = policy
    self.serviceLevels = serviceLevels
    self.policyChanges = policyChanges
    self.breakerEvents = breakerEvents
    self.aaCheck = aaCheck
    self.findings = findings
    self.measurements = measurements
    self.warnings = warnings
  }
}

/// A run without its samples.
public struct RunSummary: Hashable, Sendable, Codable {
  /// The run's identifier.
  public var runID: RunIdentifier

  /// Whether every benchmark was measured.
  public var status: RunStatus

  /// When measuring began.
  public var startedAt: Timestamp

  /// Measuring time in milliseconds.
  public var durationMilliseconds: Int64

  /// The suite that was measured.
  public var suite: SuiteRecord

  /// The machine and toolchain.
  public var environment: EnvironmentRecord

  /// What was asked of the measurement.
  public var settings: MeasurementSettings

  private enum CodingKeys: String, CodingKey {
    case status, suite, environment, settings
    case runID = "run_id"
    case startedAt = "started_at"
    case durationMilliseconds = "duration_ms"
  }

  /// Summarizes a run.
  public init(_ run: RunRecord) {
    runID = run.runID
    status = run.status
    startedAt = run.startedAt
    durationMilliseconds = run.durationMilliseconds
    suite = run.suite
    environment = run.environment
    settings = run.settings
  }
}

/// The baseline that a verdict used.
public struct BaselineSummary: Hashable, Sendable, Codable {
  /// The newest baseline run used.
  public var runID: RunIdentifier

  /// The suite of that run, with its commit and branch.
  public var suite: SuiteRecord

  /// When that run began.
  public var startedAt: Timestamp

  /// How many stored runs were at hand.
  public var runCount: Int

  /// Whether the baseline's environment key is the run's.
  public var isSameEnvironment: Bool

  /// Whether the baseline's program was measured beside the candidate.
  public var isPaired: Bool

  private enum CodingKeys: String, CodingKey {
    case suite
    case runID = "run_id"
    case startedAt = "started_at"
    case runCount = "run_count"
    case isSameEnvironment = "same_environment"
    case isPaired = "paired"
  }

  /// Creates a baseline's description.
  public init(
    runID: RunIdentifier, suite: SuiteRecord, startedAt: Timestamp, runCount: Int,
    isSameEnvironment: Bool, isPaired: Bool
  ) {
    self.runID = runID
    self.suite = suite
    self.startedAt = startedAt
    self.runCount = runCount
    self.isSameEnvironment = isSameEnvironment
    self.isPaired = isPaired
  }
}

/// The promises that the decisions of a verdict keep.
public struct DecisionPolicy: Hashable, Sendable, Codable {
  /// The probability that an unchanged suite fails for a regression, at most.
  public var suiteFalseAlarmRate: Double

  /// The probability that a benchmark beyond its tolerance is passed, at most.
  public var missRate: Double

  /// The number of gated benchmark and metric pairs that share the false-alarm rate.
  public var comparisonCount: Int

  private enum CodingKeys: String, CodingKey {
    case suiteFalseAlarmRate = "suite_false_alarm_rate"
    case missRate = "miss_rate"
    case comparisonCount = "comparison_count"
  }

  /// Creates a description of the promises.
  public init(suiteFalseAlarmRate: Double, missRate: Double, comparisonCount: Int) {
    self.suiteFalseAlarmRate = suiteFalseAlarmRate
    self.missRate = missRate
    self.comparisonCount = comparisonCount
  }
}

/// The figures of one benchmark and metric, for tables.
public struct Measurement: Hashable, Sendable, Codable {
  /// The benchmark.
  public var benchmark: BenchmarkIdentifier

  /// The metric.
  public var metric: MetricName

  /// The unit of the figures.
  public var unit: MetricUnit

  /// Which way the metric gets better.
  public var direction: MetricDirection

  /// How many samples the figures summarize.
  public var samples: Int

  /// How many launches they come from.
  public var launches: Int

  /// The smallest sample.
  public var minimum: Double

  /// The mean.
  public var mean: Double

  /// The median.
  public var median: Double

  /// The nearest-rank 95th percentile.
  public var p95: Double

  /// The nearest-rank 99th percentile.
  public var p99: Double

  /// The largest sample.
  public var maximum: Double

  /// The named steps of one iteration, in the order they first ran; only beside wall time.
  public var steps: [StepRecord]?

  /// What the steps come to; only beside steps.
  public var performanceIndicators: PerformanceIndicators?

  private enum CodingKeys: String, CodingKey {
    case benchmark, metric, unit, direction, samples, launches, mean, median, p95, p99, steps
    case minimum = "min"
    case maximum = "max"
    case performanceIndicators = "performance_indicators"
  }

  /// Creates a benchmark's figures.
  public init(
    benchmark: BenchmarkIdentifier, metric: MetricName, unit: MetricUnit,
    direction: MetricDirection, samples: Int, launches: Int, minimum: Double, mean: Double,
    median: Double, p95: Double, p99: Double, maximum: Double, steps: [StepRecord]? = nil,
    performanceIndicators: PerformanceIndicators? = nil
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.unit = unit
    self.direction = direction
    self.samples = samples
    self.launches = launches
    self.minimum = minimum
    self.mean = mean
    self.median = median
    self.p95 = p95
    self.p99 = p99
    self.maximum = maximum
    self.steps = steps
    self.performanceIndicators = performanceIndicators
  }
}
