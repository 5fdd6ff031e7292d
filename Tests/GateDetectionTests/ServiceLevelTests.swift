import GateRecords
import Testing

@testable import GateBudgets
@testable import GateDetection

@Suite struct ServiceLevelTests {
  static func rule(_ breach: String, warning: String? = nil) throws -> ServiceLevelRule {
    ServiceLevelRule(
      scope: .everything, breach: try Quantity.parse(breach).get(), text: breach,
      warning: try warning.map { try Quantity.parse($0).get() },
      terms: RuleTerms(source: "b.json5:1"))
  }

  static func level(_ rule: ServiceLevelRule, _ seconds: Double) throws -> ServiceLevelEvidence {
    let finding = ServiceLevelEvaluation(rule: rule)
      .finding(for: BudgetEvaluationTests.benchmark([[seconds * 1e9]]))
    return try #require(finding?.serviceLevel)
  }

  // Threshold 120 s, warning at 90 s; both reached and not exceeded.
  @Test(arguments: [
    (90, ServiceLevelStatus.within), (90.01, .warning), (120, .warning), (120.01, .breach),
  ]) func `a level is exceeded, not reached`(
    _ seconds: Double, _ status: ServiceLevelStatus
  ) throws {
    let rule = try Self.rule("120 s", warning: "90 s")
    #expect(try Self.level(rule, seconds).status == status)
  }

  // Without a warning threshold, four fifths of the threshold.
  @Test(arguments: [
    (96, ServiceLevelStatus.within), (96.01, .warning), (120, .warning), (120.01, .breach),
  ]) func `the warning is at four fifths where none is written`(
    _ seconds: Double, _ status: ServiceLevelStatus
  ) throws {
    #expect(try Self.level(try Self.rule("120 s"), seconds).status == status)
  }

  @Test(arguments: [
    (60, PerformanceCategory.excellent), (60.01, .good), (96, .good), (96.01, .poor),
    (120, .poor), (120.01, .critical), (121, .critical),
  ]) func `the category is the share of the threshold`(
    _ seconds: Double, _ category: PerformanceCategory
  ) throws {
    #expect(try Self.level(try Self.rule("120 s"), seconds).category == category)
  }

  // A level for the name, then for the kind, then the default of 300 s.
  @Test func `names count before tags, tags before the default`() throws {
    let policy = try CheckTests.policy(
      """
      service_levels: {
        default: { breach: "300 s" },
        levels: [
          { tag: "SCD", breach: "200 s" },
          { benchmark: "scd/*", breach: "150 s" },
          { benchmark: "scd/workforce", breach: "120 s", warning: "90 s" },
        ],
      }
      """)
    func breach(_ name: BenchmarkIdentifier, _ tags: [String]) -> [String] {
      policy.serviceLevels(for: BenchmarkRecord(name: name, tags: tags, status: .measured))
        .map(\.text)
    }
    #expect(breach("scd/workforce", ["SCD"]) == ["120 s"])
    #expect(breach("scd/other", ["SCD"]) == ["150 s"])
    #expect(breach("other", ["SCD"]) == ["200 s"])
    #expect(breach("other", []) == ["300 s"])
    #expect(policy.serviceLevels.allowedBreaches == 1)
  }

  // Small inputs may be left out.
  @Test func `a level may ask for this many rows`() throws {
    let policy = try CheckTests.policy(
      """
      service_levels: {
        default: { breach: "300 s" },
        levels: [ { benchmark: "*", breach: "9 s", min_rows: 100 } ],
      }
      """)
    func breach(_ read: Int64?, _ written: Int64?) -> [String] {
      var record = BudgetEvaluationTests.benchmark([[1]])
      record.steps = [
        StepRecord(stepID: "s", durationMilliseconds: 1, rowsRead: read, rowsWritten: written)
      ]
      return policy.serviceLevels(for: record).map(\.text)
    }
    #expect(breach(100, nil) == ["9 s"] && breach(0, 100) == ["9 s"])
    #expect(breach(99, 99) == ["300 s"] && breach(nil, nil) == ["300 s"])
  }

