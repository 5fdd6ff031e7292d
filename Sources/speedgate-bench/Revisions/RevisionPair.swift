import Foundation
import GateBudgets
import GateCommandLine
import GateDetection
import GateFiles
import GateMeasurement
import GateRecords
import GateRevisions

/// Measures one revision's program beside another's and judges the run, as 'run' and 'check' do.
struct RevisionPair {
  /// The record and its verdict.
  struct Outcome {
    let run: RunRecord
    let verdict: Verdict
  }

  /// The options of `run` that are handed on.
  static let options: [OptionDefinition] =
    [
      MeasuringOptions.profile,
      .value(
        "time-budget", "TIME",
        "Stop each pair of programs after this time, such as 60s or 5m (default: \(MeasuringOptions.defaults))."
      ),
      MeasuringOptions.seed,
      LayoutChoice.option, SameCodeOption.option, RunExplanation.option,
    ] + SuitePolicy.options + SelectionOptions.definitions

  private static let handedOn = [
    "profile", "time-budget", "seed", "layouts", "same-code", "explain", "budgets", "policy-from",
    "alpha",
    "filter", "filter-regex", "tag",
  ]

  let arguments: ParsedArguments
  let context: CommandContext

  /// Measures and judges.
  ///
  /// - Parameter file: Where the record is written.
  /// - Throws: The error of `run`; nothing can be judged then.
  func measured(
    _ candidate: (path: String, revision: RevisionRecord),
    beside reference: (path: String, revision: RevisionRecord), file: String
  ) async throws -> Outcome {
    var quiet = context
    // The table comes from the verdict.
    quiet.out = { _ in }
    let words =
      [candidate.path, "--against", reference.path, "--output", file]
      + Self.handedOn.flatMap { name in arguments.values(name).map { "--\(name)=\($0)" } }
      + (arguments.flag("quiet") ? ["--quiet"] : [])
    let parsed = try ParsedArguments(words, definition: Command.run.definition)
    let status = try await Command.run.perform(parsed, quiet)
    guard status == .passed else {
      throw UsageError(BenchMessage.commitNotMeasured(commit: candidate.revision.label))
    }
    var run = try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: file)
    run.suite.name(candidate.revision)
    run.baseline?.name(reference.revision)
    run.settings.command = ["speedgate-bench"] + CommandLine.arguments.dropFirst()
    run.settings.repetition = arguments.repeatCommand(seed: run.settings.seed)
    try RecordFile.write(run, to: file)
    let policies = try JudgingPolicy(
      budgets: arguments.value("budgets"), policyFrom: arguments.value("policy-from"),
      suite: run.suite.name, folder: context.currentDirectory)
    let verdict = Check(
      run: run, baseline: .none, policy: policies.judging,
      options: .init(
        alpha: try arguments.share("alpha") ?? 0.01,
        checkedAt: Timestamp(millisecondsSinceEpoch: context.now()),
        policyChanges: policies.isFromElsewhere
          ? PolicyDifference.changes(from: policies.judging, to: policies.own, in: run) : nil)
    ).verdict()
    return Outcome(run: run, verdict: verdict)
  }
}

extension SuiteRecord {
  /// Names the commit that was measured, which is not the one that is checked out.
  fileprivate mutating func name(_ revision: RevisionRecord) {
    commit = revision.commit
    branch = nil
    hasUncommittedChanges = revision.hasUncommittedChanges ?? false
  }
}

extension RevisionComparison.Row {
  /// The typical times of a verdict.
  init(_ revision: RevisionRecord, _ verdict: Verdict) {
    let benchmarks = verdict.findings.compactMap { finding -> RevisionComparison.Benchmark? in
      guard finding.metric == .wallTime, finding.rule == .regression, let change = finding.change
      else { return nil }
      return RevisionComparison.Benchmark(
        finding.benchmark, status: finding.status, ratio: change.ratio, low: change.low,
        high: change.high)
    }
    let logarithms = benchmarks.map(\.ratio).filter { $0 > 0 && $0.isFinite }.map { log($0) }
    self.init(
      revision, outcome: verdict.outcome,
      ratio: logarithms.isEmpty
        ? nil : exp(logarithms.reduce(0, +) / Double(logarithms.count)),
      benchmarks: benchmarks)
  }
}
