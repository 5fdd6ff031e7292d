import Foundation
import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// The total of changes, beside the anchor.
@Suite struct CreepTests {
  /// A run that is paired with a baseline and an anchor, by candidate ÷ each.
  static func run(
    step: Double = 1.03, since: Double, alpha: Double = 0.01, comparisons: Int = 1,
    measuredTolerance: Double = 0.1,
    change: (inout RunRecord) -> Void = { _ in }
  ) -> RunRecord {
    var run = Records.run([Records.paired("b", ratio: step)], isPaired: true)
    let id = RunIdentifier(rawValue: "ANCHOR") ?? run.runID
    run.anchor = AnchorMeasurement(
      suite: SuiteRecord(name: "suite", programHash: "first", commit: "abc1234def", branch: "main"),
      runID: id, startedAt: Timestamp(millisecondsSinceEpoch: 1_785_542_400_000),
      durationMilliseconds: 9_000,
      plan: DecisionPlan(
        promises: DecisionPolicy(
          suiteFalseAlarmRate: alpha, missRate: 0.05, comparisonCount: comparisons),
        tests: [
          PlannedTest(
            benchmark: BenchmarkIdentifier("b"), metric: .wallTime, question: .paired,
            tolerance: measuredTolerance, tolerancePoints: nil, floor: nil,
            direction: .lowerIsBetter, mode: .warn)
        ]),
      benchmarks: [Records.paired("b", ratio: since)])
    change(&run)
    return run
  }

  static func creep(_ verdict: Verdict) -> Finding? {
    verdict.findings.first { $0.rule == .creep }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let rules: String
    let since: Double
    let tolerance: Double?
    var testDescription: String { "\(rules) at \(since)" }
  }

  static let cases = [
    // Twice the tolerance unless the budgets say otherwise.
    Case(rules: "", since: 1.09, tolerance: nil), Case(rules: "", since: 1.12, tolerance: 0.1),
    Case(rules: "regressions: { wall_time: { fail: \"8%\" } }", since: 1.15, tolerance: nil),
    Case(rules: "regressions: { wall_time: { fail: \"8%\" } }", since: 1.18, tolerance: 0.16),
    Case(rules: "anchor: { tolerance: \"20%\" }", since: 1.18, tolerance: nil),
    Case(rules: "anchor: { tolerance: \"20%\" }", since: 1.23, tolerance: 0.2),
    Case(rules: "anchor: { tolerance: \"7.5%\" }", since: 1.09, tolerance: 0.075),
    // Never less than one step may be.
    Case(
      rules: "anchor: { tolerance: \"1%\" }, regressions: { wall_time: { fail: \"10%\" } }",
      since: 1.08, tolerance: nil),
    Case(
      rules: "regressions: { wall_time: { fail: \"5%\", benchmarks: { b: { fail: \"15%\" } } } }",
      since: 1.25, tolerance: nil),
    // What is not compared does not creep.
    Case(rules: "regressions: { wall_time: {} }", since: 3, tolerance: nil),
    Case(rules: "regressions: { wall_time: { minor: \"5%\" } }", since: 1.12, tolerance: 0.1),
    // What got quicker is no creep.
    Case(rules: "", since: 0.7, tolerance: nil),
  ]

  @Test(arguments: cases) func `a creep is reported beyond the anchor's tolerance`(_ row: Case)
    throws
  {
    let verdict = CheckTests.verdict(
      Self.run(since: row.since), policy: try CheckTests.policy(row.rules))
    let creep = Self.creep(verdict)
    #expect(creep?.change?.tolerance == row.tolerance, "\(verdict.findings)")
    #expect(verdict.anchor?.crept == (row.tolerance == nil ? 0 : 1))
    guard let creep else { return }
    #expect(creep.status == .regressed && creep.mode == .warn && !creep.failsTheGate)
    #expect(verdict.outcome == .warn)
  }

