import GateBudgets
import GateRecords
import GateStatistics

/// The launch pairs of one benchmark: what every rule gets to see.
struct LaunchPairs {
  let candidate: [[Double]]
  let baseline: [[Double]]
  /// What Speedgate's own test sees of them.
  let blocks: [LaunchBlock]
  /// How a launch pair's samples become Speedgate's figure.
  let datum: PairedDatum

  init?(_ benchmark: BenchmarkRecord) {
    guard let series = benchmark.series(of: .wallTime), let other = series.baselineLaunches
    else { return nil }
    candidate = series.launches
    baseline = other
    datum = PairedDatum(isTime: true, iterations: benchmark.iterationsPerSample)
    blocks = LaunchBlock.blocks(of: series, datum: datum)
  }

  /// The same launches beside others, as if those had been measured next to them.
  func beside(_ other: LaunchPairs) -> LaunchPairs {
    LaunchPairs(candidate: candidate, baseline: other.baseline, datum: datum)
  }

  /// Launches of two times were in no common order, so they make no blocks.
  private init(candidate: [[Double]], baseline: [[Double]], datum: PairedDatum) {
    blocks = []
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
    for block in blocks { test.add(block) }
    return test.decision
  }
}
