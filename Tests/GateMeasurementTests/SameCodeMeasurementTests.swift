import GateBudgets
import GateProtocol
import GateRecords
import Testing

@testable import GateMeasurement

/// What becomes of benchmarks that run the same code on both sides.
@Suite struct SameCodeMeasurementTests {
  typealias Body = ScriptedLauncher.Body

  static var bodies: [Body] {
    ["a", "b", "c", "d"].enumerated().map { place, name in
      Body(name, index: place, cost: SuiteMeasurementTests.scattered { _ in 1_000 })
    }
  }

  static func measure(
    _ launcher: ScriptedLauncher, _ choice: SameCodeChoice, policy: BudgetPolicy = .builtIn,
    isPaired: Bool = true, filter: String = "*"
  ) throws -> SuiteMeasurement.Result {
    var options = SuiteMeasurement.Options(
      profile: .quick, timeBudget: 100, seed: 1,
      selection: BenchmarkSelection(patterns: [GlobPattern(filter)]), processors: [0, 1])
    options.sameCode = choice
    var measurement = SuiteMeasurement(
      options: options, policy: policy, launcher: launcher, isPaired: isPaired,
      stolenTime: StolenTime(account: { _ in nil }, isCheap: true), clock: { 0 },
      report: { _ in })
    return try measurement.run()
  }

  static let same = SameCodeChoice(names: ["b", "d", "gone"], isLaunched: true)

