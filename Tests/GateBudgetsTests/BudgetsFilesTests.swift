import GateRecords
import Testing

@testable import GateBudgets

/// Files for one suite, for another, and for every one.
@Suite struct BudgetsFilesTests {
  static func files(_ suites: String?...) throws -> BudgetsFiles {
    try BudgetsFiles(
      texts: suites.enumerated().map { number, suite in
        (
          Array(
            """
            { schema: "speedgate.budgets/1", \(suite.map { "suite: \"\($0)\"," } ?? "")
            budgets: [ { benchmark: "\(suite == nil ? "*" : "a")", p95: "\(number + 1) ms" } ] }
            """.utf8), "\(number).json5"
        )
      })
  }

  static func limits(_ policy: BudgetPolicy) -> [String] { policy.rules.map(\.text) }

  @Test func `files for two suites do not contradict each other`() throws {
    let files = try Self.files("A", "B", nil)
    #expect(files.suites == ["A", "B"] && files.ruleCount == 3)
    #expect(Self.limits(try files.policy(for: "A")) == ["1 ms", "3 ms"])
    #expect(Self.limits(try files.policy(for: "B")) == ["2 ms", "3 ms"])
    #expect(Self.limits(try files.policy(for: "C")) == ["3 ms"])
    #expect(Self.limits(try files.policy(for: nil)) == ["3 ms"])
    #expect(try files.policies().map(\.suite) == ["A", "B"])
    #expect(throws: (any Error).self) { try files.policyOfAll() }
  }

  @Test func `files for no suite are one policy`() throws {
    let files = try Self.files(nil)
    let policies = try files.policies()
    #expect(policies.count == 1 && policies[0].suite == nil)
    #expect(Self.limits(policies[0].policy) == ["1 ms"])
  }

  @Test func `two files for one suite still contradict each other`() throws {
    let files = try Self.files("A", "A")
    #expect(throws: (any Error).self) { try files.policies() }
    #expect(throws: (any Error).self) { try Self.files(nil, nil).policies() }
  }

  struct Stray: Sendable {
    let files: [String?]
    let suite: String
    let named: [String]
  }

  static let strays = [
    Stray(files: ["Orders"], suite: "Orders", named: []),
    Stray(files: ["Order"], suite: "Orders", named: ["Order"]),
    Stray(files: ["Other"], suite: "Orders", named: ["Other"]),
    Stray(files: ["Other", "Another"], suite: "Orders", named: ["Other"]),
    Stray(files: ["Other", "Order"], suite: "Orders", named: ["Order"]),
    Stray(files: [nil], suite: "Orders", named: []),
    // Beside a file for every suite, a suite without its own is usual.
    Stray(files: [nil, "Other"], suite: "Orders", named: []),
    Stray(files: [nil, "orders"], suite: "Orders", named: ["orders"]),
    Stray(files: ["Order", "Orders"], suite: "Orders", named: []),
  ]

  @Test(arguments: strays.indices) func `a suite that no file names is reported`(
    _ number: Int
  ) throws {
    let stray = Self.strays[number]
    let files = try BudgetsFiles(
      texts: stray.files.enumerated().map { place, suite in
        (
          Array(
            "{ schema: \"speedgate.budgets/1\",\n\(suite.map { "suite: \"\($0)\"" } ?? "") }".utf8),
          "\(place).json5"
        )
      })
    let found = try files.policy(for: stray.suite).misdirected(for: stray.suite)
    #expect(found.map(\.pattern) == stray.named)
    for (rule, name) in zip(found, stray.named) {
      #expect(rule.sentence.contains(".json5:2 is for the suite '\(name)'"), "\(rule.sentence)")
      #expect(rule.sentence.contains("'\(stray.suite)', which was measured"))
    }
  }

  @Test func `the sentence suggests the name that was meant`() throws {
    let policy = try Self.files("Order").policy(for: "Orders")
    #expect(
      policy.misdirected(for: "Orders").map(\.sentence) == [
        "0.json5:1 is for the suite 'Order', and no budgets file names 'Orders', which was measured; "
          + "did you mean Orders?"
      ])
    // An unused budget, it fails with --strict, in whatever way the run is looked at.
    var run = BudgetPolicyTests.run([BudgetPolicyTests.benchmark])
    run.suite.name = "Orders"
    #expect(policy.unmatched(in: run).map(\.cause) == [.otherSuite("Orders")])
  }
}
