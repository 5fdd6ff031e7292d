extension BenchmarkRecord {
  /// The series of a metric, measured or derived from the steps of an iteration.
  ///
  /// Records of before hold the rows of steps alone: means of one launch, summed here over the steps.
  package func measuredSeries(of metric: MetricName) -> MetricSeries? {
    series(of: metric) ?? seriesOfMeanRows(metric)
  }

  private func seriesOfMeanRows(_ metric: MetricName) -> MetricSeries? {
    let rows: [Double]
    switch metric {
    case .rowsRead: rows = steps.compactMap(\.meanRowsRead)
    case .rowsWritten: rows = steps.compactMap(\.meanRowsWritten)
    default: return nil
    }
    guard !rows.isEmpty else { return nil }
    return MetricSeries(
      metric: metric, unit: .count, direction: .lowerIsBetter, isDeterministic: true,
      launches: [[rows.reduce(0, +)]])
  }

  /// Why single iterations are not known of a metric, so that only its mean is; nil where they are.
  package func onlyMean(of metric: MetricName) -> OnlyMean? {
    guard let series = series(of: metric) else {
      return metric.isRows && seriesOfMeanRows(metric) != nil ? .ofRecord : nil
    }
    return series.holdsMeans == true ? .ofLaunches : nil
  }

  /// Why only means are known.
  package enum OnlyMean: Hashable, Sendable {
    /// The record holds one number for all launches.
    case ofRecord
    /// The record holds one number for each launch.
    case ofLaunches
  }
}
