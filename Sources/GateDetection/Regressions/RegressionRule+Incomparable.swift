import GateRecords

/// The findings about figures that cannot be compared.
extension RegressionRule {
  static func new(_ comparison: Comparison, isKnownElsewhere: Bool) -> Finding {
    Finding(
      comparison.subject, .regression(.new, nil), value: comparison.value,
      evidence: comparison.evidence(.none, launches: comparison.series.launches.count),
      message: DetectionMessage.new(isKnownElsewhere: isKnownElsewhere).line)
  }

  static func blind(
    _ comparison: Comparison, _ reason: String
  ) -> Finding {
    Finding(
      comparison.subject, .regression(.unproven(.blind), nil), value: comparison.value,
      evidence: comparison.evidence(.none, launches: comparison.series.launches.count),
      message: DetectionMessage.nothingToCompare(comparison.series.metric, reason: reason).line)
  }

  /// A metric that only the baseline gave.
  static func silent(_ comparison: Comparison) -> Finding {
    guard let reason = comparison.series.unavailable else { return missing(comparison.subject) }
    return Finding(
      comparison.subject, .regression(.unproven(.blind), nil),
      message: DetectionMessage.notMeasuredHere(comparison.series.metric, reason: reason).line)
  }

  static func missing(_ subject: Finding.Subject) -> Finding {
    let message = DetectionMessage.metricMissing(subject.metric)
    return Finding(
      subject, .regression(.missing, nil), message: message.text,
      notes: [message.remedy].compactMap(\.self))
  }

  /// Returns the property in which two sides' series of a metric differ: `unit` or `direction`; nil when they agree.
  static func changed(_ series: MetricSeries, _ stored: StoredSeries?) -> String? {
    let isPaired = series.baselineLaunches != nil
    let unit = isPaired ? series.baselineUnit : stored?.unit
    let direction = isPaired ? series.baselineDirection : stored?.direction
    if let unit, unit != series.unit {
      return DetectionMessage.unitChanged(before: unit.rawValue, now: series.unit.rawValue).line
    }
    if let direction, direction != series.direction {
      return DetectionMessage.directionChanged(
        moreIsBetterNow: series.direction == .higherIsBetter
      ).line
    }
    return nil
  }

  static func changed(
    _ comparison: Comparison, _ what: String,
    advice: String? = DetectionMessage.differentMeaning.remedy
  ) -> Finding {
    Finding(
      comparison.subject, .regression(.changed, nil), value: comparison.value,
      evidence: comparison.evidence(.none, launches: comparison.series.launches.count),
      message: DetectionMessage.incomparable(comparison.series.metric, reason: what).line,
      notes: [advice].compactMap(\.self))
  }
}
