import GateRecords
import Testing

@testable import GateBudgets

@Suite struct PolicyExplanationTests {
  @Test func `the winner has its reason, the others theirs`() throws {
    let policy = try BudgetPolicyTests.policy(
      """
      budgets: [
        { benchmark: "*", p95: "90 ms" },
        { benchmark: "a/*", p95: "60 ms", when: { os: "linux" } },
        { benchmark: "a/b", p95: "50 ms", tolerance: "10%", owner: "us", rationale: "why" },
      ],
      regressions: { wall_time: { fail: "25%", benchmarks: { "a/*": { fail: "40%" } } } }
      """)
    let entries = PolicyExplanation(
      of: policy, for: BenchmarkRecord(name: "a/b", status: .measured)
    ).entries
    let budget = try #require(entries.first)
    #expect(budget.subject == "p95 of wall_time" && budget.answer == "within 50 ms + 10 %")
    #expect(budget.source == "b.json5:5" && budget.reason == "it names the benchmark itself")
    #expect(
      budget.remarks == [
        "rationale: why", "owner: us", "takes 59 independent samples, in at least 16 launches",
      ])
    #expect(
      budget.passedOver == [
        "within 60 ms at b.json5:4: 'a/*' when os linux is less specific",
        "within 90 ms at b.json5:3: '*' is less specific",
      ])
    let time = try #require(entries.first { $0.subject == "regression of wall_time" })
    #expect(time.answer == "fails beyond 40 %" && time.reason == "'a/*' matches")
    #expect(time.passedOver.count == 1)
    let memory = try #require(entries.first { $0.subject == "regression of peak_memory" })
    #expect(memory.source == nil && memory.origin == "built in")
  }

  @Test(arguments: [
    ("p99", 20, 60, "takes about 16 launches of 60 samples, by this run"),
    ("p99", 20, 1, "takes about 299 launches of 1 sample, by this run"),
    ("median", 4, 1, "takes about 5 launches of 1 sample, by this run"),
    ("p99", 1, 60, "takes 299 independent samples, in at least 16 launches"),
  ]) func `a limit on a percentile shows what it takes`(
    _ statistic: String, _ launches: Int, _ size: Int, _ remark: String
  ) throws {
    let policy = try BudgetPolicyTests.policy(
      "budgets: [ { benchmark: \"a\", \(statistic): \"1 s\" } ]")
    var record = BenchmarkRecord(name: "a", status: .measured)
    record.metrics = [
      MetricSeries(
        metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
        launches: [[Double]](repeating: [Double](repeating: 5, count: size), count: launches))
    ]
    let entries = PolicyExplanation(of: policy, for: record).entries
    #expect(entries.first?.remarks == [remark])
  }

  @Test(arguments: [
    ("min", MetricDirection.higherIsBetter, "at least 0.9"), ("min", .lowerIsBetter, "at most 0.9"),
    ("max", .higherIsBetter, "at least 0.9"), ("max", .lowerIsBetter, "within 0.9"),
  ]) func `a limit is a floor or a ceiling as the run's metric has it`(
    _ statistic: String, _ direction: MetricDirection, _ answer: String
  ) throws {
    let policy = try BudgetPolicyTests.policy(
      "budgets: [ { benchmark: \"a\", metric: \"match_rate\", \(statistic): \"0.9\" } ]")
    let record = BenchmarkRecord(
      name: "a", status: .measured,
      metrics: [
        MetricSeries(
          metric: MetricName(rawValue: "match_rate"), unit: .ratio, direction: direction,
          launches: [[0.95]])
      ])
    #expect(PolicyExplanation(of: policy, for: record).entries.first?.answer == answer)
  }

  @Test func `ladders of a suite's own metrics are explained, and those that judge nothing`() throws
  {
    let policy = try BudgetPolicyTests.policy(
      "presets: [\"regression-gate\", \"quality-regression\"], "
        + "regressions: { precision: { fail: \"2 pp\" }, allocations: {} }")
    let entries = PolicyExplanation(
      of: policy, for: BenchmarkRecord(name: "a", status: .measured)
    ).entries
    #expect(
      entries.map { "\($0.subject), \($0.answer), \($0.origin)" } == [
        "regression of wall_time, fails beyond 25 %, by the preset regression-gate",
        "regression of mean_time, fails beyond 50 %, from wall_time's",
        "regression of peak_memory, fails beyond 50 %, by the preset regression-gate",
        "regression of allocations, judges nothing, at b.json5:2",
        "regression of match_rate, fails beyond 5 %, by the preset quality-regression",
        "regression of precision, fails beyond 2 pp, at b.json5:2",
        "creep of wall_time since the anchor, warns beyond 50 %, built in",
      ])
  }

  @Test func `a service level by tag is explained to what has the tag`() throws {
    let policy = try BudgetPolicyTests.policy(
      "service_levels: { levels: [ { tag: \"slow\", breach: \"10 s\", min_rows: 5 }, "
        + "{ tag: \"slow\", metric: \"miss_rate\", breach: \"10%\" } ] }")
    var record = BenchmarkRecord(name: "a", tags: ["slow"], status: .measured)
    record.steps = [
      StepRecord(stepID: "s", durationMilliseconds: 1, rowsRead: 5, rowsWritten: nil)
    ]
    let answers = PolicyExplanation(of: policy, for: record).entries
      .filter { $0.subject.hasPrefix("service level") }.map(\.answer)
    #expect(
      answers == [
        "breach above 10 s, warning above 8 s, from 5 rows on",
        "breach above 10%, warning above 8 %",
      ])
  }
}

@Suite struct PatternIndexTests {
  // The quick way and the plain way must agree, whatever the patterns.
  @Test func `the index finds what trying every pattern finds`() {
    let texts = ["a", "a/b", "*", "a/*", "*/b", "a*b", "", "**", "a/b*", "b"]
    let patterns = texts.map { GlobPattern($0) }
    let index = PatternIndex(patterns)
    for name in texts + ["a/b/c", "ab", "x", "a/", "é/b"] {
      let plain = patterns.indices.filter { patterns[$0].matches(name) }
      #expect(index.matches(name) == plain, "\(name)")
    }
    #expect(index.same(as: GlobPattern("a/*")) == [3] && index.same(as: GlobPattern("c")) == [])
  }
}
