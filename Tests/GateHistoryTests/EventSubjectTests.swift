import GateRecords
import Testing

@testable import GateHistory

/// Two findings of one verdict are two events, whatever they have in common.
@Suite struct EventSubjectTests {
  static func growth(_ kind: GrowthEvidence.Limit, _ series: String = "year{year=*}") throws
    -> Finding
  {
    try Finding(
      benchmark: BenchmarkIdentifier("year{year=3}"), rule: .growth, metric: .wallTime,
      statistic: .median,
      unit: .nanoseconds, direction: .lowerIsBetter, status: .overBudget, value: 9,
      growth: GrowthEvidence(
        kind: kind, series: series, parameter: "year", observed: 0.5, limit: 0.2, points: [],
        rationale: nil, source: "b:1"),
      evidence: Evidence(kind: .observed, launches: 5, samples: 50), message: "\(kind) of \(series)"
    )
  }

  static func speedup(than slower: BenchmarkIdentifier) throws -> Finding {
    try Finding(
      benchmark: BenchmarkIdentifier("parallel"), rule: .speedup, metric: .wallTime,
      statistic: .median,
      unit: .nanoseconds, direction: .lowerIsBetter, status: .overBudget, value: 40,
      baselineValue: 80,
      speedup: SpeedupEvidence(
        slower: slower, ratio: 2, low: nil, high: nil, confidence: 0.95, atLeast: 2.5,
        expected: nil, hasSameResult: nil, rationale: nil, source: "b:1"),
      evidence: Evidence(kind: .observed, launches: 5, samples: 50),
      message: "2 times as fast as \(slower)")
  }

  static func unproven(_ message: String) throws -> Finding {
    try Finding(
      benchmark: BenchmarkIdentifier("parallel"), rule: .speedup, metric: .wallTime,
      statistic: .median,
      status: .unproven, evidence: .none, message: message)
  }

  static let groups: [[Finding]] = {
    // swift-format-ignore: NeverUseForceTry
    try! [
      [growth(.perStep), growth(.total), growth(.cumulative)],
      [growth(.perStep), growth(.perStep, "year{year=*,region=*}")],
      [
        speedup(than: BenchmarkIdentifier("sequential")),
        speedup(than: BenchmarkIdentifier("legacy")),
      ],
      [AlertLifeTests.level(310e9, tag: "ingest"), AlertLifeTests.level(310e9, tag: "nightly")],
      [unproven("no figures of a"), unproven("no figures of b")],
    ]
  }()

  @Test(arguments: groups.indices)
  func `findings that differ in their rule alone have identifiers of their own`(
    _ number: Int
  ) throws {
    let verdict = Samples.verdict(of: Samples.run([]), findings: Self.groups[number])
    let lines = try VerdictEvents.lines(of: verdict, isAlone: false, producer: "t")
    #expect(Set(lines.map(\.id)).count == lines.count)
    // A run that is appended again gives the same ones.
    let again = try VerdictEvents.lines(of: verdict, isAlone: false, producer: "t")
    #expect(again.map(\.id) == lines.map(\.id))
  }

  @Test(arguments: groups.indices.dropLast())
  func `findings that differ in their rule alone are alerts of their own`(_ number: Int) throws {
    let history = try TemporaryHistory()
    try history.append(
      Samples.verdict(of: Samples.run("A", []), findings: Self.groups[number]))
    #expect(
      try Alert.all(in: history.log, EventFilter()).value.count == Self.groups[number].count)
  }

  @Test func `the growth of a series is one alert, whichever step grew most`() throws {
    let history = try TemporaryHistory()
    for (number, step) in ["year{year=3}", "year{year=2}"].enumerated() {
      var finding = try Self.growth(.perStep)
      finding.subject.benchmark = BenchmarkIdentifier(step)
      let run = Samples.run("R\(number)", [], at: Samples.time(days: Double(number)))
      try history.append(Samples.verdict(of: run, findings: [finding]))
    }
    let found = try Alert.all(in: history.log, EventFilter()).value
    #expect(found.map(\.component) == ["year{year=*}"] && found.map(\.occurrences) == [2])
  }

  @Test func `what one rule alone can judge keeps the identifier of earlier versions`() throws {
    let verdict = Samples.verdict(
      of: Samples.run([]), findings: [Samples.regressed("b", ratio: 1.5)])
    let line = try #require(
      try VerdictEvents.lines(of: verdict, isAlone: false, producer: "t").first)
    let origin = EventOrigin(
      runID: verdict.run.runID, suite: verdict.run.suite, environment: verdict.run.environment,
      producer: "t")
    let before = try EventLine(
      Event(
        .finding, subject: ["b", "regression", "wall_time", "median"].joined(separator: "\u{0}"),
        at: verdict.checkedAt, origin: origin, payload: verdict.findings[0]))
    #expect(line.id == before.id)
  }
}
