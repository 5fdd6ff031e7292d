import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateHistory

/// What the history says of a verdict's findings.
@Suite struct FindingHistoriesTests {
  private static let name = "parse/order"

  private static func run(
    _ day: Int, _ value: Double, branch: String = "main",
    environment: EnvironmentRecord = Samples.environment
  ) -> RunRecord {
    Samples.run(
      "\(branch)-\(environment.architecture)-\(day)",
      [Samples.benchmark(name, [[value], [value * 1.001]])],
      at: Samples.time(days: Double(day)), branch: branch, commit: "c\(day)\(branch)",
      environment: environment)
  }

  /// The verdict on a run of day 40.
  private static func verdict(
    _ value: Double, _ findings: [Finding], branch: String = "main"
  ) -> Verdict {
    let run = Self.run(40, value, branch: "change")
    var verdict = Samples.verdict(of: run, findings: findings)
    verdict.baseline = RunIdentifier(rawValue: "OLD").map {
      BaselineSummary(
        runID: $0, suite: SuiteRecord(name: "suite", commit: "c39", branch: branch),
        startedAt: Samples.time(days: 39), runCount: 3, isSameEnvironment: true, isPaired: true)
    }
    verdict.measurements = [
      Measurement(
        benchmark: BenchmarkIdentifier(name), metric: .wallTime, unit: .nanoseconds,
        direction: .lowerIsBetter, samples: 2, launches: 2, minimum: value, mean: value,
        median: value, p95: value, p99: value, maximum: value)
    ]
    return verdict
  }

  private static func accepted(_ reason: String) -> Finding {
    var finding = Samples.regressed(name, ratio: 1.1)
    finding.acceptance = AcceptanceRecord(
      status: .regressed, severity: .major, upTo: "+12%", reason: reason, by: "ann", expires: nil,
      source: "budgets/a.json5:3")
    return finding
  }

  private static func joined(
    _ verdict: Verdict, _ history: TemporaryHistory, aliases: BenchmarkAliases = .none
  ) async throws -> [FindingHistory?] {
    let found = try FindingHistories.read(of: verdict, in: history.log, aliases: aliases) {
      Issue.record("\($0)")
    }
    return (await found?.joined() ?? verdict).findings.map(\.history)
  }

  /// Forty days, from day 20 on 5 % slower, with a little noise that repeats.
  private static func stepped(_ history: TemporaryHistory) throws {
    for day in 0..<40 {
      let wobble = Double(day * 7 % 11) / 2_000
      try history.append(run(day, (day < 20 ? 1_000 : 1_050) * (1 + wobble)))
    }
  }

  @Test
  func
    `a regression shows since when its level was, that nothing moved since, and how it compares`()
    async throws
  {
    let history = try TemporaryHistory()
    try Self.stepped(history)
    // None of these is an earlier run of the same branch and machine.
    var other = Samples.environment
    other.architecture = "arm64"
    for day in 0..<40 {
      try history.append(Self.run(day, 9_000, branch: "elsewhere"))
      try history.append(Self.run(day, 9_000, environment: other))
    }
    try history.append(Self.run(40, 9_000))
    try history.append(Self.run(41, 9_000))
    let verdict = Self.verdict(1_200, [Samples.regressed(Self.name, ratio: 1.2)])
    let found = try #require(try await Self.joined(verdict, history)[0])
    #expect(found.branch == "main" && found.runs == 40 && found.since == Samples.time(days: 0))
    let level = try #require(found.level)
    #expect(level.commit == "c20main" && level.commitBefore == "c19main" && level.runsApart == 1)
    #expect(level.startedAt == Samples.time(days: 20))
    #expect(abs((level.size.share ?? 0) - 0.05) < 0.005)
    #expect(found.trend?.direction == .stable && found.trend?.change == nil)
    #expect(found.accepted == nil)
    #expect(found.standing == .init(kind: .worst, runs: 40))
  }

