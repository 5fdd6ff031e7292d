extension BenchmarkRecord {
  /// Why its status and the rest of it cannot both be true; nil when they can.
  package var contradiction: String? {
    switch status {
    case .measured:
      return failure.map { "it is 'measured' and has a failure (\($0.message))" }
    case .failed, .skipped:
      guard failure != nil else {
        return "it is '\(status.rawValue)' and has no 'failure' that says why"
      }
      guard status == .skipped, metrics.contains(where: { !$0.samples.isEmpty }) else { return nil }
      return "it is 'skipped' and has samples of \(metrics.first?.metric.rawValue ?? "a metric")"
    }
  }
}

extension MetricSeries {
  /// Why a built-in metric cannot have its unit or direction; nil when it can, and for a suite's own.
  package var vocabularyContradiction: String? {
    if let reason = directionContradiction { return reason }
    if let known = metric.knownUnits, !known.contains(unit) {
      let names = known.map { "'\($0.rawValue)'" }.joined(separator: " or ")
      return "\(metric) has the unit '\(unit.rawValue)', and it can only have \(names)"
    }
    return nil
  }

  /// Why a built-in metric cannot get better in this direction; nil when it can, and for a suite's own.
  ///
  /// The direction decides whether a limit is a ceiling or a floor, so no record may turn it around.
  package var directionContradiction: String? {
    guard let known = metric.knownDirection, direction != known else { return nil }
    return "\(metric) is '\(direction.rawValue)', and it can only be '\(known.rawValue)'"
  }
}
