import GateRecords
import Testing

@testable import GateBudgets

/// Of which benchmarks a rule asks for figures, in addition to their comparison with the baseline.
@Suite struct FiguresAskedTests {
  @Test(arguments: [
    ("", false), ("regressions: { wall_time: { fail: \"1%\" } }", false),
    (
      "accept: [ { benchmark: \"s{n=1}\", metric: \"wall_time\", up_to: \"9%\", reason: \"r\", by: \"k\" } ]",
      false
    ),
    ("budgets: [ { benchmark: \"s*\", max: \"1 s\" } ]", true),
    ("budgets: [ { benchmark: \"t*\", max: \"1 s\" } ]", false),
    ("speedups: [ { faster: \"s{n=1}\", slower: \"t\", at_least: 2 } ]", true),
    ("speedups: [ { faster: \"t\", slower: \"s{n=1}\", at_least: 2 } ]", true),
    ("speedups: [ { faster: \"t\", slower: \"u\", at_least: 2 } ]", false),
    ("service_levels: { levels: [ { tag: \"slow\", breach: \"1 s\" } ] }", true),
    ("service_levels: { levels: [ { tag: \"quick\", breach: \"1 s\" } ] }", false),
    ("service_levels: { default: { breach: \"1 s\" } }", true),
    ("growth: [ { series: \"s{n=*}\", complexity: \"O(n)\" } ]", true),
    ("growth: [ { series: \"t{n=*}\", complexity: \"O(n)\" } ]", false),
    ("growth: [ { series: \"t{n=*}\", against: \"s{n=*}\", within: \"25%\" } ]", true),
  ]) func `a limit or a promise asks for figures, a ladder does not`(
    _ rules: String, _ isAsked: Bool
  ) throws {
    let policy = try BudgetPolicyTests.policy(rules)
    let benchmark = BenchmarkRecord(
      name: BenchmarkIdentifier("s{n=1}"), tags: ["slow"], status: .measured)
    #expect(policy.asksForFigures(of: benchmark) == isAsked)
  }
}
