package import GateRecords

/// Makes a run record of imported results.
package struct RunAssembly: Sendable {
  /// The suite's name, unless the files or the user say another.
  package var format: InterchangeFormat
  /// The name the user gave.
  package var suite: String?
  /// The machine and toolchain, for what the files do not say.
  package var environment: EnvironmentRecord
  /// The commit and branch, for what the files do not say.
  package var revision: SuiteRecord
  /// Whether the files hold a part of the suite only.
  package var isPartial: Bool
  /// When the import happens.
  package var now: Timestamp
  /// The command line that was called.
  package var command: [String]
  /// The command line that repeats the import.
  package var repetition: RepeatCommand?

  /// Prepares an assembly.
  package init(
    format: InterchangeFormat, suite: String?, environment: EnvironmentRecord,
    revision: SuiteRecord, isPartial: Bool = false, now: Timestamp, command: [String],
    repetition: RepeatCommand? = nil
  ) {
    self.format = format
    self.suite = suite
    self.environment = environment
    self.revision = revision
    self.isPartial = isPartial
    self.now = now
    self.command = command
    self.repetition = repetition
  }

  /// The record.
  ///
  /// - Parameter generator: The source of the identifier's random part.
  package func record(
    of results: ImportedResults, using generator: inout some RandomNumberGenerator
  ) -> RunRecord {
    let origin = results.origin
    let benchmarks = results.benchmarks
    let measured = benchmarks.count { $0.status == .measured }
    let started = origin.date ?? now
    let nanoseconds = benchmarks.reduce(0) { $0 + Self.nanoseconds(of: $1) }
    // Thirty years: more is a mistake in the file, and no reason to crash.
    let milliseconds = Int64(min(nanoseconds / 1e6, 1e12))
    let ended = Timestamp(
      millisecondsSinceEpoch: started.millisecondsSinceEpoch + milliseconds)
    // A format may say of the run what failed one of its benchmarks, too.
    let failures = RunRecord.errors(of: benchmarks).filter { !origin.errors.contains($0) }
    let isWhole = origin.errors.isEmpty && !benchmarks.contains { $0.status == .failed }
    return RunRecord(
      runID: origin.runID ?? RunIdentifier(time: started, using: &generator),
      jobID: origin.jobID, status: measured == 0 ? .failure : isWhole ? .success : .partial,
      startedAt: started, completedAt: max(started, origin.completed ?? ended),
      durationMilliseconds: milliseconds,
      suite: SuiteRecord(
        name: suite ?? origin.suite ?? origin.jobID ?? format.rawValue,
        commit: origin.commit ?? revision.commit,
        branch: origin.branch ?? revision.branch,
        hasUncommittedChanges: origin.commit == nil
          ? revision.hasUncommittedChanges : origin.hasUncommittedChanges),
      baseline: nil, environment: environment.with(origin),
      settings: MeasurementSettings(
        profile: MeasurementSettings.importedProfile, seed: 0, timeBudgetSeconds: nil, filter: nil,
        command: command, repetition: repetition),
      benchmarks: benchmarks, leftOut: [], isPartial: isPartial,
      errors: origin.errors + failures,
      warnings: origin.warnings)
  }

  /// The measured time that a benchmark's samples account for; at most a year is believed.
  private static func nanoseconds(of benchmark: BenchmarkRecord) -> Double {
    let times = benchmark.series(of: .wallTime)?.samples ?? []
    return min(times.reduce(0, +) * Double(benchmark.iterationsPerSample), 3.2e16)
  }
}
