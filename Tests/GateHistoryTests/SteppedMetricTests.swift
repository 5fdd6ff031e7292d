import GateRecords
import Testing

@testable import GateHistory

@Suite struct SteppedMetricTests {
  private func series(_ name: String, _ points: [(String, Double)], unit: MetricUnit = .nanoseconds)
    throws -> MetricHistory
  {
    MetricHistory(
      suite: "s", benchmark: BenchmarkIdentifier(name), metric: .wallTime, environment: "e",
      unit: unit, direction: .lowerIsBetter,
      points: try points.map { day, value in
        let time = try #require(Timestamp(rawValue: day + "T12:00:00Z"))
        return .init(milliseconds: time.millisecondsSinceEpoch, value: value, origin: 0)
      })
  }

  private func histories(_ series: MetricHistory...) -> MetricHistories {
    MetricHistories(series: series, origins: [], report: ReadReport())
  }

  @Test(arguments: [
    (CalendarPeriod.day, "2026-11-22"), (.week, "2026-11-16"), (.month, "2026-11"),
    (.quarter, "2026-Q4"), (.year, "2026"),
  ]) func `a moment lies in one period of each kind`(_ period: CalendarPeriod, _ label: String)
    throws
  {
    // 22 November 2026 is a Sunday, the last day of its week.
    let time = try #require(Timestamp(rawValue: "2026-11-22T23:59:59.999Z"))
    #expect(period.label(of: time) == label)
  }

  @Test func `weeks begin on Monday across the turn of a year`() throws {
    for (day, monday) in [
      ("2026-12-31", "2026-12-28"), ("2027-01-03", "2026-12-28"), ("2027-01-04", "2027-01-04"),
    ] {
      let time = try #require(Timestamp(rawValue: day + "T00:00:00Z"))
      #expect(CalendarPeriod.week.label(of: time) == monday)
    }
  }

  @Test func `months are held against the month before and the same month a year before`() throws {
    let months = try #require(
      SteppedMetric.all(
        in: histories(
          try series(
            "b",
            [
              ("2025-10-03", 90), ("2025-11-01", 80), ("2026-10-01", 100), ("2026-10-30", 140),
              ("2026-11-02", 60),
            ])), by: .month
      ).first)
    #expect(months.steps.map(\.name) == ["2025-10", "2025-11", "2026-10", "2026-11"])
    #expect(months.steps.map(\.runs) == [1, 1, 2, 1])
    #expect(months.steps.map(\.mean) == [90, 80, 120, 60])
    #expect(months.steps[0].change == nil && months.steps[0].yearChange == nil)
    #expect(months.steps[2].change == 0.5 && months.steps[3].change == -0.5)
    #expect(abs(try #require(months.steps[2].yearChange) - 1.0 / 3) < 1e-12)
    #expect(months.steps[3].yearChange == -0.25)
    #expect(months.steps.map(\.cumulative) == [90, 170, 410, 470])
    #expect(months.steps[2].minimum == 100 && months.steps[2].maximum == 140)
  }

  @Test func `a parameter's steps are in the order of numbers, and times add up`() throws {
    let found = SteppedMetric.all(
      in: histories(
        try series("simulation{year=10,kind=a}", [("2026-11-01", 30)]),
        try series("simulation{year=2,kind=a}", [("2026-11-01", 15), ("2026-11-02", 25)]),
        try series("simulation{year=1,kind=a}", [("2026-11-01", 10)]),
        try series("simulation{year=1,kind=b}", [("2026-11-01", 7)]),
        try series("other", [("2026-11-01", 1)])), byParameter: "year")
    #expect(
      found.map(\.benchmark.rawValue)
        == ["simulation{year=*,kind=a}", "simulation{year=*,kind=b}"])
    #expect(found[0].steps.map(\.name) == ["1", "2", "10"])
    #expect(found[0].steps.map(\.cumulative) == [10, 30, 60])
    #expect(found[0].steps.map(\.change) == [nil, 1, 0.5])
  }

  @Test func `a share changes in points and adds up to nothing`() throws {
    let steps = try #require(
      SteppedMetric.all(
        in: histories(
          try series("m", [("2026-10-01", 0.70), ("2026-11-01", 0.75)], unit: .ratio)), by: .month
      ).first?.steps)
    #expect(abs(try #require(steps[1].change) - 0.05) < 1e-12)
    #expect(steps.allSatisfy { $0.cumulative == nil })
  }

  @Test func `a period says how long was measured and how often it got slower`() throws {
    let history = try TemporaryHistory()
    for (index, day) in [0.0, 1, 12, 13].enumerated() {
      let run = Samples.run("R\(index)", [], at: Samples.time(days: day))
      let findings =
        index == 2 ? [Samples.regressed("a", ratio: 2), Samples.regressed("b", ratio: 2)] : []
      // A repeated append must not count twice.
      for _ in 0..<2 {
        try history.append(run)
        if index != 1 { try history.append(Samples.verdict(of: run, findings: findings)) }
      }
    }
    let months = try PeriodSummary.all(in: history.log, EventFilter(), by: .month).value
    #expect(months.map(\.name) == ["2026-11", "2026-12"])
    #expect(months.map(\.runs) == [2, 2])
    #expect(months.map(\.measuredMilliseconds) == [76_000, 76_000])
    #expect(months.map(\.cumulativeMilliseconds) == [76_000, 152_000])
    #expect(months.map(\.regressions.judged) == [1, 2])
    #expect(months.map(\.regressionRate) == [0, 0.5])
    #expect(months[1].regressions.regressions == 2)
  }
}
