import GateRecords

/// Adds one allocation an iteration, and counts how often the counts show exactly that.
struct Allocations {
  let bench: Bench
  let runs: Int

  func run() throws {
    var found = 0
    var comparisons = 0
    for index in 0..<runs {
      var order = Bench.Order(seed: UInt64(9_000 + index), tolerance: 0.02, filter: "text*")
      order.countsWork = true
      order.environment["EVALUATION_ALLOCATES_MORE"] = "1"
      for benchmark in try bench.run(order).benchmarks {
        guard let series = benchmark.series(of: .allocations), let old = series.baselineLaunches
        else { continue }
        // The first launch pair alone, as if there were no other.
        comparisons += 1
        if let new = series.launches.first?.first, let before = old.first?.first,
          new - before == 1
        {
          found += 1
        }
      }
    }
    print("one more allocation, found in the first launch pair: \(found) of \(comparisons)")
  }
}
