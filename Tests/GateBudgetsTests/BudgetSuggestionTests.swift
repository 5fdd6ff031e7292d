import GateRecords
import Testing

@testable import GateBudgets

@Suite struct BudgetSuggestionTests {
  static func run(_ benchmarks: [BenchmarkRecord]) throws -> RunRecord {
    let start = Timestamp(millisecondsSinceEpoch: 1_795_238_287_000)
    return RunRecord(
      runID: try #require(RunIdentifier(rawValue: "RUN")), jobID: nil, status: .success,
      startedAt: start, completedAt: start, durationMilliseconds: 1,
      suite: SuiteRecord(name: "suite"), baseline: nil,
      environment: BudgetPolicyTests.environment(),
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: nil, filter: nil, command: []),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }

  static func benchmark(_ series: [MetricSeries]) -> BenchmarkRecord {
    BenchmarkRecord(name: "b", status: .measured, sampling: .perIteration, metrics: series)
  }

  static func times(_ samples: [Double]) -> MetricSeries {
    MetricSeries(
      metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [samples])
  }

  @Test func `a limit is the worst of the runs with head-room, rounded up`() throws {
    let quick = try Self.run([Self.benchmark([Self.times([Double](repeating: 1_000, count: 60))])])
    let slow = try Self.run([Self.benchmark([Self.times([Double](repeating: 1_210, count: 60))])])
    let all = BudgetSuggestion.suggestions(
      from: [quick, slow], policy: .builtIn, headroom: 0.2)
    #expect(all.map(\.limit) == ["1.5 µs"])
    #expect(all.map(\.key) == ["p95"])
    #expect(all[0].rationale == "20 % above the highest of 2 runs")
  }

  @Test func `a command's start gets no limit, and its runs have a tail`() throws {
    let start = MetricSeries(
      metric: .spawnTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [[5], [6]])
    var command = Self.benchmark([Self.times([Double](repeating: 1_000, count: 60)), start])
    command.sampling = .perProcess
    let all = BudgetSuggestion.suggestions(
      from: [try Self.run([command])], policy: .builtIn, headroom: 0.2)
    #expect(all.map(\.key) == ["p95"])
  }

  @Test func `too few calls for a tail get a median`() throws {
    let run = try Self.run([Self.benchmark([Self.times([10, 11, 12])])])
    #expect(
      BudgetSuggestion.suggestions(from: [run], policy: .builtIn, headroom: 0.5)
        .map(\.key) == ["median"])
  }

  @Test func `more-is-better gets a floor below, exact counts no head-room`() throws {
    let rate = MetricSeries(
      metric: MetricName(rawValue: "match_rate"), unit: .ratio, direction: .higherIsBetter,
      launches: [[0.72], [0.73]])
    let count = MetricSeries(
      metric: .allocations, unit: .count, direction: .lowerIsBetter, isDeterministic: true,
      launches: [[128], [128]])
    let all = BudgetSuggestion.suggestions(
      from: [try Self.run([Self.benchmark([rate, count])])], policy: .builtIn, headroom: 0.1)
    #expect(all.map(\.limit) == ["64 %", "130"])
    #expect(all.map(\.key) == ["at_least", "max"])
  }

  @Test func `what has a limit gets none`() throws {
    let policy = try BudgetPolicyTests.policy("budgets: [ { benchmark: \"*\", median: \"1 s\" } ]")
    let run = try Self.run([Self.benchmark([Self.times([10, 11, 12])])])
    #expect(BudgetSuggestion.suggestions(from: [run], policy: policy, headroom: 0.5).isEmpty)
  }

  @Test(arguments: [
    (61.2e6, "62 ms"), (1.0e6, "1.0 ms"), (999.5, "1000 ns"), (1_001, "1.1 µs"), (0.234, "0.24 ns"),
    (3.6e12, "3600 s"), (12, "12 ns"),
  ]) func `limits are round and no tighter than the figure`(_ value: Double, _ text: String) throws
  {
    let limit = try #require(RoundLimit(value, .nanoseconds, false))
    #expect(limit.text == text)
    #expect(try Quantity.parse(limit.text).get().value >= value * (1 - 1e-9))
  }
}

@Suite struct BudgetsFileEditTests {
  static let suggestion = BudgetSuggestion(
    benchmark: "new \"one\"", metric: .peakMemory, key: "max", limit: "74 MB", rationale: "why")

  @Test func `a line is added and every other character stays`() throws {
    let text = """
      // Ours.
      { schema: "speedgate.budgets/1",
        budgets: [ // the list
          { benchmark: "old", p95: "1 ms" }, ] }
      """
    let edited = try BudgetsFileEdit.adding([Self.suggestion], to: text, path: "b.json5")
    let policy = try BudgetPolicy(text: edited, path: "b.json5")
    #expect(policy.rules.map(\.pattern.text) == ["new \"one\"", "old"])
    #expect(policy.rules[0].metric == .peakMemory && policy.rules[0].text == "74 MB")
    let line = BudgetsFileEdit.lines([Self.suggestion])
    #expect(edited.replacing("\n" + line, with: "") == text)
  }

  @Test func `a file without a list gets one, a new file is whole`() throws {
    let edited = try BudgetsFileEdit.adding(
      [Self.suggestion], to: "{ schema: \"speedgate.budgets/1\" }", path: "b.json5")
    #expect(try BudgetPolicy(text: edited, path: "b.json5").rules.count == 1)
    let new = BudgetsFileEdit.newFile(with: [Self.suggestion], suite: "a\\b")
    #expect(try BudgetPolicy(text: new, path: "b.json5").rules.count == 1)
  }

  @Test func `a file that is wrong is not edited`() {
    #expect(throws: (any Error).self) {
      try BudgetsFileEdit.adding([Self.suggestion], to: "{ budgets: 7 }", path: "b.json5")
    }
  }
}
