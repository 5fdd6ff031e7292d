import GateRecords
import Testing

@testable import GateHistory

/// S8: breaches beside values, and levels by the component's type.
@Suite struct ServiceLevelRunsTests {
  private let history: TemporaryHistory

  init() throws { history = try TemporaryHistory() }

  private func level(_ status: ServiceLevelStatus, type: String?) throws -> Finding {
    try Finding(
      benchmark: BenchmarkIdentifier("job"), rule: .serviceLevel, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter,
      status: status == .breach ? .overBudget : .passed, value: 100,
      serviceLevel: ServiceLevelEvidence(
        status: status, category: .poor, warning: 90, breach: 120,
        scope: type.map { "tag \($0)" }, componentType: type, rationale: nil, source: "b:1"),
      evidence: Evidence(kind: .observed, launches: 5, samples: 50), message: "level")
  }

  private func run(
    _ id: String, day: Double, _ levels: [(ServiceLevelStatus, String?)]
  ) throws {
    let run = Samples.run(
      id, [Samples.benchmark("job", [[100]]), Samples.benchmark("free", [[1]])],
      at: Samples.time(days: day))
    try history.append(run)
    // A run is checked some time after it was measured, here on the next day.
    try history.append(
      Samples.verdict(
        of: run, findings: levels.map { try level($0.0, type: $0.1) },
        at: Samples.time(days: day + 0.7)))
  }

  @Test func `breaches count on the day of the run, a run with two levels once`() throws {
    try run("A", day: 0, [(.breach, "ingest"), (.breach, "nightly")])
    try run("B", day: 0.1, [(.warning, "ingest"), (.within, "nightly")])
    try run("C", day: 1, [(.within, "ingest"), (.breach, "nightly")])
    let levels = try ServiceLevelRuns(history.log, EventFilter())
    let found = SteppedMetric.all(in: try history.histories(), by: .day, levels: levels)
    let job = try #require(found.first { $0.benchmark.rawValue == "job" })
    #expect(job.steps.map(\.name) == ["2026-11-21", "2026-11-22"])
    #expect(job.steps.map(\.runs) == [2, 1] && job.steps.map(\.breaches) == [1, 1])
    let free = try #require(found.first { $0.benchmark.rawValue == "free" })
    #expect(free.steps.map(\.breaches) == [nil, nil])
    let report = TrendReport(
      try history.histories(), since: Samples.start, until: Samples.time(days: 2), alpha: 0.01,
      regressions: RegressionRate(judged: 0, regressed: 0, regressions: 0), levels: levels)
    #expect(Set(report.breaches) == [2, nil])
  }

  @Test func `a component that was renamed keeps its breaches`() throws {
    try run("A", day: 0, [(.breach, nil)])
    let names = BenchmarkAliases(
      suites: [:], others: [BenchmarkIdentifier("job"): BenchmarkIdentifier("task")])
    let levels = try ServiceLevelRuns(history.log, EventFilter(), aliases: names)
    let query = MetricQuery(EventFilter(), aliases: names)
    let found = SteppedMetric.all(in: try history.histories(query), by: .day, levels: levels)
    #expect(found.first { $0.benchmark.rawValue == "task" }?.steps.map(\.breaches) == [1])
  }

  @Test func `levels of two types are two components, and old events count for the last`() throws {
    try run("A", day: 0, [(.breach, nil)])
    try run("B", day: 0.1, [(.breach, "ingest"), (.within, "nightly")])
    let levels = try Compliance.all(in: history.log, EventFilter()).value
    #expect(levels.map(\.componentType) == ["ingest", "nightly"])
    #expect(levels.map(\.total) == [1, 2] && levels.map(\.breaches) == [1, 1])
  }

  @Test func `events are found by their benchmark`() throws {
    try run("A", day: 0, [(.breach, nil)])
    var lines: [String] = []
    _ = try history.log.forEachLine(EventFilter(), benchmark: GlobPattern("j*")) {
      lines.append($0)
    }
    #expect(lines.count == 3 && lines.allSatisfy { $0.contains("\"benchmark\":\"job\"") })
    lines = []
    try history.append(
      Samples.verdict(
        of: Samples.run("S", []),
        findings: [EventSubjectTests.speedup(than: BenchmarkIdentifier("sequential"))]))
    _ = try history.log.forEachLine(EventFilter(), benchmark: GlobPattern("seq*")) {
      lines.append($0)
    }
    #expect(lines.count == 1 && lines[0].contains("\"event_type\":\"speedup_measured\""))
  }
}

/// S5: the effect of one period on the next.
@Suite struct PeriodEffectTests {
  @Test func `a year that takes half of the change of the year before shows it`() throws {
    let history = try TemporaryHistory()
    for (number, mood) in [1, 1.1, 0.95, 1.2, 1, 1.15, 0.9].enumerated() {
      try history.append(
        Samples.run(
          "R\(number)",
          [
            Samples.benchmark("sim{year=1}", [[100 * mood]]),
            Samples.benchmark("sim{year=2}", [[200 * mood.squareRoot()]]),
            Samples.benchmark("sim{year=3}", [[300]]),
          ], at: Samples.time(days: Double(number) / 10)))
    }
    let metric = try #require(
      SteppedMetric.all(in: try history.histories(), byParameter: "year").first)
    #expect(metric.steps.map(\.name) == ["1", "2", "3"] && metric.steps[0].effect == nil)
    let effect = try #require(metric.steps[1].effect)
    #expect(abs(effect.slope - 0.5) < 1e-6 && abs(effect.correlation - 1) < 1e-6)
    // What never changes follows nothing.
    #expect(metric.steps[2].effect == nil)
    // Periods of a calendar have no effect on each other that runs could show.
    let days = SteppedMetric.all(in: try history.histories(), by: .day)
    #expect(days.allSatisfy { $0.steps.allSatisfy { $0.effect == nil } })
  }
}
