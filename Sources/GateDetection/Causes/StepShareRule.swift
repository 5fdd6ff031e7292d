import GateRecords
import GateStatistics

/// Finds the steps of the iteration that caused a changed time, if both sides have steps.
struct StepShareRule {
  private let run: [BenchmarkIdentifier: BenchmarkRecord]
  private let stored: [BenchmarkIdentifier: StoredBenchmark]

  /// The least part of the change that a step must carry to be named.
  private static let leastPart = 0.1
  /// The least change of the whole time that a step must cause to be named.
  private static let leastChange = 0.01
  /// A stored run replaces the baseline's launches if its time differs from theirs by less than this.
  private static let storedDiffers = 0.05

  init(_ run: RunRecord, baseline: StoredBaseline) {
    let own = run.benchmarks.lazy.filter { !$0.steps.isEmpty }.map { ($0.name, $0) }
    self.run = Dictionary(own) { first, _ in first }
    let before = (baseline.sameEnvironment.first?.benchmarks ?? []).lazy
      .filter { !$0.steps.isEmpty }.map { ($0.name, $0) }
    stored = Dictionary(before) { first, _ in first }
  }

  /// Adds the steps to what regressed or improved: of a benchmark's times, to the first.
  func explained(_ findings: [Finding]) -> [Finding] {
    var explainedBefore: Set<BenchmarkIdentifier> = []
    return findings.map { finding in
      guard finding.rule == .regression,
        [.regressed, .improved].contains(finding.judgement.status),
        let metric = finding.metric, [.wallTime, .meanTime].contains(metric),
        let whole = finding.baselineValue, whole > 0, let change = finding.change,
        let benchmark = run[finding.benchmark]
      else { return finding }
      let shares = self.shares(of: benchmark, metric, whole)
        .filter { abs($0.change) >= max(Self.leastChange, Self.leastPart * abs(change.ratio - 1)) }
        .sorted { (abs($1.change), $0.step) < (abs($0.change), $1.step) }
      guard !shares.isEmpty, explainedBefore.insert(finding.benchmark).inserted else {
        return finding
      }
      var explained = finding
      explained.steps = Array(shares.prefix(StepShare.mostSteps))
      return explained
    }
  }

  private func shares(
    of benchmark: BenchmarkRecord, _ metric: MetricName, _ whole: Double
  ) -> [StepShare] {
    guard let series = benchmark.series(of: metric) else { return [] }
    return series.baselineLaunches == nil
      ? storedShares(of: benchmark, metric, whole) : pairedShares(of: benchmark, whole)
  }

  private func pairedShares(of benchmark: BenchmarkRecord, _ whole: Double) -> [StepShare] {
    let series = benchmark.metrics.filter { $0.metric.stepName != nil }
    // Without any step on one side, there is nothing to hold against.
    guard series.contains(where: { $0.baselineLaunches != nil }),
      series.contains(where: { !$0.samples.isEmpty })
    else { return [] }
    return series.map { series in
      share(
        series.metric.stepName ?? "", Self.center(series.launches),
        Self.center(series.baselineLaunches ?? []), whole)
    }
  }

  private func storedShares(
    of benchmark: BenchmarkRecord, _ metric: MetricName, _ whole: Double
  ) -> [StepShare] {
    guard let before = stored[benchmark.name],
      let time = before.series(of: metric)?.figures.median,
      abs(time / whole - 1) < Self.storedDiffers
    else { return [] }
    func nanoseconds(_ name: String, in steps: [StepRecord]) -> Double {
      (steps.first { $0.stepID == name }?.durationMilliseconds ?? 0) * 1e6
    }
    var names = benchmark.steps.map(\.stepID)
    names += before.steps.map(\.stepID).filter { !names.contains($0) }
    return names.map {
      share($0, nanoseconds($0, in: benchmark.steps), nanoseconds($0, in: before.steps), whole)
    }
  }

  private func share(
    _ name: String, _ value: Double, _ baseline: Double, _ whole: Double
  ) -> StepShare {
    StepShare(
      step: name, change: (value - baseline) / whole, value: value, baselineValue: baseline)
  }

  /// The median of the launches' means; 0 for a step that no launch of a side has.
  private static func center(_ launches: [[Double]]) -> Double {
    Percentile.median(of: launches.filter { !$0.isEmpty }.map(Mean.of)) ?? 0
  }
}
