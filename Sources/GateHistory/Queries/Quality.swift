package import GateRecords
import GateStatistics

/// One of a suite's own metrics, such as a match rate, over a whole run.
package struct Quality: Hashable, Sendable {
  /// The metric.
  package let metric: MetricName
  /// The unit of the value.
  package let unit: MetricUnit
  /// The median over everything that reports it.
  package let value: Double

  /// The metrics that are the suite's own, by name.
  static func of(_ series: [(MetricName, MetricUnit, [Double])]) -> [Quality] {
    let own = Dictionary(grouping: series.filter { !$0.0.isBuiltIn && !$0.0.isRows }, by: \.0)
    return own.sorted { $0.key < $1.key }.compactMap { metric, series in
      guard let unit = series.first?.1,
        let value = Percentile.median(of: series.flatMap(\.2))
      else { return nil }
      return Quality(metric: metric, unit: unit, value: value)
    }
  }
}
