import GateRecords

/// A metric's figures in a stored run.
package struct StoredSeries: Hashable, Sendable {
  /// The metric.
  let metric: MetricName
  /// The unit of the figures.
  let unit: MetricUnit
  /// Which way the metric gets better.
  let direction: MetricDirection
  /// The figures of its launches.
  let figures: StoredFigures

  init(_ series: MetricSeries) {
    metric = series.metric
    unit = series.unit
    direction = series.direction
    figures = StoredFigures(series.launches, unit: series.unit)
  }

  /// Why its figures and a run's, of the same unit, do not compare; nil when they do.
  ///
  /// A command's times are those of whole processes. Older versions recorded them as single calls and
  /// left out what starting a process takes, so either would look like a change of the command.
  ///
  /// - Parameters:
  ///   - sampling: What one sample of the stored series is.
  ///   - other: What one sample of the run's is.
  func obstacle(of sampling: SamplingMode, toSamplesOf other: SamplingMode) -> String? {
    guard unit == .nanoseconds, (sampling == .perProcess) != (other == .perProcess) else {
      return nil
    }
    return DetectionMessage.startIncluded(isCandidate: other == .perProcess).text
  }
}
