import CSpeedgate
import GateRecords

/// One launch of one benchmark, with which its body measures and records.
///
/// A run belongs to the task that got it and must not be kept or shared.
public final class BenchmarkRun {
  private let source: any BatchSource
  @usableFromInline let steps: StepRecorder
  private var timer: BatchTimer
  private var batchIterations = 0
  private let clock: HarnessClock
  private var faultsBefore = 0

  private(set) var measureCalls = 0
  private(set) var metrics: [Benchmark.CustomMetric] = []
  private(set) var digest: String?
  /// The reason why nothing is measured, a mistake that the body made before `measure`; nil when there is none.
  private(set) var refusal: String?
  private(set) var guards: [Benchmark.GuardedCalls] = []

  init(source: any BatchSource, clock: HarnessClock) {
    self.source = source
    self.clock = clock
    steps = StepRecorder(clock: clock)
    timer = BatchTimer(clock: clock)
  }

  /// Repeats and times a closure; called exactly once by a benchmark's body.
  ///
  /// The closure is inlined into the timed loop, the loop itself costs less than a nanosecond an
  /// iteration, and what the closure returns is kept alive. Values that the closure computes from
  /// constants should come through ``blackBox(_:)->Value``.
  ///
  /// - Parameter body: One iteration.
  /// - Throws: What the closure throws; the benchmark then counts as failed.
  @inlinable @inline(__always)
  public func measure<Result: ~Copyable>(_ body: () throws -> Result) rethrows {
    var remaining = firstBatch()
    while remaining > 0 {
      repeat {
        blackHole(try body())
        remaining = blackBox(remaining &- 1)
      } while remaining > 0
      remaining = nextBatch()
    }
  }

  /// Repeats and times a closure with named steps.
  ///
  /// ```swift
  /// run.measure { iteration in
  ///   let rows = iteration.step("read", rowsRead: 60) { load() }
  ///   iteration.step("score", rowsWritten: 429) { score(rows) }
  /// }
  /// ```
  ///
  /// - Parameter body: One iteration.
  /// - Throws: What the closure throws; the benchmark then counts as failed.
  @inlinable @inline(__always)
  public func measure<Result: ~Copyable>(_ body: (Iteration) throws -> Result) rethrows {
    try measure { () throws -> Result in
      let result = try body(Iteration(recorder: steps))
      steps.endIteration()
      return result
    }
  }

