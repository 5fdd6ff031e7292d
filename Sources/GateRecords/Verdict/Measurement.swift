/// The figures of one benchmark and metric, for tables.
public struct Measurement: Hashable, Sendable, Codable {
  /// The benchmark.
  public var benchmark: BenchmarkIdentifier

  /// The metric.
  public var metric: MetricName

  /// The unit of the figures.
  public var unit: MetricUnit

  /// Which way the metric gets better.
  public var direction: MetricDirection

  /// How many samples the figures summarize.
  public var samples: Int

  /// How many launches they come from.
  public var launches: Int

  /// The smallest sample.
  public var minimum: Double

  /// The mean.
  public var mean: Double

  /// The median.
  public var median: Double

  /// The nearest-rank 95th percentile.
  public var p95: Double

  /// The nearest-rank 99th percentile.
  public var p99: Double

  /// The largest sample.
  public var maximum: Double

  /// The named steps of one iteration, in the order they first ran; only beside wall time.
  public var steps: [StepRecord]?

  /// Figures derived from the steps; only with steps.
  public var performanceIndicators: PerformanceIndicators?

  private enum CodingKeys: String, CodingKey {
    case benchmark, metric, unit, direction, samples, launches, mean, median, p95, p99, steps
    case minimum = "min"
    case maximum = "max"
    case performanceIndicators = "performance_indicators"
  }

  /// Creates a benchmark's figures.
  public init(
    benchmark: BenchmarkIdentifier, metric: MetricName, unit: MetricUnit,
    direction: MetricDirection, samples: Int, launches: Int, minimum: Double, mean: Double,
    median: Double, p95: Double, p99: Double, maximum: Double, steps: [StepRecord]? = nil,
    performanceIndicators: PerformanceIndicators? = nil
  ) {
    self.benchmark = benchmark
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
    self.steps = steps
    self.performanceIndicators = performanceIndicators
  }
}
