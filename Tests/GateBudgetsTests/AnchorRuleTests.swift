import GateFiles
import GateRecords
import Testing

@testable import GateBudgets

@Suite struct AnchorRuleTests {
  private static func policy(_ body: String) throws -> BudgetPolicy {
    try BudgetPolicyTests.policy(body)
  }

  @Test func `what is written is read`() throws {
    let rule = try Self.policy(
      "anchor: { tolerance: \"7.5%\", mode: \"enforce\", days: 90, rationale: \"a quarter\" }"
    ).anchor
    #expect(rule.tolerance?.fraction == 0.075 && rule.mode == .enforce && rule.days == 90)
    #expect(rule.rationale == "a quarter")
    let usual = try Self.policy("").anchor
    #expect(usual == .builtIn && usual.mode == .warn && usual.tolerance == nil && usual.days == nil)
  }

  @Test(arguments: [
    "anchor: { tolerance: \"2 pp\" }", "anchor: { tolerance: 10 }", "anchor: { mode: \"fail\" }",
    "anchor: { days: 0 }", "anchor: { days: 1.5 }", "anchor: { age: 3 }", "anchor: []",
    "anchor: { rationale: \"\" }",
  ]) func `what is not understood is refused`(_ body: String) {
    #expect(throws: FileError.self) { try Self.policy(body) }
  }

  @Test func `two files with a rule for the anchor are refused`() throws {
    let file = "{ schema: \"speedgate.budgets/1\", anchor: { days: 3 } }"
    #expect(throws: FileError.self) {
      try BudgetPolicy(texts: [(Array(file.utf8), "a.json5"), (Array(file.utf8), "b.json5")])
    }
  }

  @Test func `beside the anchor wall time alone is compared`() throws {
    let policy = try Self.policy(
      """
      budgets: [ { benchmark: "*", p99: "90 ms" } ],
      regressions: {
        wall_time: { fail: "10%", at_least: "5 ns", benchmarks: { "io/*": { fail: "40%" } } },
        match_rate: { fail: "2 pp" }
      }
      """)
    let beside = policy.besideAnchor
    for name in ["a", "io/b"] {
      #expect(beside.gatedMetrics(of: BenchmarkIdentifier(name)) == [.wallTime])
      #expect(beside.rules(for: BenchmarkIdentifier(name)).isEmpty)
    }
    let ladder = beside.ladder(for: "a", metric: .wallTime)
    #expect(ladder.fail == .percent(20) && ladder.atLeast == 5 && ladder.mode == .warn)
    #expect(beside.ladder(for: "io/b", metric: .wallTime).fail == .percent(80))
    #expect(
      BudgetPolicy.builtIn.besideAnchor.ladder(for: "a", metric: .wallTime).fail == .percent(10))
    #expect(
      BudgetPolicy.builtIn.besideAnchor.gatedMetrics(of: "a") == [.wallTime])
  }

  @Test func `presets count beside the anchor, too`() throws {
    let beside = try Self.policy("presets: [\"regression-gate\"]").besideAnchor
    #expect(beside.ladder(for: "a", metric: .wallTime).fail == .percent(50))
    #expect(beside.gatedMetrics(of: "a") == [.wallTime])
  }

  @Test func `no label begins below the tolerance`() throws {
    let ladder = try Self.policy(
      "regressions: { wall_time: { fail: \"10%\", minor: \"5%\", major: \"15%\", critical: \"50%\" } }"
    ).besideAnchor.ladder(for: "a", metric: .wallTime)
    #expect(ladder.minor == .percent(20) && ladder.major == .percent(20))
    #expect(ladder.critical == .percent(50))
    #expect(ladder.severity(ofWorsening: 0.15) == nil)
  }

  @Test func `an anchor is too old after its days, and never without them`() throws {
    let start = Timestamp(millisecondsSinceEpoch: 0)
    func moment(_ days: Double) -> Timestamp {
      Timestamp(millisecondsSinceEpoch: Int64(days * 86_400_000))
    }
    let rule = AnchorRule(days: 30)
    #expect(!rule.isOver(start, at: moment(30)) && rule.isOver(start, at: moment(30.001)))
    #expect(!AnchorRule.builtIn.isOver(start, at: moment(10_000)))
  }

  @Test func `the rates of what may fail add up to the suite's`() {
    let enforced = AnchorRule(mode: .enforce)
    #expect(
      abs(
        enforced.falseAlarmRate(of: 0.01) + 0.01 * enforced.shareForBaseline(isMeasured: true)
          - 0.01) < 1e-15)
    #expect(enforced.shareForBaseline(isMeasured: false) == 1)
    #expect(AnchorRule.builtIn.shareForBaseline(isMeasured: true) == 1)
  }

  struct Change: CustomTestStringConvertible, Sendable {
    let before: String
    let after: String
    let kind: PolicyChange.Kind?
    var testDescription: String { "\(before) → \(after)" }
  }

  static let changes = [
    Change(before: "", after: "", kind: nil),
    Change(before: "mode: \"enforce\"", after: "", kind: .relaxed),
    Change(before: "", after: "mode: \"enforce\"", kind: .tightened),
    Change(
      before: "mode: \"enforce\", tolerance: \"8%\"", after: "mode: \"enforce\", tolerance: \"9%\"",
      kind: .relaxed),
    Change(
      before: "mode: \"enforce\", tolerance: \"12%\"", after: "mode: \"enforce\"", kind: .tightened),
    Change(
      before: "mode: \"enforce\"", after: "mode: \"enforce\", days: 90", kind: .relaxed),
    Change(
      before: "mode: \"enforce\", days: 30", after: "mode: \"enforce\", days: 90", kind: .tightened),
    Change(before: "tolerance: \"8%\"", after: "tolerance: \"9%\"", kind: .changed),
  ]

  @Test(arguments: changes) func `a change of the rule is reported as what it is`(_ row: Change)
    throws
  {
    let changes = PolicyDifference.changes(
      from: try Self.policy("anchor: { \(row.before) }"),
      to: try Self.policy("anchor: { \(row.after) }"))
    #expect(changes.map(\.kind) == (row.kind.map { [$0] } ?? []), "\(changes)")
  }

  @Test func `the rule is explained for a benchmark`() throws {
    func entry(_ body: String) throws -> PolicyExplanation.Entry? {
      PolicyExplanation(
        of: try Self.policy(body), for: BenchmarkRecord(name: "a", status: .measured)
      ).entries.first { $0.subject == "creep of wall_time since the anchor" }
    }
    let usual = try #require(try entry(""))
    #expect(usual.answer == "warns beyond 10 %" && usual.origin == "built in")
    let written = try #require(try entry("anchor: { tolerance: \"15%\", mode: \"enforce\" }"))
    #expect(written.answer == "fails beyond 15 %" && written.source == "b.json5:2")
    #expect(try entry("regressions: { wall_time: {} }") == nil)
  }
}
