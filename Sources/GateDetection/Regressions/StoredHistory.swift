import GateRecords
import GateStatistics

/// The series that the stored runs have of one metric of one benchmark and that compare with this run's.
struct StoredHistory {
  /// A stored run's series with the run's place among the stored runs, the newest first.
  struct Entry {
    let run: Int
    let stored: StoredSeries

    var series: MetricSeries { stored.series }
  }

  /// The stored runs that count, each by benchmark, so that none is searched from end to end.
  typealias Runs = [[BenchmarkIdentifier: BenchmarkRecord]]

  /// Everything stored, the newest first, also what has another unit or direction.
  let all: [Entry]
  /// The newest runs since the last change of unit, direction or kind of sample.
  let comparable: [Entry]

  /// - Parameter sampling: The size of one sample of this run's benchmark.
  init(
    _ series: MetricSeries, of benchmark: BenchmarkIdentifier, sampling: SamplingMode,
    in runs: Runs
  ) {
    all = runs.enumerated().compactMap { place, run in
      guard let record = run[benchmark], record.status == .measured,
        let stored = record.series(of: series.metric), !stored.samples.isEmpty
      else { return nil }
      return Entry(
        run: place, stored: StoredSeries(series: stored, sampling: record.sampling))
    }
    comparable = Array(
      all.prefix { entry in
        entry.series.unit == series.unit && entry.series.direction == series.direction
          && entry.stored.obstacle(toSamplesOf: sampling) == nil
      })
  }
}
