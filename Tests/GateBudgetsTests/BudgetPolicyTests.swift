import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateBudgets

@Suite struct BudgetPolicyTests {
  static func policy(_ body: String) throws -> BudgetPolicy {
    try BudgetPolicy(text: "{ schema: \"speedgate.budgets/1\",\n\(body) }", path: "b.json5")
  }

  static let benchmark = BenchmarkRecord(
    name: "b", status: .measured,
    metrics: [
      MetricSeries(
        metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [[1]])
    ])

  static func problem(_ text: String) -> String {
    do {
      _ = try BudgetPolicy(text: text, path: "b.json5")
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func `rules inherit the file's tolerance unless they have their own`() throws {
    let policy = try Self.policy(
      """
      defaults: { tolerance: "10%" },
      budgets: [
        { benchmark: "a", p95: "50 ms", p99: "80 ms", rationale: "why", owner: "me" },
        { benchmark: "b", metric: "peak_memory", max: "700 MB", tolerance: "0%" },
      ]
      """)
    #expect(policy.rules.map(\.statistic) == [.percentile(95), .percentile(99), .maximum])
    #expect(policy.rules.map(\.tolerance.basisPoints) == [1_000, 1_000, 0])
    #expect(policy.rules[0].terms.rationale == "why")
    #expect(policy.rules[2].source == "b.json5:5")
    #expect(policy.rules[2].metric == .peakMemory)
  }

  @Test func `the most specific rule counts for each metric and summary`() throws {
    let policy = try Self.policy(
      """
      budgets: [
        { benchmark: "*", p95: "9 ms", median: "8 ms" },
        { benchmark: "a/*", p95: "7 ms" },
        { benchmark: "a/b", p95: "5 ms" },
      ]
      """)
    func limits(_ name: String) -> [Double] {
      policy.rules(for: BenchmarkIdentifier(name)).map { $0.budget.value / 1e6 }.sorted()
    }
    #expect(limits("a/b") == [5, 8])
    #expect(limits("a/c") == [7, 8])
    #expect(limits("x") == [8, 9])
  }

  static func environment(
    os: String = "linux", arch: String = "x86_64", runner: String? = nil
  ) -> EnvironmentRecord {
    EnvironmentRecord(
      operatingSystem: os, kernel: "6.1", architecture: arch, processor: "Test CPU",
      processorCount: 2, memoryBytes: 8_000_000_000, virtualization: nil, runner: runner,
      compiler: "Swift 6.3", buildConfiguration: "release", harnessVersion: "0.1.0")
  }

  @Test func `a rule for this machine counts before one for every machine`() throws {
    let policy = try Self.policy(
      """
      budgets: [
        { benchmark: "a", p95: "9 ms" },
        { benchmark: "a", p95: "8 ms", when: { os: "macos" } },
        { benchmark: "a", p95: "7 ms", when: { os: "macos", arch: "arm64" } },
        { benchmark: "a", p95: "6 ms", when: { runner: "ci-*" } },
        { benchmark: "*", p95: "1 ms", when: { os: "*", arch: "*", runner: "*" } },
      ],
      regressions: { wall_time: [ { fail: "25%" }, { when: { os: "macos" }, fail: "40%" } ] }
      """)
    func limit(_ environment: EnvironmentRecord) -> String? {
      policy.holding(on: environment).rules(for: "a").first?.text
    }
    #expect(limit(Self.environment()) == "9 ms")
    #expect(limit(Self.environment(os: "macos")) == "8 ms")
    #expect(limit(Self.environment(os: "macos", arch: "arm64")) == "7 ms")
    #expect(limit(Self.environment(runner: "ci-7")) == "6 ms")
    #expect(limit(Self.environment(runner: "desk")) == "9 ms")
    func fail(_ environment: EnvironmentRecord) -> Tolerance? {
      policy.holding(on: environment).ladder(for: "a", metric: .wallTime).fail
    }
    #expect(fail(Self.environment()) == .percent(25))
    #expect(fail(Self.environment(os: "macos")) == .percent(40))
  }

  // Linux calls an ARM processor aarch64, macOS calls it arm64.
  @Test(arguments: [
    ("arm64", "aarch64", true), ("aarch64", "arm64", true), ("arm*", "aarch64", true),
    ("amd64", "x86_64", true), ("x86_64", "x86_64", true), ("arm64", "x86_64", false),
  ]) func `an architecture is known by all of its names`(
    _ asked: String, _ here: String, _ holds: Bool
  ) {
    let condition = RuleCondition(architecture: GlobPattern(asked))
    #expect(condition.holds(on: Self.environment(arch: here)) == holds)
  }

  @Test func `a runner is matched by the environment's key, too`() {
    let condition = RuleCondition(runner: GlobPattern("linux-x86-64-test-cpu-*"))
    #expect(condition.holds(on: Self.environment()))
    #expect(!condition.holds(on: Self.environment(os: "macos")))
  }

  @Test func `a rule holds through its last day and is overdue after it`() throws {
    let policy = try Self.policy(
      "budgets: [ { benchmark: \"a\", p95: \"1 s\", p99: \"2 s\", expires: \"2027-01-31\" } ]")
    func warnings(_ moment: String) throws -> [String] {
      policy.warnings(for: nil, at: try #require(Timestamp(rawValue: moment)))
    }
    #expect(try warnings("2027-01-31T23:59:59Z").isEmpty)
    #expect(
      try warnings("2027-02-01T00:00:00Z") == [
        "the rule at b.json5:2 was due for review by 2027-01-31; renew or remove it"
      ])
  }

  // The figures of the presets.
  @Test func `presets have the figures of their names, together as alone`() throws {
    let both = try Self.policy("presets: [\"regression-gate\", \"regression-ladder\"]")
    let time = both.ladder(for: "a", metric: .wallTime)
    #expect(time.fail == .percent(25))
    #expect([time.minor, time.major, time.critical] == [.percent(15), .percent(30), .percent(50)])
    let memory = both.ladder(for: "a", metric: .peakMemory)
    #expect(memory.fail == .percent(50) && memory.minor == nil)
    let flat = try Self.policy("presets: [\"regression-flat\"]").ladder(for: "a", metric: .wallTime)
    #expect(flat.fail == nil && flat.minor == .percent(20) && flat.judges)
    let quality = try Self.policy("presets: [\"quality-regression\"]")
    #expect(
      quality.ladder(for: "a", metric: MetricName(rawValue: "match_rate")).fail == .percent(5))
    let slack = try Self.policy(
      "presets: [\"budget-10\"], budgets: [ { benchmark: \"a\", p95: \"2 ms\" } ]")
    #expect(slack.rules[0].tolerance == .percent(10))
    // A file's own ladder takes the place of all presets.
    let own = try Self.policy(
      "presets: [\"regression-gate\"], regressions: { wall_time: { fail: \"3%\" } }")
    #expect(own.ladder(for: "a", metric: .wallTime) == RegressionLadder(fail: .percent(3)))
  }

  @Test func `a metric that only the suite knows may have the suite's unit`() throws {
    let policy = try Self.policy(
      "budgets: [ { benchmark: \"a\", metric: \"queue_depth\", max: \"12 messages\" } ]")
    #expect(policy.rules[0].budget.dimension == .custom("messages"))
    #expect(policy.rules[0].budget.value == 12)
  }

  @Test func `ladders have exceptions, and what no file says is built in`() throws {
    let policy = try Self.policy(
      """
      regressions: {
        wall_time: { fail: "25%", minor: "15%", major: "30%", critical: "50%", at_least: "20 ns",
          benchmarks: { "io/*": { fail: "40%" } } },
      }
      """)
    #expect(policy.ladder(for: "a", metric: .wallTime).fail == .percent(25))
    #expect(policy.ladder(for: "a", metric: .wallTime).atLeast == 20)
    #expect(policy.ladder(for: "io/x", metric: .wallTime).fail == .percent(40))
    #expect(policy.ladder(for: "a", metric: .allocations).fail == .percent(0))
    #expect(policy.ladder(for: "a", metric: .cpuTime).fail == nil)
    #expect(policy.gatedMetrics(of: "a", among: [.wallTime, .cpuTime, .peakMemory]).count == 2)
  }

  @Test func `rules that match nothing are found`() throws {
    let policy = try Self.policy(
      "budgets: [ { benchmark: \"a*\", p95: \"1 s\" }, { benchmark: \"typo\", p95: \"1 s\" } ]")
    #expect(policy.unmatched(in: ["abc"]).map(\.pattern) == ["typo"])
  }

  static func run(_ benchmarks: [BenchmarkRecord], leftOut: [BenchmarkIdentifier] = []) -> RunRecord
  {
    var generator = SystemRandomNumberGenerator()
    let start = Timestamp(millisecondsSinceEpoch: 0)
    return RunRecord(
      runID: RunIdentifier(time: start, using: &generator), jobID: nil, status: .success,
      startedAt: start, completedAt: start, durationMilliseconds: 1,
      suite: SuiteRecord(name: "s"), baseline: nil, environment: environment(),
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: 1, filter: nil, command: []),
      benchmarks: benchmarks, leftOut: leftOut, errors: [], warnings: [])
  }

