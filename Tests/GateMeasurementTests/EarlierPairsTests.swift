import GateBudgets
import GateProtocol
import GateRecords
import GateStatistics
import Testing

@testable import GateMeasurement

/// A measurement that goes on where earlier runs of the same two programs ended.
@Suite struct EarlierPairsTests {
  typealias Body = ScriptedLauncher.Body

  /// Runs of the same two programs, each of which begins with what those before it kept.
  struct Retries {
    var kept: EvidenceRecord?
    var policy = BudgetPolicy.builtIn

    mutating func run(
      _ launcher: ScriptedLauncher, seed: UInt64 = 1
    ) throws -> SuiteMeasurement.Result {
      var options = SuiteMeasurement.Options(
        profile: .quick, timeBudget: 100, seed: seed, processors: [0])
      options.earlier = kept
      var measurement = SuiteMeasurement(
        options: options, policy: policy, launcher: launcher, isPaired: true,
        stolenTime: StolenTime(account: { _ in nil }, isCheap: true), clock: { 0 },
        report: { _ in })
      let result = try measurement.run()
      let own = EvidenceRecord(
        pair: ProgramPair(baseline: "b", candidate: "c", setting: nil), runs: 1,
        updatedAt: Timestamp(millisecondsSinceEpoch: 0),
        benchmarks: result.benchmarks.compactMap { $0.ownPairs(of: [.wallTime, .meanTime]) })
      if kept == nil { kept = own } else { kept?.add(own, most: result.keptPairs) }
      return result
    }
  }

  static func launcher(
    _ ratio: Double, spread: Double = 0.005, offset: Int = 0
  ) -> ScriptedLauncher {
    ScriptedLauncher([
      Body("b", index: 0) { side, launch in
        var generator = SeededGenerator(
          seed: UInt64(launch + offset) &* 7919 &+ (side == .candidate ? 1 : 2))
        let noise = Double.random(in: -spread...spread, using: &generator)
        return 1_000 * (side == .candidate ? ratio : 1) * (1 + noise)
      }
    ])
  }

