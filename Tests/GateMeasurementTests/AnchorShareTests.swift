import GateBudgets
import GateProtocol
import GateRecords
import Testing

@testable import GateMeasurement

/// The second measurement, beside the anchor.
@Suite struct AnchorShareTests {
  typealias Body = ScriptedLauncher.Body

  static func options(profile: MeasurementProfile = .quick) -> SuiteMeasurement.Options {
    SuiteMeasurement.Options(
      profile: profile, timeBudget: 100, seed: 5, processors: [0, 1])
  }

  static func policy(_ body: String) throws -> BudgetPolicy {
    try BudgetPolicy(text: "{ schema: \"speedgate.budgets/1\", \(body) }", path: "budgets")
  }

  static func measured(
    _ launcher: ScriptedLauncher, only names: Set<String>, policy: BudgetPolicy = .builtIn,
    change: (inout SuiteMeasurement.Options) -> Void = { _ in }
  ) throws -> SuiteMeasurement.Result {
    var options = Self.options().besideAnchor(policy.anchor, only: names)
    change(&options)
    var measurement = SuiteMeasurement(
      options: options, policy: policy.besideAnchor, launcher: launcher, isPaired: true,
      stolenTime: StolenTime(account: { _ in nil }, isCheap: true), clock: { 0 }, report: { _ in })
    return try measurement.run()
  }

  static var anchor: RunRecord {
    var generator = SystemRandomNumberGenerator()
    let start = Timestamp(millisecondsSinceEpoch: 1_000)
    return RunRecord(
      runID: RunIdentifier(time: start, using: &generator), jobID: nil, status: .success,
      startedAt: start, completedAt: start, durationMilliseconds: 0,
      suite: SuiteRecord(name: "Scripted", programHash: "aa", commit: "c"), baseline: nil,
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "6", architecture: "x86_64", processor: "P",
        processorCount: 2, memoryBytes: 1, virtualization: nil, compiler: "Swift",
        buildConfiguration: "release", harnessVersion: "1"),
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: 40, filter: nil, command: []),
      benchmarks: [], leftOut: [], errors: [], warnings: [])
  }

  @Test func `the time is shared, and the rate where a creep may fail`() throws {
    let options = Self.options(profile: .standard)
    for rule in [AnchorRule.builtIn, AnchorRule(mode: .enforce)] {
      let first = options.leavingTime(forAnchor: rule)
      let second = options.besideAnchor(rule, only: ["a"])
      #expect(abs(first.timeBudget + second.timeBudget - options.timeBudget) < 1e-9)
      #expect(second.timeBudget == 20 && second.isTimeBudgetFirm && second.seed != options.seed)
      let sum = first.alpha + second.alpha
      #expect(abs(sum - options.alpha * (rule.mode == .enforce ? 1 : 2)) < 1e-12)
    }
  }

  @Test func `only what gave figures before is measured, and only times`() throws {
    let launcher = ScriptedLauncher([
      Body("a", index: 0, cost: SuiteMeasurementTests.scattered { _ in 1_000 }),
      Body("crashes", index: 1, fault: { _ in .crash }),
      Body("new", index: 2),
    ])
    launcher.baselineBodies = [launcher.bodies[0], launcher.bodies[1]]
    let result = try Self.measured(launcher, only: ["a"])
    #expect(result.benchmarks.map(\.name.rawValue) == ["a"])
    #expect(!launcher.diary.contains { $0.contains("crashes") || $0.contains("count") })
    // Those that are not measured again share the rate all the same.
    #expect(result.planner?.promises.comparisonCount == 2)
    let record = try #require(
      AnchorMeasurement(result, anchor: Self.anchor, milliseconds: 7))
    #expect(record.runID == Self.anchor.runID || record.suite.programHash == "aa")
    #expect(record.benchmarks.map { $0.metrics.map(\.metric) } == [[.wallTime]])
    #expect(record.plan.tests.map(\.metric) == [.wallTime])
    #expect(record.plan.tests.first?.tolerance == 0.1 && record.plan.tests.first?.mode == .warn)
  }

  @Test func `measuring ends when the anchor's question is decided`() throws {
    func pairs(_ ratio: Double) throws -> Int {
      let launcher = ScriptedLauncher([
        Body(
          "a", index: 0,
          cost: SuiteMeasurementTests.scattered { $0 == .candidate ? 1_000 * ratio : 1_000 })
      ])
      let result = try Self.measured(launcher, only: ["a"])
      return result.benchmarks[0].series(of: .wallTime)?.launches.count ?? 0
    }
    let most = MeasurementProfile.quick.mostPairs
    #expect(try pairs(1) < most / 2 && pairs(1.2) < most)
  }

  @Test func `an anchor that does not run, or has nothing in common, gives no record`() throws {
    let silent = ScriptedLauncher([Body("a", index: 0)])
    silent.refusal = { $0 == .baseline ? "no such library" : nil }
    let alone = try Self.measured(silent, only: ["a"])
    #expect(AnchorMeasurement(alone, anchor: Self.anchor, milliseconds: 7) == nil)
    let strangers = ScriptedLauncher([Body("a", index: 0)], baseline: [Body("b", index: 0)])
    let apart = try Self.measured(strangers, only: ["a"])
    #expect(AnchorMeasurement(apart, anchor: Self.anchor, milliseconds: 7) == nil)
  }

  @Test func `old names are followed to the anchor`() throws {
    let policy = try Self.policy(
      """
      renamed: [ { from: "old", to: "newer", reason: "r", by: "k" },
                 { from: "newer", to: "newest", reason: "r", by: "k" } ]
      """)
    let launcher = ScriptedLauncher(
      [Body("newest", index: 0, cost: SuiteMeasurementTests.scattered { _ in 1_000 })],
      baseline: [Body("old", index: 0, cost: SuiteMeasurementTests.scattered { _ in 1_000 })])
    let result = try Self.measured(launcher, only: ["newest"], policy: policy)
    let record = AnchorMeasurement(result, anchor: Self.anchor, milliseconds: 7)
    #expect(record?.benchmarks.map(\.name.rawValue) == ["newest"])
  }

  @Test func `a shard measures its own share beside the anchor`() throws {
    let bodies = (0..<4).map {
      Body("b\($0)", index: $0, cost: SuiteMeasurementTests.scattered { _ in 1_000 })
    }
    let names = try (1...2).map { index in
      let result = try Self.measured(ScriptedLauncher(bodies), only: ["b0", "b1", "b2"]) {
        $0.selection.shard = Shard(index: index, of: 2)
      }
      #expect(result.planner?.promises.comparisonCount == 4)
      return result.benchmarks.map(\.name.rawValue)
    }
    #expect(names.flatMap { $0 }.sorted() == ["b0", "b1", "b2"])
    #expect(!names[0].isEmpty && !names[1].isEmpty)
  }
}