  struct Idle: CustomTestStringConvertible, Sendable {
    let body: String
    let words: String
    var testDescription: String { words }
  }

  // What is never exercised is said.
  static let idle = [
    Idle(
      body: "budgets: [ { benchmark: \"bb\", p95: \"1 s\" } ]",
      words: "the rule at b.json5:2 is for 'bb', which no benchmark matches; did you mean b?"),
    Idle(
      body: "regressions: { wall_time: { benchmarks: { \"oi/*\": {} } } }",
      words: "is for 'oi/*', which no benchmark matches; correct or remove it"),
    Idle(
      body: "regressions: { wal_time: { fail: \"5%\" } }",
      words: "is for wal_time of '*', which no such benchmark measured; did you mean wall_time?"),
    Idle(
      body:
        "service_levels: { levels: [ { benchmark: \"b\", metric: \"depth\", breach: \"9\" } ] }",
      words: "is for depth of 'b', which no such benchmark measured; correct or remove it"),
    Idle(
      body: "service_levels: { levels: [ { benchmark: \"b\", breach: \"9 s\", min_rows: 7 } ] }",
      words: ""),
    Idle(
      body: "growth: [ { series: \"y{n=*}\", memory_per_step: \"5%\" } ]",
      words:
        "is for peak_memory of 'y{n=*}', which no such benchmark measured; correct or remove it"),
    Idle(
      body: "accept: [ { benchmark: \"b\", metric: \"wall_tine\", up_to: \"+5%\", reason: \"r\", "
        + "by: \"k\" } ]",
      words: "is for wall_tine of 'b', which no such benchmark measured; did you mean wall_time?"),
    Idle(
      body: "regressions: { \"step:scroe\": { fail: \"5%\" } }",
      words: "is for step:scroe of '*', which no such benchmark measured; did you mean step:score?"),
    Idle(
      body: "regressions: { \"step:*\": { fail: \"5%\" } }",
      words: "is for step:* of '*', which no such benchmark measured; "
        + "'*' has no meaning in a metric, so write an entry for each step"),
    Idle(body: "regressions: { \"step:score\": { fail: \"5%\" } }", words: ""),
    Idle(
      body: "budgets: [ { benchmark: \"b\", metric: \"rows_read\", min: 1 } ]",
      words: "is kept when the smallest value of rows_read is 1 or less; "
        + "write at_least for a floor, or max for a ceiling"),
    Idle(
      body: "budgets: [ { benchmark: \"b\", metric: \"rows_read\", at_least: 1, max: 9 } ]",
      words: ""),
    // Whether instructions are counted depends on the machine.
    Idle(body: "regressions: { instructions: { fail: \"1%\" } }", words: ""),
    Idle(body: "service_levels: { default: { breach: \"1 s\" } }", words: ""),
  ]

