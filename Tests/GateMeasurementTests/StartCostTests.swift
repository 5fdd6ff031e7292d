import GateBudgets
import GateRecords
import GateStatistics
import Testing

@testable import GateMeasurement

/// What starting a process takes is reported, and moves no figure and no decision.
@Suite struct StartCostTests {
  @Test func `the empty command is timed once in every launch, on both sides`() throws {
    let script = ScriptedCommands()
    script.times["empty"] = { 500_000 + Double($0) }
    let record = try #require(try script.measurePair().records.first)
    let starts = try #require(record.series(of: .spawnTime))
    let times = try #require(record.series(of: .wallTime))
    #expect(starts.launches.count == times.launches.count)
    #expect(starts.launches.allSatisfy { $0.count == 1 })
    #expect(starts.baselineLaunches?.allSatisfy { $0.count == 1 } == true)
    let all = starts.samples + (starts.baselineLaunches ?? []).flatMap { $0 }
    // Each is measured on its own; the first warms up and is not recorded.
    #expect(Set(all).count == all.count && !all.contains(500_000))
    #expect(script.diary.count { $0 == "empty" } == all.count + 1)
  }

  @Test func `the empty command has no usual place, and precedes neither side more often`() throws {
    var places: [Int: Int] = [:]
    var followers: [String: Int] = [:]
    for seed in UInt64(0)..<40 {
      let script = ScriptedCommands()
      _ = try script.measurePair(seed: seed)
      var runs = 0
      for (line, next) in zip(script.diary, script.diary.dropFirst()) {
        guard line == "empty" else {
          runs += 1
          continue
        }
        places[runs, default: 0] += 1
        if next != "empty" { followers[next, default: 0] += 1 }
        runs = 0
      }
    }
    // The most that any number of runs between two starts has of all, and the same for the sides.
    let all = places.values.reduce(0, +)
    #expect(all > 500 && (places.values.max() ?? all) * 3 < all, "\(places)")
    let share = Double(followers["new"] ?? 0) / Double(followers.values.reduce(0, +))
    #expect(abs(share - 0.5) < 0.05, "\(followers)")
  }

  @Test func `a seed repeats the places`() throws {
    func diary(_ seed: UInt64) throws -> [String] {
      let script = ScriptedCommands()
      _ = try script.measurePair(seed: seed)
      return script.diary
    }
    #expect(try diary(5) == diary(5))
    #expect(try diary(5) != diary(6))
  }

  @Test(arguments: [0, 10, 31, 40, 10_000])
  func `dear starts at the beginning change no time and no decision`(_ count: Int) throws {
    func measure(dear: Int) throws -> BenchmarkRecord {
      let script = ScriptedCommands()
      script.times["empty"] = { $0 < dear ? 2_900_000 : 500_000 }
      return try #require(try script.measurePair().records.first)
    }
    let calm = try measure(dear: 0)
    let disturbed = try measure(dear: count)
    for metric in [MetricName.wallTime, .cpuTime] {
      #expect(disturbed.series(of: metric) == calm.series(of: metric))
    }
  }

  @Test func `a slow-down within the tolerance is never called a regression`() throws {
    for seed in UInt64(0)..<20 {
      let script = ScriptedCommands()
      var generator = SeededGenerator(seed: seed)
      func noise() -> Double {
        let sum = (0..<12).reduce(0.0) { sum, _ in sum + .random(in: 0..<1, using: &generator) }
        return 1 + 0.02 * (sum - 6)
      }
      // Less this start they would differ by 7.8 %.
      script.times["empty"] = { $0 < 40 ? 4_900_000 : 600_000 }
      script.times["old"] = { _ in 10_000_000 * noise() }
      script.times["new"] = { _ in 10_400_000 * noise() }
      let test = try decided(try script.measurePair(seed: seed))
      #expect(test.planned.tolerance == 0.05)
      #expect(test.test.decision != .regressed, "seed \(seed)")
    }
  }

