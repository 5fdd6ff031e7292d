import Foundation
import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// Steps and rows are judged like any metric.
@Suite struct StepJudgementTests {
  /// A benchmark with steps beside its wall time.
  static func benchmark(
    _ wall: (candidate: [[Double]], baseline: [[Double]]?), _ series: [MetricSeries],
    steps: [StepRecord] = []
  ) -> BenchmarkRecord {
    var benchmark = Records.benchmark("b", wall.candidate, baseline: wall.baseline)
    benchmark.metrics += series
    benchmark.steps = steps
    return benchmark
  }

  static func rows(_ launches: [[Double]]) -> BenchmarkRecord {
    benchmark(
      (launches.map { _ in [1_000, 1_001] }, nil),
      [
        MetricSeries(
          metric: .rowsRead, unit: .count, direction: .lowerIsBetter, launches: launches)
      ])
  }

  static func step(
    _ name: String, _ candidate: [[Double]], _ baseline: [[Double]]? = nil
  ) -> MetricSeries {
    MetricSeries(
      metric: .step(name), unit: .nanoseconds, direction: .lowerIsBetter, launches: candidate,
      baselineLaunches: baseline)
  }

  static func finding(
    _ benchmark: BenchmarkRecord, _ rules: String, isPaired: Bool = false,
    where isMeant: (Finding) -> Bool
  ) throws -> Finding {
    try #require(
      CheckTests.verdict(
        Records.run([benchmark], isPaired: isPaired), policy: try CheckTests.policy(rules)
      ).findings.first(where: isMeant))
  }

  // "min: 1" allows no row at all, and "at_least: 1" does not.
  @Test(
    arguments: [
      ("min: 1", .passed, "min of rows_read is 0; the budget is at most 1"),
      ("at_least: 2", .overBudget, "min of rows_read is 0; the budget is at least 2"),
      ("max: 9", .passed, "max of rows_read is 0; the budget is 9"),
    ] as [(String, FindingStatus, String)])
  func `a floor and a ceiling on the smallest value differ in words`(
    _ limit: String, _ status: FindingStatus, _ message: String
  ) throws {
    let rule = "budgets: [{ benchmark: \"b\", metric: \"rows_read\", \(limit) }]"
    let finding = try Self.finding(Self.rows([[0], [0]]), rule) { $0.budget != nil }
    #expect(finding.status == status && finding.message == message, "\(finding.message)")
  }

  @Test(arguments: [
    ("step:reed", "was not measured; did you mean step:read?"),
    ("step:*", "was not measured; '*' has no meaning in a metric"),
  ]) func `a limit for a misspelt step names the nearest one`(
    _ metric: String, _ words: String
  ) throws {
    let benchmark = Self.benchmark(([[9], [9]], nil), [Self.step("read", [[1], [1]])])
    let rule = "budgets: [{ benchmark: \"b\", metric: \"\(metric)\", max: \"1 s\" }]"
    let finding = try Self.finding(benchmark, rule) { $0.rule == .budget }
    #expect(finding.status == .unproven && finding.message.contains(words), "\(finding.message)")
  }

  @Test(
    arguments: [
      ([[10], [1_000], [1_000]], "max: 10", .overBudget),
      ([[0, 150], [0, 150]], "max: 99", .overBudget),
      ([[0, 150], [0, 150]], "max: 150", .passed),
      ([[0, 0, 1], [0, 0, 1]], "max: 0", .overBudget),
      ([[5], [0]], "at_least: 1", .overBudget),
    ] as [([[Double]], String, FindingStatus)])
  func `rows are judged by the extremes of all iterations and launches`(
    _ launches: [[Double]], _ limit: String, _ status: FindingStatus
  ) throws {
    let rule = "budgets: [{ benchmark: \"b\", metric: \"rows_read\", \(limit) }]"
    let finding = try Self.finding(Self.rows(launches), rule) { $0.budget != nil }
    #expect(finding.status == status, "\(finding.message)")
    #expect(finding.evidence.kind == .observed)
  }

  @Test func `of a record of before only a mean is known, and the note says so`() throws {
    let old = Self.benchmark(
      ([[1_000]], nil), [],
      steps: [StepRecord(stepID: "read", durationMilliseconds: 1, rowsRead: 75, rowsWritten: nil)])
    let finding = try Self.finding(
      old, "budgets: [{ benchmark: \"b\", metric: \"rows_read\", max: 99 }]"
    ) { $0.budget != nil }
    #expect(finding.status == .passed && finding.value == 75)
    #expect(finding.notes.contains { $0.contains("only the mean rows") })
    let now = try Self.finding(
      Self.rows([[75], [75]]),
      "budgets: [{ benchmark: \"b\", metric: \"rows_read\", max: 99 }]"
    ) { $0.budget != nil }
    #expect(now.status == .passed && now.notes.isEmpty)
  }

  @Test(arguments: [("max", FindingStatus.overBudget), ("p95", .overBudget), ("mean", .passed)])
  func `a step has budgets`(_ statistic: String, _ status: FindingStatus) throws {
    let launches = (0..<40).map { launch in
      (0..<20).map { $0 >= 17 ? 900 + Double(launch % 3) : 100 }
    }
    let benchmark = Self.benchmark(
      (launches.map { $0.map { $0 + 50 } }, nil), [Self.step("score", launches)])
    let finding = try Self.finding(
      benchmark,
      "budgets: [{ benchmark: \"b\", metric: \"step:score\", \(statistic): \"500 ns\" }]"
    ) { $0.budget != nil }
    #expect(finding.status == status, "\(finding)")
    #expect(finding.metric == .step("score"))
  }

  @Test(arguments: ["max", "p95"])
  func `of a step with one mean a launch nothing but the mean is judged`(
    _ statistic: String
  ) throws {
    var means = Self.step("score", (0..<40).map { _ in [100] })
    means.holdsMeans = true
    let benchmark = Self.benchmark(((0..<40).map { _ in [1_000, 1_001] }, nil), [means])
    let rules = { (statistic: String) in
      "budgets: [{ benchmark: \"b\", metric: \"step:score\", \(statistic): \"500 ns\" }]"
    }
    let finding = try Self.finding(benchmark, rules(statistic)) { $0.rule == .budget }
    #expect(finding.status == .unproven && finding.message.contains("measure with these budgets"))
    #expect(try Self.finding(benchmark, rules("mean")) { $0.rule == .budget }.status == .passed)
  }

  // A step that ran in one of several iterations has one sample, which is no mean.
  @Test func `a step that ran once among many iterations is judged by its one sample`() throws {
    let benchmark = Self.benchmark(
      ([[6e6, 6e6, 6e6, 60e9]], nil), [Self.step("retry", [[50e9]])])
    let finding = try Self.finding(
      benchmark, "budgets: [{ benchmark: \"b\", metric: \"step:retry\", max: \"1 s\" }]"
    ) { $0.rule == .budget }
    #expect(finding.status == .overBudget)
  }

  @Test(arguments: [(1.49, FindingStatus.regressed), (1, .passed), (0.6, .improved)])
  func `a ladder gates a step`(_ ratio: Double, _ status: FindingStatus) throws {
    let wall = Records.pairs(24, ratio: 1)
    let score = Records.pairs(24, ratio: ratio, base: 300)
    let benchmark = Self.benchmark(
      (wall.candidate, wall.baseline), [Self.step("score", score.candidate, score.baseline)])
    let isScore = { (finding: Finding) in finding.metric == .step("score") }
    let finding = try Self.finding(
      benchmark, "regressions: { \"step:score\": { fail: \"10%\" } }", isPaired: true,
      where: isScore)
    #expect(finding.status == status)
    #expect(finding.failsTheGate == (status == .regressed))
    // Where no file names it, a step has no ladder and no part of the false-alarm rate.
    let plain = CheckTests.verdict(Records.run([benchmark], isPaired: true))
    #expect(!plain.findings.contains(where: isScore))
    #expect(
      plain.policy.comparisonCount
        == CheckTests.verdict(Records.run([Records.paired("b", ratio: 1)], isPaired: true)).policy
        .comparisonCount)
  }

  // MARK: Attribution

  static func paired(_ steps: [(String, Double, Double)]) -> BenchmarkRecord {
    func total(_ part: ((String, Double, Double)) -> Double) -> Double {
      100 + steps.reduce(0) { $0 + part($1) }
    }
    let ratio = total(\.2) / total(\.1)
    let wall = Records.pairs(24, ratio: ratio, base: total(\.1))
    return benchmark(
      (wall.candidate, wall.baseline),
      steps.map { name, before, after in
        step(name, wall.candidate.map { _ in [after] }, wall.baseline.map { _ in [before] })
      },
      steps: steps.map {
        StepRecord(stepID: $0.0, durationMilliseconds: $0.2 / 1e6, rowsRead: nil, rowsWritten: nil)
      })
  }

  @Test func `a slower benchmark names the steps that it is slower by`() throws {
    let benchmark = Self.paired([("read", 300, 306), ("score", 500, 990), ("write", 100, 124)])
    let finding = try Self.finding(benchmark, "budgets: []", isPaired: true) {
      $0.metric == .wallTime
    }
    #expect(finding.status == .regressed)
    let steps = try #require(finding.steps)
    #expect(steps.map(\.step) == ["score"])
    #expect(abs(steps[0].change - 0.49) < 1e-9)
    #expect(steps[0].value == 990 && steps[0].baselineValue == 500)
    let read = try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(finding))
    #expect(read.steps == steps)
  }

  @Test func `a step that is new, gone or quicker is named, too, the largest part first`() throws {
    let benchmark = Self.paired([("new", 0, 600), ("gone", 200, 0), ("score", 700, 650)])
    let finding = try Self.finding(benchmark, "budgets: []", isPaired: true) {
      $0.metric == .wallTime
    }
    #expect(finding.steps?.map(\.step) == ["new", "gone", "score"])
    #expect(finding.steps?.map { ($0.change * 100).rounded() } == [60, -20, -5])
  }

  @Test func `what passes, and what has no steps on a side, names none`() throws {
    let same = Self.paired([("score", 900, 900)])
    #expect(
      try Self.finding(same, "budgets: []", isPaired: true) { $0.metric == .wallTime }.steps == nil)
    var alone = Self.paired([("score", 500, 990)])
    for place in alone.metrics.indices where alone.metrics[place].metric.stepName != nil {
      alone.metrics[place].baselineLaunches = nil
    }
    let finding = try Self.finding(alone, "budgets: []", isPaired: true) { $0.metric == .wallTime }
    #expect(finding.status == .regressed && finding.steps == nil)
  }

  @Test func `beside stored numbers the steps of the stored run count`() throws {
    func run(_ id: String, _ score: Double) -> RunRecord {
      let launches = (0..<12).map { [(score + 500) * (1 + Double($0 % 3) * 1e-4)] }
      return Records.run(
        id,
        [
          Self.benchmark(
            (launches, nil), [],
            steps: [
              StepRecord(
                stepID: "score", durationMilliseconds: score / 1e6, rowsRead: nil, rowsWritten: nil),
              StepRecord(
                stepID: "read", durationMilliseconds: 400e-6, rowsRead: nil, rowsWritten: nil),
            ])
        ])
    }
    let stored = (0..<5).map { run("OLD\($0)", 500) }
    let verdict = CheckTests.verdict(run("NEW", 1_500), same: stored)
    let finding = try #require(verdict.findings.first { $0.metric == .wallTime })
    #expect(finding.status == .regressed, "\(finding)")
    #expect(finding.steps?.map(\.step) == ["score"])
  }
}