  @Test func `a limit on a metric that nothing measured is named, beside what was meant`() throws {
    let policy = try Self.policy(
      """
      budgets: [
        { benchmark: "b", metric: "wall_tine", max: "1" }, { benchmark: "b", metric: "step:read", max: "1 ms" },
        { benchmark: "b", max: "1 s" }, { benchmark: "nothing", metric: "depth", max: "1" },
      ]
      """)
    let unmeasured = policy.unmeasuredLimits(in: Self.run([Self.benchmark]))
    #expect(unmeasured.compactMap(\.metric?.rawValue) == ["wall_tine", "step:read"])
    #expect(unmeasured.first?.sentence.contains("did you mean wall_time?") == true)
  }

  @Test(arguments: idle) func `a rule that nothing exercises is named`(
    _ row: Idle
  ) throws {
    let policy = try Self.policy(row.body)
    var other = Self.benchmark
    other.name = "y{n=1}"
    other.metrics.append(
      MetricSeries(
        metric: .step("score"), unit: .nanoseconds, direction: .lowerIsBetter, launches: [[1]]))
    let run = Self.run([Self.benchmark, other])
    let warnings = policy.warnings(for: run, at: Timestamp(millisecondsSinceEpoch: 0))
    guard !row.words.isEmpty else {
      #expect(warnings.isEmpty)
      return
    }
    #expect(warnings.count == 1)
    #expect(try #require(warnings.first).hasSuffix(row.words), "\(warnings)")
  }

  @Test func `what was left out or failed may have measured it`() throws {
    let policy = try Self.policy("regressions: { depth: { fail: \"5%\" } }")
    let moment = Timestamp(millisecondsSinceEpoch: 0)
    let one = Self.benchmark
    #expect(policy.warnings(for: Self.run([one]), at: moment).count == 1)
    #expect(policy.warnings(for: Self.run([one], leftOut: ["c"]), at: moment).isEmpty)
    let skipped = BenchmarkRecord(name: "c", status: .skipped)
    #expect(policy.warnings(for: Self.run([one, skipped]), at: moment).isEmpty)
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    let body: String
    let words: String
    var testDescription: String { words }
  }

