import Foundation
import GateRecords
import Testing

@testable import GateBudgets
@testable import GateDetection

@Suite struct BudgetEvaluationTests {
  static func rule(
    _ statistic: String, _ limit: String, tolerance: String = "10%", metric: MetricName = .wallTime,
    isFloor: Bool = false, terms: RuleTerms = RuleTerms(source: "b.json5:1")
  ) throws -> BudgetRule {
    BudgetRule(
      pattern: GlobPattern("*"), metric: metric,
      statistic: try #require(Statistic(rawValue: statistic)), isFloor: isFloor,
      budget: try Quantity.parse(limit, allowsCustomUnits: true).get(), text: limit,
      tolerance: try Tolerance.parse(tolerance).get(), terms: terms)
  }

  static func benchmark(
    _ launches: [[Double]], metric: MetricName = .wallTime, unit: MetricUnit = .nanoseconds,
    direction: MetricDirection = .lowerIsBetter, sampling: SamplingMode = .perIteration,
    isDeterministic: Bool = false
  ) -> BenchmarkRecord {
    BenchmarkRecord(
      name: BenchmarkIdentifier("b"), status: .measured, sampling: sampling,
      iterationsPerSample: 100,
      metrics: [
        MetricSeries(
          metric: metric, unit: unit, direction: direction, isDeterministic: isDeterministic,
          launches: launches)
      ])
  }

  /// Samples dealt to this many launches, so that each has its share of everything.
  static func dealt(_ samples: [Double], to launches: Int) -> [[Double]] {
    (0..<launches).map { launch in
      stride(from: launch, to: samples.count, by: launches).map { samples[$0] }
    }
  }

  static func judge(_ rule: BudgetRule, _ benchmark: BenchmarkRecord) -> Finding {
    BudgetEvaluation(rule: rule).finding(for: benchmark)
  }

  // The document's margins, from values that lie where its rounded
  // ones say; from the rounded ones themselves they would be 109.2, 106.0 and 90.0 %.
  @Test(
    arguments: [
      ("5.0 ms", 44_500, "109.1 %"), ("0.5 ms", 17_000, "106.6 %"), ("0.15 ms", 32_250, "88.5 %"),
    ] as [(String, Double, String)])
  func `the margin is the distance to the limit by the budget`(
    _ budget: String, _ value: Double, _ margin: String
  ) throws {
    let finding = Self.judge(try Self.rule("max", budget), Self.benchmark([[value]]))
    #expect(finding.status == .passed)
    #expect(QuantityFormat.percent(try #require(finding.budget).margin) == margin)
  }

  // A p95 beyond its bare budget passes, and a note says so.
  @Test(arguments: [(95.0, 2e6, 2.01e6, 9.5), (99, 3e6, 2.15e6, 115 / 3.0)])
  func `a thousand samples of a node keep both percentiles`(
    _ percent: Double, _ budget: Double, _ value: Double, _ margin: Double
  ) throws {
    let samples =
      [Double](repeating: 1.95e6, count: 930) + [Double](repeating: 2.01e6, count: 45)
      + [Double](repeating: 2.15e6, count: 25)
    let rule = try Self.rule(percent == 95 ? "p95" : "p99", "\(Int(budget / 1e6)) ms")
    let finding = Self.judge(rule, Self.benchmark(Self.dealt(samples, to: 20)))
    #expect(finding.status == .passed && finding.value == value)
    #expect(abs(try #require(finding.budget).margin * 100 - margin) < 1e-9)
    #expect(finding.evidence.samples == 1_000)
    #expect(finding.notes.contains { $0.contains("but within its tolerance") } == (percent == 95))
  }

