/// All findings of one check and the outcome: the content of `verdict.json`.
public struct Verdict: Hashable, Sendable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.verdict", version: 1)

  /// The format and its version, read before anything else.
  public var schema: SchemaVersion

  /// Whether unproven findings fail the gate too.
  public var isStrict: Bool

  /// When the check was made.
  public var checkedAt: Timestamp

  /// The run that was judged, without its samples.
  public var run: RunSummary

  /// The baseline it was judged against; absent when there was none.
  public var baseline: BaselineSummary?

  /// The anchor it was compared with; absent where none was measured.
  public var anchor: AnchorSummary?

  /// The differences in code between the two programs; absent where the run does not say.
  public var code: CodeComparison?

  /// The promises the decisions keep.
  public var policy: DecisionPolicy

  /// The result for every benchmark and metric of either side.
  public var accounting: Accounting

  /// Remarks on the budgets themselves.
  public var attention: PolicyAttention

  /// All service levels together; absent when there are none.
  public var serviceLevels: ServiceLevelCompliance?

  /// How the budgets of the change differ from those that judged; absent when it was not requested.
  public var policyChanges: [PolicyChange]?

  /// The changes of state of the run's circuit breakers; absent when there were none.
  public var breakerEvents: [BenchmarkBreakers]?

  /// The effect of code layout; absent where it is not known.
  public var layouts: LayoutSummary?

  /// The summary of an A/A check; nil when there was none.
  public var aaCheck: AACheckSummary?

  /// Every finding, worst first, then by benchmark.
  public var findings: [Finding]

  /// The benchmarks' own figures, for tables, in the suite's order.
  public var measurements: [Measurement]

  /// Warnings about the whole check, one sentence each, ending with advice.
  public var warnings: [String]

  /// Creates a verdict of the current schema.
  public init(
    isStrict: Bool, checkedAt: Timestamp, run: RunSummary,
    baseline: BaselineSummary?, anchor: AnchorSummary? = nil, code: CodeComparison? = nil,
    policy: DecisionPolicy,
    accounting: Accounting, attention: PolicyAttention = PolicyAttention(),
    serviceLevels: ServiceLevelCompliance? = nil, policyChanges: [PolicyChange]? = nil,
    breakerEvents: [BenchmarkBreakers]? = nil,
    aaCheck: AACheckSummary? = nil,
    findings: [Finding], measurements: [Measurement], warnings: [String]
  ) {
    schema = Self.schema
    self.isStrict = isStrict
    self.checkedAt = checkedAt
    self.run = run
    self.baseline = baseline
    self.anchor = anchor
    self.code = code
    self.policy = policy
    self.accounting = accounting
    self.attention = attention
    self.serviceLevels = serviceLevels
    self.policyChanges = policyChanges
    self.breakerEvents = breakerEvents
    self.aaCheck = aaCheck
    self.findings = findings
    self.measurements = measurements
    self.warnings = warnings
  }
}

/// How many of the budgets' rules deserve a look; the verdict's warnings name them.
public struct PolicyAttention: Hashable, Sendable, Codable {
  /// Rules that no benchmark matches, or for a metric that nothing measured.
  public var unusedRules: Int

  /// Everything to look at, unused rules among it.
  public var remarks: Int

  /// The number of errors of the run as a whole, such as an iteration that did not end; nil if there are none.
  public var runErrors: Int?

  private enum CodingKeys: String, CodingKey {
    case remarks
    case unusedRules = "unused_rules"
    case runErrors = "run_errors"
  }

  /// Creates the counts.
  public init(unusedRules: Int = 0, remarks: Int = 0, runErrors: Int? = nil) {
    self.unusedRules = unusedRules
    self.remarks = remarks
    self.runErrors = runErrors
  }
}
