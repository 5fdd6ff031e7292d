package import GateRecords

/// The messages from a worker to its driver; one line each.
///
/// `docs/formats/worker-protocol.md` has the dialogue.
package enum WorkerMessage: Hashable, Sendable {
  /// The first line of every worker.
  case greeting(WorkerGreeting)
  /// One benchmark of the list.
  case benchmark(ListedBenchmark)
  /// The list's last line, with the number of benchmarks.
  case end(count: Int)
  /// The body has reached its measured part.
  case ready(index: Int)
  /// The iterations that reach the target, and the nanoseconds of each.
  case calibrated(iterations: Int, nanosecondsPerIteration: Double)
  /// The iterations that the warm-up ran.
  case warmed(iterations: Int)
  /// One sample.
  case sample(WorkerSample)
  /// A counting pass's count of one metric.
  case counter(WorkerCounter)
  /// The iterations of the counting pass; its counters came before.
  case counted(iterations: Int)
  /// A counting pass as version 1 reports it, in one line.
  case countedTogether(FirstVersionCounts)
  /// The code that ran in a number of stack samples.
  case stack(WorkerStack)
  /// Sampling of stacks is over, with its iterations and nanoseconds of processor time. Where there are no samples, why.
  case looked(iterations: Int, nanoseconds: Double, reason: String?)
  /// A custom metric's value.
  case metric(WorkerMetric)
  /// The totals of a named step over the timed samples.
  case step(WorkerStep)
  /// More about the steps: their time in each sample, and how rows vary from iteration to iteration.
  case stepDetail(WorkerStepDetail)
  /// A circuit breaker's change of state.
  case breaker(WorkerBreaker)
  /// The digest of the benchmark's result.
  case digest(String)
  /// The highest resident memory in bytes since the benchmark began; nil when unknown.
  case memory(Int64?)
  /// The benchmark has ended; the worker is idle.
  case finished
  /// The benchmark has ended without a measurement; the worker is idle.
  case failed(WorkerFailure)
}

/// How a worker introduces itself.
package struct WorkerGreeting: Hashable, Sendable {
  /// The protocol's version.
  package var version: Int
  /// The harness's version.
  package var harness: String
  /// The suite's name.
  package var suite: String
  /// The build configuration: release or debug.
  package var configuration: String
  /// The compiler that built it.
  package var compiler: String
  /// The clock's name.
  package var clock: String
  /// The smallest step of the clock seen, in nanoseconds.
  package var resolution: UInt64
  /// The cost of reading the clock, in nanoseconds.
  package var cost: Double

  /// Creates a greeting.
  package init(
    version: Int, harness: String, suite: String, configuration: String, compiler: String,
    clock: String, resolution: UInt64, cost: Double
  ) {
    self.version = version
    self.harness = harness
    self.suite = suite
    self.configuration = configuration
    self.compiler = compiler
    self.clock = clock
    self.resolution = resolution
    self.cost = cost
  }
}

/// A benchmark as the list names it.
package struct ListedBenchmark: Hashable, Sendable {
  /// The unit of a benchmark's throughput.
  package enum Throughput: Hashable, Sendable {
    case items(Double)
    case bytes(Double)
  }

  /// Its place in the suite, from 0.
  package var index: Int
  /// Its full name.
  package var name: String
  /// Whether every sample is a single iteration.
  package var samplesSingleIterations: Bool
  /// The seconds it may take in one launch; nil for the driver's default.
  package var timeLimit: Double?
  /// Whether it uses several threads and must not be bound to one processor.
  package var usesSeveralThreads: Bool
  /// Its labels.
  package var tags: [String]
  /// The amount that one iteration processes.
  package var throughput: Throughput?
  /// The built-in metrics that are to be recorded; empty for all.
  package var metrics: [String]
  /// The full name of the benchmark that must give the same result.
  package var sameResultAs: String?
  /// Where it is declared, as `#fileID` and `#line` say: module and file; nil for workers before version 5.
  package var source: SourcePlace?

  /// Creates an entry of the list.
  package init(
    index: Int, name: String, samplesSingleIterations: Bool = false, timeLimit: Double? = nil,
    usesSeveralThreads: Bool = false, tags: [String] = [], throughput: Throughput? = nil,
    metrics: [String] = [], sameResultAs: String? = nil, source: SourcePlace? = nil
  ) {
    self.index = index
    self.name = name
    self.samplesSingleIterations = samplesSingleIterations
    self.timeLimit = timeLimit
    self.usesSeveralThreads = usesSeveralThreads
    self.tags = tags
    self.throughput = throughput
    self.metrics = metrics
    self.sameResultAs = sameResultAs
    self.source = source
  }
}

