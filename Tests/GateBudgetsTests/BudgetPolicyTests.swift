import Foundation
import GateFiles
import GateRecords
import Testing

@testable import GateBudgets

@Suite struct BudgetPolicyTests {
  static func policy(_ body: String) throws -> BudgetPolicy {
    try BudgetPolicy(text: "{ schema: \"speedgate.budgets/1\",\n\(body) }", path: "b.json5")
  }

  static func problem(_ text: String) -> String {
    do {
      _ = try BudgetPolicy(text: text, path: "b.json5")
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func `rules inherit the file's tolerance unless they have their own`() throws {
    let policy = try Self.policy(
      """
      defaults: { tolerance: "10%" },
      budgets: [
        { benchmark: "a", p95: "50 ms", p99: "80 ms", rationale: "why", owner: "me" },
        { benchmark: "b", metric: "peak_memory", max: "700 MB", tolerance: "0%" },
      ]
      """)
    #expect(policy.rules.map(\.statistic) == [.percentile(95), .percentile(99), .maximum])
    #expect(policy.rules.map(\.tolerance.basisPoints) == [1_000, 1_000, 0])
    #expect(policy.rules[0].rationale == "why")
    #expect(policy.rules[2].source == "b.json5:5")
    #expect(policy.rules[2].metric == .peakMemory)
  }

  @Test func `the most specific rule counts for each metric and summary`() throws {
    let policy = try Self.policy(
      """
      budgets: [
        { benchmark: "*", p95: "9 ms", median: "8 ms" },
        { benchmark: "a/*", p95: "7 ms" },
        { benchmark: "a/b", p95: "5 ms" },
      ]
      """)
    func limits(_ name: String) -> [Double] {
      policy.rules(for: BenchmarkIdentifier(name)).map { $0.budget.value / 1e6 }.sorted()
    }
    #expect(limits("a/b") == [5, 8])
    #expect(limits("a/c") == [7, 8])
    #expect(limits("x") == [8, 9])
  }

  @Test func `ladders have exceptions, and what no file says is built in`() throws {
    let policy = try Self.policy(
      """
      regressions: {
        wall_time: { fail: "25%", minor: "15%", major: "30%", critical: "50%", at_least: "20 ns",
          benchmarks: { "io/*": { fail: "40%" } } },
      }
      """)
    #expect(policy.ladder(for: "a", metric: .wallTime).fail == 0.25)
    #expect(policy.ladder(for: "a", metric: .wallTime).atLeast == 20)
    #expect(policy.ladder(for: "io/x", metric: .wallTime).fail == 0.4)
    #expect(policy.ladder(for: "a", metric: .allocations).fail == 0)
    #expect(policy.ladder(for: "a", metric: .cpuTime).fail == nil)
    #expect(policy.gatedMetrics(of: "a", among: [.wallTime, .cpuTime, .peakMemory]).count == 2)
  }

  @Test func `rules that match nothing are found`() throws {
    let policy = try Self.policy(
      "budgets: [ { benchmark: \"a*\", p95: \"1 s\" }, { benchmark: \"typo\", p95: \"1 s\" } ]")
    #expect(policy.unmatched(in: ["abc"]).map(\.pattern.text) == ["typo"])
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    let body: String
    let words: String
    var testDescription: String { words }
  }

  static let mistakes = [
    Mistake(body: "budget: []", words: "b.json5:2:1: unknown key 'budget'; did you mean budgets?"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p59: \"1 ms\", tolerence: \"1%\" } ]",
      words: "unknown key 'tolerence'; did you mean tolerance?"),
    Mistake(body: "budgets: [ { p95: \"1 ms\" } ]", words: "b.json5:2:12: this budget names no"),
    Mistake(body: "budgets: [ { benchmark: \"a\" } ]", words: "limits nothing"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"50 MB\" } ]",
      words: "b.json5:2:35: '50 MB' is a number of bytes, which wall_time is not"),
    Mistake(body: "budgets: [ { benchmark: \"a\", p95: 50 } ]", words: "'50' is a number without"),
    Mistake(body: "budgets: [ { benchmark: \"a\", p95: true } ]", words: "found true or false"),
    Mistake(body: "budgets: [ { benchmark: \"a\", p0: \"1 ms\" } ]", words: "unknown key 'p0'"),
    Mistake(body: "budgets: [ { benchmark: \"a\", p101: \"1 ms\" } ]", words: "unknown key 'p101'"),
    Mistake(body: "budgets: [ { benchmark: \"a\", p95: \"-1 ms\" } ]", words: "not above zero"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", tolerance: 10 } ]",
      words: "expected a percentage such as"),
    Mistake(
      body:
        "budgets: [ { benchmark: \"a\", p95: \"1 ms\" },\n { benchmark: \"a\", p95: \"2 ms\" } ]",
      words: "b.json5:3: limits p95 of wall_time for 'a' again; it stands at b.json5:2"),
    Mistake(
      body: "regressions: { wall_time: { minor: \"30%\", major: \"20%\" } }",
      words: "b.json5:2:27: the rungs minor, major and critical do not rise"),
    Mistake(body: "regressions: { wall_time: { fails: \"1%\" } }", words: "did you mean fail?"),
    Mistake(body: "speedups: []", words: "'speedups' is not supported by this version"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", expires: \"2027-01-01\" } ]",
      words: "'expires' is not supported"),
    Mistake(body: "budgets: {}", words: "expected an array for budgets, found an object"),
  ]

  @Test(arguments: mistakes) func `a mistake is refused with its place and a remedy`(
    _ row: Mistake
  ) {
    let problem = Self.problem("{ schema: \"speedgate.budgets/1\",\n\(row.body) }")
    #expect(problem.contains(row.words), "\(problem)")
    #expect(!problem.contains("\n"))
  }

  @Test func `a file for one suite is checked for all and counts for that one`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "speedgate-budgets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ body: String) throws {
      try "{ schema: \"speedgate.budgets/1\", \(body) }"
        .write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
    }
    try write("a.json5", "suite: \"a\", budgets: [{ benchmark: \"x\", max: \"1 s\" }]")
    try write("b.json5", "suite: \"b\", budgets: [{ benchmark: \"x\", max: \"2 s\" }]")
    try write("all.json5", "budgets: [{ benchmark: \"y\", max: \"3 s\" }]")
    let policy = try BudgetPolicy(at: folder.path, suite: "b")
    #expect(policy.rules.map(\.budget.value).sorted() == [2e9, 3e9])
    try write("b.json5", "suite: 7")
    #expect(throws: FileError.self) { try BudgetPolicy(at: folder.path, suite: "a") }
  }

