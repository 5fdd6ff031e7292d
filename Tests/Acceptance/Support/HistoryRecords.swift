import Foundation
import GateFiles
import GateRecords
import TestSupport

/// Runs and verdicts for a history, made of figures instead of measurements.
enum HistoryRecords {
  /// 1 October 2026, 06:00.
  private static let start: Int64 = 1_790_834_400_000
  private static let day: Int64 = 86_400_000

  static let environment = EnvironmentRecord(
    operatingSystem: "linux", kernel: "6.1", architecture: "x86_64", processor: "Test CPU",
    processorCount: 2, memoryBytes: 8_000_000_000, virtualization: nil, compiler: "Swift 6.3",
    buildConfiguration: "release", harnessVersion: "0.1.0")

  static func time(day number: Int) -> Timestamp {
    Timestamp(millisecondsSinceEpoch: start + Int64(number) * day)
  }

  /// A hash of forty digits that names the day.
  static func commit(day number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 2 - digits.count) + digits
      + String(repeating: "abcdef0123456789ab", count: 3).prefix(38)
  }

  /// The run of a day: a parser that gets a fifth slower on day 24, a simulation of three years, and
  /// a match rate.
  static func run(day number: Int, branch: String = "main") -> RunRecord {
    let wobble = Double(number * 7 % 11) / 1000
    let level: Double = number < 24 ? 1 : 1.2
    var benchmarks = [
      benchmark("parse/order", .wallTime, 1_200_000 * level * (1 + wobble)),
      benchmark(
        "match/rate", MetricName(rawValue: "match_rate"), 0.7 + wobble, unit: .ratio,
        direction: .higherIsBetter),
    ]
    for year in 1...3 {
      benchmarks.append(
        benchmark("simulation{year=\(year)}", .wallTime, Double(year) * 10e9 * (1 + wobble / 10)))
    }
    benchmarks[2].steps = [
      StepRecord(stepID: "read", durationMilliseconds: 2134, rowsRead: 60, rowsWritten: nil),
      StepRecord(stepID: "score", durationMilliseconds: 7866, rowsRead: 489, rowsWritten: 429),
    ]
    let time = time(day: number)
    let id = RunIdentifier(rawValue: "RUN-\(branch)-\(number)")
    var generator = SystemRandomNumberGenerator()
    return RunRecord(
      runID: id ?? RunIdentifier(time: time, using: &generator), jobID: "job-\(number)",
      status: .success, startedAt: time,
      completedAt: Timestamp(millisecondsSinceEpoch: time.millisecondsSinceEpoch + 95_000),
      durationMilliseconds: 95_000,
      suite: SuiteRecord(name: "orders", commit: commit(day: number), branch: branch),
      baseline: nil, environment: environment,
      settings: MeasurementSettings(
        profile: "standard", seed: 7, timeBudgetSeconds: nil, filter: nil, command: ["bench"]),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }

  /// The verdict on a day's run: the slower parser fails it for six days, and every eighth day the
  /// simulation breaks its service level.
  static func verdict(of run: RunRecord, day number: Int) -> Verdict {
    var findings = [level(number % 8 == 7 ? .breach : number % 8 == 6 ? .warning : .within)]
    findings.append((24..<30).contains(number) ? regression : noRegression)
    return verdict(of: run, findings)
  }

  static func verdict(of run: RunRecord, _ findings: [Finding]) -> Verdict {
    Verdict(
      isStrict: false,
      checkedAt: Timestamp(millisecondsSinceEpoch: run.startedAt.millisecondsSinceEpoch + 99_000),
      run: RunSummary(run),
      baseline: BaselineSummary(
        runID: run.runID, suite: run.suite, startedAt: run.startedAt, runCount: 1,
        isSameEnvironment: true, isPaired: true),
      policy: DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 5),
      accounting: Accounting(of: findings), findings: findings, measurements: [], warnings: [])
  }

  // swift-format-ignore: NeverUseForceTry
  static let regression = try! Finding(
    benchmark: BenchmarkIdentifier("parse/order"), rule: .regression, metric: .wallTime,
    statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter, status: .regressed,
    severity: .minor, value: 1_440_000, baselineValue: 1_200_000,
    change: ChangeEstimate(ratio: 1.2, low: 1.19, high: 1.21, confidence: 0.95, tolerance: 0.05),
    evidence: Evidence(kind: .paired, launches: 14, samples: 140), message: "it got slower")

  // swift-format-ignore: NeverUseForceTry
  static let noRegression = try! Finding(
    benchmark: BenchmarkIdentifier("parse/order"), rule: .regression, metric: .wallTime,
    statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter, status: .passed,
    value: 1_200_000, baselineValue: 1_200_000,
    change: ChangeEstimate(ratio: 1, low: 0.99, high: 1.01, confidence: 0.95, tolerance: 0.05),
    evidence: Evidence(kind: .paired, launches: 14, samples: 140), message: "it held")

  static func level(_ status: ServiceLevelStatus) -> Finding {
    let value: Double = status == .within ? 30e9 : status == .warning ? 100e9 : 125e9
    // swift-format-ignore: NeverUseForceTry
    return try! Finding(
      benchmark: BenchmarkIdentifier("simulation{year=3}"), rule: .serviceLevel, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter,
      status: status == .breach ? .overBudget : .passed, severity: nil, value: value,
      serviceLevel: ServiceLevelEvidence(
        status: status, category: status == .within ? .excellent : .critical, warning: 90e9,
        breach: 120e9, rationale: nil, source: "budgets/orders.json5:3"),
      evidence: Evidence(kind: .observed, launches: 5, samples: 15), message: "a service level")
  }

  private static func benchmark(
    _ name: String, _ metric: MetricName, _ value: Double, unit: MetricUnit = .nanoseconds,
    direction: MetricDirection = .lowerIsBetter
  ) -> BenchmarkRecord {
    let launches = (0..<7).map { launch in
      (0..<3).map { sample in value * (1 + Double(launch - 3 + sample - 1) / 5000) }
    }
    return BenchmarkRecord(
      name: BenchmarkIdentifier(name), status: .measured,
      metrics: [MetricSeries(metric: metric, unit: unit, direction: direction, launches: launches)])
  }

  /// Writes a run and its verdict, and appends them with the real command.
  static func append(
    _ run: RunRecord, _ verdict: Verdict, in scratch: TemporaryFolder
  ) throws -> Executable.Outcome {
    try RecordFile.write(run, to: scratch.file("run.json"))
    try RecordFile.write(verdict, to: scratch.file("verdict.json"))
    return try Executable.detect.run(
      "history", "append", "run.json", "verdict.json", folder: scratch.path)
  }
}