  static let mistakes = [
    Mistake(body: "budget: []", words: "b.json5:2:1: unknown key 'budget'; did you mean budgets?"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p59: \"1 ms\", tolerence: \"1%\" } ]",
      words: "unknown key 'tolerence'; did you mean tolerance?"),
    Mistake(body: "budgets: [ { p95: \"1 ms\" } ]", words: "b.json5:2:12: this budget names no"),
    Mistake(body: "budgets: [ { benchmark: \"a\" } ]", words: "limits nothing"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"50 MB\" } ]",
      words: "b.json5:2:35: '50 MB' is a number of bytes, which wall_time is not"),
    Mistake(body: "budgets: [ { benchmark: \"a\", p95: 50 } ]", words: "'50' is a number without"),
    Mistake(body: "budgets: [ { benchmark: \"a\", p95: true } ]", words: "found true or false"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p0: \"1 ms\" } ]", words: "lies between 0 and 100"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p101: \"1 ms\" } ]",
      words: "unknown key 'p101': a percentile lies between 0 and 100"),
    Mistake(body: "budgets: [ { benchmark: \"a\", p95: \"-1 ms\" } ]", words: "not above zero"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", tolerance: 10 } ]",
      words: "expected a percentage such as"),
    Mistake(
      body:
        "budgets: [ { benchmark: \"a\", p95: \"1 ms\" },\n { benchmark: \"a\", p95: \"2 ms\" } ]",
      words: "b.json5:3: limits p95 of wall_time for 'a' a second time; the first is at b.json5:2"),
    Mistake(
      body: "regressions: { wall_time: { minor: \"30%\", major: \"20%\" } }",
      words: "b.json5:2:27: the limits minor, major and critical do not rise"),
    Mistake(body: "regressions: { wall_time: { fails: \"1%\" } }", words: "did you mean fail?"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", expires: \"2027-02-30\" } ]",
      words: "b.json5:2:52: '2027-02-30' is not a valid date (YYYY-MM-DD)"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: NaN } ]",
      words: "b.json5:2:35: NaN is not a valid value"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"NaN ms\" } ]",
      words: "'NaN ms' is not a number with a unit"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", mode: \"wrn\" } ]",
      words: "mode cannot be 'wrn'; did you mean warn?"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", severity: \"grave\" } ]",
      words: "severity cannot be 'grave'; it is one of minor, major, critical"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", when: { oss: \"linux\" } } ]",
      words: "unknown key 'oss'; did you mean os?"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", when: {} } ]",
      words: "'when' is empty"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", max: \"50 ms\", at_least: \"60 ms\" } ]",
      words: "b.json5:2: at_least 60 ms requires more than max 50 ms allows"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"1 ms\", tolerance: \"2 pp\" } ]",
      words: "'2 pp' is in points, which only shares such as a match rate have"),
    Mistake(
      body: "regressions: { match_rate: { minor: \"2 pp\", major: \"5%\" } }",
      words: "partly in per cent and partly in points"),
    Mistake(
      body: "regressions: { wall_time: [ { fail: \"1%\" }, { fail: \"2%\" } ] }",
      words: "wall_time also has a ladder at b.json5:2; remove one"),
    Mistake(
      body: "presets: [\"regression-gat\"]",
      words: "a preset cannot be 'regression-gat'; did you mean regression-gate?"),
    Mistake(
      body: "baseline: { take: \"mean\", runs: 0 }",
      words: "b.json5:2:33: runs cannot be 0; write a whole number from 1 to 1000"),
    Mistake(body: "baseline: { runs: 5 }", words: "this choice of a baseline has no 'take'"),
    Mistake(
      body: "service_levels: { levels: [ { breach: \"1 s\" } ] }",
      words: "b.json5:2:29: a service level is for a 'benchmark' or for a 'tag'"),
    Mistake(
      body:
        "service_levels: { levels: [ { benchmark: \"a\", breach: \"1 s\", warning: \"2 s\" } ] }",
      words: "warns above 2 s, which is beyond the breach at 1 s"),
    Mistake(
      body: "service_levels: { default: { breach: \"1 s\", statistic: \"p100\" } }",
      words: "statistic cannot be 'p100'"),
    Mistake(
      body: "service_levels: { levels: [ { tag: \"a\", breach: \"1 s\" },\n"
        + "{ tag: \"a\", breach: \"2 s\" } ] }",
      words: "b.json5:3: tag a also has a service level for wall_time at b.json5:2"),
    Mistake(
      body: "service_levels: { allowed_breaches: -1 }", words: "allowed_breaches cannot be -1"),
    Mistake(
      body: "speedups: [ { faster: \"a\", slower: \"b\" } ]",
      words: "b.json5:2:13: a speed-up needs 'at_least'"),
    Mistake(
      body: "speedups: [ { faster: \"a\", slower: \"a\", at_least: 2 } ]",
      words: "'a' cannot be faster than itself"),
    Mistake(
      body: "speedups: [ { faster: \"a\", slower: \"b\", at_least: -2 } ]",
      words: "at_least cannot be -2; write a number above zero"),
    Mistake(
      body: "speedups: [ { faster: \"a\", slower: \"b\", reduction: \"100%\" } ]",
      words: "a reduction is a percentage below 100%"),
    Mistake(
      body: "speedups: [ { faster: \"a\", slower: \"b\", at_least: 2, expected: [4, 3] } ]",
      words: "the band's first end is larger than its second"),
    Mistake(
      body: "speedups: [ { faster: \"a\", slower: \"b\", at_least: 2 },\n"
        + "{ faster: \"b\", slower: \"a\", at_least: 2 } ]",
      words: "b.json5:3: contradicts the speed-up at b.json5:2"),
    Mistake(
      body: "growth: [ { series: \"sort\", per_step: \"1%\" } ]",
      words: "b.json5:2:21: 'sort' leaves no parameter open"),
    Mistake(body: "growth: [ { series: \"s{n=*}\" } ]", words: "this growth rule limits nothing"),
    Mistake(
      body: "growth: [ { series: \"s{n=*}\", complexity: \"O(2^n)\" } ]",
      words: "complexity cannot be 'O(2^n)'; it is one of O(1), O(log n)"),
    Mistake(
      body: "growth: [ { series: \"s{n=*}\", within: \"1%\" } ]",
      words: "this growth rule has no 'against'"),
    Mistake(
      body: "accept: [ { benchmark: \"a\", up_to: \"+5%\", by: \"kim\" } ]",
      words: "b.json5:2:11: this acceptance has no 'reason'"),
    Mistake(
      body: "accept: [ { benchmark: \"a\", up_to: \"+5\", by: \"kim\", reason: \"r\" } ]",
      words: "'5' is not a percentage"),
    Mistake(body: "budgets: {}", words: "expected an array for budgets, found an object"),
    Mistake(
      body: "budgets: [], budgets: []",
      words: "b.json5:2:14: the key 'budgets' is given twice in this object"),
    Mistake(
      body: "accept: [ { benchmark: \"a\", metric: \"match_rate\", up_to: \"70%\", reason: \"r\", "
        + "by: \"k\" } ]",
      words:
        "b.json5:2:58: '70%' may be a value of match_rate or how much worse it may become; write \"+70%\""
    ),
    // Machines that there are none of: such a rule would never be looked at.
    Mistake(
      body: "budgets: [ { benchmark: \"a\", max: \"1 s\", when: { os: \"Linux\" } } ]",
      words: "b.json5:2:54: os cannot be 'Linux'; did you mean linux?"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", max: \"1 s\", when: { os: \"ubuntu\" } } ]",
      words: "os cannot be 'ubuntu'; it is one of linux, macos, darwin, windows, freebsd, or a "
        + "pattern with *"),
    Mistake(
      body: "accept: [ { benchmark: \"a\", up_to: \"+1%\", reason: \"r\", by: \"k\", "
        + "when: { arch: \"x86-64\" } } ]",
      words: "arch cannot be 'x86-64'; did you mean x86_64?"),
    Mistake(
      body: "regressions: { \"step:\": { fail: \"5%\" } }",
      words: "'step:' names no step; write one such as \"step:read\""),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", metric: \"step:\", max: \"1 s\" } ]",
      words: "'step:' names no step; write one such as \"step:read\""),
    // Contradictions, also between entries.
    Mistake(
      body: "budgets: [ { benchmark: \"a\", max: \"50 ms\" },\n"
        + "{ benchmark: \"a\", at_least: \"60 ms\" } ]",
      words: "b.json5:3: at_least 60 ms requires more than max 50 ms at b.json5:2 allows"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", p95: \"80 ms\",\n p99: \"50 ms\" } ]",
      words: "b.json5:3: allows p95 (within 80 ms at b.json5:2) more than p99 (within 50 ms), "
        + "which is never smaller; fix one of them"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", max: \"1 s\" },\n"
        + "{ benchmark: \"a\", median: \"1 s\", tolerance: \"1%\" } ]",
      words: "b.json5:3: allows median (within 1 s + 1 %) more than max (within 1 s at b.json5:2)"),
    Mistake(
      body: "budgets: [ { benchmark: \"a\", at_least: \"1 ms\", tolerance: \"100%\" } ]",
      words: "b.json5:2:40: at_least 1 ms − 100 % is zero or less, which every value meets"),
    Mistake(
      body: "defaults: { tolerance: \"2 pp\" }, budgets: [ { benchmark: \"a\", p95: \"1 ms\" } ]",
      words: "b.json5:2:45: the file's tolerance of 2 pp is in points, which wall_time cannot have"),
    Mistake(
      body: "defaults: { tolerances: { wall_time: \"2 pp\" } }",
      words: "'2 pp' is in points, which only shares such as a match rate have"),
    Mistake(
      body: "defaults: { tolerances: { wall_time: \"-2%\" } }", words: "'-2%' is below zero"),
    Mistake(
      body: "speedups: [ { faster: \"a\", slower: \"b\", at_least: 2.5, expected: [1, 2] } ]",
      words: "b.json5:2:13: expects at most 2 times the speed, but requires 2.5"),
    Mistake(
      body: "growth: [ { series: \"s{n=*}\", per_step: \"1%\" },\n"
        + "{ series: \"s{n=*}\", per_step: \"2%\" } ]",
      words: "b.json5:3: limits the growth per step of wall_time over 's{n=*}' twice; the first is "
        + "at b.json5:2; remove one"),
    Mistake(
      body: "growth: [ { series: \"s{n=*}\", metric: \"peak_memory\", per_step: \"1%\", "
        + "memory_per_step: \"2%\" } ]",
      words: "b.json5:2: limits the growth per step of peak_memory twice; remove one"),
    Mistake(
      body: "growth: [ { series: \"s{n=*}\", against: \"s{n=*}\", within: \"1%\" } ]",
      words: "a series cannot be compared with itself"),
    Mistake(
      body: "accept: [ { benchmark: \"a\", up_to: \"+5%\", by: \"kim\", reason: \"r\" },\n"
        + "{ benchmark: \"a\", up_to: \"+9%\", by: \"kim\", reason: \"s\" } ]",
      words: "b.json5:3: accepts every metric of 'a' a second time; the first is at b.json5:2"),
    Mistake(
      body: "service_levels: { levels: [ { benchmark: \"a\", breach: \"1 s\", min_rows: 0 } ] }",
      words: "min_rows cannot be 0; write a whole number from 1"),
  ]

  @Test(arguments: mistakes) func `a mistake is refused with its place and a remedy`(
    _ row: Mistake
  ) {
    let problem = Self.problem("{ schema: \"speedgate.budgets/1\",\n\(row.body) }")
    #expect(problem.contains(row.words), "\(problem)")
    #expect(!problem.contains("\n"))
  }

  @Test func `a file for one suite is checked for all and counts for that one`() throws {
    let folder = try TemporaryFolder()
    func write(_ name: String, _ body: String) throws {
      try folder.write(name, "{ schema: \"speedgate.budgets/1\", \(body) }")
    }
    try write("a.json5", "suite: \"a\", budgets: [{ benchmark: \"x\", max: \"1 s\" }]")
    try write("b.json5", "suite: \"b\", budgets: [{ benchmark: \"x\", max: \"2 s\" }]")
    try write("all.json5", "budgets: [{ benchmark: \"y\", max: \"3 s\" }]")
    let policy = try BudgetPolicy(at: folder.path, suite: "b")
    #expect(policy.rules.map(\.budget.value).sorted() == [2e9, 3e9])
    try write("b.json5", "suite: 7")
    #expect(throws: FileError.self) { try BudgetPolicy(at: folder.path, suite: "a") }
  }

  @Test func `a file may say where editors find its schema`() throws {
    let policy = try Self.policy(
      "$schema: \"../docs/schemas/budgets.schema.json\", budgets: [ { benchmark: \"a\", max: \"1 s\" } ]"
    )
    #expect(policy.rules.count == 1)
    #expect(
      Self.problem("{ $schema: 7, schema: \"speedgate.budgets/1\" }").contains(
        "expected a text for $schema, found a number"))
  }

  // Limits for other machines, other metrics or in another order are no contradiction.
  @Test(arguments: [
    "budgets: [ { benchmark: \"a\", p95: \"50 ms\", p99: \"50 ms\", max: \"1 s\", min: \"1 ms\" } ]",
    "budgets: [ { benchmark: \"a\", p95: \"80 ms\" }, "
      + "{ benchmark: \"a\", p99: \"50 ms\", when: { os: \"linux\" } } ]",
    "budgets: [ { benchmark: \"a\", mean: \"80 ms\", median: \"50 ms\", at_least: \"50 ms\" } ]",
    "budgets: [ { benchmark: \"*\", p95: \"80 ms\" }, { benchmark: \"a\", p99: \"50 ms\" } ]",
    "accept: [ { benchmark: \"a\", up_to: \"+5%\", by: \"kim\", reason: \"r\" }, "
      + "{ benchmark: \"a\", up_to: \"5 ms\", by: \"kim\", reason: \"s\" } ]",
    // Once round makes 1, and no more.
    "speedups: [ { faster: \"a\", slower: \"b\", at_least: 3 }, "
      + "{ faster: \"b\", slower: \"c\", at_least: 7 }, "
      + "{ faster: \"c\", slower: \"a\", at_least: 0.047619047619047616 } ]",
    "speedups: [ { faster: \"a\", slower: \"b\", reduction: \"40%\" }, "
      + "{ faster: \"b\", slower: \"a\", at_least: 0.6 } ]",
    // No machine has both, and no figure is of both kinds.
    "speedups: [ { faster: \"a\", slower: \"b\", at_least: 2, when: { os: \"linux\" } }, "
      + "{ faster: \"b\", slower: \"c\", at_least: 2 }, "
      + "{ faster: \"c\", slower: \"a\", at_least: 2, when: { os: \"macos\" } } ]",
    "speedups: [ { faster: \"a\", slower: \"b\", at_least: 2 }, "
      + "{ faster: \"b\", slower: \"c\", at_least: 2 }, "
      + "{ faster: \"c\", slower: \"a\", at_least: 2, metric: \"cpu_time\" } ]",
    "growth: [ { series: \"s{n=*}\", per_step: \"1%\", total: \"2%\", memory_per_step: \"1%\" }, "
      + "{ series: \"s{n=*}\", against: \"t{n=*}\", within: \"1%\" }, "
      + "{ series: \"s{n=*}\", against: \"u{n=*}\", within: \"1%\" } ]",
    // For a metric of which more is better both are floors, and of a suite's own metric no file says which way is better.
    "budgets: [ { benchmark: \"a\", metric: \"throughput\", median: \"950 items/s\", p95: \"900 items/s\" } ]",
    "budgets: [ { benchmark: \"a\", metric: \"rate\", max: \"900 items/s\", at_least: \"950 items/s\" } ]",
  ]) func `what does not contradict itself is accepted`(_ body: String) {
    #expect(Self.problem("{ schema: \"speedgate.budgets/1\",\n\(body) }") == "accepted")
  }

  @Test func `what two files say about the whole is refused with both places`() {
    func problem(_ body: String) -> String {
      let text = Array("{ schema: \"speedgate.budgets/1\",\n\(body) }".utf8)
      do {
        _ = try BudgetPolicy(texts: [(text, "one.json5"), (text, "two.json5")])
        return "accepted"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      problem("baseline: { take: \"mean\" }").contains(
        "two.json5:2: chooses a baseline, and so does one.json5:2; remove one"))
    #expect(
      problem("service_levels: { allowed_breaches: 0 }").contains(
        "two.json5:2: says how many breaches are allowed, and so does one.json5:2"))
    #expect(problem("presets: [\"budget-10\"]") == "accepted")
  }

  // What a metric alone may have.
  @Test func `a limit takes the slack of its metric before that of the file`() throws {
    let policy = try Self.policy(
      """
      defaults: { tolerance: "10%", tolerances: { peak_memory: "0%", match_rate: "2 pp" } },
      budgets: [
        { benchmark: "a", p95: "1 s" },
        { benchmark: "a", metric: "peak_memory", max: "1 GB" },
        { benchmark: "a", metric: "match_rate", at_least: "70%" },
        { benchmark: "b", metric: "match_rate", at_least: "70%", tolerance: "1%" },
      ]
      """)
    #expect(
      policy.rules.map(\.tolerance) == [
        .percent(10), .none, Tolerance(basisPoints: 200, kind: .points), .percent(1),
      ])
    let points = try Self.policy(
      "defaults: { tolerance: \"2 pp\", tolerances: { wall_time: \"5%\" } }, "
        + "budgets: [ { benchmark: \"a\", p95: \"1 s\" } ]")
    #expect(points.rules[0].tolerance == .percent(5))
  }

  @Test func `rules name their file as seen from where the work is done`() throws {
    let scratch = try TemporaryFolder()
    let folder = scratch.path
    let budgets = folder + "/repository/budgets"
    try scratch.write(
      "repository/budgets/b.json5",
      "{ schema: \"speedgate.budgets/1\", budgets: [{ benchmark: \"x\", max: \"1 s\" }] }")
    func source(_ path: String, _ here: String?) throws -> String {
      try BudgetPolicy(at: path, seenFrom: here).rules[0].source
    }
    #expect(try source(budgets, folder + "/repository") == "budgets/b.json5:1")
    #expect(try source(budgets + "/b.json5", folder + "/repository/") == "budgets/b.json5:1")
    #expect(try source(budgets, budgets) == "b.json5:1")
    // A folder elsewhere has its last name, and shows nothing of the machine.
    #expect(try source(budgets, "/elsewhere") == "budgets/b.json5:1")
    #expect(try source(budgets + "/b.json5", "/elsewhere") == "b.json5:1")
    #expect(try source(budgets, nil) == budgets + "/b.json5:1")
    // A mistake is pointed at by the path that leads there.
    try "{ schema: \"speedgate.budgets/1\", oops: 1 }"
      .write(toFile: budgets + "/c.json5", atomically: false, encoding: .utf8)
    #expect {
      try source(budgets, folder + "/repository")
    } throws: {
      "\($0)".hasPrefix(budgets + "/c.json5:1:34: unknown key 'oops'")
    }
  }

  @Test func `a file of another kind or a newer version is named as such`() {
    #expect(Self.problem("{}").contains("has no 'schema' key"))
    #expect(Self.problem("{ schema: \"speedgate.run/1\" }").contains("is a 'speedgate.run/1' file"))
    #expect(Self.problem("{ schema: \"speedgate.budgets/2\" }").contains("newer than"))
  }

  @Test func `the project's own budgets are well`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let usual = try BudgetPolicy(at: root.appending(path: "budgets").path)
    // Bounds that take more launches than the usual profile has.
    let thorough = try BudgetPolicy(at: root.appending(path: "budgets/thorough").path)
    let hotPaths = try BudgetPolicy(at: root.appending(path: "budgets/hot-paths").path)
    #expect(!hotPaths.rules.isEmpty && !hotPaths.speedups.isEmpty)
    // Figure by figure.
    let figures: [(String, Double, Double?)] = [
      ("sanitization", 2, 3), ("plan_processing", 3, 5), ("document_segmentation", 4, 6),
      ("embedding", 50, 80), ("responsibility_detection", 10, 15),
      ("contradiction_detection", 8, 12), ("monetary_detection", 5, 8),
      ("feasibility_scoring", 6, 10), ("causal_detection", 7, 11), ("teoria_cambio", 15, 25),
      ("dag_validation", 10, 18), ("contract_validation_routing", 5, nil),
      ("permutation_invariance", 0.5, nil), ("budget_monotonicity", 0.15, nil),
    ]
    for (node, p95, p99) in figures {
      let rules = [usual, thorough].flatMap {
        $0.rules(for: BenchmarkIdentifier("pipeline/\(node)"))
      }
      .filter { $0.metric == .wallTime }
      func limit(_ percent: Double) -> Double? {
        rules.first { $0.statistic == .percentile(percent) }.map { $0.budget.value / 1e6 }
      }
      #expect(limit(95) == p95, "\(node)")
      #expect(limit(99) == p99, "\(node)")
      #expect(rules.allSatisfy { $0.tolerance.basisPoints == 1_000 })
      for rule in rules {
        let limit = rule.budget.scaled(by: rule.tolerance, upwards: true)
        #expect(limit == (rule.budget.value / 1e3 * 1.1).rounded() * 1e3, "\(node)")
      }
    }
  }
}

