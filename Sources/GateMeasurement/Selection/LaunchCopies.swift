import GateRecords

/// Finds launches that two records hold under different runs' identifiers.
///
/// Evidence that is counted twice proves more than was measured. A merge of shards is a run with an identifier of its
/// own, so the identifiers do not show that it holds the launches of the shards, and anybody may edit a file. Times to a
/// fraction of a nanosecond show it: two machines never give the same ones in the same order.
struct LaunchCopies {
  /// Different figures from which launches that agree are the same launches; with fewer, a coarse clock may do it.
  static let fewestValues = 8

  private struct Key: Hashable {
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
    let candidate: [Double]
    let baseline: [Double]?
  }

  private var known: [Key: [(path: String, series: MetricSeries)]] = [:]

  /// The file that holds the launches, too; nil where none of those before does.
  ///
  /// - Parameters:
  ///   - series: The launches of one machine.
  ///   - benchmark: The measured benchmark.
  ///   - path: The file that holds them.
  /// - Complexity: O(samples).
  mutating func owner(
    of series: MetricSeries, _ benchmark: BenchmarkIdentifier, in path: String
  ) -> String? {
    guard series.unit == .nanoseconds, !series.isDeterministic, let first = series.launches.first
    else { return nil }
    let key = Key(
      benchmark: benchmark, metric: series.metric, candidate: first,
      baseline: series.baselineLaunches?.first)
    let owner = known[key]?.first { Self.areSame($0.series, series) }?.path
    if owner == nil { known[key, default: []].append((path, series)) }
    return owner
  }

  /// Whether one holds all launches of the other, which may have been kept earlier.
  private static func areSame(_ one: MetricSeries, _ other: MetricSeries) -> Bool {
    let count = min(one.launches.count, other.launches.count)
    let launches = one.launches.prefix(count)
    guard launches == other.launches.prefix(count),
      one.baselineLaunches?.prefix(count) == other.baselineLaunches?.prefix(count)
    else { return false }
    var values = Set(launches.joined())
    values.formUnion((one.baselineLaunches ?? []).prefix(count).joined())
    return values.count >= fewestValues
  }
}
