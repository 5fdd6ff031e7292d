import GateRecords

/// Stored runs, the newest first, in which a benchmark is found once for all of them.
struct StoredRuns {
  private let runs: [StoredRun]
  /// The row of each name in ``places``.
  private let rows: [BenchmarkIdentifier: Int]
  /// Where a row's benchmark is in each run: `places[row * runs.count + run]`; negative where it is not.
  private let places: [Int32]

  /// Of benchmarks of one name in a run the first counts.
  init(_ runs: [StoredRun]) {
    var rows: [BenchmarkIdentifier: Int] = [:]
    var places: [Int32] = []
    rows.reserveCapacity(runs.first?.benchmarks.count ?? 0)
    for (number, run) in runs.enumerated() {
      for (place, benchmark) in run.benchmarks.enumerated() {
        let row: Int
        if let known = rows[benchmark.name] {
          row = known
        } else {
          row = rows.count
          rows[benchmark.name] = row
          places.append(contentsOf: repeatElement(-1, count: runs.count))
        }
        let index = row * runs.count + number
        if places[index] < 0 { places[index] = Int32(clamping: place) }
      }
    }
    self.runs = runs
    self.rows = rows
    self.places = places
  }

  var count: Int { runs.count }
  var isEmpty: Bool { runs.isEmpty }

  /// Gives the benchmark in each run that has it, with the run's place, to a closure.
  @inline(__always)
  func forEachBenchmark(
    _ name: BenchmarkIdentifier, _ body: (_ run: Int, _ benchmark: StoredBenchmark) -> Void
  ) {
    guard let row = rows[name] else { return }
    for run in runs.indices {
      let place = places[row * runs.count + run]
      if place >= 0 { body(run, runs[run].benchmarks[Int(place)]) }
    }
  }

  /// Whether any run has a metric of a benchmark.
  func hold(_ metric: MetricName, of name: BenchmarkIdentifier) -> Bool {
    guard let row = rows[name] else { return false }
    return runs.indices.contains { run in
      let place = places[row * runs.count + run]
      return place >= 0
        && runs[run].benchmarks[Int(place)].metrics.contains { $0.metric == metric }
    }
  }

  /// The benchmark in the newest run; nil where that does not have it.
  func newest(_ name: BenchmarkIdentifier) -> StoredBenchmark? {
    guard let row = rows[name],
      let place = runs.indices.first.map({ places[row * runs.count + $0] }),
      place >= 0
    else { return nil }
    return runs[0].benchmarks[Int(place)]
  }
}