  @Test func `they are launched alone, after the others, and are not planned`() throws {
    let launcher = ScriptedLauncher(Self.bodies)
    let result = try Self.measure(launcher, Self.same)
    let records = Dictionary(uniqueKeysWithValues: result.benchmarks.map { ($0.name.rawValue, $0) })
    for name in ["b", "d"] {
      let record = try #require(records[name])
      #expect(record.hasSameCode && record.status == .measured)
      #expect(record.metrics.allSatisfy { $0.baselineLaunches == nil })
      #expect(
        record.series(of: .wallTime)?.launches.count == MeasurementProfile.quick.soloLaunches)
    }
    #expect(records["a"]?.sameCode == nil && records["a"]?.hasSameCode == false)
    #expect(records["a"]?.series(of: .wallTime)?.baselineLaunches != nil)
    #expect(!launcher.diary.contains("baseline b") && !launcher.diary.contains("baseline d"))
    // Within a round both programs' benchmarks come before those of one program.
    let first = try #require(
      launcher.diary.firstIndex { $0 == "candidate b" || $0 == "candidate d" })
    #expect(launcher.diary[..<first].contains("baseline a"))
    #expect(launcher.diary[..<first].contains("baseline c"))
    let planner = try #require(result.planner)
    let two = DecisionPlanner(
      policy: .builtIn, alpha: 0.01, partners: ["a", "c"].map { BenchmarkIdentifier($0) })
    #expect(planner.promises == two.promises)
  }

  @Test func `the count of comparisons is that of all shards, whatever a filter takes`() throws {
    let all = try Self.measure(ScriptedLauncher(Self.bodies), Self.same)
    var options = SuiteMeasurement.Options(
      profile: .quick, timeBudget: 100, seed: 1, processors: [0])
    options.selection.shard = Shard("1/2")
    options.sameCode = Self.same
    var measurement = SuiteMeasurement(
      options: options, policy: .builtIn, launcher: ScriptedLauncher(Self.bodies), isPaired: true,
      stolenTime: StolenTime(account: { _ in nil }, isCheap: true), clock: { 0 },
      report: { _ in })
    let shard = try measurement.run()
    #expect(shard.benchmarks.count == 2)
    #expect(shard.planner?.promises == all.planner?.promises)
  }

  @Test func `without a program beside it nothing is the same code`() throws {
    let result = try Self.measure(ScriptedLauncher(Self.bodies), Self.same, isPaired: false)
    #expect(result.benchmarks.allSatisfy { $0.sameCode == nil && $0.status == .measured })
    let launcher = ScriptedLauncher(Self.bodies)
    launcher.refusal = { $0 == .baseline ? "no" : nil }
    let alone = try Self.measure(launcher, Self.same)
    #expect(!alone.isPaired && alone.benchmarks.allSatisfy { $0.sameCode == nil })
  }

  @Test func `what only one side has is not the same code`() throws {
    let launcher = ScriptedLauncher(Self.bodies, baseline: Array(Self.bodies.prefix(2)))
    let result = try Self.measure(launcher, Self.same)
    #expect(result.benchmarks.filter(\.hasSameCode).map(\.name.rawValue) == ["b"])
  }

  // MARK: Left out

  static let skipped = SameCodeChoice(names: ["b", "d"], isLaunched: false)

  @Test func `what no rule asks for is not launched on request, and the record says why`() throws {
    let launcher = ScriptedLauncher(Self.bodies)
    let result = try Self.measure(launcher, Self.skipped)
    let left = result.benchmarks.filter(\.isUnlaunched)
    #expect(left.map(\.name.rawValue) == ["b", "d"])
    #expect(
      left.allSatisfy { $0.status == .skipped && $0.metrics.isEmpty && $0.contradiction == nil })
    #expect(!launcher.diary.contains { $0.hasSuffix(" b") || $0.hasSuffix(" d") })
    #expect(result.benchmarks.count == 4)
  }

  @Test(arguments: [
    "budgets: [ { benchmark: \"d\", max: \"1 s\" } ]",
    "budgets: [ { benchmark: \"*\", max: \"1 s\" } ]",
    "speedups: [ { faster: \"a\", slower: \"d\", at_least: 1.1 } ]",
    "speedups: [ { faster: \"d\", slower: \"a\", at_least: 1.1 } ]",
    "service_levels: { levels: [ { benchmark: \"d\", breach: \"1 s\" } ] }",
    "service_levels: { default: { breach: \"1 s\" } }",
  ]) func `what a rule asks for is launched all the same`(_ rule: String) throws {
    let policy = try BudgetPolicy(
      text: "{ schema: \"speedgate.budgets/1\", \(rule) }", path: "b.json5")
    let result = try Self.measure(ScriptedLauncher(Self.bodies), Self.skipped, policy: policy)
    let record = try #require(result.benchmarks.last)
    #expect(record.hasSameCode && record.status == .measured)
  }

  @Test func `a step of a series with a limit on its growth is launched`() throws {
    let bodies = (1...2).map {
      Body("s{n=\($0)}", index: $0 - 1, cost: SuiteMeasurementTests.scattered { _ in 1_000 })
    }
    let policy = try BudgetPolicy(
      text: """
        { schema: "speedgate.budgets/1",
          growth: [ { series: "s{n=*}", per_step: "50%" } ] }
        """, path: "b.json5")
    let choice = SameCodeChoice(names: ["s{n=1}", "s{n=2}"], isLaunched: false)
    let free = try Self.measure(ScriptedLauncher(bodies), choice)
    #expect(free.benchmarks.allSatisfy { $0.isUnlaunched })
    let held = try Self.measure(ScriptedLauncher(bodies), choice, policy: policy)
    #expect(held.benchmarks.allSatisfy { $0.status == .measured })
  }

  @Test func `both of two that must compute the same are launched`() throws {
    var bodies = Self.bodies
    bodies[0].listed.sameResultAs = "b"
    bodies[3].listed.sameResultAs = "a"
    let result = try Self.measure(ScriptedLauncher(bodies), Self.skipped)
    #expect(!result.benchmarks.contains { $0.isUnlaunched })
  }

  @Test func `beside an anchor they are launched, as creep asks for them`() throws {
    let choice = SameCodeChoice(
      names: ["b", "d"], isLaunched: false, besideAnchor: BudgetPolicy.builtIn.besideAnchor)
    let result = try Self.measure(ScriptedLauncher(Self.bodies), choice)
    #expect(!result.benchmarks.contains { $0.isUnlaunched })
    #expect(result.benchmarks.filter(\.hasSameCode).count == 2)
  }
}
