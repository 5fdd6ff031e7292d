import GateRecords
import GateStatistics

/// How the launches of the two sides scatter: whether some of one side's lie apart from its others, and
/// those of the other side do not.
///
/// A typical time then says less than it seems to, so the row says so.
struct LaunchShapes {
  /// A launch lies apart when its figure is this many times that of its side's fastest quarter.
  private static let apart = 1.2
  /// The p-value below which the two shares count as different.
  private static let significance = 0.01

  private let series: MetricSeries
  private let datum: PairedDatum

  init(_ series: MetricSeries, datum: PairedDatum) {
    self.series = series
    self.datum = datum
  }

  /// One note where the shares differ, none where they do not.
  var notes: [String] {
    guard let new = share(series.launches), let old = share(series.baselineLaunches ?? []),
      FisherExact.pValue((new.slow, of: new.all), (old.slow, of: old.all)) < Self.significance
    else { return [] }
    let isNew = new.slow * old.all > old.slow * new.all
    let (more, fewer) = isNew ? (new, old) : (old, new)
    let whose = isNew ? "this change's" : "the baseline's"
    let others = isNew ? "the baseline's" : "this change's"
    let times = QuantityFormat.fixed(more.times, decimals: 1)
    return [
      "launches differ: \(percent(more)) of \(whose) are \(times) times "
        + "\(series.unit == .nanoseconds ? "slower" : "larger") than the rest, \(percent(fewer)) of "
        + "\(others)"
    ]
  }

  private struct Share {
    let slow: Int
    let all: Int
    /// How many times the others' figure that of the slow ones is.
    let times: Double
  }

  private func percent(_ share: Share) -> String {
    QuantityFormat.briefPercent((Double(share.slow) / Double(share.all) * 100).rounded() / 100)
  }

  private func share(_ launches: [[Double]]) -> Share? {
    let levels = launches.compactMap { $0.isEmpty ? nil : datum.level($0) }
    guard let base = Percentile.nearestRank(25, of: levels), levels.allSatisfy({ $0 > 0 }) else {
      return nil
    }
    let slow = levels.filter { $0 > base * Self.apart }
    return Share(
      slow: slow.count, all: levels.count, times: (Percentile.median(of: slow) ?? base) / base)
  }
}
