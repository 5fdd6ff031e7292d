package import GateRecords
package import GateStatistics

extension SequentialRatioTest.Functional {
  /// What of a metric's launches is held against its tolerance: of the mean time their mean, of all others
  /// what they typically show.
  package static func of(_ metric: MetricName) -> Self {
    metric == .meanTime ? .mean : .median
  }
}
