import GateRecords

/// A metric's figures in a stored run, and what one sample of them is.
struct StoredSeries {
  let series: MetricSeries
  let sampling: SamplingMode

  /// Why its figures and a run's, of the same unit, do not compare; nil when they do.
  ///
  /// A command's times are those of whole processes. Older versions recorded them as single calls and
  /// left out what starting a process takes, so either would look like a change of the command.
  func obstacle(toSamplesOf other: SamplingMode) -> String? {
    guard series.unit == .nanoseconds, (sampling == .perProcess) != (other == .perProcess) else {
      return nil
    }
    return DetectionMessage.startIncluded(isCandidate: other == .perProcess).text
  }
}
