import GateRecords
import Testing

@testable import GateMeasurement

@Suite struct SelfComparisonTests {
  private static func run(_ ratios: [Double]) -> RunRecord {
    let series = MetricSeries(
      metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
      launches: ratios.map { [1_000 * $0] }, baselineLaunches: ratios.map { _ in [1_000] })
    let benchmark = BenchmarkRecord(
      name: BenchmarkIdentifier("b"), status: .measured, metrics: [series])
    let failed = BenchmarkRecord(name: BenchmarkIdentifier("f"), status: .failed)
    return RunRecord.example([benchmark, failed])
  }

  private static func check(_ ratios: [Double]) -> SelfComparison {
    SelfComparison(run(ratios), alpha: 0.01) { _ in 0.02 }
  }

  @Test func `a balanced machine raises no alarm and could show small changes`() throws {
    let balanced = (0..<24).map { 1 + Double($0 % 5 - 2) * 0.001 }
    let check = Self.check(balanced)
    let row = try #require(check.rows.first)
    #expect(check.rows.count == 1)
    #expect(row.pairs == 24 && !row.isFalseAlarm)
    #expect((0.0005..<0.003).contains(row.spread))
    #expect((0.0005..<0.01).contains(try #require(row.smallestDetectable)))
    #expect(check.medianSpread == row.spread)
  }

  @Test(arguments: [1.1, 0.9])
  func `a machine that favours one side is found out`(_ ratio: Double) throws {
    let check = Self.check((0..<24).map { ratio + Double($0 % 3) * 0.001 })
    #expect(check.falseAlarms.count == 1)
  }

  @Test func `few pairs show nothing`() throws {
    #expect(try #require(Self.check([1, 1.01, 0.99]).rows.first).smallestDetectable == nil)
  }
}

extension RunRecord {
  /// A record with as little as a test needs to say.
  static func example(_ benchmarks: [BenchmarkRecord]) -> RunRecord {
    let time = Timestamp(millisecondsSinceEpoch: 1_795_238_287_000)
    var generator = SystemRandomNumberGenerator()
    return RunRecord(
      runID: RunIdentifier(time: time, using: &generator), jobID: nil, status: .success,
      startedAt: time, completedAt: time, durationMilliseconds: 0,
      suite: SuiteRecord(name: "suite", programHash: "p", commit: nil, branch: nil),
      baseline: nil,
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "6", architecture: "x86_64", processor: "P",
        processorCount: 2, memoryBytes: 1, virtualization: nil, compiler: "c",
        buildConfiguration: "release", harnessVersion: "0"),
      settings: MeasurementSettings(
        profile: "standard", seed: 1, timeBudgetSeconds: 1, filter: nil, command: []),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }
}
