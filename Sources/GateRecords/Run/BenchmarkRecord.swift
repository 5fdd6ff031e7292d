/// The results of one benchmark in one run.
public struct BenchmarkRecord: Hashable, Sendable, Codable {
  /// The benchmark's full name.
  public var name: BenchmarkIdentifier

  /// Free labels the suite gave it.
  public var tags: [String]

  /// Whether it was measured.
  public var status: BenchmarkStatus

  /// Why it was not measured; present exactly when the status is not `measured`.
  public var failure: BenchmarkFailure?

  /// Why the baseline's program stopped giving figures of it, though it has the benchmark; absent when
  /// it did not stop.
  public var baselineFailure: BenchmarkFailure?

  /// Whether the baseline's program measures a benchmark that this one skipped; absent where it was not asked,
  /// and where it does not.
  public var baselineMeasures: Bool?

  /// The size of one sample.
  public var sampling: SamplingMode

  /// Iterations in one sample, before jitter.
  public var iterationsPerSample: Int

  /// One series per metric.
  public var metrics: [MetricSeries]

  /// The named steps of one iteration, in the order they first ran.
  public var steps: [StepRecord]

  /// Figures derived from the steps; absent without steps.
  public var performanceIndicators: PerformanceIndicators?

  /// The digest of its result, for variants that must compute the same.
  public var resultDigest: String?

  /// Notes for the reader of this measurement, one sentence each.
  public var notes: [String]

  /// For each launch, the samples during which the system took the processor away, by their place
  /// in the launch; nil when it never did.
  ///
  /// The elapsed time of such a sample is not the program's alone. A benchmark that uses several
  /// threads marks none: its own threads take processors from each other.
  public var disturbedSamples: [[Int]]?

  /// The benchmark that must give the same result; absent when it declares none.
  public var sameResultAs: BenchmarkIdentifier?

  /// The changes of state of its circuit breakers, launch after launch; absent when there were none.
  public var breakerEvents: [BreakerEvent]?

  /// True where it is proven to execute the same code as in the baseline's program; absent otherwise.
  ///
  /// Such a benchmark has no partner: nothing can be compared.
  public var sameCode: Bool?

  /// Why it is not proven to execute the same code, the first reasons; absent where it was not examined, and where it
  /// is.
  public var codeDoubts: [String]?

  /// Which of the functions that it executes changed, by name, the first of them; absent where it is not known what
  /// it executes, and where its code is the same.
  public var changedFunctions: [String]?

  /// Where it is declared; absent where its suite does not say, and where no file of the repository is meant.
  public var source: SourcePlace?

  private enum CodingKeys: String, CodingKey {
    case name, tags, status, failure, sampling, metrics, steps, notes, source
    case baselineFailure = "baseline_failure"
    case baselineMeasures = "baseline_measures"
    case iterationsPerSample = "iterations_per_sample"
    case performanceIndicators = "performance_indicators"
    case resultDigest = "result_digest"
    case disturbedSamples = "disturbed_samples"
    case sameResultAs = "same_result_as"
    case breakerEvents = "breaker_events"
    case sameCode = "same_code"
    case codeDoubts = "code_doubts"
    case changedFunctions = "changed_functions"
  }

  /// Creates a benchmark's record.
  public init(
    name: BenchmarkIdentifier, tags: [String] = [], status: BenchmarkStatus,
    failure: BenchmarkFailure? = nil, baselineFailure: BenchmarkFailure? = nil,
    baselineMeasures: Bool? = nil, sampling: SamplingMode = .batched,
    iterationsPerSample: Int = 1, metrics: [MetricSeries] = [], steps: [StepRecord] = [],
    performanceIndicators: PerformanceIndicators? = nil, resultDigest: String? = nil,
    notes: [String] = [], disturbedSamples: [[Int]]? = nil,
    sameResultAs: BenchmarkIdentifier? = nil, breakerEvents: [BreakerEvent]? = nil
  ) {
    self.name = name
    self.tags = tags
    self.status = status
    self.failure = failure
    self.baselineFailure = baselineFailure
    self.baselineMeasures = baselineMeasures
    self.sampling = sampling
    self.iterationsPerSample = iterationsPerSample
    self.metrics = metrics
    self.steps = steps
    self.performanceIndicators = performanceIndicators
    self.resultDigest = resultDigest
    self.notes = notes
    self.disturbedSamples = disturbedSamples
    self.sameResultAs = sameResultAs
    self.breakerEvents = breakerEvents
  }

  /// The series of one metric, if it was measured.
  public func series(of metric: MetricName) -> MetricSeries? {
    metrics.first { $0.metric == metric }
  }
}

/// Whether a benchmark gave a measurement.
public enum BenchmarkStatus: String, Hashable, Sendable, Codable {
  /// It was measured.
  case measured
  /// It could not be measured.
  case failed
  /// The suite, an open circuit breaker or the proof of same code left it out on purpose.
  case skipped
}

/// The size of one sample of a benchmark.
public enum SamplingMode: String, Hashable, Sendable, Codable {
  /// A sample is the mean of a batch of iterations; its percentiles are percentiles of means.
  case batched
  /// A sample is one iteration; its percentiles are percentiles of single calls.
  case perIteration = "per_iteration"
  /// A sample is one process, from before its start to its end, so the cost of starting is in it.
  case perProcess = "per_process"

  /// Whether a sample is one call, so that its percentiles are those of single calls.
  package var isOneCall: Bool {
    switch self {
    case .batched: false
    case .perIteration, .perProcess: true
    }
  }
}

/// Why a benchmark gave no measurement.
public struct BenchmarkFailure: Hashable, Sendable, Codable {
  /// The kind of failure.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// The process ended while the benchmark ran.
    case crashed
    /// The body threw an error.
    case threw
    /// The time limit passed.
    case timedOut = "timed_out"
    /// The body never measured, or the optimiser removed what it measured.
    case measuredNothing = "measured_nothing"
    /// The worker broke the protocol.
    case protocolError = "protocol_error"
    /// The suite asked to leave it out.
    case skipped
    /// It was not launched, because it executes the same code as in the baseline's program.
    case sameCode = "same_code"
  }

  /// The kind of failure.
  public var kind: Kind

  /// The error, in one sentence.
  public var message: String

  /// The last lines the process wrote, when there are any.
  public var outputTail: String?

  private enum CodingKeys: String, CodingKey {
    case kind, message
    case outputTail = "output_tail"
  }

  /// Creates a failure's description.
  public init(kind: Kind, message: String, outputTail: String? = nil) {
    self.kind = kind
    self.message = message
    self.outputTail = outputTail
  }
}