  // Unknown rows are not few rows.
  @Test func `a level that asks for rows is unproven where the rows are not known`() throws {
    func findings(_ levels: String, rows: Int64?) throws -> [Finding] {
      var record = BudgetEvaluationTests.benchmark([[600e9]])
      record.steps = [
        StepRecord(stepID: "s", durationMilliseconds: 1, rowsRead: rows, rowsWritten: nil)
      ]
      let policy = try CheckTests.policy(
        "service_levels: { allowed_breaches: 0, \(levels) }")
      return PromiseRule(policy: policy, confidence: 0.95).serviceLevels(of: [record]).findings
    }
    let level = "{ benchmark: \"*\", breach: \"1 s\", min_rows: 100 }"
    let only = "levels: [\(level)]"
    let unknown = try findings(only, rows: nil)
    #expect(unknown.map(\.status) == [.unproven])
    #expect(unknown.first?.message.contains("from 100 rows on") == true)
    #expect(try findings(only, rows: 100).map(\.status) == [.overBudget])
    #expect(try findings(only, rows: 99).isEmpty)
    // Another level for the same metric answers instead.
    let usual = "levels: [\(level)], default: { breach: \"900 s\" }"
    #expect(try findings(usual, rows: nil).map(\.status) == [.passed])
  }

  // A rule that is switched off for a while is a comment.
  @Test func `what is commented out does not count`() throws {
    let policy = try CheckTests.policy(
      """
      service_levels: {
        levels: [
          // { benchmark: "a", breach: "1 s" },
          { benchmark: "a", breach: "2 s" }, /* { benchmark: "b", breach: "3 s" } */
        ],
      }
      """)
    #expect(policy.serviceLevels.levels.map(\.text) == ["2 s"])
  }

  // One breach is allowed; the summary counts what is POOR or CRITICAL.
  @Test func `compliance counts breaches, warnings are not within`() throws {
    let rule = try Self.rule("120 s", warning: "90 s")
    func compliance(_ seconds: [Double]) throws -> ServiceLevelCompliance {
      let findings = seconds.compactMap {
        ServiceLevelEvaluation(rule: rule)
          .finding(for: BudgetEvaluationTests.benchmark([[$0 * 1e9]]))
      }
      return try #require(ServiceLevelCompliance(of: findings, allowedBreaches: 1))
    }
    let ten = try compliance([1, 1, 1, 1, 1, 1, 1, 100, 119, 121])
    #expect(ten.components == 10 && ten.within == 7 && ten.warnings == 2 && ten.breaches == 1)
    #expect(ten.compliancePercent == 70 && ten.isCompliant && ten.issues == 3)
    #expect(ten.totalTime == 347e9)
    #expect(try compliance([1, 1, 100]).compliancePercent == 66.67)
    #expect(try !compliance([121, 121]).isCompliant)
    #expect(ServiceLevelCompliance(of: [], allowedBreaches: 1) == nil)
  }

  // Expected and observed are in the message, and both thresholds in the evidence.
  @Test func `the message has the figures and the words`() throws {
    let finding = ServiceLevelEvaluation(rule: try Self.rule("120 s", warning: "90 s"))
      .finding(for: BudgetEvaluationTests.benchmark([[121e9]]))
    #expect(
      finding?.message
        == "median of wall_time is 121 s; the service level is 120 s and warns above 90 s: "
        + "SLA_BREACH, CRITICAL")
    #expect(finding?.status == .overBudget)
    #expect(finding?.serviceLevel?.warning == 90e9 && finding?.serviceLevel?.breach == 120e9)
  }

  @Test func `a level of the wrong kind, or of what is better when more, is said`() throws {
    let wrong = ServiceLevelEvaluation(rule: try Self.rule("120 MB"))
      .finding(for: BudgetEvaluationTests.benchmark([[1]]))
    #expect(wrong?.status == .unproven && wrong?.message.contains("a number of bytes") == true)
    let more = ServiceLevelEvaluation(rule: try Self.rule("120 s")).finding(
      for: BudgetEvaluationTests.benchmark([[1]], direction: .higherIsBetter))
    #expect(more?.status == .unproven && more?.message.contains("at_least") == true)
    #expect(
      ServiceLevelEvaluation(rule: try Self.rule("120 s"))
        .finding(for: BudgetEvaluationTests.benchmark([[]])) == nil)
  }
}
