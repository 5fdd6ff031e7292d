/// Everything that one measurement produced: the content of `run.json`.
///
/// The type is its own wire format; `docs/formats/run.md` describes the keys and
/// `docs/schemas/run.schema.json` checks them. Optional keys are left out when absent.
public struct RunRecord: Hashable, Sendable, Codable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.run", version: 1)

  /// The format and its version, read before anything else.
  public var schema: SchemaVersion

  /// The run's own identifier.
  public var runID: RunIdentifier

  /// The identifier of the CI job that ran it, when there is one.
  public var jobID: String?

  /// Whether every benchmark gave a measurement.
  public var status: RunStatus

  /// When measuring began.
  public var startedAt: Timestamp

  /// When measuring ended.
  public var completedAt: Timestamp

  /// Measuring time on the monotonic clock, in milliseconds.
  public var durationMilliseconds: Int64

  /// The suite that was measured.
  public var suite: SuiteRecord

  /// The program that was measured beside it, in a paired run.
  public var baseline: SuiteRecord?

  /// The machine and toolchain.
  public var environment: EnvironmentRecord

  /// The settings of the measurement, with which it can be repeated.
  public var settings: MeasurementSettings

  /// The planned decisions, and the rules by which measuring stopped; absent for imported results.
  public var plan: DecisionPlan?

  /// The machines whose launches were put together, in the order of their launches; absent where one machine
  /// measured, and where machines measured different benchmarks.
  ///
  /// ``environment`` is that of most of them.
  public var machines: [MachineRecord]?

  /// Its launch pairs that earlier runs of the same two programs measured; absent where none did.
  public var evidence: EarlierEvidence?

  /// Where the functions of the measured programs lay; absent where no program is known by its code, as for
  /// commands and imported results.
  public var layouts: LayoutRecord?

  /// The differences in code between the two programs; absent without a program beside it, and where both are one program.
  public var code: CodeComparison?

  /// The study of the spread between layouts; absent if it was not measured.
  public var layoutStudy: LayoutStudy?

  /// The measurement beside the anchor; absent where there is none.
  public var anchor: AnchorMeasurement?

  /// Where the work of benchmarks goes that were looked into after measuring; absent where none was.
  public var profiles: [BenchmarkProfile]?

  /// Every benchmark of the suite that was not filtered out, in the suite's order.
  public var benchmarks: [BenchmarkRecord]

  /// Names that the filter or the shard left out, so that they are not reported as vanished.
  public var leftOut: [BenchmarkIdentifier]

  /// True when only a part of the suite was measured on purpose; absent otherwise.
  ///
  /// Benchmarks that such a run lacks mean nothing, and it never becomes a baseline.
  public var partial: Bool?

  /// Benchmarks that the program measured beside has and the suite does not; absent without any.
  public var baselineOnly: [BenchmarkIdentifier]?

  /// The errors, one sentence each: of the run as a whole, and of each benchmark that failed.
  public var errors: [String]

  /// Warnings about the conditions, one sentence each, ending with advice.
  public var warnings: [String]

  /// Whether only a part of the suite was measured on purpose.
  public var isPartial: Bool { partial ?? false }

  private enum CodingKeys: String, CodingKey {
    case schema
    case runID = "run_id"
    case jobID = "job_id"
    case status
    case startedAt = "started_at"
    case completedAt = "completed_at"
    case durationMilliseconds = "duration_ms"
    case suite, baseline, environment, settings, plan, machines, evidence, layouts, code, anchor,
      profiles, benchmarks
    case leftOut = "left_out"
    case baselineOnly = "baseline_only"
    case layoutStudy = "layout_study"
    case partial, errors, warnings
  }

  /// Creates a record of the current schema.
  public init(
    runID: RunIdentifier, jobID: String?, status: RunStatus, startedAt: Timestamp,
    completedAt: Timestamp, durationMilliseconds: Int64, suite: SuiteRecord,
    baseline: SuiteRecord?, environment: EnvironmentRecord, settings: MeasurementSettings,
    plan: DecisionPlan? = nil, evidence: EarlierEvidence? = nil,
    anchor: AnchorMeasurement? = nil,
    benchmarks: [BenchmarkRecord], leftOut: [BenchmarkIdentifier],
    baselineOnly: [BenchmarkIdentifier]? = nil, isPartial: Bool = false, errors: [String],
    warnings: [String]
  ) {
    schema = Self.schema
    self.runID = runID
    self.jobID = jobID
    self.status = status
    self.startedAt = startedAt
    self.completedAt = completedAt
    self.durationMilliseconds = durationMilliseconds
    self.suite = suite
    self.baseline = baseline
    self.environment = environment
    self.settings = settings
    self.plan = plan
    self.evidence = evidence
    self.anchor = anchor
    self.benchmarks = benchmarks
    self.leftOut = leftOut
    self.baselineOnly = baselineOnly
    partial = isPartial ? true : nil
    self.errors = errors
    self.warnings = warnings
  }
}

