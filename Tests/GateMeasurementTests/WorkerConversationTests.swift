import GateProtocol
import GateRecords
import Testing

@testable import GateMeasurement

@Suite struct WorkerConversationTests {
  /// A worker that gives prepared answers to whatever it is asked, and then is silent.
  private final class PreparedLink: WorkerLink {
    private var answers: [WorkerMessage]
    private(set) var asked: [DriverMessage] = []

    init(_ answers: [WorkerMessage]) { self.answers = answers.reversed() }

    func send(_ message: DriverMessage) throws(WorkerFault) { asked.append(message) }

    func receive(within seconds: Double) throws(WorkerFault) -> WorkerMessage {
      guard let answer = answers.popLast() else {
        throw WorkerFault(kind: .silent, message: "gave no answer")
      }
      return answer
    }

    func end() {}
  }

  private static func conversation(_ answers: WorkerMessage...) -> WorkerConversation {
    WorkerConversation(PreparedLink(answers), side: .baseline, limit: 1)
  }

  /// A question about a running benchmark, by the name of the answer that it expects.
  enum Question: String, CaseIterable, Sendable {
    case ready, calibrated, warmed, sample, counted, finished

    func ask(_ conversation: WorkerConversation) throws(LaunchFailure) {
      switch self {
      case .ready: try conversation.begin(0)
      case .calibrated: _ = try conversation.calibrate(1)
      case .warmed: try conversation.warm(1)
      case .sample: _ = try conversation.sample(1, count: 1)
      case .counted: _ = try conversation.count(1)
      case .finished:
        var result = LaunchResult()
        try conversation.finish(&result)
      }
    }
  }

  private static let breaker = WorkerBreaker(
    name: "model", from: .closed, to: .open, time: 1, recoveryTime: nil, recoveryTarget: 2)

  @Test(arguments: Question.allCases) func `an answer out of turn ends the worker`(
    _ question: Question
  ) throws {
    let failure = try #require(throws: LaunchFailure.self) {
      try question.ask(Self.conversation(.end(count: 0)))
    }
    #expect(failure.side == .baseline && !failure.workerSurvives)
    #expect(failure.failure.kind == .protocolError)
    #expect(
      failure.failure.message == "the worker answered something other than '\(question.rawValue)'")
  }

  @Test(arguments: ["wall_time", "peak_memory", "allocations"])
  func `a metric of its own cannot have a built-in one's name`(_ name: String) throws {
    let metric = WorkerMetric(name: name, unit: "ns", direction: .higherIsBetter, value: 1)
    let failure = try #require(throws: LaunchFailure.self) {
      try Question.finished.ask(Self.conversation(.metric(metric), .finished))
    }
    #expect(!failure.workerSurvives && failure.failure.kind == .protocolError)
    #expect(failure.failure.message.contains("'\(name)' as a metric of its own"))
  }

  @Test func `rows of its own have the direction of rows`() throws {
    let metric = WorkerMetric(
      name: "rows_read", unit: "count", direction: .higherIsBetter, value: 1)
    let failure = try #require(throws: LaunchFailure.self) {
      try Question.finished.ask(Self.conversation(.metric(metric), .finished))
    }
    #expect(failure.failure.message.contains("must be 'lower_is_better'"))
  }

  @Test(arguments: Question.allCases) func `a benchmark that failed leaves the worker alive`(
    _ question: Question
  ) throws {
    let failure = try #require(throws: LaunchFailure.self) {
      try question.ask(
        Self.conversation(.failed(WorkerFailure(kind: .threw, message: "no fixture"))))
    }
    #expect(failure.workerSurvives && failure.failure.kind == .threw)
    #expect(failure.failure.message == "no fixture")
  }

  @Test(arguments: Question.allCases) func `a silent worker timed out`(
    _ question: Question
  ) throws {
    let failure = try #require(throws: LaunchFailure.self) {
      try question.ask(Self.conversation())
    }
    #expect(failure.failure.kind == .timedOut && !failure.workerSurvives)
  }

  @Test(arguments: Question.allCases) func `what circuit breakers did is kept, whatever follows`(
    _ question: Question
  ) {
    let conversation = Self.conversation(
      .breaker(Self.breaker), .breaker(Self.breaker),
      .failed(WorkerFailure(kind: .threw, message: "no fixture")))
    #expect(throws: LaunchFailure.self) { try question.ask(conversation) }
    #expect(conversation.breakers == [Self.breaker, Self.breaker])
  }

  @Test func `benchmarks are listed up to the end that counts them`() throws {
    let one = ListedBenchmark(index: 0, name: "one")
    #expect(
      try Self.conversation(.benchmark(one), .end(count: 1)).benchmarks().map(\.name) == ["one"])
    for answers in [[.benchmark(one), .end(count: 2)], [.warmed(iterations: 1)]]
      as [[WorkerMessage]]
    {
      let fault = try #require(throws: WorkerFault.self) {
        try WorkerConversation(PreparedLink(answers), side: .candidate, limit: 1).benchmarks()
      }
      #expect(fault.message == "does not list its benchmarks")
    }
  }
}
