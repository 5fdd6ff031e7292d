/// A run without its samples.
public struct RunSummary: Hashable, Sendable, Codable {
  /// The run's identifier.
  public var runID: RunIdentifier

  /// Whether every benchmark was measured.
  public var status: RunStatus

  /// When measuring began.
  public var startedAt: Timestamp

  /// Measuring time in milliseconds.
  public var durationMilliseconds: Int64

  /// The suite that was measured.
  public var suite: SuiteRecord

  /// The machine and toolchain.
  public var environment: EnvironmentRecord

  /// The machines whose launches were put together; absent where one machine measured.
  public var machines: [MachineRecord]?

  /// The settings of the measurement.
  public var settings: MeasurementSettings

  /// How many benchmarks the run has, measured or not.
  public var benchmarkCount: Int

  /// True when only a part of the suite was measured on purpose; absent otherwise.
  public var partial: Bool?

  private enum CodingKeys: String, CodingKey {
    case benchmarkCount = "benchmarks"
    case partial, status, suite, environment, machines, settings
    case runID = "run_id"
    case startedAt = "started_at"
    case durationMilliseconds = "duration_ms"
  }

  /// Summarizes a run.
  public init(_ run: RunRecord) {
    runID = run.runID
    status = run.status
    startedAt = run.startedAt
    durationMilliseconds = run.durationMilliseconds
    suite = run.suite
    environment = run.environment
    machines = run.machines
    settings = run.settings
    partial = run.partial
    benchmarkCount = run.benchmarks.count
  }
}
