import GateRecords
import GateStatistics

/// The launch pairs of one benchmark: what every rule gets to see.
struct LaunchPairs {
  let candidate: [[Double]]
  let baseline: [[Double]]
  /// How a launch pair's samples become Speedgate's figure.
  let datum: PairedDatum

  init?(_ benchmark: BenchmarkRecord) {
    guard let series = benchmark.series(of: .wallTime), let other = series.baselineLaunches
    else { return nil }
    candidate = series.launches
    baseline = other
    datum = PairedDatum(isTime: true, iterations: benchmark.iterationsPerSample)
  }

  /// The same launches beside others, as if those had been measured next to them.
  func beside(_ other: LaunchPairs) -> LaunchPairs {
    LaunchPairs(candidate: candidate, baseline: other.baseline, datum: datum)
  }

  private init(candidate: [[Double]], baseline: [[Double]], datum: PairedDatum) {
    self.candidate = candidate
    self.baseline = baseline
    self.datum = datum
  }

  /// ln(candidate ÷ baseline) of each launch pair.
  var logRatios: [Double] { zip(candidate, baseline).compactMap { datum.logRatio($0, $1) } }

  /// Speedgate's own decision on them.
  func decision(
    _ configuration: SequentialRatioTest.Configuration
  ) -> SequentialRatioTest.Decision {
    var test = SequentialRatioTest(configuration)
    for ratio in logRatios { test.add(ratio) }
    return test.decision
  }
}
