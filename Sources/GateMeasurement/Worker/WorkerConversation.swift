import GateProtocol
import GateRecords

/// The questions to one worker and its answers: all that the driver ever says.
///
/// A fault of a program is a ``WorkerFault``, and a fault of a benchmark that runs in it a ``LaunchFailure``.
struct WorkerConversation {
  private let link: any WorkerLink
  private let side: Side
  /// The seconds for which the worker may be silent.
  private let limit: Double
  private let heard = Heard()

  private final class Heard {
    var breakers: [WorkerBreaker] = []
  }

  /// The stack samples of a benchmark.
  struct Looks {
    var stacks: [WorkerStack] = []
    var iterations = 0
    var nanoseconds = 0.0
  }

  /// Begins or continues a conversation.
  init(_ link: any WorkerLink, side: Side, limit: Double) {
    self.link = link
    self.side = side
    self.limit = limit
  }

  /// The circuit breakers that the worker has reported so far.
  var breakers: [WorkerBreaker] { heard.breakers }

  /// Takes the worker's greeting and checks that it speaks a version that is understood.
  func greeting() throws(WorkerFault) -> WorkerGreeting {
    guard case .greeting(let greeting) = try link.receive(within: limit) else {
      throw WorkerFault(.unintelligible, .greetingMissing)
    }
    let understood = DriverMessage.understoodVersions
    guard understood.contains(greeting.version) else {
      throw WorkerFault(
        .unintelligible, .versionUnknown(greeting.version, understood: understood))
    }
    return greeting
  }

  /// Asks for the suite's benchmarks.
  func benchmarks() throws(WorkerFault) -> [ListedBenchmark] {
    try link.send(.list)
    var benchmarks: [ListedBenchmark] = []
    while true {
      switch try link.receive(within: limit) {
      case .benchmark(let benchmark): benchmarks.append(benchmark)
      case .end(let count) where count == benchmarks.count: return benchmarks
      case .failed(let failure):
        throw WorkerFault(.refused, .listRefused(reason: failure.message))
      case .end, .greeting, .ready, .calibrated, .warmed, .sample, .counter, .counted,
        .countedTogether, .stack, .looked, .metric, .step, .stepDetail, .breaker, .digest, .memory,
        .finished:
        throw WorkerFault(.unintelligible, .listBroken)
      }
    }
  }

  /// Asks for the suite's benchmarks and takes the one with the first of these names that it has.
  func benchmark(named names: [String]) throws(WorkerFault) -> ListedBenchmark {
    let listed = try benchmarks()
    for name in names {
      if let found = listed.first(where: { $0.name == name }) { return found }
    }
    throw WorkerFault(.refused, .benchmarkAbsent(names.first ?? ""))
  }

  /// Begins the benchmark of this place.
  func begin(_ index: Int) throws(LaunchFailure) {
    guard case .ready = try ask(.run(index: index)) else { throw unexpected("ready") }
  }

  /// Warms up, and finds the iterations of a sample and the nanoseconds of an iteration.
  func calibrate(_ target: UInt64) throws(LaunchFailure) -> (Int, Double) {
    guard case .calibrated(let iterations, let nanoseconds) = try ask(.calibrate(target: target)),
      iterations > 0
    else { throw unexpected("calibrated") }
    return (iterations, nanoseconds)
  }

  /// Runs for a number of nanoseconds without measuring.
  func warm(_ duration: UInt64) throws(LaunchFailure) {
    guard case .warmed = try ask(.warm(duration: duration)) else { throw unexpected("warmed") }
  }

  /// Takes samples of a number of iterations each.
  func sample(_ iterations: Int, count: Int) throws(LaunchFailure) -> [WorkerSample] {
    var samples: [WorkerSample] = []
    var answer = try ask(.sample(iterations: iterations, count: count))
    while true {
      guard case .sample(let sample) = answer else { throw unexpected("sample") }
      samples.append(sample)
      guard samples.count < count else { return samples }
      answer = try hear()
    }
  }

