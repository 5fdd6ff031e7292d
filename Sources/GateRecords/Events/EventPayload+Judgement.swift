/// The payload of `gate_judged`: a verdict without its findings.
package struct GateJudged: Hashable, Sendable, Codable {
  /// The outcome of the gate.
  package var outcome: Outcome
  /// Whether unproven findings failed the gate too.
  package var isStrict: Bool
  /// The newest baseline run used.
  package var baselineRunID: RunIdentifier?
  /// Whether a filter left benchmarks out, so that silence about them says nothing.
  package var isFiltered: Bool
  /// How many findings there are of each status.
  package var findings: [String: Int]
  /// The run of the anchor that was measured beside the candidate.
  package var anchorRunID: RunIdentifier?
  /// The benchmarks, and the series for their growth, that were judged or left out on purpose; absent in logs of
  /// earlier versions.
  package var benchmarks: [String]?
  /// The figures that had nothing to compare with; absent where every figure had.
  package var notCompared: [FigureName]?

  /// A benchmark's metric.
  package struct FigureName: Hashable, Sendable, Codable {
    /// The benchmark.
    package var benchmark: BenchmarkIdentifier
    /// The metric.
    package var metric: MetricName

    /// Names a figure.
    package init(benchmark: BenchmarkIdentifier, metric: MetricName) {
      self.benchmark = benchmark
      self.metric = metric
    }
  }

  private enum CodingKeys: String, CodingKey {
    case outcome, findings, benchmarks
    case anchorRunID = "anchor_run_id"
    case notCompared = "not_compared"
    case isStrict = "strict"
    case baselineRunID = "baseline_run_id"
    case isFiltered = "filtered"
  }

  /// Creates a payload.
  package init(
    outcome: Outcome, isStrict: Bool, baselineRunID: RunIdentifier?, isFiltered: Bool,
    findings: [String: Int], anchorRunID: RunIdentifier? = nil, benchmarks: [String]? = nil,
    notCompared: [FigureName]? = nil
  ) {
    self.outcome = outcome
    self.isStrict = isStrict
    self.baselineRunID = baselineRunID
    self.isFiltered = isFiltered
    self.findings = findings
    self.anchorRunID = anchorRunID
    self.benchmarks = benchmarks
    self.notCompared = notCompared
  }
}

/// The payload of `regression`: a benchmark got worse, with the two runs and the size of the change.
package struct RegressionDetected: Hashable, Sendable, Codable {
  /// The benchmark.
  package var benchmark: BenchmarkIdentifier
  /// The metric.
  package var metric: MetricName
  /// The unit of both values.
  package var unit: MetricUnit
  /// The newest baseline run.
  package var baselineRunID: RunIdentifier?
  /// All stored runs that the baseline's figure was made of, the newest first; absent where a program was measured
  /// beside the candidate.
  package var baselineRunIDs: [RunIdentifier]?
  /// The baseline's figure.
  package var baselineValue: Double
  /// The run's figure.
  package var currentValue: Double
  /// The estimated worsening in per cent: 10 for a tenth more of what should be little.
  package var degradationPercent: Double
  /// The threshold of the label that the worsening has, in per cent; what was tolerated where it has none.
  package var thresholdPercent: Double
  /// How grave it is; absent below the first rung of the ladder.
  package var severity: Severity?
  /// The state of the investigation when the event is written.
  package var status: String

  private enum CodingKeys: String, CodingKey {
    case benchmark, metric, unit, severity, status
    case baselineRunID = "baseline_run_id"
    case baselineRunIDs = "baseline_run_ids"
    case baselineValue = "baseline_value"
    case currentValue = "current_value"
    case degradationPercent = "degradation_pct"
    case thresholdPercent = "threshold_pct"
  }

  /// Creates a payload whose investigation is pending.
  package init(
    benchmark: BenchmarkIdentifier, metric: MetricName, unit: MetricUnit,
    baselineRunID: RunIdentifier?, baselineRunIDs: [RunIdentifier]? = nil, baselineValue: Double,
    currentValue: Double,
    degradationPercent: Double, thresholdPercent: Double, severity: Severity?
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.unit = unit
    self.baselineRunID = baselineRunID
    self.baselineRunIDs = baselineRunIDs
    self.baselineValue = baselineValue
    self.currentValue = currentValue
    self.degradationPercent = degradationPercent
    self.thresholdPercent = thresholdPercent
    self.severity = severity
    status = "PENDING"
  }
}

/// The payload of `service_level_status`: how one component compared with its service level in one run.
package struct ServiceLevelJudged: Hashable, Sendable, Codable {
  /// The benchmark or component.
  package var benchmark: BenchmarkIdentifier
  /// The metric.
  package var metric: MetricName
  /// The unit of the figures.
  package var unit: MetricUnit
  /// The figure that was judged.
  package var value: Double
  /// Above this it is a warning.
  package var warning: Double
  /// Above this it is a breach.
  package var breach: Double
  /// How the value compares.
  package var status: ServiceLevelStatus
  /// How much of its service level the value uses.
  package var category: PerformanceCategory
  /// The scope of the level, see ``ServiceLevelEvidence/scope``.
  package var scope: String?
  /// The component's type, see ``ServiceLevelEvidence/componentType``.
  package var componentType: String?

  private enum CodingKeys: String, CodingKey {
    case benchmark, metric, unit, value, warning, breach, status, category, scope
    case componentType = "component_type"
  }

  /// Creates a payload.
  package init(
    benchmark: BenchmarkIdentifier, metric: MetricName, unit: MetricUnit, value: Double,
    warning: Double, breach: Double, status: ServiceLevelStatus, category: PerformanceCategory,
    scope: String? = nil, componentType: String? = nil
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.unit = unit
    self.value = value
    self.warning = warning
    self.breach = breach
    self.status = status
    self.category = category
    self.scope = scope
    self.componentType = componentType
  }
}

/// The payload of `alert_acknowledged` and `alert_resolved`: a person has answered an alert.
package struct AlertAnswered: Hashable, Sendable, Codable {
  /// The identifier of the event that raised the alert.
  package var alertID: RunIdentifier
  /// The name of the person who answered.
  package var by: String?
  /// The author's note.
  package var note: String?

  private enum CodingKeys: String, CodingKey {
    case by, note
    case alertID = "alert_id"
  }

  /// Creates an answer.
  package init(alertID: RunIdentifier, by: String?, note: String?) {
    self.alertID = alertID
    self.by = by
    self.note = note
  }
}
