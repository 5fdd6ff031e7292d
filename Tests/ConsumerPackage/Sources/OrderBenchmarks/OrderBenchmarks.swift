import Speedgate

/// A suite as a user writes it, in a package that is not Speedgate's own.
@main
struct OrderBenchmarks: BenchmarkSuite {
  var benchmarks: Benchmarks {
    Benchmark("orders/total") { run in
      let prices = (1...1_000).map { Double($0) }
      run.measure { blackHole(blackBox(prices).reduce(0, +)) }
    }
    Benchmark("orders/sort", parameter: "n", values: [100, 1_000]) { run, n in
      let orders = (0..<n).map { ($0 &* 7919) % n }
      run.measure { blackHole(blackBox(orders).sorted()) }
    }
  }
}
