extension BenchmarkRecord {
  /// Why its status and the rest of it cannot both be true; nil when they can.
  package var contradiction: String? {
    switch status {
    case .measured:
      return failure.map { RecordMessage.measuredWithFailure(message: $0.message).line }
    case .failed, .skipped:
      guard failure != nil else {
        return RecordMessage.noFailure(status: status.rawValue).line
      }
      guard status == .skipped, metrics.contains(where: { !$0.samples.isEmpty }) else { return nil }
      return RecordMessage.skippedWithSamples(
        metric: metrics.first?.metric.rawValue ?? "a metric"
      ).line
    }
  }
}

extension MetricSeries {
  /// Why a built-in metric cannot have its unit or direction; nil when it can, and for a suite's own.
  package var vocabularyContradiction: String? {
    if let reason = directionContradiction { return reason }
    if let known = metric.knownUnits, !known.contains(unit) {
      return RecordMessage.wrongUnit(
        metric: metric.rawValue, unit: unit.rawValue, known: known.map(\.rawValue)
      ).line
    }
    return nil
  }

  /// Why a built-in metric cannot get better in this direction; nil when it can, and for a suite's own.
  ///
  /// The direction decides whether a limit is a ceiling or a floor, so no record may turn it around.
  package var directionContradiction: String? {
    guard let known = metric.knownDirection, direction != known else { return nil }
    return RecordMessage.wrongDirection(
      metric: metric.rawValue, direction: direction.rawValue, known: known.rawValue
    ).line
  }
}