  /// Repeats and times an asynchronous closure; called exactly once by a benchmark's body.
  ///
  /// - Parameters:
  ///   - isolation: The caller's actor, on which the loop stays.
  ///   - body: One iteration.
  /// - Throws: What the closure throws; the benchmark then counts as failed.
  @inlinable
  public func measure<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
  ) async rethrows {
    var remaining = firstBatch()
    while remaining > 0 {
      repeat {
        blackHole(try await body())
        remaining = blackBox(remaining &- 1)
      } while remaining > 0
      remaining = nextBatch()
    }
  }

  /// Repeats and times an asynchronous closure with named steps.
  ///
  /// - Parameters:
  ///   - isolation: The caller's actor, on which the loop stays.
  ///   - body: One iteration.
  /// - Throws: What the closure throws; the benchmark then counts as failed.
  @inlinable
  public func measure<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: (Iteration) async throws -> Result
  ) async rethrows {
    let iteration = Iteration(recorder: steps)
    try await measure(isolation: isolation) { () async throws -> Result in
      let result = try await body(iteration)
      iteration.recorder.endIteration()
      return result
    }
  }

  /// Records a metric of the benchmark's own, once a launch, outside the measured part.
  ///
  /// When a name is recorded several times, the last value counts.
  ///
  /// - Parameters:
  ///   - name: Its name in snake case, such as `match_rate`; a name of the harness's own, such as
  ///     `wall_time`, is refused as a failure of the benchmark.
  ///   - value: Its value; a value that is not finite is refused as a failure of the benchmark.
  ///   - unit: Its unit.
  ///   - better: Which way it gets better.
  public func record(
    _ name: String, _ value: Double, unit: Benchmark.CustomMetric.Unit,
    better: Benchmark.CustomMetric.Direction
  ) {
    metrics.removeAll { $0.name == name }
    metrics.append(Benchmark.CustomMetric(name: name, value: value, unit: unit, better: better))
  }

  /// Declares what the work computed, so that variants can be held to the same result.
  ///
  /// - Parameter digest: A text that is equal exactly when the results are; see ``ResultDigest``.
  public func resultDigest(_ digest: String) {
    self.digest = digest
  }

  /// Returns a circuit breaker for calls that may fail; the same name always gives the same breaker.
  ///
  /// Samples in which one of its calls failed or was not made say nothing about the work's time:
  /// they are left out, and a launch that has no other sample fails the benchmark. Every transition
  /// is in the record.
  ///
  /// - Parameters:
  ///   - name: The breaker's name.
  ///   - settings: Its thresholds; by default those of the breaker that has the name already, or else the
  ///     usual ones. Thresholds below 1, times below zero, or thresholds that differ from those of the breaker
  ///     that has the name already are a mistake: the benchmark fails before it measures.
  /// - Returns: The guard through which to make the calls.
  public func breaker(
    _ name: String,
    _ settings: Benchmark.CircuitBreaker.Settings? = nil
  ) -> Benchmark.GuardedCalls {
    if name.isEmpty { refuse(SuiteMessage.breakerWithoutName.line) }
    if let problem = settings?.problem(of: name) { refuse(problem.line) }
    if let known = guards.first(where: { $0.name == name }) {
      if let settings, settings != known.breaker.settings {
        refuse(SuiteMessage.breakerTwice(name).line)
      }
      return known
    }
    let number = clock.number
    let start = speedgate_clock(number)
    let made = Benchmark.GuardedCalls(name, settings: settings ?? .init()) {
      .nanoseconds(Int64(clamping: speedgate_clock(number) &- start))
    }
    guards.append(made)
    return made
  }

  /// Leaves the benchmark out of this run; reports give the reason.
  ///
  /// ```swift
  /// guard let printer = Printer.attached else { try run.skip("needs a printer") }
  /// ```
  ///
  /// - Parameter reason: Why it cannot run here.
  /// - Throws: Always; let it leave the body.
  public func skip(_ reason: String) throws -> Never {
    throw SkippedBenchmark(reason: reason)
  }

  // The code that is inlined into users' code holds one integer and calls these two functions: every
  // register that the harness used there would be one less for the measured code.

  /// Starts the first batch's timer and gives its iterations; 0 when there is none.
  @usableFromInline
  func firstBatch() -> Int {
    measureCalls += 1
    guard measureCalls == 1, refusal == nil else { return 0 }
    return startBatch(after: nil)
  }

  /// Stops the batch's timer, first of all, and starts the next one's, last of all.
  @usableFromInline
  func nextBatch() -> Int {
    var timing = timer.stop(iterations: batchIterations)
    if !guards.isEmpty {
      timing.faults = faults - faultsBefore
      if timing.faults > 0 { steps.restore() }
    }
    return startBatch(after: timing)
  }

  private func startBatch(after finished: BatchTiming?) -> Int {
    guard let iterations = source.next(after: finished, steps: steps), iterations > 0 else {
      return 0
    }
    batchIterations = iterations
    if !guards.isEmpty {
      faultsBefore = faults
      steps.save()
    }
    timer.start(isCounting: source.isCounting)
    return iterations
  }

  /// Calls behind circuit breakers that failed or were not made, so far.
  private var faults: Int { guards.reduce(0) { $0 + $1.faults } }

  private func refuse(_ problem: String) { refusal = refusal ?? problem }

  /// The first recorded value that cannot be reported; nil when there is none.
  var misuse: String? { metrics.lazy.compactMap(\.fault).first ?? steps.misuse }

  /// The first failure behind a circuit breaker; nil when there is none.
  var complaint: String? { guards.lazy.compactMap(\.complaint).first }
}

/// Thrown by ``BenchmarkRun/skip(_:)``.
struct SkippedBenchmark: Error {
  let reason: String
}
