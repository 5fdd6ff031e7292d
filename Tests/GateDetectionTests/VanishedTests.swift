import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// What the baseline has and a run lacks: vanished, removed on purpose, renamed, or not asked for.
@Suite struct VanishedTests {
  static let launches = [[100.0, 100], [101, 101], [102, 102], [100, 100]]

  static func run(_ names: String..., id: String = "RUN") -> RunRecord {
    Records.run(id, names.map { Records.benchmark($0, launches) })
  }

  static func stored(_ names: String..., id: String = "OLD") -> RunRecord {
    Records.run(id, names.map { Records.benchmark($0, launches) })
  }

  /// The day of all runs is 2026-11-21.
  static func verdict(
    _ run: RunRecord, _ stored: [RunRecord], _ body: String = "", isStrict: Bool = false
  ) throws -> Verdict {
    Check(
      run: run,
      baseline: StoredBaseline(sameEnvironment: stored, otherEnvironments: [], problems: []),
      policy: try CheckTests.policy(body),
      options: .init(isStrict: isStrict, checkedAt: run.startedAt)
    ).verdict()
  }

  static func removed(_ name: String, more: String = "") -> String {
    "removed: [ { benchmark: \"\(name)\", reason: \"gone\", by: \"kim\"\(more) } ]"
  }

  static func renamed(_ from: String, _ to: String, more: String = "") -> String {
    "renamed: [ { from: \"\(from)\", to: \"\(to)\", reason: \"grouped\", by: \"kim\"\(more) } ]"
  }

  static func presence(_ verdict: Verdict) -> [Finding] {
    verdict.findings.filter { $0.rule == .presence }
  }

  @Test(arguments: [true, false])
  func `a tail that the stored run has is missed, also beside the baseline's program`(
    _ isPaired: Bool
  ) throws {
    var old = Self.stored("a")
    old.benchmarks[0].metrics.append(
      MetricSeries(
        metric: .tailTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: Self.launches))
    let run =
      isPaired
      ? Records.run([Records.paired("a", ratio: 1)], isPaired: true) : Self.run("a")
    func statuses(_ body: String) throws -> [FindingStatus] {
      try Self.verdict(run, [old], body).findings.filter { $0.metric == .tailTime }.map(\.status)
    }
    #expect(try statuses("regressions: { tail_time: { fail: \"10%\" } }") == [.missing])
    #expect(try statuses("") == [])
  }

