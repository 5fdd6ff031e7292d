// Not @testable: what a user writes must compile with what a user sees.
import Speedgate
import Testing

private enum Fixtures {
  static let largeOrder = "order 17\n12 screws\n3 bolts"
  static func shuffled(_ count: Int) -> [Int] { (0..<count).map { $0 &* 7919 % count } }
}

private func parseOrder(_ text: String) -> Int { text.split(separator: "\n").count }
private func load() -> [Int] { Array(0..<60) }
private func score(_ rows: [Int]) { blackHole(rows.reduce(0, +)) }

/// The example of the documentation, exactly as written there.
private struct OrderBenchmarks: BenchmarkSuite {
  var benchmarks: Benchmarks {
    Benchmark("parse/order") { run in
      let json = Fixtures.largeOrder  // untimed, once per launch
      run.measure { blackHole(parseOrder(json)) }  // timed; inlined here, in the user's module
    }
    Benchmark("sort/random", parameter: "n", values: [1_000, 10_000, 100_000]) { run, n in
      let input = Fixtures.shuffled(n)
      run.measure { blackHole(input.sorted()) }
    }
    .throughput(.items { $0 })
    .metrics(.wallTime, .allocations)
    Benchmark("formation") { run in  // named steps with row counts
      run.measure { iteration in
        let rows = iteration.step("read", rowsRead: 60) { load() }
        iteration.step("score", rowsWritten: 429) { score(rows) }
      }
    }
  }
}

@Suite struct ExampleTests {
  @Test func `the documented example is a suite`() {
    #expect(OrderBenchmarks.name == "OrderBenchmarks")
    #expect("\(OrderBenchmarks().benchmarks)".contains("sort/random{n=100000}"))
  }
}
