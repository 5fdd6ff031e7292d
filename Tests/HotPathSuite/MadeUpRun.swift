import GateRecords
import GateStatistics

/// Runs of a suite that does not exist: five launches of 20 samples for each benchmark.
///
/// Equal seeds give equal runs on every machine.
enum MadeUpRun {
  static let suite = "made-up"
  static let samplesPerBenchmark = 100

  /// A run without a program beside it, as it is stored.
  static func stored(_ number: Int, benchmarks count: Int) -> RunRecord {
    var draw = SeededGenerator(seed: UInt64(number) + 1)
    return run(
      number,
      (0..<count).map { place in
        let level = level(of: place)
        return benchmark(place, launches(of: level, count: 5, samples: 20, &draw))
      })
  }

  /// A run of a number of launch pairs for each benchmark; where one is slower, every tenth is, by 20 %.
  static func paired(
    benchmarks count: Int, pairs: Int, isOneSlower: Bool = true
  ) -> RunRecord {
    var draw = SeededGenerator(seed: 7)
    return run(
      1_000,
      (0..<count).map { place in
        let level = level(of: place)
        let candidate = launches(
          of: isOneSlower && place % 10 == 3 ? level * 1.2 : level, count: pairs, samples: 10, &draw
        )
        return benchmark(
          place, candidate,
          baseline: launches(of: level, count: pairs, samples: 10, &draw))
      }, isPaired: true)
  }

  static func name(of place: Int) -> String { "group\(place % 10)/operation\(place / 10)" }

  /// The same for a benchmark in every run, so that only noise is between runs.
  private static func level(of place: Int) -> Double {
    Double(10_000 + (place * 7_919) % 80_000)
  }

  /// Samples within 2 % of a level, in thousandths of a nanosecond, as a clock gives them.
  private static func launches(
    of level: Double, count: Int, samples: Int, _ draw: inout SeededGenerator
  ) -> [[Double]] {
    (0..<count).map { _ in
      (0..<samples).map { _ in
        (level * Double.random(in: 0.98...1.02, using: &draw) * 1_000).rounded() / 1_000
      }
    }
  }

  private static func benchmark(
    _ place: Int, _ launches: [[Double]], baseline: [[Double]]? = nil
  ) -> BenchmarkRecord {
    BenchmarkRecord(
      name: BenchmarkIdentifier(name(of: place)), tags: ["group\(place % 10)"], status: .measured,
      iterationsPerSample: 40,
      metrics: [
        MetricSeries(
          metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: launches,
          baselineLaunches: baseline)
      ])
  }

  private static func run(
    _ number: Int, _ benchmarks: [BenchmarkRecord], isPaired: Bool = false
  ) -> RunRecord {
    let start = Timestamp(millisecondsSinceEpoch: 1_795_000_000_000 + Int64(number) * 86_400_000)
    var draw = SeededGenerator(seed: UInt64(number))
    return RunRecord(
      runID: RunIdentifier(time: start, using: &draw), jobID: nil, status: .success,
      startedAt: start,
      completedAt: Timestamp(millisecondsSinceEpoch: start.millisecondsSinceEpoch + 60_000),
      durationMilliseconds: 60_000,
      suite: SuiteRecord(
        name: suite, programHash: "candidate", commit: "0123456789", branch: "main"),
      baseline: isPaired
        ? SuiteRecord(name: suite, programHash: "baseline", commit: "4f2c1aa000", branch: "main")
        : nil,
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "6.1", architecture: "x86_64", processor: "Made-up",
        processorCount: 2, memoryBytes: 8_000_000_000, virtualization: nil, compiler: "Swift 6.3",
        buildConfiguration: "release", harnessVersion: "0.1.0"),
      settings: MeasurementSettings(
        profile: "standard", seed: 7, timeBudgetSeconds: 120, filter: nil,
        command: ["speedgate-bench", "run"]),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }
}