  @Test func `a creep names the anchor, the change and this run's part of it`() throws {
    let creep = try #require(Self.creep(CheckTests.verdict(Self.run(since: 1.17))))
    #expect(
      creep.message
        == "wall_time went from 1.00 µs to 1.17 µs (+17.0 %) since the anchor abc1234 of 2026-08-01; "
        + "up to 10 % is tolerated")
    let evidence = try #require(creep.creep)
    #expect(evidence.anchorRunID.rawValue == "ANCHOR" && evidence.anchorCommit == "abc1234def")
    let change = try #require(creep.change)
    let low = try #require(change.low)
    let high = try #require(change.high)
    #expect(low > 1.15 && high < 1.19 && low <= change.ratio && change.ratio <= high)
    #expect(abs((evidence.step ?? 0) - 1.03) < 0.005)
    #expect(creep.notes.first?.hasSuffix("; this change alone: +3.0 %") == true)
    let warnings = CheckTests.verdict(Self.run(since: 1.17)).warnings
    #expect(warnings.count { $0.contains("--anchor") } == 1)
    #expect(CheckTests.verdict(Self.run(since: 1.03)).warnings.isEmpty)
    #expect(creep.severity == .minor)
  }

  @Test(arguments: [(1.12, Severity.minor), (1.35, .major), (1.6, .critical)])
  func `a creep carries the label of the ladder`(_ since: Double, _ severity: Severity) {
    #expect(Self.creep(CheckTests.verdict(Self.run(since: since)))?.severity == severity)
  }

  @Test(arguments: [true, false]) func `a creep fails the gate where the budgets say so`(
    _ isEnforced: Bool
  ) throws {
    let policy = try CheckTests.policy(isEnforced ? "anchor: { mode: \"enforce\" }" : "")
    let verdict = CheckTests.verdict(Self.run(since: 1.17), policy: policy)
    #expect((verdict.outcome == .fail) == isEnforced)
    #expect(Self.creep(verdict)?.failsTheGate == isEnforced)
    // Where it may fail a build it takes its part of the rate; where it warns it takes none.
    #expect(verdict.policy.suiteFalseAlarmRate == (isEnforced ? 0.008 : 0.01))
    #expect(verdict.anchor?.falseAlarmRate == (isEnforced ? 0.002 : 0.01))
  }

  @Test func `a ladder that only warns lets no creep fail`() throws {
    let policy = try CheckTests.policy(
      "anchor: { mode: \"enforce\" }, regressions: { wall_time: { fail: \"5%\", mode: \"warn\" } }")
    let verdict = CheckTests.verdict(Self.run(since: 1.17), policy: policy)
    #expect(Self.creep(verdict)?.mode == .warn && verdict.outcome == .warn)
  }

  @Test func `what fails against the baseline is reported there alone`() {
    let verdict = CheckTests.verdict(Self.run(step: 1.3, since: 1.35))
    #expect(verdict.outcome == .fail && Self.creep(verdict) == nil && verdict.anchor?.crept == 0)
  }

  @Test(arguments: [("+20%", FindingStatus.passed), ("+12%", .regressed)])
  func `an accepted worsening is accepted beside the anchor, too, as far as it goes`(
    _ extent: String, _ status: FindingStatus
  ) throws {
    let policy = try CheckTests.policy(
      "accept: [ { benchmark: \"b\", up_to: \"\(extent)\", reason: \"checksums\", by: \"kim\" } ]")
    let creep = Self.creep(CheckTests.verdict(Self.run(since: 1.17), policy: policy))
    #expect(creep?.status == status)
  }

  @Test func `what is not settled warns only where a creep may fail the gate`() throws {
    let pairs = Records.pairs(4, ratio: 1.2)
    let run = Self.run(since: 1.2) {
      $0.anchor?.benchmarks = [
        Records.benchmark("b", pairs.candidate, baseline: pairs.baseline)
      ]
    }
    let quiet = CheckTests.verdict(run)
    #expect(quiet.outcome == .pass && Self.creep(quiet) == nil && quiet.anchor?.unsettled == 1)
    let strict = CheckTests.verdict(run, isStrict: true)
    #expect(strict.outcome == .pass)
    let enforced = CheckTests.verdict(
      run, policy: try CheckTests.policy("anchor: { mode: \"enforce\" }"))
    #expect(enforced.outcome == .warn && Self.creep(enforced)?.status == .unproven)
  }

  @Test(arguments: [3, 0.1])
  func `a creep measured for a laxer question than it is judged by fails`(
    _ measured: Double
  ) throws {
    let pairs = Records.pairs(6, ratio: 1.12)
    let run = Self.run(since: 1.12, measuredTolerance: measured) {
      $0.anchor?.benchmarks = [
        Records.benchmark("b", pairs.candidate, baseline: pairs.baseline)
      ]
    }
    let policy = try CheckTests.policy("anchor: { tolerance: \"6%\", mode: \"enforce\" }")
    let verdict = CheckTests.verdict(run, policy: policy)
    let creep = try #require(Self.creep(verdict))
    #expect(creep.status == .unproven)
    // Six pairs settle a tolerance of 300 % and leave one of 10 % open, as they would leave 6 %.
    #expect(creep.failsTheGate == (measured == 3))
    #expect((verdict.outcome == .fail) == (measured == 3))
    #expect(creep.notes.contains { $0.contains("laxer question") } == (measured == 3))
    let read = try JSONDecoder().decode(Finding.self, from: try JSONEncoder().encode(creep))
    #expect(read == creep)
  }

  @Test func `the anchor's comparisons are counted by themselves`() {
    let few = CheckTests.verdict(Self.run(since: 1.17, comparisons: 1))
    let many = CheckTests.verdict(Self.run(since: 1.17, comparisons: 1_000_000))
    #expect(few.policy == many.policy)
    #expect(few.anchor?.comparisonCount == 1 && many.anchor?.comparisonCount == 1_000_000)
    #expect(many.anchor?.unsettled == 1, "24 pairs do not settle a millionth of the rate")
    #expect(few.accounting == many.accounting && few.accounting.compared == 1)
  }

  @Test(arguments: [
    [[-5.0], [1]], [[.nan], [1]], [[], [1]],
  ]) func `figures beside the anchor that cannot be are no proof of anything`(
    _ launches: [[Double]]
  ) {
    let run = Self.run(since: 1.2) {
      $0.anchor?.benchmarks = [Records.benchmark("b", launches, baseline: [[1], [1]])]
    }
    let verdict = CheckTests.verdict(run)
    #expect(Self.creep(verdict) == nil && verdict.anchor?.unsettled == 1)
    #expect(verdict.warnings.contains { $0.contains("cannot be compared with the anchor") })
    #expect(RunDefect.all(in: run).contains { $0.reason.hasPrefix("beside the anchor, ") })
  }

  @Test func `a time beside the anchor that cannot be is reported as a whole`() {
    let run = Self.run(since: 1) { $0.anchor?.durationMilliseconds = -1 }
    #expect(RunDefect.contradiction(in: run)?.contains("beside the anchor") == true)
  }

  @Test func `a run without the stored anchor is reported where a creep would fail`() throws {
    func verdict(_ hash: String?, _ rules: String, minutesBefore: Int64 = 60) throws -> Verdict {
      var stored = Records.run("OLD", [Records.benchmark("b", [[1_000]])])
      stored.suite.programHash = "old"
      var anchor = Records.run("ANCHOR", [])
      anchor.suite.programHash = hash
      anchor.startedAt = Timestamp(
        millisecondsSinceEpoch: anchor.startedAt.millisecondsSinceEpoch - minutesBefore * 60_000)
      return Check(
        run: Records.run([Records.paired("b", ratio: 1)], isPaired: true),
        baseline: StoredBaseline(
          sameEnvironment: [stored], otherEnvironments: [], problems: [], anchor: anchor),
        policy: try CheckTests.policy(rules),
        options: .init(checkedAt: Timestamp(millisecondsSinceEpoch: 0))
      ).verdict()
    }
    let enforced = "anchor: { mode: \"enforce\" }"
    #expect(try verdict("first", enforced).outcome == .warn)
    #expect(try verdict("first", "").outcome == .pass)
    // The baseline's program, the suite's own, and one that is newer than the baseline are no anchor.
    #expect(try verdict("old", enforced).outcome == .pass)
    #expect(try verdict("new", enforced).outcome == .pass)
    #expect(try verdict("first", enforced, minutesBefore: -60).outcome == .pass)
  }
}
