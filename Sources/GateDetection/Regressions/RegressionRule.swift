import GateBudgets
import GateRecords
import GateStatistics

/// The candidate must not be worse than the baseline by more than the tolerance.
struct RegressionRule {
  let run: RunRecord
  let policy: BudgetPolicy
  let options: Check.Options
  /// How many comparisons share the suite's false-alarm rate.
  let comparisonCount: Int

  /// The stored runs that count, each by benchmark, so that none is searched from end to end.
  private let sameEnvironment: [[BenchmarkIdentifier: BenchmarkRecord]]
  private let otherEnvironments: [[BenchmarkIdentifier: BenchmarkRecord]]

  init(run: RunRecord, baseline: StoredBaseline, policy: BudgetPolicy, options: Check.Options) {
    self.run = run
    self.policy = policy
    self.options = options
    func byName(_ runs: [RunRecord]) -> [[BenchmarkIdentifier: BenchmarkRecord]] {
      runs.map { run in
        Dictionary(run.benchmarks.map { ($0.name, $0) }) { first, _ in first }
      }
    }
    sameEnvironment = byName(
      policy.baseline.chosen(from: baseline.sameEnvironment, for: run.startedAt))
    otherEnvironments = byName(baseline.otherEnvironments)
    comparisonCount = run.benchmarks.filter { PresenceRule.isMeasured($0) }.reduce(0) {
      $0 + policy.gatedMetrics(of: $1.name, among: $1.metrics.map(\.metric)).count
    }
  }

  /// One finding for each gated metric of a benchmark.
  func findings(for benchmark: BenchmarkRecord) -> [Finding] {
    benchmark.metrics.compactMap { series in
      let ladder = policy.ladder(for: benchmark.name, metric: series.metric)
      guard let threshold = ladder.decisive else { return nil }
      var comparison = Comparison(
        benchmark: benchmark.name, series: series, ladder: ladder, threshold: threshold,
        promises: .init(
          tolerance: threshold.fraction, alpha: options.alpha, missRate: options.missRate,
          comparisonCount: comparisonCount))
      comparison.clockFloor = clockFloor(of: series, of: benchmark)
      comparison.datum = PairedDatum(
        isTime: series.unit == .nanoseconds, iterations: benchmark.iterationsPerSample)
      return finding(comparison)
    }
  }

  /// Three steps of the clock, shared among the iterations of a sample.
  private func clockFloor(of series: MetricSeries, of benchmark: BenchmarkRecord) -> Double {
    guard series.metric == .wallTime, let clock = run.environment.clock else { return 0 }
    return 3 * clock.stepNanoseconds / Double(max(1, benchmark.iterationsPerSample))
  }

  private func finding(_ comparison: Comparison) -> Finding? {
    if comparison.series.samples.isEmpty {
      // A metric that this machine cannot give is no fault of the change.
      return nil
    }
    let stored = storedSeries(comparison, in: sameEnvironment)
    if comparison.series.isDeterministic,
      let exact = comparison.exact(against: comparison.series.baselineLaunches ?? stored.first)
    {
      return exact
    }
    let noisy = comparison.series.isDeterministic ? comparison.asNoisy() : comparison
    if comparison.series.baselineLaunches != nil { return noisy.paired() }
    if !stored.isEmpty { return noisy.cached(against: stored, reference: reference) }
    let isKnownElsewhere = !storedSeries(comparison, in: otherEnvironments).isEmpty
    return comparison.new(isKnownElsewhere: isKnownElsewhere)
  }

  private var reference: CachedComparison.Reference {
    switch policy.baseline.reference {
    case .newest: .newest
    case .mean: .mean
    case .median: .median
    }
  }

  private func storedSeries(
    _ comparison: Comparison, in runs: [[BenchmarkIdentifier: BenchmarkRecord]]
  ) -> [[[Double]]] {
    runs.compactMap { run in
      run[comparison.benchmark].flatMap {
        $0.status == .measured ? $0.series(of: comparison.series.metric) : nil
      }
    }.filter { $0.unit == comparison.series.unit && !$0.samples.isEmpty }.map(\.launches)
  }
}
