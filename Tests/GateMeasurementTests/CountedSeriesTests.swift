import GateProtocol
import GateRecords
import Testing

@testable import GateMeasurement

@Suite struct CountedSeriesTests {
  private typealias Body = ScriptedLauncher.Body

  private static func series(
    baseline version: Int, _ name: String
  ) throws -> MetricSeries {
    let launcher = ScriptedLauncher([
      Body("one", index: 0, cost: SuiteMeasurementTests.scattered { _ in 1_000 })
    ])
    launcher.version = { $0 == .baseline ? version : 2 }
    let record = try SuiteMeasurementTests.measure(launcher).benchmarks[0]
    #expect(record.notes.isEmpty)
    return try #require(record.series(of: MetricName(rawValue: name)))
  }

  @Test func `a metric of which only the worker knows is recorded as it says`() throws {
    let invented = try Self.series(baseline: 2, "invented")
    #expect(invented.unit == MetricUnit(rawValue: "drops") && !invented.isDeterministic)
    #expect(invented.launches.allSatisfy { $0 == [5] } && !invented.launches.isEmpty)
    #expect(invented.baselineLaunches == invented.launches)
  }

  @Test func `a level is no share of the iterations`() throws {
    #expect(try Self.series(baseline: 2, "crew").samples.allSatisfy { $0 == 7 })
  }

  @Test func `what cannot be counted says why`() throws {
    let hidden = try Self.series(baseline: 2, "hidden")
    #expect(hidden.launches.isEmpty && hidden.unavailable == "out of reach")
  }

  @Test func `a baseline's program of the first protocol is compared with all the same`() throws {
    let allocations = try Self.series(baseline: 1, "allocations")
    #expect(allocations.isDeterministic)
    #expect(allocations.launches.allSatisfy { $0 == [3] })
    #expect(allocations.baselineLaunches == allocations.launches)
    let invented = try Self.series(baseline: 1, "invented")
    #expect(!invented.launches.isEmpty && invented.baselineLaunches == nil)
  }

  @Test func `a counter that only a later launch gives is compared, too`() {
    func counts(_ readings: [(String, WorkerCounter.Reading)]) -> WorkerCounts {
      WorkerCounts(
        iterations: 1,
        counters: readings.map { name, reading in
          WorkerCounter(name: name, unit: "count", kind: .varies, reading: reading)
        })
    }
    let launches = [
      counts([("late", .absent("no luck"))]), counts([("late", .value(4)), ("later", .value(5))]),
    ]
    let series = CountedSeries([.candidate: launches, .baseline: launches]).series
    #expect(series.map(\.metric.rawValue) == ["late", "later"])
    #expect(series.map(\.launches) == [[[], [4]], [[], [5]]])
    #expect(series.map(\.baselineLaunches) == [[[], [4]], [[], [5]]])
    #expect(series.allSatisfy { $0.unavailable == nil })
  }

  @Test func `a worker cannot count what is timed, or one thing twice`() {
    func counter(_ name: String, _ value: Int64) -> WorkerCounter {
      WorkerCounter(name: name, unit: "count", kind: .varies, reading: .value(value))
    }
    let counts = WorkerCounts(
      iterations: 1,
      counters: [counter("wall_time", 1), counter("a", 2), counter("a", 3)])
    let series = CountedSeries([.candidate: [counts]]).series
    #expect(series.map(\.metric.rawValue) == ["a"] && series.first?.samples == [2])
  }
}
