import GateRecords
import GateStatistics

extension Measurement {
  /// The figures of every metric of a benchmark.
  static func all(of benchmark: BenchmarkRecord) -> [Measurement] {
    benchmark.metrics.compactMap { series in
      guard let summary = SampleSummary(series.samples) else { return nil }
      let hasSteps = series.metric == .wallTime && !benchmark.steps.isEmpty
      return Measurement(
        benchmark: benchmark.name, metric: series.metric, unit: series.unit,
        direction: series.direction, samples: summary.count, launches: series.launches.count,
        minimum: summary.minimum, mean: summary.mean, median: summary.median, p95: summary.p95,
        p99: summary.p99, maximum: summary.maximum, steps: hasSteps ? benchmark.steps : nil,
        performanceIndicators: hasSteps ? benchmark.performanceIndicators : nil)
    }
  }
}
