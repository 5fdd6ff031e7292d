package import GateRecords
package import GateStatistics

extension SequentialRatioTest.Functional {
  /// Returns the statistic of a metric's launches that is compared with the tolerance: the mean for the mean time,
  /// the typical value for all other metrics.
  package static func of(_ metric: MetricName) -> Self {
    metric == .meanTime ? .mean : .median
  }
}
