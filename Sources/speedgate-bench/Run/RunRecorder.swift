import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// Makes run records of what measurements give.
struct RunRecorder {
  let context: CommandContext
  let options: SuiteMeasurement.Options
  private let arguments: ParsedArguments
  let startedAt: Timestamp
  private let watch = MachineWatch()
  /// The identifier of the run, which its slices have, too.
  let runID: RunIdentifier

  /// - Parameter arguments: The arguments of the call, which a repetition uses again.
  init(
    _ arguments: ParsedArguments, _ context: CommandContext, options: SuiteMeasurement.Options
  ) {
    self.arguments = arguments
    self.context = context
    self.options = options
    startedAt = Timestamp(millisecondsSinceEpoch: context.now())
    var generator = SystemRandomNumberGenerator()
    runID = RunIdentifier(time: startedAt, using: &generator)
  }

  /// Returns the measured suite, with its revision.
  func suite(_ name: String, programHash: String?, madeOf: MadeOf? = nil) -> SuiteRecord {
    let revision = SourceRevision(
      environment: context.environment, directory: context.currentDirectory)
    return SuiteRecord(
      name: name, programHash: programHash, commit: revision.commit, branch: revision.branch,
      hasUncommittedChanges: revision.hasUncommittedChanges, madeOf: madeOf)
  }

  private func withIndicators(_ benchmark: BenchmarkRecord) -> BenchmarkRecord {
    var completed = benchmark
    completed.performanceIndicators = options.indicators.indicators(of: benchmark.steps)
    return completed
  }

  /// The record of a measurement that has just ended.
  func record(
    _ result: SuiteMeasurement.Result, suite: SuiteRecord, baseline: SuiteRecord?,
    anchor: AnchorMeasurement? = nil, buildFlags: String? = nil, warnings: [String]
  ) -> RunRecord {
    let completed = Timestamp(millisecondsSinceEpoch: context.now())
    let failures = result.benchmarks.count { $0.status == .failed }
    let measured = result.benchmarks.count { $0.status == .measured || $0.isUnlaunched }
    // A shard that drew no benchmark did all it was asked.
    let isEmptyShard = result.benchmarks.isEmpty && result.shard != nil
    var record = RunRecord(
      runID: runID,
      jobID: context.environment["GITHUB_RUN_ID"] ?? context.environment["CI_JOB_ID"],
      status: measured == 0 && !isEmptyShard ? .failure : failures > 0 ? .partial : .success,
      startedAt: startedAt, completedAt: completed,
      durationMilliseconds: completed.millisecondsSinceEpoch - startedAt.millisecondsSinceEpoch,
      suite: suite, baseline: baseline,
      environment: EnvironmentProbe.record(for: result.greeting, buildFlags: buildFlags),
      settings: MeasurementSettings(
        profile: options.profile.rawValue, seed: options.seed,
        timeBudgetSeconds: options.timeBudget,
        filter: options.selection.text, shard: result.shard,
        command: ["speedgate-bench"] + CommandLine.arguments.dropFirst(),
        repetition: arguments.repeatCommand(
          seed: options.seed, reading: ["stdin", "file"].compactMap { arguments.value($0) })),
      plan: result.planner.map { $0.plan(for: Self.figures(of: result.benchmarks)) },
      anchor: anchor,
      benchmarks: located(result.benchmarks).map(withIndicators), leftOut: result.leftOut,
      baselineOnly: result.baselineOnly.isEmpty ? nil : result.baselineOnly,
      errors: RunRecord.errors(of: result.benchmarks),
      warnings: result.warnings + warnings + watch.warnings())
    record.settings.machine = options.machine
    return record
  }

  /// Benchmarks with the places of their declarations in the repository.
  private func located(_ benchmarks: [BenchmarkRecord]) -> [BenchmarkRecord] {
    let git = GitCommand(directory: context.currentDirectory)
    return SourceFiles(declaring: benchmarks, in: git).located(benchmarks)
  }

  /// Every metric that both sides gave.
  private static func figures(
    of benchmarks: [BenchmarkRecord]
  ) -> [DecisionPlanner.Figure] {
    benchmarks.flatMap { benchmark in
      benchmark.metrics.filter { $0.baselineLaunches != nil }.map { series in
        DecisionPlanner.Figure(
          benchmark: benchmark.name, metric: series.metric, direction: series.direction,
          isCounted: series.isDeterministic)
      }
    }
  }
}
