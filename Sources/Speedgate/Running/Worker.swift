import CSpeedgate
import GateProtocol
import GateRecords

/// A suite in the service of a driver: it lists, measures and reports, and decides nothing.
final class Worker {
  private let suite: SuiteDeclaration
  private let channel: any LineChannel
  private let clock: HarnessClock
  private var hasRun = false
  /// Whether the driver has ended.
  private var isDone = false

  init(
    _ suite: SuiteDeclaration, channel: any LineChannel, clock: HarnessClock = .measured()
  ) {
    self.suite = suite
    self.channel = channel
    self.clock = clock
  }

  /// Serves until the driver asks to quit or ends.
  ///
  /// Plain bodies run on the caller's thread, which is the only one as long as no body is asynchronous: what a process of
  /// several threads executes depends on chance.
  static func serve(
    _ worker: sending Worker, isolation: isolated (any Actor)? = #isolation
  ) async {
    guard worker.send(.greeting(worker.greeting)) else { return }
    await goOn(worker)
  }

  /// The rest; it calls itself, because a loop could not give the worker away and take it back.
  private static func goOn(
    _ worker: sending Worker, isolation: isolated (any Actor)? = #isolation
  ) async {
    guard let asynchronous = worker.serveUntilAsynchronous() else { return }
    await goOn(await run(asynchronous, by: worker))
  }

  /// A benchmark with an asynchronous body.
  private struct AsynchronousCase: Sendable {
    let benchmark: BenchmarkCase
    let index: Int
    let body: @Sendable (BenchmarkRun) async throws -> Void
  }

  /// Serves until a benchmark is asked for whose body is asynchronous; nil when the driver is done.
  private func serveUntilAsynchronous() -> AsynchronousCase? {
    while !isDone, let line = channel.receive() {
      switch DriverMessage(line: line) {
      case .list:
        if let complaint = suite.complaint { fail(.threw, complaint) } else { list() }
      case .run(let index):
        if let complaint = suite.complaint {
          fail(.threw, complaint)
          continue
        }
        guard suite.cases.indices.contains(index) else {
          fail(.protocolError, .benchmarkUnknown(index))
          continue
        }
        let benchmark = suite.cases[index]
        switch benchmark.body {
        case .synchronous(let body): run(benchmark, index: index, body)
        case .asynchronous(let body):
          return AsynchronousCase(benchmark: benchmark, index: index, body: body)
        }
      case .quit: return nil
      case .calibrate, .warm, .sample, .count, .look, .finish:
        fail(.protocolError, .nothingRuns)
      case nil: fail(.protocolError, .lineUnknown(line))
      }
    }
    return nil
  }

  private var greeting: WorkerGreeting {
    WorkerGreeting(
      version: DriverMessage.version, harness: Harness.version, suite: suite.name,
      configuration: Harness.configuration, compiler: Harness.compiler, clock: clock.name,
      resolution: clock.resolution, cost: clock.cost)
  }

  private func list() {
    for (index, benchmark) in suite.cases.enumerated() {
      _ = send(.benchmark(ListedBenchmark(benchmark, index: index)))
    }
    _ = send(.end(count: suite.cases.count))
  }

  /// Runs a plain body.
  private func run(
    _ benchmark: BenchmarkCase, index: Int, _ body: (BenchmarkRun) throws -> Void
  ) {
    let attempt = Attempt(benchmark, index: index, by: self)
    do {
      try body(attempt.run)
      conclude(attempt, error: nil)
    } catch {
      conclude(attempt, error: error)
    }
  }

  /// Runs an asynchronous body, apart from any actor, and gives the worker back.
  private static func run(
    _ asynchronous: AsynchronousCase, by worker: sending Worker
  ) async -> sending Worker {
    let attempt = Attempt(asynchronous.benchmark, index: asynchronous.index, by: worker)
    do {
      try await asynchronous.body(attempt.run)
      worker.conclude(attempt, error: nil)
    } catch {
      worker.conclude(attempt, error: error)
    }
    return worker
  }

  /// One benchmark's turn.
  private struct Attempt {
    let source: DriverBatchSource
    let run: BenchmarkRun
    let ownsPeak: Bool

    init(_ benchmark: BenchmarkCase, index: Int, by worker: Worker) {
      // Where the high-water mark cannot be reset, only the first benchmark's is its own.
      // A run that is traced reads nothing that differs from run to run.
      ownsPeak =
        worker.clock.isReal && (speedgate_reset_peak_memory() || !worker.hasRun)
      worker.hasRun = true
      source = DriverBatchSource(
        index: index, benchmark: benchmark, channel: worker.channel, clock: worker.clock)
      run = BenchmarkRun(source: source, clock: worker.clock)
    }
  }