  // 0.168 ms fails 0.15 ms + 10 %, and its message does not round that away.
  @Test func `a message has three digits at least`() throws {
    let finding = Self.judge(try Self.rule("max", "0.15 ms"), Self.benchmark([[168_000]]))
    #expect(finding.status == .overBudget)
    #expect(
      finding.message
        == "max of wall_time is 168 µs; the budget of 150 µs + 10 % allows 165 µs")
  }

  // 2.3 ms against 2 ms at 10 % is over by half the slack; 2.2 ms has nothing left.
  @Test(arguments: [(2.3, FindingStatus.overBudget, -5.0), (2.2, .passed, 0), (2.01, .passed, 9.5)])
  func `a margin below nothing is a violation`(
    _ value: Double, _ status: FindingStatus, _ margin: Double
  ) throws {
    let finding = Self.judge(try Self.rule("max", "2 ms"), Self.benchmark([[value * 1e6]]))
    #expect(finding.status == status)
    #expect(abs(try #require(finding.budget).margin * 100 - margin) < 1e-9)
  }

  // 1,000 items, all of them processed.
  @Test(arguments: [(1_000, FindingStatus.passed), (999, .overBudget)] as [(Int64, FindingStatus)])
  func `all items are processed`(_ rows: Int64, _ status: FindingStatus) throws {
    var benchmark = Self.benchmark([[1]])
    benchmark.steps = [
      StepRecord(stepID: "all", durationMilliseconds: 1, rowsRead: nil, rowsWritten: rows)
    ]
    let rule = try Self.rule("min", "1000", tolerance: "0%", metric: .rowsWritten, isFloor: true)
    #expect(Self.judge(rule, benchmark).status == status)
  }

  @Test func `a value on the limit keeps it, slightly above breaks it`() throws {
    let rule = try Self.rule("max", "0.15 ms")
    #expect(Self.judge(rule, Self.benchmark([[165_000]])).status == .passed)
    #expect(Self.judge(rule, Self.benchmark([[165_000.001]])).status == .overBudget)
  }

  // What is short, and what would do.
  @Test(
    arguments: [
      (
        1, 500, 99,
        "one launch cannot bound p99: its samples resemble each other; about 16 launches"
      ),
      (
        6, 60, 99,
        "360 samples of 6 launches count as 6 independent ones, and p99 needs 299; about 16"
      ),
      (
        20, 1, 95,
        "20 samples cannot bound p95, which needs 59; about 59 launches of 1 sample are"
      ),
      (
        20, 1, 99.9,
        "about 2995 launches of 1 sample are enough, more than any profile takes; limit a"
      ),
    ] as [(Int, Int, Double, String)])
  func `a percentile needs enough launches to be judged`(
    _ launches: Int, _ size: Int, _ percent: Double, _ note: String
  ) throws {
    let rule = try Self.rule("p\(percent == percent.rounded() ? "\(Int(percent))" : "999")", "1 ms")
    let samples = [Double](repeating: 10, count: size)
    let few = Self.judge(
      rule, Self.benchmark([[Double]](repeating: samples, count: launches)))
    #expect(few.status == .unproven)
    #expect(few.notes.contains { $0.contains(note) }, "\(few.notes)")
  }

  @Test func `enough launches keep a percentile, unless they differ too much`() throws {
    let rule = try Self.rule("p99", "1 ms")
    let alike = [[Double]](repeating: [Double](repeating: 10, count: 60), count: 16)
    #expect(Self.judge(rule, Self.benchmark(alike)).status == .passed)
    let different = (0..<16).map { [Double](repeating: 10 + Double($0), count: 60) }
    let finding = Self.judge(rule, Self.benchmark(different))
    #expect(finding.status == .unproven)
    #expect(
      finding.notes.contains {
        $0.contains("960 samples of 16 launches count as 16 independent ones")
          && $0.contains(
            "about 299 launches of 60 samples are enough; measure with --profile thorough")
      }, "\(finding.notes)")
  }

  @Test func `a percentile is broken only when its lower bound is`() throws {
    let rule = try Self.rule("median", "100 ns", tolerance: "0%")
    let above = Self.dealt((0..<320).map { 101 + Double($0) }, to: 16)
    #expect(Self.judge(rule, Self.benchmark(above)).status == .overBudget)
    // So it is of a single launch, where nothing is known of others.
    #expect(Self.judge(rule, Self.benchmark([above.flatMap { $0 }])).status == .unproven)
    let around = Self.dealt((0..<320).map { -60.5 + Double($0) }, to: 16)
    let finding = Self.judge(rule, Self.benchmark(around))
    #expect(finding.status == .unproven)
    let low = try #require(finding.budget?.low)
    let high = try #require(finding.budget?.high)
    #expect(low < 100 && high > 100)
    #expect(finding.notes.contains { $0.contains("on both sides of the limit") })
  }

  // Half of the launches are beyond the limit: of sixty samples each, yet only of sixteen launches.
  @Test func `launches that differ break a limit only by their number`() throws {
    let rule = try Self.rule("median", "100 ns", tolerance: "0%")
    let launches = (0..<16).map { launch in
      (0..<60).map { (launch < 9 ? 110.0 : 90) + Double($0 % 7) }
    }
    #expect(Self.judge(rule, Self.benchmark(launches)).status == .unproven)
    #expect(
      Self.judge(rule, Self.benchmark(Self.dealt(launches.flatMap { $0 }, to: 16))).status
        != .passed)
  }

  @Test func `a used-up tolerance is said`() throws {
    let finding = Self.judge(try Self.rule("max", "100 ns"), Self.benchmark([[105]]))
    #expect(finding.status == .passed)
    #expect(finding.notes.contains { $0.contains("within its tolerance") })
  }

  @Test func `a percentile of means is called one`() throws {
    let samples = [[Double]](repeating: [Double](repeating: 10, count: 10), count: 16)
    let batched = Self.judge(
      try Self.rule("p95", "1 ms"), Self.benchmark(samples, sampling: .batched))
    #expect(batched.notes.contains { $0.contains("means of 100 iterations") })
    let single = Self.judge(try Self.rule("p95", "1 ms"), Self.benchmark(samples))
    #expect(single.notes.isEmpty)
  }

  // The match rate is at least 70 %.
  @Test(arguments: [
    (0.7, FindingStatus.passed), (0.699, .overBudget), (0.6999, .overBudget), (0.93, .passed),
  ])
  func `a floor holds from below`(_ rate: Double, _ status: FindingStatus) throws {
    let rule = try Self.rule(
      "min", "70%", tolerance: "0%", metric: MetricName(rawValue: "match_rate"), isFloor: true)
    let benchmark = Self.benchmark(
      [[rate], [0.9]], metric: MetricName(rawValue: "match_rate"), unit: .ratio,
      direction: .higherIsBetter)
    let finding = Self.judge(rule, benchmark)
    #expect(finding.status == status)
    #expect(finding.budget?.bound == .floor)
  }

  @Test func `a mean is bounded by its launches`() throws {
    let rule = try Self.rule("mean", "100 ns", tolerance: "0%")
    #expect(Self.judge(rule, Self.benchmark([[90], [91], [89]])).status == .passed)
    #expect(Self.judge(rule, Self.benchmark([[190], [191], [189]])).status == .overBudget)
    #expect(Self.judge(rule, Self.benchmark([[90], [115], [70]])).status == .unproven)
    #expect(Self.judge(rule, Self.benchmark([[90]])).status == .unproven)
  }

  // A violation names what was expected and what was observed.
  @Test func `the message has both figures`() throws {
    let finding = Self.judge(
      try Self.rule("p95", "50 ms"),
      Self.benchmark([[Double]](repeating: [Double](repeating: 61_200_000, count: 25), count: 16)))
    #expect(finding.status == .overBudget)
    #expect(
      finding.message
        == "p95 of wall_time is 61.2 ms; the budget of 50 ms + 10 % allows 55 ms")
  }

  @Test func `a metric that is not there is unproven, with the reason`() throws {
    let rule = try Self.rule("max", "1 GB", metric: .peakMemory)
    let finding = Self.judge(rule, Self.benchmark([[1]]))
    #expect(finding.status == .unproven)
    #expect(finding.message.contains("was not measured"))

    var absent = Self.benchmark([], metric: .peakMemory, unit: .bytes)
    absent.metrics[0].unavailable = "the system did not show"
    #expect(Self.judge(rule, absent).message.contains("the system did not show"))
    let wrong = Self.benchmark([[1]], metric: .peakMemory, unit: .ratio)
    #expect(Self.judge(rule, wrong).message.contains("fix the limit at b.json5:1"))
  }

  @Test func `a budget of nothing is broken by one`() throws {
    let rule = try Self.rule("max", "0", tolerance: "0%", metric: .allocations)
    func finding(_ count: Double) -> Finding {
      Self.judge(
        rule,
        Self.benchmark([[count]], metric: .allocations, unit: .count, isDeterministic: true))
    }
    #expect(finding(0).status == .passed)
    #expect(finding(1).status == .overBudget)
    #expect(finding(1).budget?.margin == -1)
  }

  // MARK: Noise that is the machine's

  @Test func `a value on a limit of the project's own keeps it, and a nanosecond more breaks it`()
    throws
  {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let policy = try BudgetPolicy(at: root.appending(path: "budgets").path)
    let timed = policy.rules.filter { $0.metric == .wallTime }
    try #require(!timed.isEmpty)
    for rule in timed {
      let limit = rule.budget.scaled(by: rule.tolerance, upwards: true)
      let extreme = BudgetRule(
        pattern: rule.pattern, metric: rule.metric, statistic: .maximum, isFloor: false,
        budget: rule.budget, text: rule.text, tolerance: rule.tolerance, terms: rule.terms)
      #expect(Self.judge(extreme, Self.benchmark([[limit]])).status == .passed, "\(rule.source)")
      #expect(
        Self.judge(extreme, Self.benchmark([[limit + 1]])).status == .overBudget,
        "\(rule.source)")
    }
  }

  private static func disturbed(
    _ launches: [[Double]], cpu: [[Double]], places: [[Int]]
  ) -> BenchmarkRecord {
    var record = benchmark(launches)
    record.metrics.append(
      MetricSeries(
        metric: .cpuTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: cpu))
    record.disturbedSamples = places
    return record
  }

  @Test func `time that the system took away breaks no budget`() throws {
    // A fifth of the samples waited for the processor; the program itself needs 10.
    let launch = (0..<100).map { $0 % 5 == 0 ? 500.0 : 10 }
    let busy = [[Double]](repeating: launch, count: 6)
    let cpu = busy.map { $0.map { _ in 9.0 } }
    let places = [[Int]](repeating: Array(stride(from: 0, to: 100, by: 5)), count: 6)
    let rule = try Self.rule("p95", "100 ns")
    #expect(Self.judge(rule, Self.benchmark(busy)).status == .overBudget)
    let finding = Self.judge(rule, Self.disturbed(busy, cpu: cpu, places: places))
    #expect(finding.status == .unproven)
    #expect(finding.notes.first?.contains("120 of 600 samples") == true)
    // What the program itself used still counts.
    let slow = busy.map { $0.map { _ in 450.0 } }
    #expect(
      Self.judge(rule, Self.disturbed(slow, cpu: slow, places: places)).status == .overBudget)
  }

  @Test func `a burst in one launch breaks no budget, the same share in all of them does`() throws {
    let rule = try Self.rule("p95", "100 ns")
    let quiet = [Double](repeating: 10, count: 100)
    let burst = [Double](repeating: 500, count: 100)
    let once = [burst] + [[Double]](repeating: quiet, count: 5)
    #expect(Self.judge(rule, Self.benchmark(once)).status == .unproven)
    let spread = (0..<100).map { $0 % 6 == 0 ? 500.0 : 10 }
    let always = [[Double]](repeating: spread, count: 6)
    #expect(Self.judge(rule, Self.benchmark(always)).status == .overBudget)
  }

  @Test func `severity, owner and mode go with a broken rule`() throws {
    let terms = RuleTerms(
      owner: "team-search", severity: .critical, mode: .warn, source: "b.json5:1")
    let rule = try Self.rule("max", "100 ns", terms: terms)
    let broken = Self.judge(rule, Self.benchmark([[200]]))
    #expect(broken.severity == .critical && broken.mode == .warn && broken.owner == "team-search")
    #expect(!broken.failsTheGate && broken.warns)
    #expect(broken.notes == ["this rule only warns", "ask team-search, the owner of this rule"])
    let kept = Self.judge(rule, Self.benchmark([[90]]))
    #expect(kept.severity == nil && kept.notes.isEmpty && !kept.warns)
  }

  // Quality in points as well as in per cent.
  @Test func `a slack in points is points of the share`() throws {
    let rate = MetricName(rawValue: "match_rate")
    func finding(_ value: Double) throws -> Finding {
      Self.judge(
        try Self.rule("min", "70%", tolerance: "2 pp", metric: rate, isFloor: true),
        Self.benchmark([[value]], metric: rate, unit: .ratio, direction: .higherIsBetter))
    }
    #expect(try finding(0.68).status == .passed)
    #expect(try finding(0.6799).status == .overBudget)
    let evidence = try #require(try finding(0.68).budget)
    #expect(evidence.limit == 0.68 && evidence.tolerancePoints == 0.02 && evidence.tolerance == 0)
    #expect(
      try finding(0.6).message
        == "min of match_rate is 60.0 %; the budget of 70 % − 2 pp asks for 68 %")
    let wrong = Self.judge(
      try Self.rule("max", "5", tolerance: "2 pp", metric: rate),
      Self.benchmark([[1]], metric: rate, unit: .count))
    #expect(wrong.status == .unproven && wrong.message.contains("its tolerance is in points"))
  }

  // Fewer than 100 rows read.
  @Test(arguments: [(40, 59, FindingStatus.passed), (40, 61, .overBudget)])
  func `rows are limited through the steps that read them`(
    _ first: Int64, _ second: Int64, _ status: FindingStatus
  ) throws {
    var benchmark = Self.benchmark([[1]])
    benchmark.steps = [first, second].map {
      StepRecord(stepID: "read", durationMilliseconds: 1, rowsRead: $0, rowsWritten: nil)
    }
    let rule = try Self.rule("max", "100", tolerance: "0%", metric: .rowsRead)
    let finding = Self.judge(rule, benchmark)
    #expect(finding.status == status && finding.evidence.kind == .exact)
  }

  // Ceilings of 10 s, 5 s and 300 s on one execution.
  @Test(arguments: [
    ("10 s", 9.99, FindingStatus.passed), ("10 s", 10.01, .overBudget), ("5 s", 4.25, .passed),
    ("300 s", 299, .passed), ("300 s", 300.1, .overBudget),
  ]) func `a ceiling on time is judged as it was observed`(
    _ limit: String, _ seconds: Double, _ status: FindingStatus
  ) throws {
    let rule = try Self.rule("max", limit, tolerance: "0%")
    #expect(Self.judge(rule, Self.benchmark([[seconds * 1e9]])).status == status)
  }
}
