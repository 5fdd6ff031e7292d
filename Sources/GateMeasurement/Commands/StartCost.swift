package import GateRecords
import GateStatistics

/// The time of starting and ending a process over a run: the times of an empty command.
///
/// It is only shown; no time is corrected by it.
package struct StartCost: Hashable, Sendable {
  /// The median, in nanoseconds.
  package let median: Double
  /// The lower end of the middle half.
  package let lowerQuartile: Double
  /// The upper end of the middle half.
  package let upperQuartile: Double

  /// Summarizes the times of empty commands; nil when there are none.
  package init?(_ times: [Double]) {
    guard let median = Percentile.median(of: times),
      let lower = Percentile.nearestRank(25, of: times),
      let upper = Percentile.nearestRank(75, of: times)
    else { return nil }
    self.median = median
    lowerQuartile = lower
    upperQuartile = upper
  }

  /// Summarizes the times that a record holds, of both sides; nil when it holds none.
  package init?(_ record: BenchmarkRecord) {
    guard let series = record.series(of: .spawnTime) else { return nil }
    self.init(series.samples + (series.baselineLaunches ?? []).flatMap { $0 })
  }

  /// Whether it is half of a time or more, so that a change of the command's own work shows as a much
  /// smaller one.
  package func isMost(of time: Double) -> Bool { time < 2 * median }

  /// The cost with its spread: "612 µs (half of the starts: 580 µs to 700 µs)".
  package var words: String {
    func time(_ nanoseconds: Double) -> String {
      QuantityFormat.string(nanoseconds, unit: .nanoseconds)
    }
    return "\(time(median)) (half of the starts: \(time(lowerQuartile)) to \(time(upperQuartile)))"
  }
}
