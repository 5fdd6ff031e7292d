import Foundation
import GateRecords
import Testing

@testable import GateBudgets

/// The files to start from: each is accepted, and says what its seed says, figure by figure.
@Suite struct PolicyExampleTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let folder = root.appending(path: "docs/budgets")

  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  static func example(_ name: String) throws -> BudgetPolicy {
    try BudgetPolicy(at: folder.appending(path: "\(name).json5").path)
  }

  @Test(arguments: names) func `every file is accepted, holds a rule, and is on the page`(
    _ name: String
  ) throws {
    let policy = try BudgetPolicy(at: Self.folder.appending(path: name).path)
    #expect(policy.ruleCount > 0 || !policy.presets.isEmpty)
    let page = try String(
      contentsOf: Self.root.appending(path: "docs/budgets.md"), encoding: .utf8)
    #expect(page.contains("(budgets/\(name))"))
  }

  @Test func `there is a file for every kind of rule`() throws {
    #expect(Self.names.count >= 12)
    let all = try Self.names.map {
      try BudgetPolicy(at: Self.folder.appending(path: $0).path)
    }
    #expect(all.contains { !$0.rules.isEmpty } && all.contains { !$0.ladders.isEmpty })
    #expect(all.contains { !$0.speedups.isEmpty } && all.contains { !$0.growth.isEmpty })
    #expect(all.contains { !$0.serviceLevels.levels.isEmpty })
    #expect(all.contains { !$0.acceptances.isEmpty } && all.contains { $0.baseline != .all })
    #expect(all.contains { !$0.removals.isEmpty } && all.contains { !$0.renames.isEmpty })
    // Every preset is in use somewhere, but for the slack that the first file writes out.
    #expect(
      Set(all.flatMap(\.presets)) == Set(RegressionPreset.allCases).subtracting([.budget10]))
  }

  // The limits in nanoseconds.
  @Test func `the limits of a pipeline, to the nanosecond`() throws {
    let policy = try Self.example("pipeline-latency")
    let limits: [(String, Double, Double?)] = [
      ("sanitization", 2_200_000, 3_300_000), ("plan_processing", 3_300_000, 5_500_000),
      ("document_segmentation", 4_400_000, 6_600_000), ("embedding", 55_000_000, 88_000_000),
      ("responsibility_detection", 11_000_000, 16_500_000),
      ("contradiction_detection", 8_800_000, 13_200_000),
      ("monetary_detection", 5_500_000, 8_800_000), ("feasibility_scoring", 6_600_000, 11_000_000),
      ("causal_detection", 7_700_000, 12_100_000), ("teoria_cambio", 16_500_000, 27_500_000),
      ("dag_validation", 11_000_000, 19_800_000), ("contract_validation_routing", 5_500_000, nil),
      ("permutation_invariance", 550_000, nil), ("budget_monotonicity", 165_000, nil),
    ]
    #expect(policy.rules.count == 25)
    for (name, p95, p99) in limits {
      let rules = policy.rules(for: BenchmarkIdentifier(name))
      func limit(_ percent: Double) -> Double? {
        rules.first { $0.statistic == .percentile(percent) }
          .map { $0.budget.scaled(by: $0.tolerance, upwards: true) }
      }
      #expect(limit(95) == p95, "\(name)")
      #expect(limit(99) == p99, "\(name)")
    }
    // The sums of the eleven nodes.
    let nodes = policy.rules.prefix(22)
    func sum(_ percent: Double) -> Double {
      nodes.filter { $0.statistic == .percentile(percent) }.reduce(0) { $0 + $1.budget.value }
    }
    #expect(sum(95) == 120e6 && sum(99) == 193e6)
    // A remark on each node, and a graver one.
    #expect(nodes.allSatisfy { $0.terms.rationale != nil })
    #expect(policy.rules(for: "contract_validation_routing")[0].terms.severity == .critical)
  }

  // Below 10 s, below 5 s, 1,000 items in 300 s.
  @Test func `ceilings on time and rows, and a floor under the work`() throws {
    let policy = try Self.example("ceilings")
    func limit(_ name: BenchmarkIdentifier, _ metric: MetricName) -> Double? {
      policy.rules(for: name).first { $0.metric == metric }?.budget.value
    }
    #expect(limit("formation/nothing-new", .wallTime) == 10e9)
    #expect(limit("formation/nothing-new", .rowsRead) == 99)
    #expect(limit("formation/ten-new", .wallTime) == 5e9)
    #expect(limit("ingest/thousand-items", .wallTime) == 300e9)
    let items = try #require(
      policy.rules(for: "ingest/thousand-items").first { $0.metric == .rowsWritten })
    #expect(items.isFloor && items.budget.value == 1_000 && items.tolerance == .none)
    // A slack by metric.
    let memory = try #require(policy.rules(for: "x").first)
    #expect(memory.tolerance == .percent(10) && memory.terms.mode == .warn)
  }

  // Explicit warnings, four fifths of the default.
  @Test func `the service levels of four components`() throws {
    let agreement = try Self.example("service-levels").serviceLevels
    #expect(agreement.allowedBreaches == 1)
    let seconds = agreement.levels.map { [$0.breach.value / 1e9, $0.warning / 1e9] }
    #expect(
      seconds == [[300, 240], [120, 90], [300, 240], [30, 20], [1_800, 1_200], [60, 48]])
    #expect(
      agreement.levels[0].scope == .everything
        && agreement.levels[4].scope == .tag("full-simulation"))
  }

  // Minimum 2.5 and 2, band 3 to 4, 60 % and 95 % less.
  @Test func `speed-ups and reductions`() throws {
    let speedups = try Self.example("speed-ups").speedups
    #expect(speedups.map(\.atLeast) == [2.5, 2, 2.5, 20])
    #expect(speedups.map(\.expected) == [3...4, nil, nil, nil])
    #expect(speedups.map(\.asksForSameResult) == [true, true, true, false])
    #expect(speedups.map(\.reduction) == [nil, nil, 0.6, 0.95])
    #expect(
      speedups.map(\.demand) == [
        "at least 2.5 times as fast", "at least 2 times as fast", "wall_time at least 60 % lower",
        "wall_time at least 95 % lower",
      ])
  }

  @Test func `thresholds and the choice of the baseline`() throws {
    func ladder(_ file: String, _ metric: MetricName) throws -> RegressionLadder {
      try Self.example(file).ladder(for: "a", metric: metric)
    }
    #expect(try ladder("regression-gate", .wallTime) == RegressionLadder(fail: .percent(25)))
    #expect(try ladder("regression-gate", .peakMemory) == RegressionLadder(fail: .percent(50)))
    #expect(
      try ladder("regression-ladder", .wallTime)
        == RegressionLadder(minor: .percent(15), major: .percent(30), critical: .percent(50)))
    #expect(
      try Self.example("regression-ladder").baseline
        == BaselineChoice(reference: .mean, runs: 5, days: 30))
    #expect(try ladder("regression-flat", .wallTime) == RegressionLadder(minor: .percent(20)))
    let rate = MetricName(rawValue: "match_rate")
    #expect(try ladder("quality", rate) == RegressionLadder(fail: .percent(5)))
    let floor = try #require(try Self.example("quality").rules(for: "enrichment/x").first)
    #expect(floor.isFloor && floor.budget.value == 0.7 && floor.tolerance == .none)
  }

  @Test func `every limit of growth`() throws {
    let rules = try Self.example("growth").growth
    #expect(
      rules.map { $0.limits.map(\.kind) } == [
        [.perStep, .total, .perStep, .total, .cumulative], [.perStep, .cumulative], [.complexity],
        [.scenario],
      ])
    #expect(rules.map(\.isObserved) == [false, true, false, false])
  }
}