  @Test func `it is exceptional since the last run that was as bad, if that is long ago`()
    async throws
  {
    let history = try TemporaryHistory()
    for day in 0..<40 { try history.append(Self.run(day, day == 30 ? 1_300 : 1_000)) }
    let regressed = [Samples.regressed(Self.name, ratio: 1.2)]
    let found = try await Self.joined(Self.verdict(1_200, regressed), history)[0]
    #expect(
      found?.standing
        == .init(kind: .worst, runs: 9, since: Samples.time(days: 30), commit: "c30main"))
    try history.append(Self.run(36, 1_250, branch: "elsewhere"))
    let near = try TemporaryHistory()
    for day in 0..<40 { try near.append(Self.run(day, day == 36 ? 1_300 : 1_000)) }
    #expect(try await Self.joined(Self.verdict(1_200, regressed), near)[0]?.standing == nil)
  }

  @Test func `a slow growth is a trend, by the week`() async throws {
    let history = try TemporaryHistory()
    for day in 0..<40 {
      let wobble = Double(day * 7 % 11) / 2_000
      try history.append(Self.run(day, 1_000 * (1 + 0.003 * Double(day) + wobble)))
    }
    let verdict = Self.verdict(1_400, [Samples.regressed(Self.name, ratio: 1.3)])
    let found = try #require(try await Self.joined(verdict, history)[0])
    #expect(found.level == nil && found.trend?.direction == .degrading)
    let weekly = try #require(found.trend?.weekly?.share)
    #expect(abs(weekly - 0.02) < 0.005, "\(weekly)")
  }

  @Test func `earlier accepted regressions are reported once each, and not the finding's own`()
    async throws
  {
    let history = try TemporaryHistory()
    try Self.stepped(history)
    for (day, reason) in [(5, "first"), (6, "first"), (8, "second"), (9, "own")] {
      let judged = Self.run(day, 1_000)
      try history.append(Samples.verdict(of: judged, findings: [Self.accepted(reason)]))
    }
    let found = try await Self.joined(
      Self.verdict(1_200, [Self.accepted("own"), Samples.regressed("other", ratio: 1.2)]), history)
    #expect(found[0]?.accepted?.map(\.commit) == ["c5main", "c8main"])
    #expect(found[0]?.accepted?.map(\.reason) == ["first", "second"])
    #expect(found[1] == nil)
  }

  @Test func `an improvement is the best since its last equal`() async throws {
    let history = try TemporaryHistory()
    for day in 0..<40 { try history.append(Self.run(day, 1_000)) }
    let improved = try Finding(
      benchmark: BenchmarkIdentifier(Self.name), rule: .regression, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter, status: .improved,
      evidence: Evidence(kind: .paired, launches: 14, samples: 140), message: "it got faster")
    let found = try await Self.joined(Self.verdict(900, [improved]), history)[0]
    #expect(found?.standing == .init(kind: .best, runs: 40))
    #expect(try await Self.joined(Self.verdict(1_100, [improved]), history)[0]?.standing == nil)
  }

  @Test func `runs that gave the metric in another unit are another series`() async throws {
    let history = try TemporaryHistory()
    try Self.stepped(history)
    for day in 0..<40 {
      let benchmark = Samples.benchmark(
        Self.name, [[9_000], [9_001]], unit: MetricUnit(rawValue: "zebras"))
      try history.append(
        Samples.run("OTHER-\(day)", [benchmark], at: Samples.time(days: Double(day) + 0.5)))
    }
    let verdict = Self.verdict(1_200, [Samples.regressed(Self.name, ratio: 1.2)])
    let found = try await Self.joined(verdict, history)[0]
    #expect(found?.runs == 40 && found?.standing?.runs == 40)
  }

  @Test func `a benchmark's runs under an earlier name are its own`() async throws {
    let history = try TemporaryHistory()
    try Self.stepped(history)
    let names = BenchmarkAliases(
      suites: [:], others: [BenchmarkIdentifier(Self.name): BenchmarkIdentifier("parse/line")])
    var verdict = Self.verdict(1_200, [Samples.regressed("parse/line", ratio: 1.2)])
    verdict.measurements = []
    let found = try await Self.joined(verdict, history, aliases: names)[0]
    #expect(found?.level?.commit == "c20main" && found?.standing == nil)
  }

  @Test func `nothing is said where nothing is known, and master replaces main`() async throws {
    let history = try TemporaryHistory()
    let regressed = [Samples.regressed(Self.name, ratio: 1.2)]
    #expect(try await Self.joined(Self.verdict(1_200, regressed), history) == [nil])
    for day in 0..<3 { try history.append(Self.run(day, 1_000)) }
    // Three runs show no level, no trend and nothing to stand out from.
    #expect(try await Self.joined(Self.verdict(1_200, regressed), history) == [nil])
    let master = try TemporaryHistory()
    for day in 0..<9 { try master.append(Self.run(day, 1_000, branch: "master")) }
    var unknown = Self.verdict(1_200, regressed)
    #expect(try await Self.joined(unknown, master) == [nil])
    unknown.baseline = nil
    #expect(try await Self.joined(unknown, master)[0]?.branch == "master")
  }

  @Test func `what got neither worse nor better asks nothing`() async throws {
    let scratch = try TemporaryFolder()
    let log = EventLog(root: try scratch.write("history", "no folder"))
    let verdict = Self.verdict(1_000, [])
    #expect(
      try FindingHistories.read(of: verdict, in: log, aliases: .none) { _ in } == nil)
    let worse = Self.verdict(1_200, [Samples.regressed(Self.name, ratio: 1.2)])
    #expect(throws: FileError.self) {
      _ = try FindingHistories.read(of: worse, in: log, aliases: .none) { _ in }
    }
  }
}
