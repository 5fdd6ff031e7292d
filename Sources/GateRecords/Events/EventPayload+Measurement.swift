/// The payload of `run_finished`: how a run went as a whole.
package struct RunFinished: Hashable, Sendable, Codable {
  /// Whether every benchmark was measured.
  package var status: RunStatus
  /// Measuring time in milliseconds.
  package var durationMilliseconds: Int64
  /// The profile's name.
  package var profile: String
  /// The identifier of the CI job.
  package var jobID: String?
  /// When measuring ended; absent where only a verdict was at hand.
  package var completedAt: Timestamp?
  /// How many benchmarks were measured.
  package var measured: Int
  /// How many could not be measured.
  package var failed: Int
  /// Rows read and written by the named steps of all benchmarks; absent when no step says.
  package var rowsRead: Int64?
  /// Rows written by the named steps of all benchmarks; absent when no step says.
  package var rowsWritten: Int64?
  /// The errors of the run as a whole, one sentence each.
  package var errors: [String]

  private enum CodingKeys: String, CodingKey {
    case status, profile, measured, failed, errors
    case durationMilliseconds = "duration_ms"
    case jobID = "job_id"
    case completedAt = "completed_at"
    case rowsRead = "rows_read"
    case rowsWritten = "rows_written"
  }

  /// Creates a payload.
  package init(
    status: RunStatus, durationMilliseconds: Int64, profile: String, jobID: String?,
    completedAt: Timestamp?, measured: Int, failed: Int, rowsRead: Int64?, rowsWritten: Int64?,
    errors: [String]
  ) {
    self.status = status
    self.durationMilliseconds = durationMilliseconds
    self.profile = profile
    self.jobID = jobID
    self.completedAt = completedAt
    self.measured = measured
    self.failed = failed
    self.rowsRead = rowsRead
    self.rowsWritten = rowsWritten
    self.errors = errors
  }
}

/// The payload of `benchmark_result`: the figures of all metrics of one benchmark.
package struct BenchmarkResult: Hashable, Sendable, Codable {
  /// The benchmark.
  package var benchmark: BenchmarkIdentifier
  /// Whether it was measured.
  package var status: BenchmarkStatus
  /// Why it was not measured.
  package var failure: String?
  /// One entry a metric.
  package var metrics: [MetricFigures]

  /// Creates a payload.
  package init(
    benchmark: BenchmarkIdentifier, status: BenchmarkStatus, failure: String?,
    metrics: [MetricFigures]
  ) {
    self.benchmark = benchmark
    self.status = status
    self.failure = failure
    self.metrics = metrics
  }
}

/// The figures of one metric, per iteration and in its base unit.
///
/// Whole numbers are exact; others keep ten significant digits, which is far below any noise and
/// keeps the log small. The archive holds the run as it was.
package struct MetricFigures: Hashable, Sendable, Codable {
  /// The metric.
  package var metric: MetricName
  /// The unit.
  package var unit: MetricUnit
  /// Which way the metric gets better.
  package var direction: MetricDirection
  /// How many samples there are.
  package var samples: Int
  /// How many launches they come from.
  package var launches: Int
  /// The smallest sample.
  package var minimum: Double
  /// The mean.
  package var mean: Double
  /// The nearest-rank median.
  package var median: Double
  /// The nearest-rank 95th percentile.
  package var p95: Double
  /// The nearest-rank 99th percentile.
  package var p99: Double
  /// The largest sample.
  package var maximum: Double
  /// The lower end of the median's 95 % interval over launches; absent when they bound nothing.
  package var low: Double?
  /// The upper end of the median's 95 % interval over launches; absent when they bound nothing.
  package var high: Double?

  private enum CodingKeys: String, CodingKey {
    case metric, unit, direction, samples, launches, mean, median, p95, p99, low, high
    case minimum = "min"
    case maximum = "max"
  }

  /// Creates figures.
  package init(
    metric: MetricName, unit: MetricUnit, direction: MetricDirection, samples: Int, launches: Int,
    minimum: Double, mean: Double, median: Double, p95: Double, p99: Double, maximum: Double,
    low: Double? = nil, high: Double? = nil
  ) {
    self.metric = metric
    self.unit = unit
    self.direction = direction
    self.samples = samples
    self.launches = launches
    self.minimum = minimum
    self.mean = mean
    self.median = median
    self.p95 = p95
    self.p99 = p99
    self.maximum = maximum
    self.low = low
    self.high = high
  }
}

/// The payload of `step_timings`: the named steps of one benchmark, in the order in which they first ran.
package struct StepTimings: Hashable, Sendable, Codable {
  /// The benchmark.
  package var benchmark: BenchmarkIdentifier
  /// The steps.
  package var steps: [StepRecord]
  /// The step that took longest, the first of them on a tie.
  package var bottleneckStep: String?

  private enum CodingKeys: String, CodingKey {
    case benchmark, steps
    case bottleneckStep = "bottleneck_step"
  }

  /// Creates a payload and finds the bottleneck.
  package init(benchmark: BenchmarkIdentifier, steps: [StepRecord]) {
    self.benchmark = benchmark
    self.steps = steps
    let longest = steps.map(\.durationMilliseconds).max()
    bottleneckStep = steps.first { $0.durationMilliseconds == longest }?.stepID
  }
}
