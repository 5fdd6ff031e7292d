import GateRecords
import GateStatistics

/// The launch pairs of one benchmark: what every rule gets to see.
struct LaunchPairs {
  let candidate: [[Double]]
  let baseline: [[Double]]

  init?(_ benchmark: BenchmarkRecord) {
    guard let series = benchmark.series(of: .wallTime), let other = series.baselineLaunches
    else { return nil }
    candidate = series.launches
    baseline = other
  }

  init(candidate: [[Double]], baseline: [[Double]]) {
    self.candidate = candidate
    self.baseline = baseline
  }

  /// Speedgate's own decision on them.
  func decision(
    _ configuration: SequentialRatioTest.Configuration
  ) -> SequentialRatioTest.Decision {
    var test = SequentialRatioTest(configuration)
    for (new, old) in zip(candidate, baseline) {
      if let ratio = SequentialRatioTest.logRatio(new, old) { test.add(ratio) }
    }
    return test.decision
  }
}