extension BenchmarkIdentifier: ExpressibleByStringLiteral {
  /// Names a benchmark by a literal.
  public init(stringLiteral value: String) { self.init(value) }
}

@Suite struct RegressionLadderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let value: Double
    let severity: Severity?
    var testDescription: String { "\(value) against 100" }
  }

  // Thresholds are exceeded, not reached.
  static let cases = [
    Case(value: 100, severity: nil), Case(value: 115, severity: nil),
    Case(value: 115.01, severity: .minor), Case(value: 115.1, severity: .minor),
    Case(value: 130, severity: .minor), Case(value: 130.01, severity: .major),
    Case(value: 130.1, severity: .major), Case(value: 150, severity: .major),
    Case(value: 150.01, severity: .critical), Case(value: 150.1, severity: .critical),
    Case(value: 80, severity: nil), Case(value: 60, severity: nil),
  ]

  @Test(arguments: cases) func `a worsening has the label it exceeds`(_ row: Case) {
    let ladder = RegressionLadder(
      minor: .percent(15), major: .percent(30), critical: .percent(50))
    #expect(ladder.severity(ofWorsening: row.value / 100 - 1) == row.severity)
  }

  // Both are exactly 15 %, which binary arithmetic makes slightly more.
  @Test(arguments: [(3.0, 3.45), (7, 8.05)]) func `a rounding error is no label`(
    _ baseline: Double, _ current: Double
  ) {
    let ladder = RegressionLadder(minor: .percent(15))
    #expect(current / baseline - 1 != 0.15)
    #expect(ladder.severity(ofWorsening: current / baseline - 1) == nil)
    #expect(ladder.severity(ofWorsening: (current + 0.001) / baseline - 1) == .minor)
  }
}