  static func decision(
    _ result: SuiteMeasurement.Result, _ metric: MetricName = .wallTime
  ) throws -> SequentialRatioTest.Decision {
    let series = try #require(result.benchmarks[0].series(of: metric))
    let planner = try #require(result.planner)
    let planned = try #require(
      planner.test(
        of: .init(
          benchmark: BenchmarkIdentifier("b"), metric: metric, direction: .lowerIsBetter,
          isCounted: false)))
    var figure = FigureTest(
      planned, promises: planner.promises,
      datum: PairedDatum(
        unit: .nanoseconds, iterations: result.benchmarks[0].iterationsPerSample))
    figure.add(series)
    return figure.test.decision
  }

  @Test func `a proven regression stays proven, however lucky the next runs are`() throws {
    var retries = Retries()
    #expect(try Self.decision(try retries.run(Self.launcher(1.3))) == .regressed)
    for seed in 2..<8 {
      // Whatever slowed it down is gone.
      let result = try retries.run(Self.launcher(1, offset: seed * 1000), seed: UInt64(seed))
      #expect(try Self.decision(result) == .regressed)
    }
  }

  @Test func `launches of earlier runs come first, and the next run adds a block at least`() throws
  {
    var retries = Retries()
    let first = try retries.run(Self.launcher(1))
    let before = try #require(first.benchmarks[0].series(of: .wallTime))
    #expect(before.earlierPairs == nil)
    let launcher = Self.launcher(1, offset: 5000)
    let second = try retries.run(launcher)
    let after = try #require(second.benchmarks[0].series(of: .wallTime))
    #expect(after.earlierPairs == before.launches.count)
    #expect(Array(after.launches.prefix(before.launches.count)) == before.launches)
    #expect(after.baselineLaunches?.count == after.launches.count)
    #expect(after.launches.count >= before.launches.count + MeasuredBenchmark.pairsTogether)
    // Samples are as long as they were.
    #expect(second.benchmarks[0].iterationsPerSample == first.benchmarks[0].iterationsPerSample)
    #expect(!launcher.diary.contains { $0.hasSuffix("calibrate") })
    // What is not gated is of this run alone.
    #expect(second.benchmarks[0].series(of: .peakMemory)?.earlierPairs == nil)
    #expect(MeasurementFigures.mean(second)?.earlierPairs == before.launches.count)
  }

  private enum MeasurementFigures {
    static func mean(_ result: SuiteMeasurement.Result) -> MetricSeries? {
      result.benchmarks[0].series(of: .meanTime)
    }
  }

  @Test func `what stays undecided gets more launches each time, up to a limit`() throws {
    var retries = Retries()
    var counts: [Int] = []
    var most = 0
    for seed in 0..<7 {
      // Just on the tolerance, so that nothing is ever proven.
      let result = try retries.run(
        Self.launcher(1.05, spread: 0.1, offset: seed * 1000), seed: 7)
      most = result.keptPairs
      counts.append(result.benchmarks[0].series(of: .wallTime)?.launches.count ?? 0)
      let decision = try Self.decision(result)
      #expect(decision == .undecided || decision == .passed)
    }
    let isRising = zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 }
    #expect(isRising, "\(counts)")
    #expect(counts.allSatisfy { $0 <= most + MeasuredBenchmark.pairsTogether }, "\(counts)")
    #expect(retries.kept?.benchmarks[0].pairCount ?? 0 <= most)
  }

  @Test func `a benchmark at the limit takes one block, which is not kept`() throws {
    var retries = Retries()
    let result = try retries.run(Self.launcher(1))
    let own = try #require(retries.kept?.benchmarks[0])
    var long = own
    while long.pairCount < result.keptPairs { long = long.followed(by: own) }
    retries.kept?.benchmarks[0] = long.keepingPairs(result.keptPairs)
    let next = try retries.run(Self.launcher(1.02, offset: 5000))
    #expect(
      next.benchmarks[0].series(of: .wallTime)?.launches.count
        == result.keptPairs + MeasuredBenchmark.pairsTogether)
    #expect(retries.kept?.benchmarks[0].pairCount == result.keptPairs)
  }

  @Test func `a baseline that fails from the start leaves the earlier launches to be judged`()
    throws
  {
    var retries = Retries()
    _ = try retries.run(Self.launcher(1.3))
    let launcher = Self.launcher(1.3)
    launcher.baselineBodies[0].fault = { _ in .crash }
    let kept = retries.kept?.benchmarks[0]
    let result = try retries.run(launcher)
    #expect(try Self.decision(result) == .regressed)
    #expect(result.benchmarks[0].status == .measured && result.benchmarks[0].baselineFailure != nil)
    #expect(retries.kept?.benchmarks[0] == kept)
  }

  @Test func `a candidate that fails loses no earlier launches`() throws {
    var retries = Retries()
    _ = try retries.run(Self.launcher(1))
    let kept = retries.kept?.benchmarks[0]
    let launcher = Self.launcher(1)
    launcher.bodies[0].fault = { $0 == .candidate ? .crash : nil }
    let result = try retries.run(launcher)
    #expect(result.benchmarks[0].status == .failed && result.benchmarks[0].metrics.isEmpty)
    #expect(retries.kept?.benchmarks[0] == kept)
  }

  @Test(arguments: ["sampling", "together"])
  func `launches of another kind are left out, and the run says so`(_ what: String) throws {
    var retries = Retries()
    _ = try retries.run(Self.launcher(1))
    if what == "sampling" {
      retries.kept?.benchmarks[0].sampling = .perIteration
    } else {
      retries.kept?.benchmarks[0].metrics[0].pairsTogether = BlockSize(rawValue: 4)
    }
    let result = try retries.run(Self.launcher(1))
    #expect(result.benchmarks[0].series(of: .wallTime)?.earlierPairs == nil)
    #expect(result.warnings.contains { $0.contains("of b are not used") })
  }

  @Test func `a seed that is given again draws other orders`() throws {
    func starts(_ launcher: ScriptedLauncher) -> [String] {
      launcher.diary.filter { $0.hasPrefix("start") }
    }
    var retries = Retries()
    let (one, two) = (Self.launcher(1.05, spread: 0.1), Self.launcher(1.05, spread: 0.1))
    _ = try retries.run(one, seed: 3)
    _ = try retries.run(two, seed: 3)
    #expect(starts(one).prefix(40) != starts(two).prefix(40))
  }
}
