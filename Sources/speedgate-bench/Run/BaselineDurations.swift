import GateFiles
import GateMeasurement
import GateRecords

/// How long benchmarks took to measure in an earlier run.
enum BaselineDurations {
  /// The measuring time of each benchmark in the newest stored run of a suite, in nanoseconds; empty
  /// when there is none.
  ///
  /// The newest of all machines is taken, so that shards on different machines deal alike.
  ///
  /// - Throws: `UsageError` when a record that may be the newest cannot be read: another job that can
  ///   read it would deal otherwise.
  static func newest(root: String, suite: String) throws -> [String: Double] {
    let entries = try BaselineDirectory(root: root).entries(ofSuite: suite) { _ in false }
    let problem = entries.lazy.flatMap(\.problems).first {
      $0.subject != .program && $0.subject != .anchor
    }
    if let problem { throw StoredBaselineChoice.refusal(of: problem) }
    let records = entries.compactMap(\.records.first)
    let newest = records.max { ($0.startedAt, $0.runID) < ($1.startedAt, $1.runID) }
    return newest.map(durations) ?? [:]
  }

  /// Every benchmark's timed iterations on both sides.
  static func durations(_ run: RunRecord) -> [String: Double] {
    var durations: [String: Double] = [:]
    for benchmark in run.benchmarks {
      guard let series = benchmark.series(of: .wallTime) else { continue }
      let both = series.samples + (series.baselineLaunches ?? []).flatMap { $0 }
      durations[benchmark.name.rawValue] =
        both.reduce(0, +) * Double(benchmark.iterationsPerSample)
    }
    return durations
  }
}