  @Test(arguments: [(10.0, 10.95), (5.0, 4.2), (0.7, 0.9)])
  func `the estimate is the ratio of the times that are shown`(
    _ old: Double, _ new: Double
  ) throws {
    let script = ScriptedCommands()
    script.times["old"] = { _ in old * 1e6 }
    script.times["new"] = { _ in new * 1e6 }
    let outcome = try script.measurePair()
    let series = try #require(outcome.records[0].series(of: .wallTime))
    let before = try #require(Percentile.median(of: (series.baselineLaunches ?? []).flatMap { $0 }))
    let after = try #require(Percentile.median(of: series.samples))
    #expect(before == old * 1e6 && after == new * 1e6)
    #expect(abs(try decided(outcome).test.estimate - after / before) < 1e-9)
  }

  /// The test of the wall time, fed as a check feeds it.
  private func decided(_ outcome: ScriptedCommands.Outcome) throws -> FigureTest {
    let planner = try #require(outcome.planner)
    let record = try #require(outcome.records.first)
    let series = try #require(record.series(of: .wallTime))
    let planned = try #require(
      planner.test(
        of: DecisionPlanner.Figure(
          benchmark: record.name, metric: .wallTime, direction: series.direction, isCounted: false))
    )
    var figure = FigureTest(
      planned, promises: planner.promises,
      datum: PairedDatum(unit: series.unit, iterations: record.iterationsPerSample))
    for (candidate, baseline) in zip(series.launches, series.baselineLaunches ?? []) {
      figure.add(candidate: candidate, baseline: baseline)
    }
    return figure
  }

  // MARK: Words

  @Test func `a record shows what starting took, with its spread`() throws {
    let script = ScriptedCommands()
    script.times["empty"] = { $0 % 2 == 0 ? 580_000 : 700_000 }
    let outcome = try script.measurePair()
    let sentence = try #require(
      outcome.records[0].notes.first { $0.contains("includes the start of a process") })
    #expect(sentence.contains("(half of the starts: 580 µs to 700 µs)"))
    #expect(outcome.launcher.remark(on: outcome.records) == sentence)
    #expect(outcome.launcher.warnings(about: outcome.records) == [])
  }

  @Test func `quartiles lie around the median, however few starts there are`() throws {
    #expect(StartCost([]) == nil)
    for times in [[5.0], [5, 9], [9, 5, 7], [1, 2, 3, 4], [1, 1, 1, 1, 100]] {
      let cost = try #require(StartCost(times))
      #expect(cost.lowerQuartile <= cost.median && cost.median <= cost.upperQuartile, "\(times)")
    }
    #expect(StartCost([1, 1, 1, 1, 100])?.median == 1)
  }

  @Test(arguments: [(900_000.0, 30_000_000.0), (30_000_000, 900_000), (900_000, 950_000)])
  func `a command that is hardly more than its start is warned about and left as it is`(
    _ new: Double, _ old: Double
  ) throws {
    let script = ScriptedCommands()
    script.times["new"] = { _ in new }
    script.times["old"] = { _ in old }
    let outcome = try script.measurePair()
    #expect(outcome.records[0].series(of: .wallTime)?.samples.allSatisfy { $0 == new } == true)
    let warnings = outcome.launcher.warnings(about: outcome.records)
    #expect(
      warnings == [
        "tool takes 900 µs, and starting a process alone takes 500 µs, so a change of its own work "
          + "shows as a much smaller one; do more work in one run"
      ])
  }

  @Test func `an empty command that fails is reported and ends nothing`() throws {
    let script = ScriptedCommands()
    script.faults["empty"] = WorkerFault(kind: .ended, message: "ended with exit status 1")
    let outcome = try script.measurePair()
    let record = outcome.records[0]
    #expect(record.status == .measured && record.series(of: .spawnTime) == nil)
    #expect(
      record.notes.contains(
        "the start of a process was not timed to the end of the run: 'empty' ended with exit status 1"
      ))
    #expect(outcome.launcher.remark(on: outcome.records) == nil)
    #expect(script.diary.count { $0 == "empty" } == 1)
  }
}
