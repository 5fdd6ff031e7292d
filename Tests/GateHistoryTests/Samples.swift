import Foundation
import GateFiles
import GateHistory
import GateRecords
import TestSupport

/// Records made by hand, with as little as a test needs to say.
enum Samples {
  static let environment = EnvironmentRecord(
    operatingSystem: "linux", kernel: "6.1", architecture: "x86_64", processor: "Test CPU",
    processorCount: 2, memoryBytes: 8_000_000_000, virtualization: nil, compiler: "Swift 6.3",
    buildConfiguration: "release", harnessVersion: "0.1.0")

  /// 2026-11-21T08:00:00.000Z.
  static let start = Timestamp(millisecondsSinceEpoch: 1_795_248_000_000)

  static func time(days: Double) -> Timestamp {
    Timestamp(
      millisecondsSinceEpoch: start.millisecondsSinceEpoch + Int64(days * 86_400_000))
  }

  static func run(
    _ id: String, _ benchmarks: [BenchmarkRecord], at time: Timestamp = start,
    branch: String? = "main", commit: String? = "0123456789abcdef",
    environment: EnvironmentRecord = environment, suite: String = "suite"
  ) -> RunRecord {
    var generator = SystemRandomNumberGenerator()
    return RunRecord(
      runID: RunIdentifier(rawValue: id) ?? RunIdentifier(time: time, using: &generator),
      jobID: nil, status: .success, startedAt: time,
      completedAt: Timestamp(millisecondsSinceEpoch: time.millisecondsSinceEpoch + 38_000),
      durationMilliseconds: 38_000,
      suite: SuiteRecord(name: suite, commit: commit, branch: branch), baseline: nil,
      environment: environment,
      settings: MeasurementSettings(
        profile: "standard", seed: 7, timeBudgetSeconds: nil, filter: nil, command: ["bench"]),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }

  static func run(
    _ benchmarks: [BenchmarkRecord], branch: String? = "main"
  ) -> RunRecord {
    run("RUN", benchmarks, branch: branch)
  }

  static func benchmark(
    _ name: String, _ launches: [[Double]], metric: MetricName = .wallTime,
    unit: MetricUnit = .nanoseconds, direction: MetricDirection = .lowerIsBetter,
    steps: [StepRecord] = []
  ) -> BenchmarkRecord {
    BenchmarkRecord(
      name: BenchmarkIdentifier(name), status: .measured,
      metrics: [
        MetricSeries(metric: metric, unit: unit, direction: direction, launches: launches)
      ], steps: steps)
  }

  /// A verdict.
  ///
  /// - Parameters:
  ///   - isCompared: Whether a baseline and an anchor were there to compare with.
  ///   - measured: The benchmarks that have figures.
  static func verdict(
    of run: RunRecord, findings: [Finding] = [],
    at time: Timestamp? = nil, isCompared: Bool = false, measured: [String] = []
  ) -> Verdict {
    Verdict(
      isStrict: false, checkedAt: time ?? run.startedAt, run: RunSummary(run),
      baseline: isCompared
        ? BaselineSummary(
          runID: run.runID, suite: run.suite, startedAt: run.startedAt, runCount: 1,
          isSameEnvironment: true, isPaired: false) : nil,
      anchor: isCompared
        ? AnchorSummary(
          runID: run.runID, suite: run.suite, startedAt: run.startedAt, comparisonCount: 1,
          falseAlarmRate: 0.01, crept: 0, unsettled: 0) : nil,
      policy: DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 1),
      accounting: Accounting(of: findings), findings: findings,
      measurements: measured.map {
        Measurement(
          benchmark: BenchmarkIdentifier($0), metric: .wallTime, unit: .nanoseconds,
          direction: .lowerIsBetter, samples: 50, launches: 5, minimum: 1, mean: 1, median: 1,
          p95: 1, p99: 1, maximum: 1)
      }, warnings: [])
  }

  static func regressed(
    _ name: String, ratio: Double, direction: MetricDirection = .lowerIsBetter
  ) -> Finding {
    // swift-format-ignore: NeverUseForceTry
    try! Finding(
      benchmark: BenchmarkIdentifier(name), rule: .regression, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: direction, status: .regressed,
      severity: .major, value: 100 * ratio, baselineValue: 100,
      change: ChangeEstimate(
        ratio: ratio, low: ratio * 0.99, high: ratio * 1.01, confidence: 0.95, tolerance: 0.05),
      evidence: Evidence(kind: .paired, launches: 14, samples: 140), message: "it got slower")
  }
}

/// A history in a folder that is gone when the test is.
final class TemporaryHistory {
  let log: EventLog
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    log = EventLog(root: folder.path)
  }

  var path: String { folder.path }

  func append(_ run: RunRecord) throws {
    try log.append(RunEvents.lines(of: run, producer: "test/1"))
  }

  func append(_ verdict: Verdict) throws {
    try log.append(VerdictEvents.lines(of: verdict, isAlone: false, producer: "test/1"))
  }

  var file: String { log.path(ofMonth: "2026-11") }

  func text() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

  func write(_ text: String) throws {
    try text.write(toFile: file, atomically: false, encoding: .utf8)
  }

  func histories(_ query: MetricQuery = MetricQuery(EventFilter())) throws -> MetricHistories {
    try query.histories(in: log)
  }

  func values() throws -> [Double] { try histories().series.flatMap { $0.points.map(\.value) } }
}
