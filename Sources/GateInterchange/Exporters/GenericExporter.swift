package import GateRecords
import GateStatistics

/// Writes a run as an array of objects with `name`, `unit` and `value`.
///
/// A value is the median of all samples. `benchmark`, `metric` and `better` keep apart what the name
/// joins; readers that do not know them pass over them.
package enum GenericExporter {
  /// One metric of one benchmark.
  package struct Row: Hashable, Sendable, Encodable {
    var name: String
    var unit: String
    var value: Double
    var benchmark: String
    var metric: String
    var better: String
    var extra: String
    /// The benchmark's labels; absent without any.
    var tags: [String]?
  }

  /// The rows.
  ///
  /// - Parameter metrics: The metrics to write; all when empty.
  package static func rows(of run: RunRecord, metrics: [String] = []) -> [Row] {
    run.benchmarks.filter { $0.status == .measured }.flatMap { benchmark in
      benchmark.metrics.compactMap { series -> Row? in
        let metric = series.metric.rawValue
        guard metrics.isEmpty || metrics.contains(metric),
          let value = Percentile.median(of: series.samples)
        else { return nil }
        let name = benchmark.name.rawValue
        return Row(
          name: series.metric == .wallTime ? name : "\(name) · \(metric)",
          unit: series.unit.rawValue, value: value, benchmark: name, metric: metric,
          better: series.direction == .lowerIsBetter ? "lower" : "higher",
          extra: "\(series.launches.count) launches, \(series.samples.count) samples",
          tags: benchmark.tags.isEmpty ? nil : benchmark.tags)
      }
    }
  }

}
