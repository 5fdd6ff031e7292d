import GateRecords

/// Finds contradictions between a run's benchmarks and its plan, its settings, or each other.
extension RunDefect {
  /// The first such contradiction; nil without any.
  static func contradictionOfContents(in run: RunRecord) -> String? {
    contradictionOfBenchmarks(run.benchmarks, isImported: run.isImported)
      ?? run.anchor.flatMap { contradictionOfBenchmarks($0.benchmarks, isImported: false) }
      ?? run.plan.flatMap { contradiction(of: $0, with: run.benchmarks, besideAnchor: false) }
      ?? run.anchor.flatMap {
        contradiction(
          of: $0.plan, with: $0.benchmarks, besideAnchor: true)
      }
      ?? run.contradictionOfCode ?? strayAnchor(of: run) ?? strayLeftOut(of: run)
      ?? contradictionOfLayouts(in: run) ?? run.contradictionOfProfiles
      ?? run.contradictionOfMachines
  }

  /// The first benchmark that contradicts itself, or gives a known metric a meaning that it cannot have.
  ///
  /// Another harness may have metrics of these names with units of its own, which no limit in another unit
  /// judges. A direction of its own would turn a ceiling into a floor.
  private static func contradictionOfBenchmarks(
    _ benchmarks: [BenchmarkRecord], isImported: Bool
  ) -> String? {
    benchmarks.lazy.compactMap { benchmark -> String? in
      let reason =
        benchmark.contradiction
        ?? benchmark.metrics.lazy.compactMap {
          isImported ? $0.directionContradiction : $0.vocabularyContradiction
        }.first
      return reason.map {
        DetectionMessage.contradiction(benchmark.name, $0, isImported: isImported).line
      }
    }.first
  }

  /// A plan is made of the figures that both sides gave, so what it names must be there.
  private static func contradiction(
    of plan: DecisionPlan, with benchmarks: [BenchmarkRecord], besideAnchor: Bool
  ) -> String? {
    let known = Dictionary(benchmarks.map { ($0.name, $0) }) { first, _ in first }
    return plan.tests.lazy.compactMap { test -> String? in
      guard let benchmark = known[test.benchmark] else {
        return DetectionMessage.strayTest(test.benchmark, besideAnchor: besideAnchor).line
      }
      guard benchmark.status == .measured, let series = benchmark.series(of: test.metric) else {
        return nil
      }
      guard series.direction == test.direction else {
        return DetectionMessage.otherDirection(
          benchmark.name, test.metric, run: series.direction.rawValue,
          plan: test.direction.rawValue, besideAnchor: besideAnchor
        ).line
      }
      return nil
    }.first
  }

  private static func strayAnchor(of run: RunRecord) -> String? {
    let own = Set(run.benchmarks.map(\.name))
    return run.anchor?.benchmarks.first { !own.contains($0.name) }.map {
      DetectionMessage.strayAnchor($0.name).line
    }
  }

  /// Only a filter or a shard leaves benchmarks out; a merge of all shards contains them again.
  private static func strayLeftOut(of run: RunRecord) -> String? {
    guard run.settings.filter == nil, run.settings.shard == nil, !run.isPartial,
      run.machines == nil,
      let name = run.leftOut.first
    else { return nil }
    return DetectionMessage.strayLeftOut(name).line
  }

  /// A layout study must be of this suite on this kind of machine, and its benchmarks must be in the run.
  private static func contradictionOfLayouts(in run: RunRecord) -> String? {
    guard let study = run.layoutStudy else { return nil }
    if let reason = study.contradiction { return DetectionMessage.layoutStudy(reason).line }
    guard study.environmentKey == run.environment.key, study.suite == run.suite.name else {
      return DetectionMessage.layoutStudyElsewhere(
        suite: study.suite, environment: study.environmentKey
      ).line
    }
    let own = Set(run.benchmarks.map(\.name))
    return study.benchmarks.first { !own.contains($0.benchmark) }.map {
      DetectionMessage.strayLayout($0.benchmark).line
    }
  }
}
