import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// A figure just beyond its limit must never read like the limit.
@Suite struct FigureMessageTests {
  static func verdict(_ policy: String, _ benchmarks: [BenchmarkRecord]) throws -> Verdict {
    CheckTests.verdict(Records.run(benchmarks), policy: try CheckTests.policy(policy))
  }

  static func benchmark(_ name: String, _ value: Double) -> BenchmarkRecord {
    Records.benchmark(name, Array(repeating: [value, value, value, value], count: 8))
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let policy: String
    let values: [Double]
    let texts: [String]
    var testDescription: String { policy }
  }

  static let cases = [
    Case(
      policy: "budgets: [{ benchmark: \"a\", max: \"10 s\" }]", values: [10_004e6],
      texts: ["is 10.004 s; the budget is 10 s"]),
    Case(
      policy: "budgets: [{ benchmark: \"a\", max: \"10 s\", tolerance: \"10%\" }]",
      values: [11_004e6], texts: ["is 11.004 s; the budget of 10 s + 10 % allows 11 s"]),
    Case(
      policy: "budgets: [{ benchmark: \"a\", median: \"10 s\" }]", values: [9_999.9e6],
      texts: ["is 9.9999 s; the budget is 10 s"]),
    Case(
      policy:
        "service_levels: { levels: [{ benchmark: \"a\", breach: \"10 s\", warning: \"9 s\" }] }",
      values: [10_004e6], texts: ["is 10.004 s; the service level is 10 s and warns above 9 s"]),
    Case(
      policy: "speedups: [{ faster: \"a\", slower: \"b\", at_least: 2.5 }]",
      values: [10_004e6, 25e9],
      texts: ["a is 2.499 times as fast as b; at least 2.5 is asked for"]),
    Case(
      policy: "growth: [{ series: \"s{n=*}\", per_step: \"20%\" }]", values: [],
      texts: ["wall_time changes by +20.004 % from 1 to 2; at most +20 % is allowed"]),
    Case(
      policy: "growth: [{ series: \"s{n=*}\", cumulative: \"22 s\" }]", values: [],
      texts: ["take 22.0004 s of wall_time together; 22 s is allowed"]),
  ]

  @Test(arguments: cases)
  func `a message distinguishes a figure from its limit`(_ one: Case) throws {
    let named = zip(["a", "b"], one.values).map { Self.benchmark($0, $1) }
    let series = [Self.benchmark("s{n=1}", 10e9), Self.benchmark("s{n=2}", 12_000.4e6)]
    let verdict = try Self.verdict(one.policy, named.isEmpty ? series : named)
    let messages = verdict.findings.map(\.message)
    for text in one.texts {
      #expect(messages.contains { $0.contains(text) }, "\(messages)")
    }
  }

  struct Change: CustomTestStringConvertible, Sendable {
    let policy: String
    let metric: MetricName
    let unit: MetricUnit
    let values: (Double, Double)
    let status: FindingStatus
    let text: String
    var testDescription: String { "\(policy) \(values)" }
  }

  private static let points = "regressions: { match_rate: { fail: \"2 pp\" } }"
  private static let rate = MetricName(rawValue: "match_rate")

  static let changes = [
    Change(
      policy: points, metric: rate, unit: .ratio, values: (0.712, 0.691_999_99),
      status: .regressed,
      text: "71.2 % to 69.199999 % (−2.000001 pp); up to 2 pp worse is tolerated"),
    Change(
      policy: points, metric: rate, unit: .ratio, values: (0.712, 0.692), status: .passed,
      text: "71.2 % to 69.2 % (−2.0 pp), within the tolerance of 2 pp"),
    Change(
      policy: "regressions: { rows_read: { fail: \"25%\" } }", metric: .rowsRead, unit: .count,
      values: (10_000_000, 10_000_001), status: .passed,
      text: "10,000,000 to 10,000,001 (+0.00001 %), within the tolerance of 25 %"),
    Change(
      policy: "regressions: { rows_read: { fail: \"25%\", minor: \"10%\" } }", metric: .rowsRead,
      unit: .count, values: (100, 120), status: .regressed,
      text: "100 to 120 (+20.0 %); it fails beyond 25 %"),
    Change(
      policy: "regressions: { rows_read: { fail: \"25%\", minor: \"10%\", mode: \"warn\" } }",
      metric: .rowsRead, unit: .count, values: (100, 120), status: .regressed,
      text: "100 to 120 (+20.0 %); that is minor beyond 10 % and only warns"),
    Change(
      policy: "regressions: { rows_read: { fail: \"25%\", minor: \"10%\", mode: \"warn\" } }",
      metric: .rowsRead, unit: .count, values: (100, 130), status: .regressed,
      text: "100 to 130 (+30.0 %); up to 25 % worse is tolerated"),
    Change(
      policy: "regressions: { rows_read: { minor: \"10%\" } }",
      metric: .rowsRead, unit: .count, values: (100, 130), status: .regressed,
      text: "100 to 130 (+30.0 %); up to 10 % worse is tolerated"),
  ]

  @Test(arguments: changes)
  func `a message names a change and what it does in the terms of its ladder`(
    _ row: Change
  ) throws {
    func launches(_ value: Double) -> [[Double]] { Array(repeating: [value], count: 16) }
    let benchmark = Records.benchmark(
      "a", launches(row.values.1), baseline: launches(row.values.0), metric: row.metric,
      unit: row.unit, direction: row.unit == .ratio ? .higherIsBetter : .lowerIsBetter,
      isDeterministic: true)
    let verdict = CheckTests.verdict(
      Records.run([benchmark], isPaired: true), policy: try CheckTests.policy(row.policy))
    let finding = try #require(verdict.findings.first { $0.rule == .regression })
    #expect(finding.status == row.status)
    #expect(finding.message.hasSuffix(row.text), "\(finding.message)")
  }
}
