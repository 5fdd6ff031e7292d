import GateBudgets
import GateProtocol
import GateRecords
import GateStatistics
import Testing

@testable import GateMeasurement

/// Machines that measure the same two programs, each a share, and hear of each other.
@Suite struct MachineShareTests {
  static func measured(
    _ launcher: ScriptedLauncher, machine: MachineShare? = nil,
    profile: MeasurementProfile = .quick, seed: UInt64 = 1, exchange: MachineExchange? = nil,
    time: @escaping () -> Double = { 0 }
  ) throws -> SuiteMeasurement.Result {
    var options = SuiteMeasurement.Options(
      profile: profile, timeBudget: 1e6, seed: seed, processors: [0])
    options.machine = machine
    var measurement = SuiteMeasurement(
      options: options, policy: .builtIn, launcher: launcher, isPaired: true,
      stolenTime: StolenTime(account: { _ in nil }, isCheap: true), clock: time,
      exchange: exchange, report: { _ in })
    return try measurement.run()
  }

  static func pairs(_ result: SuiteMeasurement.Result) -> Int {
    result.benchmarks[0].series(of: .wallTime)?.launches.count ?? 0
  }

  /// A benchmark that no number of pairs decides soon: as slow as its tolerance allows, give or take.
  static func undecidable(_ offset: Int = 0) -> ScriptedLauncher {
    EarlierPairsTests.launcher(1.05, spread: 0.2, offset: offset)
  }

  @Test func `machines share the most that a benchmark gets`() throws {
    let alone = Self.pairs(try Self.measured(Self.undecidable()))
    for count in [2, 4, 8] {
      let share = Self.pairs(
        try Self.measured(Self.undecidable(), machine: MachineShare(index: 1, count: count)))
      #expect(share * count >= alone && share * count < alone + 2 * count, "\(count): \(share)")
      #expect(share % MeasuredBenchmark.pairsTogether == 0)
    }
  }

  @Test func `the shares of all machines suffice for an alarm`() {
    let promises = DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 140)
    for machines in [1, 2, 3, 8, 50] {
      let limits = MeasurementLimits(.quick, promises: promises, machines: machines)
      var shared = promises
      if machines > 1 { shared.comparisonCount *= DecisionPolicy.sharesOfMachines }
      let needed = SequentialRatioTest.pairsForAlarm(
        SequentialRatioTest.Configuration(
          tolerance: 0, comparisonCount: shared.comparisonCount), together: 2)
      #expect(limits.alarmPairs * machines >= needed)
      #expect(limits.mostPairs * machines >= 2 * needed)
      #expect(limits.soloLaunches >= 1)
    }
  }

  @Test func `machines that are given the same seed draw orders of their own`() throws {
    func orders(_ index: Int) throws -> [String] {
      let launcher = Self.undecidable()
      _ = try Self.measured(launcher, machine: MachineShare(index: index, count: 4))
      return launcher.diary
    }
    #expect(try orders(1) == orders(1))
    #expect(try orders(1) != orders(2))
    #expect(try orders(3) != orders(2))
  }

  /// What a machine measured, as another one hears of it.
  static func heard(_ result: SuiteMeasurement.Result) -> [BenchmarkRecord] {
    result.benchmarks.map { benchmark in
      var record = benchmark
      record.metrics = benchmark.metrics.map { series in
        var own = series
        own.machineLaunches = [series.launches.count]
        return own
      }
      return record
    }
  }

  @Test func `what other machines proved ends the measurement after the first round`() throws {
    let proven = try Self.measured(EarlierPairsTests.launcher(1.3), profile: .standard)
    var seconds = 0.0
    let result = try Self.measured(
      EarlierPairsTests.launcher(1.3, offset: 5_000), machine: MachineShare(index: 2, count: 2),
      exchange: MachineExchange { _ in Self.heard(proven) },
      time: {
        seconds += 1
        return seconds
      })
    #expect(Self.pairs(result) == MeasuredBenchmark.pairsTogether)
    let alone = try Self.measured(EarlierPairsTests.launcher(1.3, offset: 5_000))
    #expect(Self.pairs(alone) > Self.pairs(result))
  }

  @Test func `machines of which none could decide alone decide together`() throws {
    // Each has a few pairs of a clear change.
    let short = try Self.measured(
      EarlierPairsTests.launcher(1.3), machine: MachineShare(index: 1, count: 20))
    let few = Self.pairs(short)
    let planner = try #require(short.planner)
    func decision(_ records: [[BenchmarkRecord]]) throws -> SequentialRatioTest.Decision {
      let planned = try #require(
        planner.test(
          of: .init(
            benchmark: BenchmarkIdentifier("b"), metric: .wallTime, direction: .lowerIsBetter,
            isCounted: false)))
      var promises = planner.promises
      promises.comparisonCount *= DecisionPolicy.sharesOfMachines
      var figure = FigureTest(
        planned, promises: promises,
        datum: PairedDatum(unit: .nanoseconds, iterations: records[0][0].iterationsPerSample))
      for record in records {
        figure.startMachine()
        figure.add(try #require(record[0].series(of: .wallTime)))
      }
      return figure.decision
    }
    #expect(few == 4 || few == 2)
    let all = try (1...6).map { index in
      Self.heard(
        try Self.measured(
          EarlierPairsTests.launcher(1.3, offset: 100 * index),
          machine: MachineShare(index: index, count: 20)))
    }
    #expect(try decision([all[0]]) == .undecided)
    #expect(try decision(all) == .regressed)
  }

  @Test func `others are asked at most once a second, and learn what was measured`() throws {
    var asked: [Int] = []
    var seconds = 0.0
    _ = try Self.measured(
      Self.undecidable(),
      exchange: MachineExchange { result in
        asked.append(result.map(Self.pairs) ?? 0)
        return []
      },
      time: {
        seconds += 0.01
        return seconds
      })
    #expect(asked.first == 0)
    #expect(asked == asked.sorted() && asked.count < Int(seconds) + 2)
  }

  @Test(arguments: [(0, 4), (5, 4), (1, 0), (-1, 2)])
  func `there is no such share`(_ index: Int, _ count: Int) {
    #expect(MachineShare(index: index, count: count) == nil)
  }
}