/// One sample's totals.
package struct WorkerSample: Hashable, Sendable {
  /// The iterations it timed.
  package var iterations: Int
  /// Elapsed nanoseconds of all iterations, the clock's own cost subtracted.
  package var wallTime: Double
  /// Processor nanoseconds of all threads over all iterations.
  package var processorTime: UInt64
  /// Context switches forced on the process meanwhile.
  package var involuntarySwitches: Int64
  /// Calls behind circuit breakers that failed or were not made; such a sample's time means nothing.
  package var faults: Int

  /// Creates a sample.
  package init(
    iterations: Int, wallTime: Double, processorTime: UInt64, involuntarySwitches: Int64,
    faults: Int = 0
  ) {
    self.iterations = iterations
    self.wallTime = wallTime
    self.processorTime = processorTime
    self.involuntarySwitches = involuntarySwitches
    self.faults = faults
  }
}

/// A custom metric's value of one launch.
package struct WorkerMetric: Hashable, Sendable {
  /// The metric's name.
  package var name: String
  /// The unit's symbol.
  package var unit: String
  /// Which way it gets better.
  package var direction: MetricDirection
  /// The value.
  package var value: Double

  /// Creates a value.
  package init(name: String, unit: String, direction: MetricDirection, value: Double) {
    self.name = name
    self.unit = unit
    self.direction = direction
    self.value = value
  }
}

/// A named step's totals over the timed samples.
package struct WorkerStep: Hashable, Sendable {
  /// The step's name.
  package var name: String
  /// Its nanoseconds in all.
  package var nanoseconds: UInt64
  /// The rows it read in all; nil when it does not say.
  package var rowsRead: Int64?
  /// The rows it wrote in all; nil when it does not say.
  package var rowsWritten: Int64?
  /// The iterations that the totals cover.
  package var iterations: Int
  /// The kind of work that it does; nil when it is not declared.
  package var kind: StepKind?

  /// Creates a step's totals.
  package init(
    name: String, nanoseconds: UInt64, rowsRead: Int64?, rowsWritten: Int64?, iterations: Int,
    kind: StepKind? = nil
  ) {
    self.name = name
    self.nanoseconds = nanoseconds
    self.rowsRead = rowsRead
    self.rowsWritten = rowsWritten
    self.iterations = iterations
    self.kind = kind
  }
}

/// A circuit breaker's change of state; times in nanoseconds.
package struct WorkerBreaker: Hashable, Sendable {
  /// The breaker's name.
  package var name: String
  /// The state before.
  package var from: BreakerState
  /// The state after.
  package var to: BreakerState
  /// When it happened, since the breaker was made.
  package var time: Double
  /// From the first trial to closed; nil unless it closes.
  package var recoveryTime: Double?
  /// How long that should take at most.
  package var recoveryTarget: Double

  /// Creates a change of state.
  package init(
    name: String, from: BreakerState, to: BreakerState, time: Double, recoveryTime: Double?,
    recoveryTarget: Double
  ) {
    self.name = name
    self.from = from
    self.to = to
    self.time = time
    self.recoveryTime = recoveryTime
    self.recoveryTarget = recoveryTarget
  }
}

/// Why a benchmark gave no measurement, as the worker saw it.
package struct WorkerFailure: Hashable, Sendable {
  /// The kind of failure.
  package enum Kind: String, Hashable, Sendable {
    case threw
    case measuredNothing = "measured_nothing"
    case skipped
    case protocolError = "protocol"
  }

  /// The kind of failure.
  package var kind: Kind
  /// The error, in one sentence.
  package var message: String

  /// Creates a failure.
  package init(kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }
}
