package import GateRecords

/// What a check needs of a run that is stored.
package struct StoredRun: Hashable, Sendable {
  /// The run's own identifier.
  let runID: RunIdentifier
  /// The suite that was measured.
  let suite: SuiteRecord
  /// When measuring began.
  let startedAt: Timestamp
  /// Its benchmarks, in the record's order.
  var benchmarks: [StoredBenchmark]

  /// - Parameters:
  ///   - run: The record; its own benchmarks do not count.
  ///   - benchmarks: What is needed of them.
  package init(_ run: RunRecord, benchmarks: [StoredBenchmark]) {
    runID = run.runID
    suite = run.suite
    startedAt = run.startedAt
    self.benchmarks = benchmarks
  }

  /// Takes what is needed from a whole record.
  package init(_ run: RunRecord) {
    self.init(run, benchmarks: run.benchmarks.map(StoredBenchmark.init))
  }
}

/// What a check needs of a benchmark in a stored run.
package struct StoredBenchmark: Hashable, Sendable {
  /// The benchmark's full name.
  var name: BenchmarkIdentifier
  /// Whether it was measured.
  let status: BenchmarkStatus
  /// What one sample measures.
  let sampling: SamplingMode
  /// The named steps of one iteration.
  let steps: [StepRecord]
  /// One series per metric.
  let metrics: [StoredSeries]

  /// Takes what is needed from a record.
  package init(_ benchmark: BenchmarkRecord) {
    name = benchmark.name
    status = benchmark.status
    sampling = benchmark.sampling
    steps = benchmark.steps
    metrics = benchmark.metrics.map(StoredSeries.init)
  }

  /// The series of one metric, if it was measured.
  func series(of metric: MetricName) -> StoredSeries? { metrics.first { $0.metric == metric } }
}