  @Test func `a file of another kind or a newer version is named as such`() {
    #expect(Self.problem("{}").contains("has no 'schema' key"))
    #expect(Self.problem("{ schema: \"speedgate.run/1\" }").contains("is a 'speedgate.run/1' file"))
    #expect(Self.problem("{ schema: \"speedgate.budgets/2\" }").contains("newer than"))
  }

  @Test func `the project's own budgets are well`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let policy = try BudgetPolicy(at: root.appending(path: "budgets").path)
    // Seed B1 and B2, figure by figure.
    let figures: [(String, Double, Double?)] = [
      ("sanitization", 2, 3), ("plan_processing", 3, 5), ("document_segmentation", 4, 6),
      ("embedding", 50, 80), ("responsibility_detection", 10, 15),
      ("contradiction_detection", 8, 12), ("monetary_detection", 5, 8),
      ("feasibility_scoring", 6, 10), ("causal_detection", 7, 11), ("teoria_cambio", 15, 25),
      ("dag_validation", 10, 18), ("contract_validation_routing", 5, nil),
      ("permutation_invariance", 0.5, nil), ("budget_monotonicity", 0.15, nil),
    ]
    for (node, p95, p99) in figures {
      let rules = policy.rules(for: BenchmarkIdentifier("pipeline/\(node)"))
        .filter { $0.metric == .wallTime }
      func limit(_ percent: Double) -> Double? {
        rules.first { $0.statistic == .percentile(percent) }.map { $0.budget.value / 1e6 }
      }
      #expect(limit(95) == p95, "\(node)")
      #expect(limit(99) == p99, "\(node)")
      #expect(rules.allSatisfy { $0.tolerance.basisPoints == 1_000 })
    }
  }
}

extension BenchmarkIdentifier: ExpressibleByStringLiteral {
  /// Names a benchmark by a literal.
  public init(stringLiteral value: String) { self.init(value) }
}

@Suite struct RegressionLadderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let value: Double
    let severity: Severity?
    var testDescription: String { "\(value) against 100" }
  }

  // Seed S4: thresholds are exceeded, not reached.
  static let cases = [
    Case(value: 100, severity: nil), Case(value: 115, severity: nil),
    Case(value: 115.1, severity: .minor), Case(value: 130, severity: .minor),
    Case(value: 130.1, severity: .major), Case(value: 150, severity: .major),
    Case(value: 150.1, severity: .critical), Case(value: 60, severity: nil),
  ]

  @Test(arguments: cases) func `S4: a worsening has the label it exceeds`(_ row: Case) {
    let ladder = RegressionLadder(minor: 0.15, major: 0.3, critical: 0.5)
    #expect(ladder.severity(ofWorsening: row.value / 100 - 1) == row.severity)
  }
}