  private func conclude(_ attempt: Attempt, error: (any Error)?) {
    let run = attempt.run
    switch error {
    case nil: conclude(run, attempt.source, ownsPeak: attempt.ownsPeak)
    case let skipped as SkippedBenchmark: fail(.skipped, skipped.reason)
    case let open as Benchmark.CircuitOpen:
      reportBreakers(of: run)
      fail(.skipped, run.complaint ?? "\(open)")
    case let error?:
      reportBreakers(of: run)
      fail(.threw, "\(error)")
    }
    isDone = isDone || attempt.source.driverIsGone
  }

  private func conclude(_ run: BenchmarkRun, _ source: DriverBatchSource, ownsPeak: Bool) {
    reportBreakers(of: run)
    if let refusal = run.refusal {
      fail(.threw, refusal)
    } else if let failure = source.failure {
      // A fallback takes little time; that the body then looks empty is a consequence.
      let faulty = run.complaint.map { WorkerFailure(kind: .threw, message: $0) }
      _ = send(.failed(failure.kind == .protocolError ? failure : faulty ?? failure))
    } else if run.measureCalls == 0 {
      fail(.measuredNothing, .neverMeasured)
    } else if run.measureCalls > 1 {
      fail(.measuredNothing, .measuredOften(run.measureCalls))
    } else if let misuse = run.misuse {
      fail(.threw, misuse)
    } else {
      report(run, ownsPeak: ownsPeak)
    }
  }

  private func report(_ run: BenchmarkRun, ownsPeak: Bool) {
    for metric in run.metrics {
      _ = send(
        .metric(
          WorkerMetric(
            name: metric.name, unit: metric.unit.symbol, direction: metric.better.direction,
            value: metric.value)))
    }
    report(run.steps)
    if let digest = run.digest { _ = send(.digest(digest)) }
    let peak = ownsPeak ? speedgate_peak_memory() : -1
    _ = send(.memory(peak < 0 ? nil : peak))
    _ = send(.finished)
  }

  private func report(_ steps: StepRecorder) {
    guard steps.iterations > 0 else { return }
    for total in steps.totals {
      _ = send(
        .step(
          WorkerStep(
            name: total.name, nanoseconds: total.nanoseconds, rowsRead: total.rowsRead,
            rowsWritten: total.rowsWritten, iterations: steps.iterations,
            kind: total.kind?.recorded)))
      let read = total.read.range(of: steps.iterations)
      let written = total.written.range(of: steps.iterations)
      if [read, written].contains(where: { $0.map { $0.lowerBound < $0.upperBound } ?? false }) {
        _ = send(.stepDetail(.rows(name: total.name, read: read, written: written)))
      }
      for part in WorkerStepDetail.timesInParts(name: total.name, total.samples) {
        _ = send(.stepDetail(part))
      }
    }
    if let rows = steps.rowsRead { _ = send(.stepDetail(.iterations(.read, rows))) }
    if let rows = steps.rowsWritten { _ = send(.stepDetail(.iterations(.written, rows))) }
  }

  private func reportBreakers(of run: BenchmarkRun) {
    for faulty in run.guards {
      let target = faulty.breaker.settings.recoveryTarget / .nanoseconds(1)
      for change in faulty.breaker.transitions {
        _ = send(
          .breaker(
            WorkerBreaker(
              name: faulty.name, from: change.from.recorded, to: change.to.recorded,
              time: change.time / .nanoseconds(1),
              recoveryTime: change.recoveryTime.map { $0 / .nanoseconds(1) },
              recoveryTarget: target)))
      }
    }
  }

  private func fail(_ kind: WorkerFailure.Kind, _ message: String) {
    _ = send(.failed(WorkerFailure(kind: kind, message: message)))
  }

  private func fail(_ kind: WorkerFailure.Kind, _ message: SuiteMessage) {
    fail(kind, message.line)
  }

  private func send(_ message: WorkerMessage) -> Bool { channel.send(message.line) }
}

extension Benchmark.CircuitBreaker.State {
  /// The state as records name it.
  fileprivate var recorded: BreakerState {
    switch self {
    case .closed: .closed
    case .open: .open
    case .halfOpen: .halfOpen
    }
  }
}

extension ListedBenchmark {
  fileprivate init(_ benchmark: BenchmarkCase, index: Int) {
    self.init(
      index: index, name: benchmark.name,
      samplesSingleIterations: benchmark.sampling == .perIteration,
      timeLimit: benchmark.timeLimit.map { $0 / .seconds(1) },
      usesSeveralThreads: benchmark.threads == .several, tags: benchmark.tags,
      throughput: benchmark.throughput,
      metrics: benchmark.metrics.map(\.name.rawValue), sameResultAs: benchmark.sameResultAs,
      source: benchmark.declaration?.place)
  }
}
