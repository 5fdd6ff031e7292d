import GateBudgets
import GateProtocol
import GateRecords
import GateStatistics
import Testing

@testable import GateMeasurement

@Suite struct PercentileLaunchesTests {
  typealias Body = ScriptedLauncher.Body

  private static func policy(_ limits: String) throws -> BudgetPolicy {
    try BudgetPolicy(
      text: "{ schema: \"speedgate.budgets/1\", budgets: [\(limits)] }", path: "b")
  }

  /// What a run with the profile quick measures and says.
  private static func measure(
    _ body: Body, _ limits: String, isPaired: Bool = false
  ) throws -> (benchmark: BenchmarkRecord, notices: [String], warnings: [String]) {
    var notices: [String] = []
    var hasBegun = false
    let launcher = ScriptedLauncher([body])
    var measurement = SuiteMeasurement(
      options: SuiteMeasurement.Options(
        profile: .quick, timeBudget: 100, seed: 1, processors: [0]),
      policy: try policy(limits), launcher: launcher, isPaired: isPaired,
      stolenTime: StolenTime(account: { _ in nil }, isCheap: true), clock: { 0 },
      report: { progress in
        if let notice = progress.notice {
          #expect(!hasBegun, "the cost is reported before anything is measured")
          notices.append(notice)
        } else {
          hasBegun = true
        }
      })
    let result = try measurement.run()
    return (result.benchmarks[0], notices, result.warnings)
  }

  private static func launches(_ benchmark: BenchmarkRecord) throws -> [[Double]] {
    try #require(benchmark.series(of: .wallTime)).launches
  }

  @Test(arguments: [
    // Single calls of this length, the limit, and the launches that it takes.
    (50_000.0, "p99", 16), (50_000, "p95", 16), (50_000, "median", 5), (1_000_000, "p95", 16),
  ]) func `a limit on a percentile is measured until its bound is there`(
    _ cost: Double, _ statistic: String, _ count: Int
  ) throws {
    let (benchmark, _, warnings) = try Self.measure(
      Body("one", index: 0, single: true, cost: { _, _ in cost }),
      "{ benchmark: \"one\", \(statistic): \"1 s\" }")
    #expect(try Self.launches(benchmark).count == count)
    #expect(warnings.isEmpty)
  }

  @Test func `a paired run takes as many launch pairs`() throws {
    let (benchmark, _, _) = try Self.measure(
      Body("one", index: 0, single: true, cost: { _, _ in 50_000 }),
      "{ benchmark: \"one\", p99: \"1 s\" }", isPaired: true)
    #expect(try Self.launches(benchmark).count == 16)
  }

  @Test func `launches that differ are not measured on where the profile has too few`() throws {
    let (benchmark, notices, warnings) = try Self.measure(
      Body(
        "one", index: 0, single: true,
        cost: SuiteMeasurementTests.scattered { _ in 50_000 }),
      "{ benchmark: \"one\", p99: \"1 s\" }")
    // Each launch is of one length, so 299 of them would do.
    #expect(try Self.launches(benchmark).count == 16)
    #expect(
      notices == [
        "p99 of one needs at least 16 launches, more than the 3 that the profile quick takes by "
          + "itself"
      ])
    #expect(
      warnings == [
        "one: p99 of wall_time needs about 299 launches; the profile quick takes 40 at most, so "
          + "these budgets stay unproven; use --profile thorough, or limit a lower percentile"
      ])
  }

  @Test func `a bound that later launches take away is measured for again`() throws {
    let rules = try Self.policy("{ benchmark: \"one\", p95: \"1 s\" }").rules(
      for: BenchmarkIdentifier("one"))
    var percentiles = PercentileLaunches(rules: rules)
    func add(_ samples: [Double]) {
      percentiles.add([
        LaunchFigure(
          metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, samples: samples)
      ])
    }
    let alike = (1...20).map { 1000 + Double($0) }
    for _ in 0..<16 { add(alike) }
    #expect(percentiles.isMet(within: 80))
    // Launches that another question asked for are of another length each.
    for launch in 1...4 { add(alike.map { $0 * Double(1 + launch) }) }
    #expect(!percentiles.isMet(within: 80))
  }

  @Test func `what no profile's launches can show costs none`() throws {
    let (benchmark, notices, warnings) = try Self.measure(
      Body("one", index: 0, single: true, cost: { _, _ in 50_000 }),
      "{ benchmark: \"one\", metric: \"peak_memory\", p95: \"1 GB\", p99: \"1 GB\" }")
    #expect(try Self.launches(benchmark).count == MeasurementProfile.quick.soloLaunches)
    #expect(
      notices == [
        "2 budgets on percentiles need more launches than the 3 that the profile quick takes by "
          + "itself; p99 of one needs the most, at least 299"
      ])
    #expect(warnings.count == 1 && warnings[0].contains("and 1 other budget"), "\(warnings)")
  }

  @Test(arguments: ["min: \"1 ns\"", "mean: \"1 s\"", "median: \"100\", metric: \"allocations\""])
  func `other limits take no launches of their own`(_ limit: String) throws {
    let (benchmark, notices, warnings) = try Self.measure(
      Body("one", index: 0, cost: { _, _ in 1_000 }), "{ benchmark: \"one\", \(limit) }")
    #expect(try Self.launches(benchmark).count == MeasurementProfile.quick.soloLaunches)
    #expect(notices.isEmpty && warnings.isEmpty)
  }
}
