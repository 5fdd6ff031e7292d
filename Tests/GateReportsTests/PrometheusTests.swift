import GateBudgets
import GateHistory
import GateRecords
import TestSupport
import Testing

@testable import GateReports

@Suite struct PrometheusTests {
  static let breakers = [
    BreakerCount(
      suite: "order-benchmarks", benchmark: BenchmarkIdentifier("embedding"), circuit: "model",
      transitions: 5, openings: 2, state: "closed",
      changedAt: Timestamp(millisecondsSinceEpoch: 0),
      lastRecovery: .init(seconds: 1.5, at: Timestamp(millisecondsSinceEpoch: 0))),
    // It recovered once, and not in the newest run.
    BreakerCount(
      suite: "order-benchmarks", benchmark: BenchmarkIdentifier("routing"), circuit: "model",
      transitions: 6, openings: 3, state: "open",
      changedAt: Timestamp(millisecondsSinceEpoch: 86_400_000),
      lastRecovery: .init(seconds: 9, at: Timestamp(millisecondsSinceEpoch: 0)), isOutage: true),
  ]

  /// A run of one benchmark with these wall times in milliseconds.
  static func run(_ milliseconds: [Double], name: String = "formation") -> RunRecord {
    let summary = SampleVerdict.measured.run
    return RunRecord(
      runID: summary.runID, jobID: nil, status: .success, startedAt: summary.startedAt,
      completedAt: summary.startedAt, durationMilliseconds: 1, suite: summary.suite,
      baseline: nil, environment: summary.environment, settings: summary.settings,
      benchmarks: [
        BenchmarkRecord(
          name: BenchmarkIdentifier(name), status: .measured,
          metrics: [
            MetricSeries(
              metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
              launches: [milliseconds.map { $0 * 1e6 }])
          ])
      ], leftOut: [], errors: [], warnings: [])
  }

  @Test func `the exposition is the one that was looked at`() throws {
    #expect(
      try goldenDifference(
        PrometheusReport(
          SampleVerdict.measured, run: Self.run([0.5, 1, 1.5, 6000]), breakers: Self.breakers
        ).text, "measured.prom") == nil)
    #expect(
      try goldenDifference(
        PrometheusReport(SampleVerdict.rich, prefix: "team_ci").text, "rich.prom") == nil)
  }

  // Samples 0.5, 1, 1.5 and 6000 ms: bounds are inclusive, the last bucket is everything.
  @Test func `buckets are cumulative`() {
    let text = PrometheusReport(SampleVerdict.measured, run: Self.run([0.5, 1, 1.5, 6000])).text
    let counts = text.split(separator: "\n").filter { $0.contains("_bucket{") }
      .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(counts == [2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4])
    #expect(
      text.contains(
        "distribution_milliseconds_sum{suite=\"order-benchmarks\",node=\"formation\"} 6003\n"))
  }

  @Test func `a recovery of an earlier run is reported with its time and not as today's`() {
    let lines = PrometheusReport(SampleVerdict.measured, breakers: Self.breakers).text
      .split(separator: "\n").filter { $0.contains("routing") && $0.contains("recovery") }
    #expect(
      lines == [
        "speedgate_circuit_breaker_recovery_timestamp_seconds{suite=\"order-benchmarks\","
          + "node=\"routing\",circuit=\"model\"} 0"
      ])
  }

  @Test func `a summary and a histogram never share a name`() {
    let text = PrometheusReport(SampleVerdict.measured, run: Self.run([1])).text
    let types = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
      .map { $0.split(separator: " ")[2] }
    #expect(Set(types).count == types.count)
    #expect(text.contains("# TYPE speedgate_pipeline_latency_milliseconds summary\n"))
    #expect(
      text.contains("# TYPE speedgate_pipeline_latency_distribution_milliseconds histogram\n"))
  }

  @Test func `hostile names stay inside their label`() {
    for name in SampleVerdict.hostileNames + ["a\"b\\c"] {
      var verdict = SampleVerdict.measured
      verdict.measurements = Array(verdict.measurements.prefix(1))
      verdict.measurements[0].benchmark = BenchmarkIdentifier(name)
      verdict.findings = []
      let lines = PrometheusReport(verdict).text.split(separator: "\n")
        .filter { $0.contains("pipeline_latency") && !$0.hasPrefix("#") }
      #expect(lines.count == 5)
      for line in lines {
        let unescaped = line.split(separator: "\\\\", omittingEmptySubsequences: false).joined()
          .split(separator: "\\\"", omittingEmptySubsequences: false).joined()
        #expect(unescaped.count { $0 == "\"" } == (line.contains("quantile") ? 6 : 4))
      }
    }
  }

  @Test(arguments: [
    ("speedgate", true), ("_a1", true), ("", false), ("1a", false), ("a-b", false), ("é", false),
  ]) func `a prefix must make names`(_ text: String, _ isPrefix: Bool) {
    #expect(PrometheusReport.isPrefix(text) == isPrefix)
  }
}

