package import GateBudgets
package import GateFiles
import GateRecords

/// Prometheus alert rules that follow from budgets, for the series that ``PrometheusReport`` writes.
///
/// Three groups: budgets, circuit breakers, and what changes over time. Every rule has the labels
/// `severity` and `component`, by which an Alertmanager groups.
package struct AlertRules: Sendable {
  /// One group of rules.
  struct Group: Sendable {
    let name: String
    let rules: [AlertRule]
  }

  /// Seconds that a circuit breaker may take to recover.
  package static let recoveryTarget = 2.0

  let groups: [Group]
  /// The budgets of which no alert can be made, one sentence each.
  package let leftOut: [String]

  /// Derives rules.
  ///
  /// - Parameters:
  ///   - policies: The budgets of each suite, and those of every other suite.
  ///   - prefix: The prefix of the series' names.
  ///   - silence: Seconds without a run after which there is an alert.
  package init(
    _ policies: [(scope: SuiteScope, policy: BudgetPolicy)], prefix: String = "speedgate",
    silence: Int = 600
  ) {
    var rules: [AlertRule] = []
    var leftOut: [String] = []
    var names: Set<String> = []
    for (scope, policy) in policies {
      for budget in policy.rules {
        let source = BudgetAlert(budget, among: policy.rules, prefix: prefix, scope: scope)
        if let reason = source.obstacle {
          let sentence = "\(budget.source): \(reason)"
          if !leftOut.contains(sentence) { leftOut.append(sentence) }
          continue
        }
        for var rule in source.rules {
          // Two patterns may lead to one name; an Alertmanager would take them for one alert.
          rule.makeNameUnique(among: &names)
          rules.append(rule)
        }
      }
    }
    self.leftOut = leftOut
    groups = [
      Group(name: "\(prefix)_budgets", rules: rules),
      Group(name: "\(prefix)_circuit_breakers", rules: Self.breakers(prefix)),
      Group(name: "\(prefix)_changes", rules: Self.changes(prefix, silence: silence)),
    ]
  }

  /// Derives rules from all budgets files.
  ///
  /// A file for every suite counts in each suite that has files of its own beside those, and in all
  /// others alone.
  ///
  /// - Throws: `FileError` where two rules for one suite contradict each other.
  package init(
    _ files: BudgetsFiles, prefix: String = "speedgate", silence: Int = 600
  ) throws(FileError) {
    let suites = files.suites
    var policies: [(scope: SuiteScope, policy: BudgetPolicy)] = []
    for suite in suites { policies.append((.one(suite), try files.policy(for: suite))) }
    policies.append((suites.isEmpty ? .every : .others(suites), try files.policy(for: nil)))
    self.init(policies, prefix: prefix, silence: silence)
  }

  private static func breakers(_ prefix: String) -> [AlertRule] {
    let circuit = [("circuit", "example"), ("node", "pipeline"), ("suite", "example")]
    let name = "Circuit breaker {{ $labels.circuit }} of {{ $labels.node }} in {{ $labels.suite }}"
    func rule(
      _ alert: String, _ series: String, _ labels: [(String, String)] = [], severity: String,
      is words: String
    ) -> AlertRule {
      let matcher = labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
      return AlertRule(
        name: alert, expression: "\(series)\(matcher.isEmpty ? "" : "{\(matcher)}") == 1",
        severity: severity, component: .label("circuit"), summary: "\(name) \(words)",
        example: .init(
          series: [(series, circuit + labels, "0 1")], quiet: 0, loud: 60,
          labels: circuit + labels, value: 1))
    }
    let state = "\(prefix)_circuit_breaker_state"
    let recovery = "\(prefix)_circuit_breaker_recovery_seconds"
    let events = "\(prefix)_circuit_breaker_events_total"
    return [
      rule(
        "CircuitBreakerOpened", state, [("state", "open")], severity: "critical", is: "is open"),
      rule(
        "CircuitBreakerHalfOpen", state, [("state", "half_open")], severity: "warning",
        is: "is half open"),
      rule(
        "CircuitBreakerOutage", "\(prefix)_circuit_breaker_outage", severity: "critical",
        is: "let no call succeed in the newest run"),
      AlertRule(
        name: "CircuitBreakerSLAViolation",
        expression: "\(recovery) > \(MetricFamily.number(recoveryTarget))", severity: "warning",
        component: .label("circuit"), summary: "\(name) took \(AlertRule.value) s to recover",
        example: .init(
          series: [(recovery, circuit, "2 2.5")], quiet: 0, loud: 60, labels: circuit, value: 2.5)),
      AlertRule(
        name: "HighCircuitBreakerEventRate",
        expression: "sum by (suite, node, circuit) (rate(\(events)[5m])) > 1", severity: "warning",
        component: .label("circuit"),
        summary: "\(name) changes \(AlertRule.value) times a second",
        example: .init(
          series: [
            (events, circuit + [("event", "state_transition")], "0+30x10 420+120x10")
          ], quiet: 600, loud: 1200, labels: circuit, value: 2)),
    ]
  }

  private static func changes(_ prefix: String, silence: Int) -> [AlertRule] {
    let latency = "\(prefix)_pipeline_latency_milliseconds"
    let labels = [("node", "example"), ("suite", "example")]
    let tail = labels + [("quantile", "0.95")]
    let minutes = silence / 60
    return [
      AlertRule(
        name: "PerformanceRegression",
        expression:
          "\(latency){quantile=\"0.95\"} > 1.1 * (\(latency){quantile=\"0.95\"} offset 1h)",
        severity: "warning", component: .label("node"),
        summary:
          "p95 of {{ $labels.node }} in {{ $labels.suite }} is \(AlertRule.value) ms, over 10 % above an hour ago",
        example: .init(
          series: [(latency, tail, "10+0x60 11.5")], quiet: 3600, loud: 3660, labels: tail,
          value: 11.5)),
      AlertRule(
        name: "LowThroughput", expression: "1000 * \(latency)_count / \(latency)_sum < 0.1",
        severity: "info", component: .label("node"),
        summary:
          "{{ $labels.node }} in {{ $labels.suite }} completes \(AlertRule.value) iterations a second",
        example: .init(
          series: [("\(latency)_count", labels, "1 1"), ("\(latency)_sum", labels, "10000 20000")],
          quiet: 0, loud: 60, labels: labels, value: 0.05)),
      AlertRule(
        name: "NoActivity",
        expression: "time() - max by (suite) (\(prefix)_run_timestamp_seconds) > \(silence)",
        severity: "warning", component: .label("suite"),
        summary: "Suite {{ $labels.suite }} was last measured \(AlertRule.value) s ago",
        example: .init(
          series: [
            ("\(prefix)_run_timestamp_seconds", [("suite", "example")], "0+0x\(minutes + 2)")
          ], quiet: silence, loud: silence + 60, labels: [("suite", "example")],
          value: Double(silence + 60))),
    ]
  }
}
