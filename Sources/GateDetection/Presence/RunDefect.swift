package import GateRecords

/// Why a run can be neither judged nor stored as a baseline, whatever the budgets say.
package struct RunDefect: Hashable, Sendable, CustomStringConvertible {
  /// The benchmark; nil when it is about the run as a whole.
  package let benchmark: BenchmarkIdentifier?
  /// The defect, without the benchmark's name.
  package let reason: String

  /// One sentence.
  package var description: String { benchmark.map { "\($0): \(reason)" } ?? reason }

  /// Everything that is wrong with a run; empty for one that a gate may pass.
  package static func all(in run: RunRecord) -> [RunDefect] {
    var defects: [RunDefect] = []
    if let contradiction = contradiction(in: run) {
      defects.append(RunDefect(benchmark: nil, reason: contradiction))
    }
    if run.benchmarks.isEmpty {
      defects.append(RunDefect(benchmark: nil, reason: DetectionMessage.noBenchmark.line))
    } else if !run.benchmarks.contains(where: { $0.status == .measured || $0.isUnlaunched }) {
      defects.append(RunDefect(benchmark: nil, reason: DetectionMessage.nothingMeasured.line))
    }
    defects += repeated(in: run).map { RunDefect(benchmark: $0, reason: repetition) }
    for benchmark in run.benchmarks {
      let reasons: [String]
      switch benchmark.status {
      case .measured: reasons = MeasurementDefect.all(in: benchmark, isImported: run.isImported)
      case .failed: reasons = [benchmark.failure?.message ?? DetectionMessage.failedSilently.line]
      case .skipped: reasons = []
      }
      defects += reasons.map { RunDefect(benchmark: benchmark.name, reason: $0) }
    }
    return defects + anchor(of: run)
  }

  /// Returns the defects of the figures that were measured beside the anchor.
  private static func anchor(of run: RunRecord) -> [RunDefect] {
    (run.anchor?.benchmarks ?? []).filter { $0.status == .measured }.flatMap { benchmark in
      MeasurementDefect.all(in: benchmark, isImported: false).map {
        RunDefect(benchmark: benchmark.name, reason: DetectionMessage.besideAnchor($0).line)
      }
    }
  }

  /// More gated metrics than any benchmark has.
  private static let mostMetrics = 1000

  /// More comparisons than the benchmarks of a run, or of all its shards, can have.
  ///
  /// A count that is too large makes every proof too weak, so it is not believed without limit.
  private static func mostComparisons(of run: RunRecord) -> Int {
    let count = max(1, run.benchmarks.count, run.settings.shard?.benchmarkCount ?? 0)
    return min(count, Int.max / mostMetrics) * mostMetrics
  }

  /// Why a run's times, its plan or its benchmarks cannot be; nil when they can.
  package static func contradiction(in run: RunRecord) -> String? {
    if run.completedAt < run.startedAt {
      return DetectionMessage.endsBeforeStart(
        end: run.completedAt.rawValue, start: run.startedAt.rawValue
      ).line
    }
    if run.durationMilliseconds < 0 {
      return DetectionMessage.impossibleDuration(run.durationMilliseconds, besideAnchor: false).line
    }
    if let evidence = run.evidence, evidence.runs < 1 || evidence.earlierPairs < 0 {
      return
        DetectionMessage.impossibleEvidence(pairs: evidence.earlierPairs, runs: evidence.runs).line
    }
    for plan in [run.plan, run.anchor?.plan].compactMap({ $0 })
    where !(1...mostComparisons(of: run)).contains(plan.promises.comparisonCount) {
      return DetectionMessage.impossiblePlan(
        comparisons: plan.promises.comparisonCount, benchmarks: run.benchmarks.count
      ).line
    }
    if let anchor = run.anchor, anchor.durationMilliseconds < 0 {
      return DetectionMessage.impossibleDuration(
        anchor.durationMilliseconds, besideAnchor: true
      ).line
    }
    return contradictionOfContents(in: run)
  }

  /// The benchmarks that a run holds more than once, in its order.
  static func repeated(in run: RunRecord) -> [BenchmarkIdentifier] {
    var counts: [BenchmarkIdentifier: Int] = [:]
    return run.benchmarks.map(\.name).filter { name in
      counts[name, default: 0] += 1
      return counts[name] == 2
    }
  }

  /// The reason for a benchmark that is in the run more than once.
  static let repetition = DetectionMessage.repeated.line
}

extension RunRecord {
  /// Whether another harness measured it.
  var isImported: Bool { settings.profile == MeasurementSettings.importedProfile }
}