  /// Counts what a number of iterations do.
  func count(_ iterations: Int) throws(LaunchFailure) -> WorkerCounts {
    var counters: [WorkerCounter] = []
    var answer = try ask(.count(iterations: iterations))
    while true {
      switch answer {
      case .counter(let counter): counters.append(counter)
      case .counted(let iterations):
        return WorkerCounts(iterations: iterations, counters: counters)
      case .countedTogether(let counts): return counts.counts
      case .greeting, .benchmark, .end, .ready, .calibrated, .warmed, .sample, .stack, .looked,
        .metric, .step, .stepDetail, .breaker, .digest, .memory, .finished, .failed:
        throw unexpected("counted")
      }
      answer = try hear()
    }
  }

  /// Samples the stack for a duration, at an interval, both in nanoseconds.
  ///
  /// - Throws: ``LaunchFailure``, also where nothing could be seen, with the reason.
  func look(for duration: UInt64, every interval: UInt64) throws(LaunchFailure) -> Looks {
    var looks = Looks()
    var answer = try ask(.look(duration: duration, interval: interval))
    while true {
      switch answer {
      case .stack(let stack): looks.stacks.append(stack)
      case .looked(_, _, let reason?):
        throw LaunchFailure(
          side: side, failure: BenchmarkFailure(kind: .skipped, message: reason),
          workerSurvives: true)
      case .looked(let iterations, let nanoseconds, nil):
        looks.iterations = iterations
        looks.nanoseconds = nanoseconds
        return looks
      case .greeting, .benchmark, .end, .ready, .calibrated, .warmed, .sample, .counter, .counted,
        .countedTogether, .metric, .step, .stepDetail, .breaker, .digest, .memory, .finished,
        .failed:
        throw unexpected("looked")
      }
      answer = try hear()
    }
  }

  /// Ends the benchmark and takes what else it recorded.
  func finish(_ result: inout LaunchResult) throws(LaunchFailure) {
    var answer = try ask(.finish)
    while true {
      switch answer {
      case .metric(let metric):
        guard !MetricName(rawValue: metric.name).isBuiltIn else { throw builtIn(metric.name) }
        if let reason = metric.vocabularyContradiction {
          throw protocolError(.metricContradicts(reason: reason))
        }
        result.metrics.append(metric)
      case .step(let step): result.steps.append(step)
      case .stepDetail(let detail): result.stepDetails.add(detail)
      case .digest(let digest): result.digest = digest
      case .memory(let bytes): result.peakMemory = bytes
      case .finished: return
      case .greeting, .benchmark, .end, .ready, .calibrated, .warmed, .sample, .counter,
        .counted, .countedTogether, .stack, .looked, .breaker, .failed:
        throw unexpected("finished")
      }
      answer = try hear()
    }
  }

  private func ask(_ message: DriverMessage) throws(LaunchFailure) -> WorkerMessage {
    do {
      try link.send(message)
    } catch {
      throw LaunchFailure(side: side, fault: error)
    }
    return try hear()
  }

  private func hear() throws(LaunchFailure) -> WorkerMessage {
    var answer: WorkerMessage
    do {
      answer = try link.receive(within: limit)
      // Reported before whatever ends a benchmark, so that a failure does not lose them.
      while case .breaker(let change) = answer {
        heard.breakers.append(change)
        answer = try link.receive(within: limit)
      }
    } catch {
      throw LaunchFailure(side: side, fault: error)
    }
    guard case .failed(let failure) = answer else { return answer }
    throw LaunchFailure(
      side: side, failure: BenchmarkFailure(failure), workerSurvives: true)
  }

  private func unexpected(_ wanted: String) -> LaunchFailure {
    protocolError(.answerUnexpected(wanted: wanted))
  }

  /// Two series of one name could not be distinguished.
  private func builtIn(_ name: String) -> LaunchFailure {
    protocolError(.metricBuiltIn(name))
  }

  private func protocolError(_ message: MeasurementMessage) -> LaunchFailure {
    LaunchFailure(
      side: side, failure: BenchmarkFailure(kind: .protocolError, message: message.line),
      workerSurvives: false)
  }
}

extension WorkerMetric {
  /// Why rows cannot have its unit or direction; nil when they can, and for a suite's own metric.
  fileprivate var vocabularyContradiction: String? {
    MetricSeries(
      metric: MetricName(rawValue: name), unit: MetricUnit(rawValue: unit), direction: direction,
      launches: []
    ).vocabularyContradiction
  }
}
