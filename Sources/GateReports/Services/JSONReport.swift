package import GateRecords

/// A verdict's summary for machines: small, and stable across versions.
package struct JSONReport: Hashable, Sendable, Codable {
  /// The schema this version writes.
  package static let schema = SchemaVersion(name: "speedgate.summary", version: 1)

  /// One finding that matters.
  package struct Row: Hashable, Sendable, Codable {
    var benchmark: BenchmarkIdentifier
    var rule: FindingRule
    var metric: MetricName?
    var statistic: Statistic?
    var status: FindingStatus
    var severity: Severity?
    /// Whether breaking the rule fails the gate; absent means that it does.
    var mode: RuleMode?
    var message: String
    /// The history of the finding, in one line; absent if there is none.
    var history: String?
    /// The functions that cost more; absent where no profile was made.
    var cause: Cause?
    /// The steps that the change is in; absent where they are not known.
    var steps: [StepShare]?
  }

  var schema: SchemaVersion
  var outcome: Outcome
  var headline: String
  var runID: RunIdentifier
  var suite: String
  var commit: String?
  /// Findings by status; every status is present.
  var counts: [String: Int]
  /// Benchmarks by the worst status that they have, each once; every status is present, and
  /// `without_rule`.
  var benchmarks: [String: Int]
  /// All service levels together; absent when there are none.
  var serviceLevels: ServiceLevelCompliance?
  /// Each component with a service level, by name; absent when there are none.
  var components: [ComponentFigures]?
  /// The differences between the candidate's budgets and those that judged; absent when they were not compared.
  var policyChanges: [PolicyChange]?
  /// The effect of layouts on the benchmarks to which they matter; absent if there are none.
  var layouts: LayoutSummary?
  /// The line that repeats the measurement, quoted for a shell; absent where none can be shown.
  var repetition: String?
  /// The rows that need attention, worst first.
  var findings: [Row]

  private enum CodingKeys: String, CodingKey {
    case repetition = "repeat"
    case schema, outcome, headline, suite, commit, counts, benchmarks, components, layouts, findings
    case runID = "run_id"
    case serviceLevels = "service_levels"
    case policyChanges = "policy_changes"
  }

  /// Summarizes a verdict.
  package init(_ model: ReportModel) {
    let verdict = model.verdict
    schema = Self.schema
    outcome = verdict.outcome
    headline = model.headline
    runID = verdict.run.runID
    suite = verdict.run.suite.name
    commit = verdict.run.suite.commit
    counts = Dictionary(
      uniqueKeysWithValues: FindingStatus.allCases.map { status in
        (status.rawValue, verdict.findings.count { $0.status == status })
      })
    let tally = model.tally
    benchmarks = Dictionary(
      uniqueKeysWithValues: FindingStatus.allCases.map { ($0.rawValue, tally.statuses[$0] ?? 0) }
        + [("without_rule", tally.withoutRule)])
    serviceLevels = verdict.serviceLevels
    let components = ComponentFigures.all(in: verdict)
    self.components = components.isEmpty ? nil : components
    policyChanges = verdict.policyChanges
    layouts = model.layouts?.importantOnly
    if case .line(let line) = model.repetition() { repetition = line }
    findings = model.important.map { row in
      Row(
        benchmark: row.finding.benchmark, rule: row.finding.rule, metric: row.finding.metric,
        statistic: row.finding.statistic, status: row.finding.status,
        severity: row.finding.severity, mode: row.finding.mode, message: row.finding.message,
        history: row.history, cause: row.finding.cause, steps: row.finding.steps)
    }
  }
}
