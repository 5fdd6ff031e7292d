import GateProtocol
import Testing

@testable import Speedgate

/// What only a body can get wrong: its benchmark fails, and the others go on.
@Suite struct MisuseTests {
  struct Misuse: CustomTestStringConvertible, Sendable {
    let words: String
    let body: @Sendable (BenchmarkRun) -> Void
    var testDescription: String { words }

    init(_ words: String, _ body: @escaping @Sendable (BenchmarkRun) -> Void) {
      self.words = words
      self.body = body
    }
  }

  static func breaker(_ settings: Benchmark.CircuitBreaker.Settings)
    -> @Sendable (BenchmarkRun)
    -> Void
  {
    { run in
      let model = run.breaker("model", settings)
      run.measure { model.call(fallback: 0) { blackBox(1) } }
    }
  }

  static let misuses: [Misuse] = [
    Misuse("circuit breaker model: failureThreshold is 0", breaker(.init(failureThreshold: 0))),
    Misuse("circuit breaker model: failureThreshold is -3", breaker(.init(failureThreshold: -3))),
    Misuse("circuit breaker model: successThreshold is 0", breaker(.init(successThreshold: 0))),
    Misuse(
      "circuit breaker model: openDuration is -1.0 seconds",
      breaker(.init(openDuration: .seconds(-1)))),
    Misuse(
      "circuit breaker model: recoveryTarget is -2.0 seconds",
      breaker(.init(recoveryTarget: .seconds(-2)))),
    Misuse("a circuit breaker has an empty name") { run in
      _ = run.breaker("")
      run.measure { blackBox(1) }
    },
    Misuse("circuit breaker model: it was asked for twice, with different settings") { run in
      _ = run.breaker("model")
      _ = run.breaker("model", .init(failureThreshold: 2))
      run.measure { blackBox(1) }
    },
    Misuse("a unit with an empty symbol") { run in
      run.record("drops", 1, unit: .other(""), better: .lower)
      run.measure { blackBox(1) }
    },
    Misuse("a step has an empty name") { run in
      run.measure { iteration in iteration.step("") { blackHole(1) } }
    },
    Misuse("rows(read:written:) was called outside of every step") { run in
      run.measure { iteration in iteration.rows(read: 1) }
    },
    Misuse("the step join reported a negative row count") { run in
      run.measure { iteration in
        iteration.step("join", rowsRead: 9) { iteration.rows(read: -5) }
      }
    },
    Misuse("the step join reported a negative row count, or more rows than can be counted") { run in
      run.measure { iteration in
        iteration.step("join", rowsRead: .max) { iteration.rows(read: .max) }
      }
    },
  ]

  @Test(arguments: misuses) func `a body's mistake fails its benchmark and not the worker`(
    _ misuse: Misuse
  ) async throws {
    @BenchmarkBuilder func list() -> Benchmarks {
      Benchmark("wrong") { run in misuse.body(run) }
      Benchmark("well") { run in run.measure { blackHole(blackBox(1)) } }
    }
    let channel = ScriptedChannel([
      "run 0", "sample 3 2", "finish", "run 1", "sample 3 2", "finish", "quit",
    ])
    await Worker.serve(
      Worker(
        SuiteDeclaration(name: "Suite", cases: list().cases), channel: channel, clock: .assumed))
    let messages = channel.heard.compactMap { WorkerMessage(line: $0) }
    let failure = messages.compactMap { message -> WorkerFailure? in
      if case .failed(let failure) = message, failure.kind == .threw { return failure }
      return nil
    }
    #expect(try #require(failure.first).message.contains(misuse.words))
    #expect(messages.last == .finished)
  }

  @Test(arguments: misuses) func `a body's mistake shows when the suite is run by hand, too`(
    _ misuse: Misuse
  ) async {
    var results: [String] = []
    let cases = Benchmark("wrong") { run in misuse.body(run) }.allowingEmptyBody().cases
    let status = await StandaloneRun(SuiteDeclaration(name: "Suite", cases: cases)) {
      line, descriptor in if descriptor == 1 { results.append(line) }
    }.run(["--quick"])
    #expect(status == 1)
    #expect(results.contains { $0.contains(misuse.words) })
  }

  @Test func `asked for again without settings, or with the same, a breaker is the same`() {
    let run = BenchmarkRun(
      source: TableBatchSource(
        benchmark: Benchmark("x") { _ in }.cases[0], clock: .assumed, sampleCount: 1),
      clock: .assumed)
    let first = run.breaker("model", .init(failureThreshold: 2))
    #expect(run.breaker("model") === first)
    #expect(run.breaker("model", .init(failureThreshold: 2)) === first)
    #expect(run.refusal == nil)
  }
}