  @Test func `what was removed on purpose passes with its reason`() throws {
    let verdict = try Self.verdict(
      Self.run("a"), [Self.stored("a", "b")],
      Self.removed("b", more: ", expires: \"2026-11-21\""))
    let finding = try #require(Self.presence(verdict).first)
    #expect(Self.presence(verdict).count == 1)
    #expect(finding.status == .passed && !finding.failsTheGate && verdict.outcome != .fail)
    #expect(
      finding.acceptance
        == AcceptanceRecord(
          status: .missing, upTo: nil, reason: "gone", by: "kim", expires: "2026-11-21",
          source: "b.json5:1"))
    #expect(finding.message == "removed on purpose by kim, until 2026-11-21: gone")
  }

  @Test func `a removal that is over fails again, with a note and a warning`() throws {
    let verdict = try Self.verdict(
      Self.run("a"), [Self.stored("a", "b")],
      Self.removed("b", more: ", expires: \"2026-11-20\""))
    let finding = try #require(Self.presence(verdict).first)
    #expect(finding.status == .missing && verdict.outcome == .fail)
    #expect(finding.notes.contains("its removal was accepted until 2026-11-20 only (b.json5:1)"))
    #expect(verdict.warnings.contains { $0.contains("the removal at b.json5:1 ended") })
  }

  // A removal accepts what it names, and nothing else that vanished.
  @Test(arguments: [
    removed("c"), removed("b", more: ", metric: \"wall_time\""),
    removed("b", more: ", when: { os: \"macos\" }"), renamed("b", "c"), "",
  ]) func `what no removal names still fails`(_ body: String) throws {
    let verdict = try Self.verdict(Self.run("a"), [Self.stored("a", "b")], body)
    #expect(Self.presence(verdict).map(\.status) == [.missing] && verdict.outcome == .fail)
  }

  @Test func `a removal for a metric accepts that metric of its benchmark alone`() throws {
    let policy = try CheckTests.policy(Self.removed("b", more: ", metric: \"allocations\""))
    let removal = try #require(policy.removals.first)
    func status(_ name: String, _ metric: MetricName?, _ status: FindingStatus) -> FindingStatus {
      // swift-format-ignore: NeverUseForceTry
      removal.applied(
        to: try! Finding(
          benchmark: BenchmarkIdentifier(name), rule: .presence, metric: metric, status: status,
          evidence: Evidence(kind: .none, launches: 0, samples: 0), message: "m"),
        at: Self.run().startedAt
      ).status
    }
    #expect(status("b", .allocations, .missing) == .passed)
    #expect(status("b", .peakMemory, .missing) == .missing)
    #expect(status("b", nil, .missing) == .missing)
    #expect(status("c", .allocations, .missing) == .missing)
    #expect(status("b", .allocations, .failed) == .failed)
  }

  @Test func `a removal of what is still there fails when asked to be strict`() throws {
    let body = Self.removed("a")
    #expect(try Self.verdict(Self.run("a"), [Self.stored("a")], body).outcome == .warn)
    #expect(
      try Self.verdict(Self.run("a"), [Self.stored("a")], body, isStrict: true).outcome == .fail)
  }

  // MARK: Renamed

  @Test func `a renamed benchmark is compared with the figures of its old name`() throws {
    let slow = Records.run([
      Records.benchmark("new", Self.launches.map { $0.map { $0 * 10 } })
    ])
    let stored = (0..<4).map { Self.stored("old", id: "OLD-\($0)") }
    let verdict = try Self.verdict(slow, stored, Self.renamed("old", "new"))
    #expect(Self.presence(verdict).isEmpty)
    let finding = try #require(verdict.findings.first { $0.metric == .wallTime })
    #expect(finding.status == .regressed && finding.benchmark == "new")
    #expect(finding.notes.contains("its name before was 'old' (b.json5:1)"))
    #expect(verdict.outcome == .fail)
    // Without the entry the slow-down would be new, and the old name missing.
    let plain = try Self.verdict(slow, stored)
    #expect(plain.findings.map(\.status) == [.missing, .new])
  }

  @Test func `stored runs from before and after a rename count together`() throws {
    let stored = [
      Self.stored("new", id: "D"), Self.stored("new", id: "C"), Self.stored("old", id: "B"),
      Self.stored("old", id: "A"),
    ]
    let verdict = try Self.verdict(Self.run("new"), stored, Self.renamed("old", "new"))
    #expect(verdict.findings.first?.evidence.baselineRuns == 4)
    #expect(verdict.outcome != .fail)
  }

  @Test func `a rename that is over fails, and says so`() throws {
    let verdict = try Self.verdict(
      Self.run("new"), [Self.stored("old")],
      Self.renamed("old", "new", more: ", expires: \"2026-11-20\""))
    let finding = try #require(Self.presence(verdict).first)
    #expect(finding.status == .missing && finding.benchmark == "old")
    #expect(
      finding.notes.contains("its new name 'new' was accepted until 2026-11-20 only (b.json5:1)"))
  }

  // The old name is still there: the stored figures are its own.
  @Test func `a rename waits until the old name is gone`() throws {
    let verdict = try Self.verdict(
      Self.run("old", "new"), [Self.stored("old")], Self.renamed("old", "new"))
    func status(_ name: BenchmarkIdentifier) -> FindingStatus? {
      verdict.findings.first { $0.benchmark == name }?.status
    }
    #expect(status("new") == .new && status("old") != .new)
    #expect(Self.presence(verdict).isEmpty)
    #expect(verdict.warnings.contains { $0.contains("'old' was renamed, which the run still has") })
  }

  @Test func `two stored benchmarks never become one`() throws {
    let verdict = try Self.verdict(
      Self.run("new"), [Self.stored("old", "new")], Self.renamed("old", "new"))
    #expect(Self.presence(verdict).map(\.benchmark) == ["old"])
    #expect(verdict.outcome == .fail)
  }

  @Test func `a rename to a misspelt name hides nothing`() throws {
    let verdict = try Self.verdict(
      Self.run("new"), [Self.stored("old")], Self.renamed("old", "news"))
    #expect(Self.presence(verdict).map(\.status) == [.missing])
    #expect(verdict.warnings.contains { $0.contains("did you mean new?") })
  }

  @Test func `a renamed benchmark that was removed since passes`() throws {
    let verdict = try Self.verdict(
      Self.run("a"), [Self.stored("a", "old")],
      Self.renamed("old", "new") + ", " + Self.removed("new"))
    #expect(Self.presence(verdict).map(\.status) == [.passed] && verdict.outcome != .fail)
  }

  // MARK: Partial

  @Test(arguments: [(["a"], 2), (["a", "b", "c"], 0), (["d"], 3)])
  func `a partial run misses nothing, and says how much it lacks`(
    _ names: [String], _ count: Int
  ) throws {
    var run = Records.run(names.map { Records.benchmark($0, Self.launches) })
    run.partial = true
    let verdict = try Self.verdict(run, [Self.stored("a", "b", "c")])
    #expect(Self.presence(verdict).isEmpty && verdict.outcome != .fail)
    #expect(verdict.run.partial == true)
    let said = verdict.warnings.filter { $0.hasPrefix("partial run: \(count) benchmark") }
    #expect(said.count == 1, "\(verdict.warnings)")
  }

  @Test func `what a partial run has is judged as ever`() throws {
    var run = Records.run([
      Records.benchmark("a", Self.launches.map { $0.map { $0 * 10 } }),
      Records.failed("b", .crashed, "crashed"),
    ])
    run.partial = true
    let stored = (0..<4).map { Self.stored("a", "b", "c", id: "OLD-\($0)") }
    let verdict = try Self.verdict(run, stored)
    #expect(verdict.findings.map(\.status) == [.failed, .regressed])
  }

  @Test func `a partial run is no witness that a reference is gone`() throws {
    var benchmark = Records.benchmark("a", Self.launches)
    benchmark.sameResultAs = "elsewhere"
    var run = Records.run([benchmark])
    #expect(try Self.verdict(run, []).outcome == .fail)
    run.partial = true
    #expect(try Self.verdict(run, []).outcome != .fail)
  }

  // MARK: Suites

  @Test func `budgets for a suite of another name warn, and fail when asked to be strict`() throws {
    for (name, isStrict, outcome): (String, Bool, Outcome) in [
      ("suite", true, .warn), ("suit", false, .warn), ("suit", true, .fail),
    ] {
      let policy = try BudgetPolicy(
        texts: [(Array("{ schema: \"speedgate.budgets/1\", suite: \"\(name)\" }".utf8), "b.json5")],
        suite: "suite")
      var changes: [PolicyChange]? = nil
      if name == "suite" {
        // Something else to look at, so that the outcome is the same without it.
        changes = [
          PolicyChange(kind: .changed, rule: "r", before: "a", after: "b", source: "b.json5:1")
        ]
      }
      let verdict = Check(
        run: Self.run("a"), baseline: .none, policy: policy,
        options: .init(
          isStrict: isStrict, checkedAt: Self.run().startedAt, policyChanges: changes)
      ).verdict()
      #expect(verdict.outcome == outcome, "\(name)")
      #expect(verdict.warnings.contains { $0.contains("suite 'suit'") } == (name == "suit"))
    }
  }

  private static func accepted(_ pattern: String, more: String = "") -> String {
    "accept: [ { benchmark: \"\(pattern)\", up_to: \"+100%\", reason: \"renamed\", by: \"kim\"\(more) } ]"
  }

  @Test func `an acceptance of the whole name lets a renamed benchmark go, with a warning`() throws
  {
    let verdict = try Self.verdict(
      Self.run("kept", "new"), [Self.stored("kept", "old")], Self.accepted("old"))
    let finding = try #require(Self.presence(verdict).first { $0.status == .missing })
    #expect(verdict.outcome != .fail && finding.warns && !finding.failsTheGate)
    #expect(finding.notes.contains { $0.contains("'new'") && $0.contains("'renamed'") })
    #expect(finding.notes.contains { $0.contains("kim: renamed") })
  }

  @Test(arguments: [
    // What vanished without anything new is no rename.
    ("old", "", false), ("o*", "", true), ("*", "", true), ("other", "", true),
    ("old", ", metric: \"wall_time\"", true), ("old", ", expires: \"2026-11-20\"", true),
  ]) func `an acceptance of anything else lets nothing go`(
    _ pattern: String, _ more: String, _ hasNew: Bool
  ) throws {
    let verdict = try Self.verdict(
      hasNew ? Self.run("kept", "new") : Self.run("kept"), [Self.stored("kept", "old")],
      Self.accepted(pattern, more: more))
    #expect(verdict.outcome == .fail)
  }
}