@Suite struct AlertRulesTests {
  static let budgets = """
    {
      schema: "speedgate.budgets/1",
      defaults: { tolerance: "10%" },
      budgets: [
        { benchmark: "sanitization", p95: "2 ms", p99: "3 ms" },
        { benchmark: "embedding", p95: "50 ms", p99: "80 ms", rationale: "batches of {{ 32 }}" },
        { benchmark: "contract_validation_routing", p95: "5 ms", severity: "critical" },
        { benchmark: "pipeline/*", p95: "20 ms", owner: "team @pipeline" },
        { benchmark: "pipeline/slow{n=*}", p95: "90 ms", tolerance: "0%" },
        { benchmark: "a.b|c", max: "1 s", tolerance: "0%" },
        { benchmark: "pool", metric: "allocations", max: "0", tolerance: "0%" },
        { benchmark: "match", metric: "match_rate", min: "70%", tolerance: "0%" },
      ],
    }
    """

  static func rules(_ text: String = budgets) throws -> AlertRules {
    try AlertRules(try BudgetsFiles(texts: [(Array(text.utf8), "budgets/b.json5")]))
  }

  @Test func `rules and their tests are the ones that were looked at`() throws {
    let rules = try Self.rules()
    #expect(try goldenDifference(rules.yaml, "alerts.yml") == nil)
    #expect(try goldenDifference(rules.tests(of: "alerts.yml"), "alerts_test.yml") == nil)
  }

