import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// What every rule may say in addition to its limit.
@Suite struct RuleTermsTests {
  @Test func `the default service level takes what every rule takes`() throws {
    let policy = try CheckTests.policy(
      """
      service_levels: {
        allowed_breaches: 0,
        default: {
          breach: "100 s", min_rows: 1, mode: "warn", owner: "planning", rationale: "agreed",
          severity: "major", expires: "2027-01-31", when: { os: "linux" },
        },
      }
      """)
    let rule = try #require(policy.serviceLevels.levels.first)
    #expect(rule.scope == .everything && rule.minimumRows == 1)
    #expect(rule.terms.owner == "planning" && rule.terms.rationale == "agreed")
    #expect(rule.terms.mode == .warn && rule.terms.severity == .major)
    let finding = try #require(
      ServiceLevelEvaluation(rule: rule).finding(
        for: BudgetEvaluationTests.benchmark([[200e9]])))
    #expect(finding.owner == "planning" && finding.mode == .warn && !finding.failsTheGate)
    #expect(finding.rationale == "agreed")
  }

  @Test func `a level by tag names the component's type, a level by name its first tag`() throws {
    let policy = try CheckTests.policy(
      """
      service_levels: { levels: [
        { tag: "nightly", breach: "1 s" }, { tag: "ingest", breach: "2 s" },
        { benchmark: "scd/*", breach: "3 s" },
      ] }
      """)
    func types(_ name: String, _ tags: [String]) -> [[String?]] {
      let record = BenchmarkRecord(
        name: BenchmarkIdentifier(name), tags: tags, status: .measured,
        metrics: BudgetEvaluationTests.benchmark([[1]]).metrics)
      return policy.serviceLevels(for: record).compactMap {
        let level = ServiceLevelEvaluation(rule: $0).finding(for: record)?.serviceLevel
        return level.map { [$0.scope, $0.componentType] }
      }
    }
    #expect(
      types("a", ["ingest", "nightly"]) == [["tag nightly", "nightly"], ["tag ingest", "ingest"]])
    #expect(types("scd/a", ["ingest", "nightly"]) == [["scd/*", "ingest"]])
    #expect(types("scd/a", []) == [["scd/*", nil]])
  }

  @Test(arguments: [
    ("parse/order", "parsers", "2027-01-31"), ("other", "everybody", "2026-12-31"),
  ]) func `a ladder has an owner whom a regression asks for, and a day to be looked at again`(
    _ name: String, _ owner: String, _ day: String
  ) throws {
    let policy = try CheckTests.policy(
      """
      regressions: { wall_time: {
        fail: "25%", owner: "everybody", expires: "2026-12-31",
        benchmarks: { "parse/*": { fail: "10%", owner: "parsers", expires: "2027-01-31" } },
      } },
      anchor: { tolerance: "30%", owner: "releases", expires: "2026-11-30" },
      """)
    func finding(_ judgement: Judgement, _ metric: MetricName = .wallTime) -> Finding {
      policy.owned(
        Finding(
          Finding.Subject(BenchmarkIdentifier(name), metric: metric), judgement, message: "slower"))
    }
    let regressed = finding(.regression(.regressed(.major), nil))
    #expect(regressed.owner == owner && regressed.notes == ["ask \(owner), the owner of this rule"])
    #expect(finding(.regression(.regressed(.major), nil), .meanTime).owner == owner)
    let passed = finding(.regression(.passed, nil))
    #expect(passed.owner == owner && passed.notes.isEmpty)
    #expect(finding(.regression(.passed, nil), .peakMemory).owner == nil)
    #expect(finding(.presence(.missing)).owner == nil)
    let explained = PolicyExplanation(
      of: policy,
      for: BenchmarkRecord(name: BenchmarkIdentifier(name), status: .measured))
    let remarks = explained.entries.flatMap(\.remarks)
    #expect(remarks.contains("owner: \(owner)") && remarks.contains("owner: releases"))
    #expect(remarks.contains("to be looked at again by \(day)"))
    let late = try #require(Timestamp(rawValue: "2027-02-01T00:00:00Z"))
    let warnings = policy.warnings(unmatched: [], at: late)
    #expect(warnings.count { $0.contains("was due for review by") } == 3, "\(warnings)")
  }
}
