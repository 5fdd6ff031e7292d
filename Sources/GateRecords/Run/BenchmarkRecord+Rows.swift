extension BenchmarkRecord {
  /// The series of a metric, measured or derived from the steps of an iteration.
  ///
  /// The rows that an iteration reads and writes are the sums over its steps, known exactly.
  package func measuredSeries(of metric: MetricName) -> MetricSeries? {
    if let series = series(of: metric) { return series }
    let rows: [Int64]
    switch metric {
    case .rowsRead: rows = steps.compactMap(\.rowsRead)
    case .rowsWritten: rows = steps.compactMap(\.rowsWritten)
    default: return nil
    }
    guard !rows.isEmpty else { return nil }
    return MetricSeries(
      metric: metric, unit: .count, direction: .lowerIsBetter, isDeterministic: true,
      launches: [[Double(rows.reduce(0, +))]])
  }
}
