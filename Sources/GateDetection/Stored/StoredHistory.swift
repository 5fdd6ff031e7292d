import GateRecords

/// The series that the stored runs have of one metric of one benchmark and that compare with this run's.
struct StoredHistory {
  /// A stored run's series with the run's place among the stored runs, the newest first.
  struct Entry {
    let run: Int
    let series: StoredSeries
    let sampling: SamplingMode

    func obstacle(toSamplesOf other: SamplingMode) -> String? {
      series.obstacle(of: sampling, toSamplesOf: other)
    }
  }

  /// Everything stored, the newest first, also what has another unit or direction.
  let all: [Entry]
  /// The newest runs since the last change of unit, direction or kind of sample.
  let comparable: ArraySlice<Entry>

  /// - Parameter sampling: What one sample of this run's benchmark is.
  init(
    _ series: MetricSeries, of benchmark: BenchmarkIdentifier, sampling: SamplingMode,
    in runs: StoredRuns
  ) {
    var all: [Entry] = []
    all.reserveCapacity(runs.count)
    runs.forEachBenchmark(benchmark) { run, record in
      guard record.status == .measured, let stored = record.series(of: series.metric),
        stored.figures.median != nil
      else { return }
      all.append(Entry(run: run, series: stored, sampling: record.sampling))
    }
    self.all = all
    comparable = all.prefix { entry in
      entry.series.unit == series.unit && entry.series.direction == series.direction
        && entry.obstacle(toSamplesOf: sampling) == nil
    }
  }
}
