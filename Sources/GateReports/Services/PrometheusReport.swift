package import GateHistory
package import GateRecords

/// A verdict in Prometheus's text exposition format, for the node exporter's textfile collector or a
/// push gateway.
///
/// Latencies are exported twice under two names, because one family cannot be a summary and a histogram
/// at once: quantiles of the verdict's figures, and buckets of the run's samples where the run is at
/// hand. Source of the format: Prometheus's documentation, "Exposition formats", version 0.0.4.
package struct PrometheusReport: Sendable {
  /// The upper bounds of the histogram's buckets, in milliseconds.
  package static let buckets: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]

  private let verdict: Verdict
  private let run: RunRecord?
  private let breakers: [BreakerCount]
  private let prefix: String

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - verdict: The verdict.
  ///   - run: The record that was judged, for the histogram; nil leaves it out.
  ///   - breakers: The transitions of circuit breakers, by name.
  ///   - prefix: The prefix of every name; letters, digits and underscores.
  package init(
    _ verdict: Verdict, run: RunRecord? = nil, breakers: [BreakerCount] = [],
    prefix: String = "speedgate"
  ) {
    self.verdict = verdict
    self.run = run
    self.breakers = breakers
    self.prefix = prefix
  }

  /// Whether a prefix makes names that Prometheus takes.
  package static func isPrefix(_ text: String) -> Bool {
    let letters = text.unicodeScalars.map { scalar in
      scalar == "_" || (scalar.isASCII && scalar.properties.isAlphabetic)
    }
    let digits = text.unicodeScalars.map { ("0"..."9").contains($0) }
    return letters.first == true && zip(letters, digits).allSatisfy { $0 || $1 }
  }

  /// The whole text.
  package var text: String {
    let families =
      [latency, distribution, values] + budgets + judgement + metadata + breakerFamilies
    return families.map(\.text).joined()
  }

  // MARK: Latency

  private var times: [Measurement] {
    verdict.measurements.filter { $0.metric == .wallTime && $0.unit == .nanoseconds }
  }

  private typealias Labels = MetricFamily.Labels

  private var suite: (String, String) { ("suite", verdict.run.suite.name) }

  private var latency: MetricFamily {
    var family = MetricFamily(
      "\(prefix)_pipeline_latency_milliseconds", .summary, "Wall time of one iteration.")
    for row in times {
      let labels = Labels([suite, ("node", row.benchmark.rawValue)])
      for (quantile, value) in [("0.5", row.median), ("0.95", row.p95), ("0.99", row.p99)] {
        family.add(value / 1e6, labels.with("quantile", quantile))
      }
      family.add(row.mean * Double(row.samples) / 1e6, labels, suffix: "_sum")
      family.add(Double(row.samples), labels, suffix: "_count")
    }
    return family
  }

  private var distribution: MetricFamily {
    var family = MetricFamily(
      "\(prefix)_pipeline_latency_distribution_milliseconds", .histogram,
      "Wall time of one iteration, sample by sample.")
    for benchmark in run?.benchmarks ?? [] {
      guard let series = benchmark.series(of: .wallTime), series.unit == .nanoseconds else {
        continue
      }
      let samples = series.samples.map { $0 / 1e6 }
      guard !samples.isEmpty else { continue }
      let labels = Labels([suite, ("node", benchmark.name.rawValue)])
      for bound in Self.buckets {
        family.add(
          Double(samples.count { $0 <= bound }),
          labels.with("le", MetricFamily.number(bound)), suffix: "_bucket")
      }
      family.add(Double(samples.count), labels.with("le", "+Inf"), suffix: "_bucket")
      family.add(samples.reduce(0, +), labels, suffix: "_sum")
      family.add(Double(samples.count), labels, suffix: "_count")
    }
    return family
  }

  private var values: MetricFamily {
    var family = MetricFamily(
      "\(prefix)_benchmark_value", .gauge,
      "A statistic of a benchmark's metric, in the metric's base unit.")
    for row in verdict.measurements {
      let labels = Labels([
        suite, ("node", row.benchmark.rawValue), ("metric", row.metric.rawValue),
      ])
      for (statistic, value) in [
        ("min", row.minimum), ("mean", row.mean), ("median", row.median), ("p95", row.p95),
        ("p99", row.p99), ("max", row.maximum),
      ] {
        family.add(value, labels.with("statistic", statistic).with("unit", row.unit.rawValue))
      }
    }
    return family
  }

  // MARK: Judgement

  private var budgets: [MetricFamily] {
    var written = MetricFamily(
      "\(prefix)_budget", .gauge, "A budget as written, in the metric's base unit.")
    var limit = MetricFamily(
      "\(prefix)_budget_limit", .gauge, "A budget with its tolerance, in the metric's base unit.")
    var margin = MetricFamily(
      "\(prefix)_budget_margin_ratio", .gauge,
      "Distance to the limit as a share of the budget; negative when the limit is broken.")
    for finding in verdict.findings {
      guard let budget = finding.budget else { continue }
      let labels = Labels([
        suite, ("node", finding.benchmark.rawValue), ("metric", finding.metric?.rawValue ?? ""),
        ("statistic", finding.statistic?.rawValue ?? ""), ("unit", finding.unit?.rawValue ?? ""),
        ("bound", budget.bound.rawValue),
      ])
      written.add(budget.budget, labels)
      limit.add(budget.limit, labels)
      margin.add(budget.margin, labels)
    }
    return [written, limit, margin]
  }

  private var judgement: [MetricFamily] {
    var outcome = MetricFamily(
      "\(prefix)_gate_outcome", .gauge, "1 for what the gate says, 0 for what it does not.")
    for each in Outcome.allCases {
      outcome.add(verdict.outcome == each ? 1 : 0, Labels([suite, ("outcome", each.rawValue)]))
    }
    var findings = MetricFamily("\(prefix)_findings", .gauge, "Findings of each status.")
    let counts = verdict.findings.reduce(into: [FindingStatus: Int]()) {
      $0[$1.status, default: 0] += 1
    }
    for status in FindingStatus.allCases {
      findings.add(Double(counts[status] ?? 0), Labels([suite, ("status", status.rawValue)]))
    }
    var compliance = MetricFamily(
      "\(prefix)_service_level_compliance_ratio", .gauge, "Share of service levels that are kept.")
    if let levels = verdict.serviceLevels {
      compliance.add(levels.compliancePercent / 100, Labels([suite]))
    }
    return [outcome, findings, compliance]
  }

  // MARK: Metadata

  private var metadata: [MetricFamily] {
    let run = verdict.run
    var info = MetricFamily("\(prefix)_run_info", .gauge, "The run that was judged; always 1.")
    info.add(
      1,
      Labels([
        suite, ("run_id", run.runID.rawValue), ("commit", run.suite.commit ?? ""),
        ("branch", run.suite.branch ?? ""), ("environment", run.environment.key),
        ("profile", run.settings.profile), ("harness_version", run.environment.harnessVersion),
        ("baseline_commit", verdict.baseline?.suite.commit ?? ""),
      ]))
    var start = MetricFamily(
      "\(prefix)_run_timestamp_seconds", .gauge, "When the run began, in seconds since 1970.")
    start.add(Double(run.startedAt.millisecondsSinceEpoch) / 1000, Labels([suite]))
    var duration = MetricFamily(
      "\(prefix)_run_duration_seconds", .gauge, "How long the run measured.")
    duration.add(Double(run.durationMilliseconds) / 1000, Labels([suite]))
    return [info, start, duration]
  }

  // MARK: Circuit breakers

  private var breakerFamilies: [MetricFamily] {
    var events = MetricFamily(
      "\(prefix)_circuit_breaker_events_total", .counter, "Circuit breaker state transitions.")
    var state = MetricFamily(
      "\(prefix)_circuit_breaker_state", .gauge, "1 for the breaker's state, 0 for the others.")
    var outage = MetricFamily(
      "\(prefix)_circuit_breaker_outage", .gauge,
      "1 when the newest run left the breaker open and got no figure of its benchmark.")
    var recovery = MetricFamily(
      "\(prefix)_circuit_breaker_recovery_seconds", .gauge,
      "The recovery in the newest run, from the first probe to closed.")
    var recoveredAt = MetricFamily(
      "\(prefix)_circuit_breaker_recovery_timestamp_seconds", .gauge,
      "When the run began that recovered last, in seconds since 1970.")
    for breaker in breakers {
      let circuit = Labels([
        ("suite", breaker.suite), ("node", breaker.benchmark?.rawValue ?? ""),
        ("circuit", breaker.circuit),
      ])
      events.add(Double(breaker.transitions), circuit.with("event", "state_transition"))
      events.add(Double(breaker.openings), circuit.with("event", "circuit_opened"))
      for each in ["closed", "open", "half_open"] {
        state.add(breaker.state == each ? 1 : 0, circuit.with("state", each))
      }
      outage.add(breaker.isOutage ? 1 : 0, circuit)
      if let seconds = breaker.newestRecoverySeconds { recovery.add(seconds, circuit) }
      if let last = breaker.lastRecovery {
        recoveredAt.add(Double(last.at.millisecondsSinceEpoch) / 1000, circuit)
      }
    }
    return [events, state, outage, recovery, recoveredAt]
  }
}
