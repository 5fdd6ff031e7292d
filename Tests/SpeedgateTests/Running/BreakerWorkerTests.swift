import GateProtocol
import Testing

@testable import Speedgate

/// What a worker reports about the circuit breakers in its benchmarks.
@Suite struct BreakerWorkerTests {
  struct Refusal: Error, CustomStringConvertible {
    let description = "no such model"
  }

  struct Suite: BenchmarkSuite {
    var benchmarks: Benchmarks {
      Benchmark("always fails") { run in
        let model = run.breaker("model")
        run.measure { model.call(fallback: 0) { throw Refusal() } }
      }
      Benchmark("fails twice") { run in
        let model = run.breaker("model")
        var calls = 0
        run.measure { iteration in
          calls += 1
          let isFailing = (4...5).contains(calls)
          iteration.step("call", rowsRead: 1) {
            model.call(fallback: ()) { if isFailing { throw Refusal() } }
          }
        }
      }
      Benchmark("lets it out") { run in
        let model = run.breaker("model", .init(failureThreshold: 1))
        try run.measure {
          _ = try? model.call { throw Refusal() }
          try model.call {}
        }
      }
      Benchmark("is well") { run in
        let model = run.breaker("model")
        #expect(model === run.breaker("model"))
        run.measure {
          model.call(fallback: 0) {
            blackHole(blackBox(1)); return 1
          }
        }
      }
    }
  }

  static func answers(_ script: String...) async -> [WorkerMessage] {
    let channel = ScriptedChannel(script)
    let worker = Worker(
      SuiteDeclaration(name: "Suite", cases: Suite().benchmarks.cases), channel: channel,
      clock: .assumed)
    await Worker.serve(worker)
    return channel.heard.compactMap { WorkerMessage(line: $0) }
  }

  static func changes(_ messages: [WorkerMessage]) -> [WorkerBreaker] {
    messages.compactMap { if case .breaker(let change) = $0 { change } else { nil } }
  }

  static func faults(_ messages: [WorkerMessage]) -> [Int] {
    messages.compactMap { if case .sample(let sample) = $0 { sample.faults } else { nil } }
  }

  @Test func `samples show how many of their calls gave no result`() async {
    let messages = await Self.answers("run 0", "sample 3 1", "sample 4 1", "finish", "quit")
    // Five failures in a row open it; the other two calls are not made.
    #expect(Self.faults(messages) == [3, 4])
    let changes = Self.changes(messages)
    #expect(changes.map(\.to) == [.open] && changes.first?.recoveryTarget == 2e9)
    #expect(messages.last == .finished)
  }

  @Test func `steps are totalled over the samples without faults`() async {
    let messages = await Self.answers("run 1", "sample 3 3", "finish", "quit")
    #expect(Self.faults(messages) == [0, 2, 0])
    let steps = messages.compactMap { if case .step(let step) = $0 { step } else { nil } }
    #expect(steps.map(\.rowsRead) == [6] && steps.map(\.iterations) == [6])
  }

  @Test func `an open breaker that ends the body leaves the benchmark out and says why`() async {
    let messages = await Self.answers("run 2", "sample 1 1", "quit")
    #expect(Self.changes(messages).map(\.to) == [.open])
    let failure = WorkerTests.failure(messages)
    #expect(failure?.kind == .skipped && failure?.message.contains("no such model") == true)
  }

  @Test func `calls that failed are not counted as work`() async {
    let messages = await Self.answers("run 0", "count 5", "quit")
    let failure = WorkerTests.failure(messages)
    #expect(failure?.kind == .threw && failure?.message.contains("no such model") == true)
  }

  @Test func `a breaker that never opens shows nothing`() async {
    let messages = await Self.answers("run 3", "sample 5 2", "finish", "quit")
    #expect(Self.changes(messages).isEmpty && Self.faults(messages) == [0, 0])
    #expect(messages.last == .finished)
  }
}
