import GateRecords
import GateStatistics

/// The difference of times that a clock cannot tell from none.
enum ClockFloor {
  /// Three steps of the clock, shared among the iterations of a sample; 0 without a clock.
  static func difference(
    of series: MetricSeries, iterations: Int, clock: ClockRecord?
  ) -> Double {
    guard series.metric == .wallTime, let clock else { return 0 }
    let floor = 3 * clock.stepNanoseconds / Double(max(1, iterations))
    // However coarse the clock, launches that are proven slower by half as much again are not its doing.
    return min(floor, (Percentile.median(of: series.samples) ?? 0) / 3)
  }
}
