import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

@Suite struct CheckTests {
  static func verdict(
    _ run: RunRecord, same: [RunRecord] = [], other: [RunRecord] = [],
    policy: BudgetPolicy = .builtIn, isStrict: Bool = false
  ) -> Verdict {
    Check(
      run: run,
      baseline: StoredBaseline(sameEnvironment: same, otherEnvironments: other, problems: []),
      policy: policy,
      options: .init(isStrict: isStrict, checkedAt: Timestamp(millisecondsSinceEpoch: 0))
    ).verdict()
  }

  static func finding(_ benchmark: BenchmarkRecord, policy: BudgetPolicy = .builtIn) -> Finding? {
    verdict(Records.run([benchmark], isPaired: true), policy: policy).findings.first
  }

  static func policy(_ body: String) throws -> BudgetPolicy {
    try BudgetPolicy(text: "{ schema: \"speedgate.budgets/1\", \(body) }", path: "b.json5")
  }

  // MARK: Paired

  struct Case: CustomTestStringConvertible, Sendable {
    let ratio: Double
    let status: FindingStatus
    let severity: Severity?
    var testDescription: String { "ratio \(ratio)" }
  }

  static let cases = [
    Case(ratio: 1, status: .passed, severity: nil),
    Case(ratio: 1.02, status: .passed, severity: nil),
    Case(ratio: 1.08, status: .regressed, severity: .minor),
    Case(ratio: 1.35, status: .regressed, severity: .major),
    Case(ratio: 1.6, status: .regressed, severity: .critical),
    Case(ratio: 0.8, status: .improved, severity: nil),
  ]

  @Test(arguments: cases) func `launch pairs decide by their ratio and the tolerance`(
    _ row: Case
  ) throws {
    let finding = try #require(Self.finding(Records.paired("b", ratio: row.ratio)))
    #expect(finding.status == row.status)
    #expect(finding.severity == row.severity)
    #expect(finding.evidence.kind == .paired)
    let change = try #require(finding.change)
    #expect(abs(change.ratio - row.ratio) < 0.005)
    #expect((change.low ?? 0) < row.ratio && (change.high ?? 9) > row.ratio)
  }

  @Test func `a metric of which more is better is judged the other way round`() throws {
    let policy = try Self.policy("regressions: { hits: { fail: \"5%\", minor: \"5%\" } }")
    func status(_ ratio: Double) throws -> FindingStatus {
      let pairs = Records.pairs(24, ratio: ratio)
      let benchmark = Records.benchmark(
        "b", pairs.candidate, baseline: pairs.baseline, metric: MetricName(rawValue: "hits"),
        unit: .count, direction: .higherIsBetter)
      return try #require(Self.finding(benchmark, policy: policy)).status
    }
    #expect(try status(0.8) == .regressed)
    #expect(try status(1.2) == .improved)
    #expect(try status(1) == .passed)
  }

  @Test func `two pairs prove nothing, and the finding says so`() throws {
    let finding = try #require(Self.finding(Records.paired("b", ratio: 1.5, count: 2)))
    #expect(finding.status == .unproven)
    #expect(finding.notes.contains { $0.hasPrefix("2 launch pairs; a regression needs ") })
  }

  @Test func `a proven change below the absolute floor passes, with a note`() throws {
    let policy = try Self.policy(
      "regressions: { wall_time: { fail: \"5%\", at_least: \"500 ns\" } }")
    let finding = try #require(Self.finding(Records.paired("b", ratio: 1.3), policy: policy))
    #expect(finding.status == .passed)
    #expect(finding.notes.contains { $0.contains("less than 500 ns") })
  }

  @Test func `a proven change of less than the clock's steps passes, with a note`() throws {
    let benchmark = Records.paired("b", ratio: 1.3)  // 1,000 ns to 1,300 ns in single iterations
    func status(_ step: Double) throws -> Finding {
      var environment = Records.environment
      environment.clock = ClockRecord(name: "c", stepNanoseconds: step, costNanoseconds: 20)
      let run = Records.run("R", [benchmark], isPaired: true, environment: environment)
      return try #require(Self.verdict(run).findings.first)
    }
    #expect(try status(20).status == .regressed)
    let coarse = try status(150)
    #expect(coarse.status == .passed)
    #expect(coarse.notes.contains { $0.contains("smaller than the clock can measure") })
  }