  // The thresholds and severities that budgets of 2, 50 and 5 ms must give.
  @Test(arguments: [
    ("HighLatencySanitization", "quantile=\"0.95\"} > 2.2", "warning"),
    ("HighLatencyEmbedding", "quantile=\"0.95\"} > 55", "warning"),
    ("CriticalLatencyEmbedding", "quantile=\"0.95\"} > 80", "critical"),
    ("HighLatencyEmbeddingP99", "quantile=\"0.99\"} > 88", "warning"),
    ("HighLatencyContractValidationRouting", "quantile=\"0.95\"} > 5.5", "critical"),
    ("CircuitBreakerOpened", "_circuit_breaker_state{state=\"open\"} == 1", "critical"),
    ("CircuitBreakerHalfOpen", "state=\"half_open\"} == 1", "warning"),
    ("CircuitBreakerOutage", "_circuit_breaker_outage == 1", "critical"),
    ("CircuitBreakerSLAViolation", "_recovery_seconds > 2", "warning"),
    ("HighCircuitBreakerEventRate", "> 1", "warning"),
    ("PerformanceRegression", "offset 1h)", "warning"), ("LowThroughput", "< 0.1", "info"),
    ("NoActivity", "> 600", "warning"),
  ]) func `every budget has its alert`(_ name: String, _ end: String, _ severity: String) throws {
    let rule = try #require(
      try Self.rules().groups.flatMap(\.rules).first { $0.name == name })
    #expect(rule.expression.hasSuffix(end), "\(rule.expression)")
    #expect(rule.severity == severity)
  }

  @Test func `a pattern leaves out what a more specific rule limits`() throws {
    let rule = try #require(
      try Self.rules().groups[0].rules.first { $0.name == "HighLatencyPipeline" })
    #expect(
      rule.expression.contains(#"node=~"pipeline/.*",node!~"pipeline/slow\\{n=.*\\}""#),
      "\(rule.expression)")
  }

  @Test func `what cannot be watched is reported`() throws {
    let rules = try Self.rules(
      """
      { schema: "speedgate.budgets/1", budgets: [
        { benchmark: "a", p999: "1 ms" },
        { benchmark: "a", p95: "1 ms", when: { os: "linux" } },
      ] }
      """)
    #expect(rules.leftOut.count == 2)
    #expect(rules.leftOut.allSatisfy { $0.hasPrefix("budgets/b.json5:") })
    #expect(!rules.yaml.contains("_budgets"))
  }

  @Test func `a suite's budgets watch that suite, and shared ones all others, too`() throws {
    let files = try BudgetsFiles(
      texts: [
        ("shared", "budgets: [{ benchmark: \"a*\", p95: \"3 ms\" }]"),
        ("one", "suite: \"one\", budgets: [{ benchmark: \"ab\", p95: \"1 ms\" }]"),
        ("two", "suite: \"t.w*\\\"o\", budgets: [{ benchmark: \"ab\", p95: \"2 ms\" }]"),
      ].map { name, body in
        (Array("{ schema: \"speedgate.budgets/1\", \(body) }".utf8), "\(name).json5")
      })
    let rules = try #require(try AlertRules(files).groups.first).rules
    #expect(
      rules.map { String($0.expression.drop { $0 != "{" }) } == [
        #"{node=~"a.*",node!~"ab",suite="one",quantile="0.95"} > 3"#,
        #"{node="ab",suite="one",quantile="0.95"} > 1"#,
        #"{node=~"a.*",node!~"ab",suite="t.w*\"o",quantile="0.95"} > 3"#,
        #"{node="ab",suite="t.w*\"o",quantile="0.95"} > 2"#,
        #"{node=~"a.*",suite!~"one|t\\.w\\*\"o",quantile="0.95"} > 3"#,
      ])
    #expect(Set(rules.map(\.name)).count == rules.count)
    #expect(
      rules.map { $0.example?.labels.first { $0.0 == "suite" }?.1 } == [
        "one", "one", "t.w*\"o", "t.w*\"o", "example",
      ])
  }

  @Test func `every alert names the suite, and none sums over suites`() throws {
    for rule in try Self.rules().groups.flatMap(\.rules) {
      #expect(rule.summary.contains("{{ $labels.suite }}"), "\(rule.name)")
      #expect(rule.example?.labels.contains { $0.0 == "suite" } ?? true, "\(rule.name)")
      if let by = rule.expression.firstRange(of: " by (") {
        #expect(rule.expression[by.upperBound...].hasPrefix("suite"), "\(rule.expression)")
      }
    }
  }

  @Test func `a value that three digits show as its limit is shown in full`() throws {
    let rule = try #require(
      try Self.rules().groups[0].rules.first { $0.name == "HighLatencyEmbedding" })
    #expect(
      rule.summary.contains(
        #"{{ if eq (printf "%.3g" $value) "55" }}{{ $value }}{{ else }}{{ printf "%.3g" $value }}{{ end }} ms"#
      ), "\(rule.summary)")
  }

  @Test func `one name is one alert`() throws {
    let names = try Self.rules(
      """
      { schema: "speedgate.budgets/1", budgets: [
        { benchmark: "a/b", p95: "1 ms" }, { benchmark: "a-b", p95: "1 ms" },
      ] }
      """
    ).groups[0].rules.map(\.name)
    #expect(names == ["HighLatencyAB", "HighLatencyAB2"])
  }

  @Test func `texts are text in YAML and in templates`() throws {
    #expect(AlertRule.quoted("a\"b\\c\nd") == #""a\"b\\c\\u{a}d""#)
    #expect(AlertRule.literal("{{ $value }}") == #"{{ "{" }}{{ "{" }} $value }}"#)
    #expect(AlertRule.literal("{n=1}") == "{n=1}")
  }
}
