// Not @testable: a user's suite beside a library of the user's own.
import NeighbourTypes
import Speedgate
import Testing

/// Uses both libraries; no name is qualified with a module.
private struct NeighbourBenchmarks: BenchmarkSuite {
  var benchmarks: Benchmarks {
    Benchmark("distance") { run in
      let metric = Metric()
      let group = Group()
      run.measure { metric.distance(blackBox(group.members), Iteration().number) }
    }
    .metrics(.wallTime, .allocations)
    .throughput(.items(1))
    .threads(.single)
    .sampling(.batched)

    Benchmark.Group("breaker") {
      Benchmark("closed") { run in
        let guarded = run.breaker("model", .init(failureThreshold: 2))
        run.measure { guarded.call(fallback: false) { blackBox(CircuitBreaker()).isClosed } }
        run.record("threads", threadCount(.some), unit: .count, better: .lower)
      }
      Benchmark("steps") { run in
        run.measure { iteration in iteration.step("one") { blackBox(Throughput()) } }
      }
    }
  }

  private func threadCount(_ threads: Threads) -> Double {
    switch threads {
    case .none: 0
    case .some: 1
    }
  }
}

@Suite struct NameCollisionTests {
  @Test func `a user's own Group, Metric, Iteration and Threads need no module's name`() throws {
    _ = (Sampling.uniform, CustomMetric(), GuardedCalls(), Settings())
    #expect(throws: CircuitOpen.self) { throw CircuitOpen() }
    #expect("\(NeighbourBenchmarks().benchmarks)".contains("breaker/closed"))
  }

  @Test func `the library's types are found inside Benchmark`() {
    let metrics: [Benchmark.Metric] = [.wallTime, .cycles]
    let threads: Benchmark.Threads = .several
    #expect(metrics.count == 2 && threads == .several)
    #expect(Benchmark.CircuitBreaker().state == .closed)
  }
}