  @Test func `an improvement of more than half is suspicious`() throws {
    let finding = try #require(Self.finding(Records.paired("b", ratio: 0.3)))
    #expect(finding.status == .improved)
    #expect(finding.notes.contains { $0.contains("check that it still does the work") })
  }

  // MARK: Cached

  @Test func `numbers of one earlier run are weak evidence and say so`() throws {
    let run = Records.run([Records.benchmark("b", [[1_300], [1_310]])])
    let stored = Records.run("OLD", [Records.benchmark("b", [[1_000], [1_010]])])
    let finding = try #require(Self.verdict(run, same: [stored]).findings.first)
    #expect(finding.status == .unproven)
    #expect(finding.evidence.kind == .cached)
    #expect(finding.notes.contains { $0.contains("weak evidence") })
  }

  static func single(_ name: String, _ value: Double, metric: MetricName = .wallTime)
    -> BenchmarkRecord
  {
    Records.benchmark(name, [[value], [value]], metric: metric)
  }

  // Each threshold exceeded and not reached; figures that compare exactly.
  @Test(
    arguments: [
      (115, FindingStatus.passed, nil, false), (115.1, .regressed, Severity.minor, false),
      (125, .regressed, .minor, false), (125.01, .regressed, .minor, true),
      (125.1, .regressed, .minor, true),
      (130, .regressed, .minor, true), (130.1, .regressed, .major, true),
      (150, .regressed, .major, true), (150.1, .regressed, .critical, true),
      (80, .improved, nil, false),
    ] as [(Double, FindingStatus, Severity?, Bool)])
  func `labels and the failing threshold are distinguished`(
    _ value: Double, _ status: FindingStatus, _ severity: Severity?, _ fails: Bool
  ) throws {
    let policy = try Self.policy(
      "presets: [\"regression-gate\", \"regression-ladder\"], "
        + "baseline: { take: \"mean\", runs: 5, days: 30 }")
    func run(_ id: String, _ value: Double) -> RunRecord {
      Records.run(id, [Records.benchmark("b", [[value], [value]], isDeterministic: true)])
    }
    let finding = try #require(
      Self.verdict(run("NEW", value), same: [run("OLD", 100)], policy: policy).findings.first)
    #expect(finding.severity == severity && finding.failsTheGate == fails)
    // Better by 20 % is within a threshold of 25 %.
    #expect(finding.status == (value == 80 ? .passed : status))
  }

  @Test func `memory fails beyond a half`() throws {
    let policy = try Self.policy("presets: [\"regression-gate\"]")
    func fails(_ value: Double) throws -> Bool {
      let stored = (0..<4).map {
        Records.run("OLD\($0)", [Self.single("b", 100, metric: .peakMemory)])
      }
      let run = Records.run([Self.single("b", value, metric: .peakMemory)])
      return Self.verdict(run, same: stored, policy: policy).outcome == .fail
    }
    #expect(try !fails(150))
    // What is within the tolerance fails with a chance of one in twenty, so what is just beyond it is open.
    #expect(try !fails(150.01))
    #expect(try fails(160))
  }

  // The mean of the last five runs within thirty days, never the run itself.
  @Test func `the baseline is the mean of the last five within thirty days`() throws {
    let policy = try Self.policy(
      "presets: [\"regression-ladder\"], baseline: { take: \"mean\", runs: 5, days: 30 }")
    func stored(_ values: [Double], daysOld: Int64 = 1) -> [RunRecord] {
      values.enumerated().map { index, value in
        var run = Records.run("OLD\(index)", [Self.single("b", value)])
        let start = run.startedAt.millisecondsSinceEpoch - daysOld * 86_400_000
        run.startedAt = Timestamp(millisecondsSinceEpoch: start)
        return run
      }
    }
    func finding(_ runs: [RunRecord]) throws -> Finding {
      try #require(
        Self.verdict(Records.run([Self.single("b", 160)]), same: runs, policy: policy)
          .findings.first)
    }
    let four = try finding(stored([100, 100, 100, 100]))
    #expect(four.baselineValue == 100 && four.severity == .critical && four.mode == .warn)
    #expect(abs(try #require(four.change).ratio - 1.6) < 1e-12)
    // Newest first: the sixth, of 50, no longer counts.
    #expect(try finding(stored([100, 100, 100, 100, 100, 50])).baselineValue == 100)
    #expect(try finding(stored([90, 110, 100])).baselineValue == 100)
    #expect(try finding(stored([100, 100, 100], daysOld: 31)).status == .unproven)
    // With four earlier runs it is 60 % worse; were it among them it would look like 42.9 %.
    #expect(QuantityFormat.percent(try #require(four.change).ratio - 1) == "60.0 %")
    #expect(try finding([]).status == .new)
    #expect(Self.verdict(Records.run([Self.single("b", 160)]), policy: policy).outcome == .warn)
  }

  // A verdict names the run that it compared with, not just "the baseline".
  @Test func `the baseline has its identifier`() throws {
    let verdict = Self.verdict(
      Records.run([Self.single("b", 100)]), same: [Records.run("OLD1", [Self.single("b", 100)])])
    #expect(verdict.baseline?.runID.rawValue == "OLD1")
    #expect(verdict.findings.first?.evidence.baselineRuns == 1)
  }

  // A limit and a service level on one benchmark; the worse of the two decides.
  @Test func `a budget and a service level are judged beside each other`() throws {
    func outcome(_ budget: String, _ breach: String) throws -> Outcome {
      let policy = try Self.policy(
        "budgets: [ { benchmark: \"a\", max: \"\(budget)\" } ], service_levels: "
          + "{ allowed_breaches: 0, levels: [ { benchmark: \"a\", breach: \"\(breach)\" } ] }")
      return Self.verdict(Self.suite(["a": 60]), policy: policy).outcome
    }
    #expect(try outcome("61 s", "120 s") == .pass)
    #expect(try outcome("59 s", "120 s") == .fail)
    #expect(try outcome("61 s", "59 s") == .fail)
  }

  // Every summary with a limit is judged, not the first of them.
  @Test func `p99 fails though p95 is kept`() throws {
    let policy = try Self.policy(
      "budgets: [ { benchmark: \"a\", p95: \"50 ns\", p99: \"80 ns\" } ]")
    let launch = (0..<200).map { $0 < 195 ? 10.0 : 90 }
    let run = Records.run([
      Records.benchmark("a", [[Double]](repeating: launch, count: 16))
    ])
    let verdict = Self.verdict(run, policy: policy)
    let judged = verdict.findings.filter { $0.rule == .budget }
    #expect(judged.map(\.statistic) == [.percentile(99), .percentile(95)])
    #expect(judged.map(\.status) == [.overBudget, .passed] && verdict.outcome == .fail)
  }

  @Test(arguments: [("newest", 90.0), ("mean", 104), ("median", 100)])
  func `the stored runs become one figure as the file chooses`(
    _ take: String, _ expected: Double
  ) throws {
    let policy = try Self.policy("baseline: { take: \"\(take)\" }")
    let stored = [90.0, 100, 130, 100, 100].enumerated().map {
      Records.run("OLD\($0)", [Self.single("b", $1)])
    }
    let finding = try #require(
      Self.verdict(Records.run([Self.single("b", 100)]), same: stored, policy: policy)
        .findings.first)
    #expect(finding.baselineValue == expected)
  }

  // Quality that is worse by more than 5 % fails; 71.2 to 67.6 is 5.06 %, to 67.7 4.92 %.
  @Test(arguments: [
    ("5%", 0.676, true), ("5%", 0.677, false), ("2 pp", 0.691, true), ("2 pp", 0.693, false),
  ]) func `a loss of quality is measured by what it was, in per cent or points`(
    _ threshold: String, _ rate: Double, _ fails: Bool
  ) throws {
    let policy = try Self.policy("regressions: { match_rate: { fail: \"\(threshold)\" } }")
    func benchmark(_ rate: Double, exact: Bool) -> BenchmarkRecord {
      Records.benchmark(
        "b", [[rate], [rate]], metric: MetricName(rawValue: "match_rate"), unit: .ratio,
        direction: .higherIsBetter, isDeterministic: exact)
    }
    func outcome(_ rate: Double, exact: Bool) throws -> Outcome {
      let stored = (0..<8).map { Records.run("OLD\($0)", [benchmark(0.712, exact: exact)]) }
      let verdict = Self.verdict(
        Records.run([benchmark(rate, exact: exact)]), same: stored, policy: policy)
      let finding = try #require(verdict.findings.first)
      #expect(finding.evidence.kind == (exact ? .exact : .cached))
      return verdict.outcome
    }
    #expect(try (outcome(rate, exact: true) == .fail) == fails)
    // So near the limit noisy figures prove nothing; far beyond it they do.
    #expect(try outcome(rate, exact: false) != .fail)
    #expect(try outcome(0.55, exact: false) == .fail)
  }

  @Test func `a ladder may warn only`() throws {
    let policy = try Self.policy("regressions: { wall_time: { fail: \"5%\", mode: \"warn\" } }")
    let verdict = Self.verdict(
      Records.run([Records.paired("b", ratio: 1.3)], isPaired: true), policy: policy)
    #expect(verdict.outcome == .warn)
    #expect(verdict.findings.first?.status == .regressed)
  }

  @Test func `an overdue rule warns, also when strict`() throws {
    let policy = try Self.policy(
      "budgets: [{ benchmark: \"b\", max: \"1 s\", expires: \"1969-12-30\" }]")
    let run = Records.run([Records.paired("b", ratio: 1)], isPaired: true)
    let verdict = Self.verdict(run, policy: policy, isStrict: true)
    #expect(verdict.outcome == .warn)
    #expect(verdict.warnings.contains { $0.contains("due for review by 1969-12-30") })
  }

  @Test func `times of another kind of machine are not compared`() throws {
    var elsewhere = Records.environment
    elsewhere.processor = "Other CPU"
    let run = Records.run([Records.benchmark("b", [[9_000]])])
    let stored = Records.run("OLD", [Records.benchmark("b", [[1_000]])], environment: elsewhere)
    let verdict = Self.verdict(run, other: [stored])
    #expect(verdict.outcome == .warn)
    #expect(verdict.findings.map(\.status) == [.new])
    #expect(verdict.warnings.contains { $0.contains("another kind of machine") })
  }

  @Test func `the run is never part of its own baseline`() {
    let run = Records.run("SAME", [Records.benchmark("b", [[1_000]])])
    let verdict = Self.verdict(run, same: [run])
    #expect(verdict.baseline == nil)
    #expect(verdict.findings.map(\.status) == [.new])
  }

  // MARK: Exact

  @Test func `equal work has equal counts, and one more is a regression`() throws {
    func status(_ new: [[Double]], _ old: [[Double]]) throws -> FindingStatus {
      let run = Records.run([
        Records.benchmark(
          "b", new, baseline: old, metric: .allocations, unit: .count, isDeterministic: true)
      ])
      return try #require(Self.verdict(run).findings.first).status
    }
    func eight(_ value: Double) -> [[Double]] { Array(repeating: [value], count: 8) }
    #expect(try status([[100], [100]], [[100], [100]]) == .passed)
    #expect(try status(eight(101), eight(100)) == .regressed)
    #expect(try status(eight(1), eight(0)) == .regressed)
    #expect(try status(eight(99), eight(100)) == .improved)
    // Fewer launches agree by chance.
    #expect(try status([[101], [101]], [[100], [100]]) == .unproven)
  }

  @Test func `points have a meaning beside zero`() throws {
    let policy = try Self.policy("regressions: { error_rate: { fail: \"2 pp\" } }")
    func status(_ rate: Double, exact: Bool, isPaired: Bool) throws -> FindingStatus {
      func benchmark(_ rate: Double, _ partner: Double?) -> BenchmarkRecord {
        let launches = (0..<24).map { _ in [rate] }
        return Records.benchmark(
          "b", launches, baseline: partner.map { value in launches.map { _ in [value] } },
          metric: MetricName(rawValue: "error_rate"), unit: .ratio, isDeterministic: exact)
      }
      let stored = (0..<4).map { Records.run("OLD\($0)", [benchmark(0, nil)]) }
      let run = Records.run([benchmark(rate, isPaired ? 0 : nil)], isPaired: isPaired)
      let verdict = Self.verdict(run, same: isPaired ? [] : stored, policy: policy)
      return try #require(verdict.findings.first).status
    }
    for exact in [true, false] {
      for isPaired in [true, false] {
        #expect(try status(0.01, exact: exact, isPaired: isPaired) == .passed)
        #expect(try status(0.05, exact: exact, isPaired: isPaired) == .regressed)
      }
    }
  }

  @Test func `a figure that falls back to stored numbers is judged as such in a paired run`() throws
  {
    let pairs = Records.pairs(12, ratio: 1)
    let paired = Records.benchmark("b", pairs.candidate, baseline: pairs.baseline)
    var run = Records.run([paired, Records.benchmark("c", [[1_000], [1_010]])], isPaired: true)
    let planner = DecisionPlanner(policy: .builtIn, alpha: 0.01, partners: ["b"])
    run.plan = planner.plan(for: [
      .init(benchmark: "b", metric: .wallTime, direction: .lowerIsBetter, isCounted: false)
    ])
    let verdict = Self.verdict(
      run, same: [Records.run("OLD", [Records.benchmark("c", [[1_000], [1_000]])])])
    let cached = try #require(verdict.findings.first { $0.benchmark == "c" })
    #expect(cached.evidence.kind == .cached && !cached.failsTheGate)
    #expect(verdict.outcome != .fail)
    #expect(verdict.policy.comparisonCount == planner.promises.comparisonCount)
  }

  @Test(arguments: [(0.05, 0.05, false), (3.0, 0.05, true)])
  func `what an easier question left open fails under a stricter rule`(
    _ measured: Double, _ judged: Double, _ fails: Bool
  ) throws {
    // Six pairs of +20 % settle whether it is slower by 300 %, and prove nothing at 5 %.
    let pairs = Records.pairs(6, ratio: 1.2)
    var run = Records.run(
      [Records.benchmark("b", pairs.candidate, baseline: pairs.baseline)], isPaired: true)
    func policy(_ tolerance: Double) throws -> BudgetPolicy {
      try Self.policy("regressions: { wall_time: { fail: \"\(Int(tolerance * 100))%\" } }")
    }
    run.plan = DecisionPlanner(policy: try policy(measured), alpha: 0.01, partners: ["b"])
      .plan(for: [
        .init(benchmark: "b", metric: .wallTime, direction: .lowerIsBetter, isCounted: false)
      ])
    let finding = try #require(
      Self.verdict(run, policy: try policy(judged)).findings.first { $0.metric == .wallTime })
    #expect(finding.status == .unproven && finding.failsTheGate == fails)
    #expect(finding.notes.contains { $0.contains("laxer question") } == fails)
  }

  @Test func `a benchmark that skips what the baseline measured does not pass`() throws {
    let run = Records.run([
      Records.benchmark("a", [[1_000], [1_000]]), Records.failed("b", .skipped, "too slow today"),
    ])
    let stored = (0..<4).map { index in
      Records.run(
        "OLD\(index)",
        [Records.benchmark("a", [[1_000]]), Records.benchmark("b", [[1_000]])])
    }
    let verdict = Self.verdict(run, same: stored)
    #expect(verdict.findings.contains { $0.benchmark == "b" && $0.status == .unproven })
    #expect(verdict.outcome == .warn)
  }

  // MARK: Presence

  @Test func `a benchmark that vanished fails, one that was left out does not`() {
    let stored = Records.run(
      "OLD", [Records.benchmark("a", [[1]]), Records.benchmark("b", [[1]])])
    let run = Records.run([Records.benchmark("a", [[1]])])
    let verdict = Self.verdict(run, same: [stored])
    #expect(verdict.outcome == .fail)
    #expect(verdict.findings.first?.status == .missing)
    #expect(verdict.findings.first?.benchmark.rawValue == "b")
    let filtered = Records.run([Records.benchmark("a", [[1]])], leftOut: ["b"])
    #expect(Self.verdict(filtered, same: [stored]).outcome != .fail)
  }

  @Test(arguments: [[], [[]], [[Double.nan]], [[0.0, 0.0]], [[1.0, .infinity]]])
  func `when in doubt the gate is closed`(_ launches: [[Double]]) throws {
    let verdict = Self.verdict(Records.run([Records.benchmark("b", launches)]))
    #expect(verdict.outcome == .fail)
    #expect(verdict.findings.map(\.status) == [.failed])
    #expect(verdict.measurements.isEmpty)
  }

  @Test func `a suite of nothing is no pass`() {
    #expect(Self.verdict(Records.run([])).outcome == .fail)
  }

  @Test func `a crash fails with its words, a skip does not fail`() throws {
    let run = Records.run([
      Records.failed("a", .crashed, "crashed with SIGILL", tail: "one\ntwo\nthree\nfour"),
      Records.failed("b", .skipped, "needs a printer"),
      Records.benchmark("c", [[1]]),
    ])
    let verdict = Self.verdict(run)
    #expect(verdict.outcome == .fail)
    #expect(verdict.findings.map(\.status) == [.failed, .new, .skipped])
    #expect(verdict.findings[0].notes == ["it printed: two ⏎ three ⏎ four"])
  }

  // MARK: Outcome and order

  @Test func `findings come worst first`() throws {
    let policy = try Self.policy("budgets: [{ benchmark: \"over\", max: \"100 ns\" }]")
    let run = Records.run(
      [
        Records.paired("fine", ratio: 1), Records.paired("better", ratio: 0.7),
        Records.paired("over", ratio: 1), Records.paired("slow", ratio: 1.1),
        Records.paired("slower", ratio: 1.9), Records.paired("doubtful", ratio: 1.2, count: 2),
        Records.failed("broken", .threw, "no fixture"),
      ], isPaired: true)
    let verdict = Self.verdict(run, policy: policy)
    #expect(
      verdict.findings.map(\.benchmark.rawValue) == [
        "broken", "slower", "slow", "over", "doubtful", "better", "fine", "over",
      ])
    // Six benchmarks have a partner, and seven metrics are gated where no one says otherwise.
    #expect(verdict.policy.comparisonCount == 42)
  }

  @Test func `unproven findings warn, and fail when asked to`() {
    let run = Records.run([Records.paired("b", ratio: 1.5, count: 2)], isPaired: true)
    #expect(Self.verdict(run).outcome == .warn)
    #expect(Self.verdict(run, isStrict: true).outcome == .fail)
  }

  @Test func `a budget that nothing matches warns, and fails when asked to`() throws {
    let policy = try Self.policy("budgets: [{ benchmark: \"typo\", max: \"1 s\" }]")
    let run = Records.run([Records.paired("b", ratio: 1)], isPaired: true)
    let verdict = Self.verdict(run, policy: policy)
    #expect(verdict.outcome == .warn)
    #expect(verdict.warnings.contains { $0.contains("b.json5:1") && $0.contains("'typo'") })
    #expect(Self.verdict(run, policy: policy, isStrict: true).outcome == .fail)
    let filtered = Records.run([Records.paired("b", ratio: 1)], isPaired: true, leftOut: ["typo"])
    #expect(Self.verdict(filtered, policy: policy).outcome == .pass)
  }

  // A slow-down that no one gates is still not silent: it has its row among the measurements.
  @Test func `every metric has its figures, gated or not`() throws {
    let run = Records.run([
      Records.benchmark("b", [[5, 6], [7]], metric: MetricName(rawValue: "depth"), unit: .count)
    ])
    let row = try #require(Self.verdict(run).measurements.first)
    #expect(row.median == 6 && row.samples == 3 && row.launches == 2)
  }

  // MARK: Promises

  static func suite(_ seconds: [String: Double], tags: [String] = []) -> RunRecord {
    Records.run(
      seconds.sorted { $0.key < $1.key }.map { name, value in
        var record = Records.benchmark(name, [[value * 1e9], [value * 1e9]])
        record.tags = tags
        return record
      })
  }

  // At most one breach is compliant.
  @Test func `one breach warns, the second fails both`() throws {
    let policy = try Self.policy("service_levels: { default: { breach: \"120 s\" } }")
    let one = Self.verdict(Self.suite(["a": 60, "b": 121]), policy: policy)
    #expect(one.outcome == .warn && one.serviceLevels?.isCompliant == true)
    let breach = try #require(one.findings.first { $0.serviceLevel?.status == .breach })
    #expect(breach.status == .overBudget && breach.mode == .warn)
    #expect(breach.notes == ["the budgets allow 1 breach"])
    let two = Self.verdict(Self.suite(["a": 122, "b": 121]), policy: policy)
    #expect(two.outcome == .fail && two.serviceLevels?.breaches == 2)
    let warned = Self.verdict(Self.suite(["a": 100]), policy: policy)
    #expect(warned.outcome == .warn && warned.serviceLevels?.warnings == 1)
    #expect(Self.verdict(Self.suite(["a": 60]), policy: policy).outcome == .pass)
  }

  // Four jobs, 120 s in turn and 40 s at once.
  @Test func `a speed-up is judged within one run`() throws {
    let policy = try Self.policy(
      "speedups: [ { faster: \"parallel\", slower: \"sequential\", at_least: 2.5 } ]")
    #expect(
      Self.verdict(Self.suite(["sequential": 120, "parallel": 40]), policy: policy).outcome == .pass
    )
    let missed = Self.verdict(Self.suite(["sequential": 60, "parallel": 30]), policy: policy)
    #expect(missed.outcome == .fail && missed.findings[0].rule == .speedup)
    let absent = Self.verdict(Self.suite(["sequential": 60]), policy: policy)
    #expect(absent.outcome == .warn)
    #expect(absent.warnings.contains { $0.contains("'parallel', which no benchmark matches") })
    #expect(
      Self.verdict(Self.suite(["sequential": 60]), policy: policy, isStrict: true).outcome == .fail)
  }

  // What gave no figures keeps nothing: a skip must not let a promise pass.
  @Test func `what is skipped though the baseline's program measures it is unproven`() {
    var run = Records.run([
      Records.benchmark("a", [[1_000], [1_000]]), Records.failed("b", .skipped, "not today"),
    ])
    #expect(CheckTests.verdict(run).findings.last?.status == .skipped)
    run.benchmarks[1].baselineMeasures = true
    #expect(
      CheckTests.verdict(run).findings.contains { $0.status == .unproven && $0.benchmark == "b" })
  }

  @Test func `a promise about what was skipped is unproven`() throws {
    let policy = try Self.policy(
      "speedups: [ { faster: \"y{n=1}\", slower: \"y{n=3}\", at_least: 2 } ], "
        + "growth: [ { series: \"y{n=*}\", cumulative: \"1 h\" } ]")
    var run = Self.suite(["y{n=1}": 10, "y{n=2}": 12])
    run.benchmarks.append(Records.failed("y{n=3}", .skipped, "needs a printer"))
    let verdict = Self.verdict(run, policy: policy)
    let judged = verdict.findings.filter { $0.rule == .speedup || $0.rule == .growth }
    #expect(judged.map(\.status) == [.unproven, .unproven])
    #expect(judged.contains { $0.message.contains("y{n=3} has no measurement") })
    #expect(verdict.outcome == .warn)
    #expect(Self.verdict(run, policy: policy, isStrict: true).outcome == .fail)
  }

  @Test func `a series that grows too fast fails`() throws {
    let policy = try Self.policy("growth: [ { series: \"y{n=*}\", per_step: \"20%\" } ]")
    #expect(
      Self.verdict(Self.suite(["y{n=1}": 10, "y{n=2}": 12]), policy: policy).outcome == .pass)
    #expect(
      Self.verdict(Self.suite(["y{n=1}": 10, "y{n=2}": 13]), policy: policy).outcome == .fail)
    #expect(Self.verdict(Self.suite(["z": 10]), policy: policy).outcome == .warn)
  }

  @Test func `an accepted slow-down passes with its reason, a larger one fails`() throws {
    let policy = try Self.policy(
      "accept: [ { benchmark: \"b\", up_to: \"+12%\", reason: \"checksums\", by: \"kim\" } ]")
    func verdict(_ ratio: Double) -> Verdict {
      Self.verdict(
        Records.run([Records.paired("b", ratio: ratio)], isPaired: true), policy: policy)
    }
    let known = verdict(1.1)
    #expect(known.outcome == .pass && known.findings[0].acceptance?.reason == "checksums")
    #expect(verdict(1.2).outcome == .fail)
  }

  // Without a written reason.
  @Test func `a change of the budgets themselves warns, an unexplained one fails when strict`() {
    let change = PolicyChange(kind: .relaxed, rule: "r", before: nil, after: nil, source: "s")
    let run = Records.run([Records.paired("b", ratio: 1)], isPaired: true)
    let verdict = Check(
      run: run, baseline: .none, policy: .builtIn,
      options: .init(
        checkedAt: Timestamp(millisecondsSinceEpoch: 0), policyChanges: [change])
    ).verdict()
    #expect(verdict.outcome == .warn && verdict.policyChanges == [change])
    let strict = Check(
      run: run, baseline: .none, policy: .builtIn,
      options: .init(
        isStrict: true, checkedAt: Timestamp(millisecondsSinceEpoch: 0), policyChanges: [change])
    ).verdict()
    #expect(strict.outcome == .fail)
  }
}
