import GateRecords
import Testing

@testable import GateBudgets

@Suite struct AcceptanceTests {
  static func acceptance(_ extent: String, more: String = "") throws -> Acceptance {
    let policy = try CheckTests.policy(
      "accept: [ { benchmark: \"a*\", up_to: \"\(extent)\", reason: \"new format\", by: \"kim\", "
        + "\(more) } ]")
    return try #require(policy.acceptances.first)
  }

  static func regression(
    _ ratio: Double, direction: MetricDirection = .lowerIsBetter, before: Double = 100
  ) -> Finding {
    // swift-format-ignore: NeverUseForceTry
    try! Finding(
      benchmark: "abc", rule: .regression, metric: .wallTime, statistic: .median,
      unit: .nanoseconds, direction: direction, status: .regressed, severity: .minor,
      value: before * ratio, baselineValue: before,
      change: ChangeEstimate(ratio: ratio, low: nil, high: nil, confidence: nil, tolerance: 0.05),
      evidence: Evidence(kind: .paired, launches: 9, samples: 9), message: "m")
  }

  static let now = Timestamp(millisecondsSinceEpoch: 1_795_238_287_000)  // 2026-11-21

  @Test func `a known worsening passes with its reason, a larger one does not`() throws {
    let rule = try Self.acceptance("+12%", more: "expires: \"2026-11-21\"")
    let accepted = rule.applied(to: Self.regression(1.12), at: Self.now)
    #expect(accepted.status == .passed && accepted.severity == nil && !accepted.failsTheGate)
    let record = try #require(accepted.acceptance)
    #expect(record.status == .regressed && record.upTo == "+12%" && record.by == "kim")
    #expect(record.reason == "new format" && record.expires == "2026-11-21")
    #expect(
      accepted.notes == ["accepted up to +12% by kim, until 2026-11-21: new format"])
    let grown = rule.applied(to: Self.regression(1.121), at: Self.now)
    #expect(grown.status == .regressed && grown.notes == ["accepted up to +12% only (b.json5:1)"])
  }

  @Test func `an acceptance ends with its day`() throws {
    let rule = try Self.acceptance("+12%", more: "expires: \"2026-11-20\"")
    let finding = rule.applied(to: Self.regression(1.05), at: Self.now)
    #expect(finding.status == .regressed)
    #expect(finding.notes == ["accepted until 2026-11-20 only (b.json5:1)"])
  }

  @Test func `it is for its benchmarks and its metric alone`() throws {
    var finding = Self.regression(1.05)
    finding.subject.benchmark = "b"
    #expect(try Self.acceptance("+12%").applied(to: finding, at: Self.now) == finding)
    let memory = try Self.acceptance("+12%", more: "metric: \"peak_memory\"")
    #expect(memory.applied(to: Self.regression(1.05), at: Self.now).status == .regressed)
    var passed = Self.regression(1)
    passed.judgement = .regression(.passed, passed.change)
    #expect(try Self.acceptance("+12%").applied(to: passed, at: Self.now) == passed)
  }

  @Test func `of what is better when more, less is the worsening`() throws {
    let rule = try Self.acceptance("+12%")
    func status(_ ratio: Double) -> FindingStatus {
      rule.applied(to: Self.regression(ratio, direction: .higherIsBetter), at: Self.now).status
    }
    #expect(status(0.88) == .passed && status(0.87) == .regressed)
  }

  @Test func `a figure of a rate is a floor`() throws {
    let policy = try CheckTests.policy(
      "accept: [ { benchmark: \"a*\", metric: \"match_rate\", up_to: 0.65, reason: \"r\", by: \"k\" } ]"
    )
    let rule = try #require(policy.acceptances.first)
    func status(_ value: Double) -> FindingStatus {
      var finding = Self.regression(value / 0.7, direction: .higherIsBetter, before: 0.7)
      finding.subject.metric = MetricName(rawValue: "match_rate")
      finding.subject.unit = .ratio
      finding.value = value
      return rule.applied(to: finding, at: Self.now).status
    }
    #expect(status(0.65) == .passed && status(0.649) == .regressed)
  }

  @Test(arguments: [
    ("60 ms", 60e6, true), ("60 ms", 60.1e6, false), ("+20%", 66e6, true), ("+20%", 66.1e6, false),
  ])
  func `a broken budget is accepted up to a figure, or a share beyond its limit`(
    _ extent: String, _ value: Double, _ isAccepted: Bool
  ) throws {
    let rule = try BudgetEvaluationTests.rule("max", "50 ms")
    let over = BudgetEvaluationTests.judge(rule, BudgetEvaluationTests.benchmark([[value]]))
    #expect(over.status == .overBudget)
    var known = try Self.acceptance(extent)
    known = Acceptance(
      pattern: GlobPattern("*"), metric: nil, extent: known.extent, text: known.text,
      reason: known.reason, by: known.by, expires: nil, source: known.source)
    let finding = known.applied(to: over, at: Self.now)
    #expect((finding.acceptance != nil) == isAccepted)
    #expect(finding.acceptance?.status ?? .overBudget == .overBudget)
  }
}