/// Whether a run measured all it set out to measure.
public enum RunStatus: String, Hashable, Sendable, Codable {
  /// Every benchmark was measured.
  case success
  /// Some benchmarks were measured, others failed.
  case partial
  /// No benchmark was measured.
  case failure
}

/// The program that holds the benchmarks.
public struct SuiteRecord: Hashable, Sendable, Codable {
  /// The suite's name, by default its program's file name.
  public var name: String

  /// The SHA-256 of the program in lower-case hexadecimal; absent for imported results.
  public var programHash: String?

  /// The commit that was measured, when known.
  public var commit: String?

  /// The branch that was measured, when known.
  public var branch: String?

  /// Whether the work tree held uncommitted changes.
  public var hasUncommittedChanges: Bool?

  /// The command line that was measured, as its user wrote it; absent for suites.
  public var command: String?

  /// The inputs of the program, as the build step found them; absent where they were not examined.
  public var madeOf: MadeOf?

  private enum CodingKeys: String, CodingKey {
    case name, commit, branch, command
    case madeOf = "made_of"
    case programHash = "program_sha256"
    case hasUncommittedChanges = "uncommitted_changes"
  }

  /// Creates a suite's description.
  public init(
    name: String, programHash: String? = nil, commit: String? = nil, branch: String? = nil,
    hasUncommittedChanges: Bool? = nil, command: String? = nil, madeOf: MadeOf? = nil
  ) {
    self.madeOf = madeOf
    self.name = name
    self.programHash = programHash
    self.commit = commit
    self.branch = branch
    self.hasUncommittedChanges = hasUncommittedChanges
    self.command = command
  }
}

/// The settings of a measurement.
public struct MeasurementSettings: Hashable, Sendable, Codable {
  /// The profile's name of results that another harness measured.
  package static let importedProfile = "imported"

  /// The profile's name: quick, standard, thorough, or imported for another harness's results.
  public var profile: String

  /// The seed of every random choice the driver made.
  public var seed: UInt64

  /// The time the driver was allowed, in seconds; absent when unlimited.
  public var timeBudgetSeconds: Double?

  /// The filter pattern, when one was given.
  public var filter: String?

  /// Which share of the suite this was, when several jobs shared it.
  public var shard: ShardRecord?

  /// Which share of the launches this was, when several machines shared them.
  public var machine: MachineShare?

  /// A hash of the candidate's own variables (`--candidate-env`) in a record that was put together from others, whose
  /// command does not hold them; absent without any.
  package var candidateVariablesHash: String?

  /// The command line, program name first.
  public var command: [String]

  /// The command line that repeats it; absent in records of earlier versions.
  public var repetition: RepeatCommand?

  private enum CodingKeys: String, CodingKey {
    case profile, seed, filter, shard, machine, command
    case timeBudgetSeconds = "time_budget_s"
    case candidateVariablesHash = "candidate_env_sha256"
    case repetition = "repeat"
  }

  /// Creates a description of the settings.
  public init(
    profile: String, seed: UInt64, timeBudgetSeconds: Double?, filter: String?,
    shard: ShardRecord? = nil, command: [String], repetition: RepeatCommand? = nil
  ) {
    self.profile = profile
    self.seed = seed
    self.timeBudgetSeconds = timeBudgetSeconds
    self.filter = filter
    self.shard = shard
    self.command = command
    self.repetition = repetition
  }
}

/// One machine's share of the launches of every benchmark.
public struct MachineShare: Hashable, Sendable, Codable {
  /// Which machine, from 1.
  public var index: Int

  /// Of how many.
  public var count: Int

  /// Creates a share; nil where the place is not among them.
  public init?(index: Int, count: Int) {
    guard count >= 1, (1...count).contains(index) else { return nil }
    self.index = index
    self.count = count
  }
}

/// One job's share of a suite.
public struct ShardRecord: Hashable, Sendable, Codable {
  /// Which share, from 1.
  public var index: Int

  /// Of how many.
  public var count: Int

  /// The benchmarks that all shards have between them.
  public var benchmarkCount: Int

  private enum CodingKeys: String, CodingKey {
    case index, count
    case benchmarkCount = "benchmarks"
  }

  /// Creates a share's description.
  public init(index: Int, count: Int, benchmarkCount: Int) {
    self.index = index
    self.count = count
    self.benchmarkCount = benchmarkCount
  }
}
