public import GateRecords

/// Records made by hand, with as little as a test needs to say.
enum Records {
  static let environment = EnvironmentRecord(
    operatingSystem: "linux", kernel: "6.1", architecture: "x86_64", processor: "Test CPU",
    processorCount: 2, memoryBytes: 8_000_000_000, virtualization: nil, compiler: "Swift 6.3",
    buildConfiguration: "release", harnessVersion: "0.1.0")

  static func run(
    _ benchmarks: [BenchmarkRecord], isPaired: Bool = false, leftOut: [String] = []
  ) -> RunRecord {
    run("RUN", benchmarks, isPaired: isPaired, leftOut: leftOut)
  }

  static func run(
    _ id: String, _ benchmarks: [BenchmarkRecord], isPaired: Bool = false,
    leftOut: [String] = [], environment: EnvironmentRecord = environment
  ) -> RunRecord {
    let start = Timestamp(millisecondsSinceEpoch: 1_795_238_287_000)
    var generator = SystemRandomNumberGenerator()
    return RunRecord(
      runID: RunIdentifier(rawValue: id) ?? RunIdentifier(time: start, using: &generator),
      jobID: nil, status: .success, startedAt: start,
      completedAt: Timestamp(millisecondsSinceEpoch: 1_795_238_325_000),
      durationMilliseconds: 38_000,
      suite: SuiteRecord(
        name: "suite", programHash: "new", commit: "0123456789", branch: "change"),
      baseline: isPaired
        ? SuiteRecord(name: "suite", programHash: "old", commit: "4f2c1aa000", branch: "main")
        : nil,
      environment: environment,
      settings: MeasurementSettings(
        profile: "standard", seed: 7, timeBudgetSeconds: 120, filter: nil,
        command: ["speedgate-bench", "run"]),
      benchmarks: benchmarks, leftOut: leftOut.map { BenchmarkIdentifier($0) }, errors: [],
      warnings: [])
  }

  /// A benchmark with wall times, and the baseline's beside them in a paired run.
  static func benchmark(
    _ name: String, _ launches: [[Double]], baseline: [[Double]]? = nil,
    metric: MetricName = .wallTime, unit: MetricUnit = .nanoseconds,
    direction: MetricDirection = .lowerIsBetter, isDeterministic: Bool = false
  ) -> BenchmarkRecord {
    BenchmarkRecord(
      name: BenchmarkIdentifier(name), status: .measured,
      metrics: [
        MetricSeries(
          metric: metric, unit: unit, direction: direction, isDeterministic: isDeterministic,
          launches: launches, baselineLaunches: baseline)
      ])
  }

  /// This many launch pairs of a ratio, with a little scatter that is the same on every call.
  static func pairs(
    _ count: Int, ratio: Double, base: Double = 1_000
  ) -> (candidate: [[Double]], baseline: [[Double]]) {
    let scatter = (0..<count).map { 1 + Double(($0 * 37) % 11 - 5) * 0.0004 }
    return (
      scatter.map { [base * ratio * $0, base * ratio * $0] },
      scatter.map { _ in [base, base] }
    )
  }

  static func paired(_ name: String, ratio: Double, count: Int = 24) -> BenchmarkRecord {
    let pairs = pairs(count, ratio: ratio)
    return benchmark(name, pairs.candidate, baseline: pairs.baseline)
  }

  static func failed(
    _ name: String, _ kind: BenchmarkFailure.Kind, _ message: String, tail: String? = nil
  ) -> BenchmarkRecord {
    BenchmarkRecord(
      name: BenchmarkIdentifier(name), status: kind == .skipped ? .skipped : .failed,
      failure: BenchmarkFailure(kind: kind, message: message, outputTail: tail))
  }
}

extension BenchmarkIdentifier: ExpressibleByStringLiteral {
  /// Names a benchmark by a literal.
  public init(stringLiteral value: String) { self.init(value) }
}
