import GateRecords

/// The findings about figures that cannot be compared.
extension RegressionRule {
  static func new(_ comparison: Comparison, isKnownElsewhere: Bool) -> Finding {
    let reason =
      isKnownElsewhere
      ? "the baseline comes from another kind of machine, whose figures do not compare"
      : "the baseline has no such figure yet"
    return Finding(
      comparison.subject, .regression(.new, nil), value: comparison.value,
      evidence: comparison.evidence(.none, launches: comparison.series.launches.count),
      message: "new: \(reason)")
  }

  static func blind(
    _ comparison: Comparison, _ reason: String
  ) -> Finding {
    Finding(
      comparison.subject, .regression(.unproven(.blind), nil), value: comparison.value,
      evidence: comparison.evidence(.none, launches: comparison.series.launches.count),
      message: "\(comparison.series.metric) has nothing to compare with: \(reason)")
  }

  /// A metric that only the baseline gave.
  static func silent(_ comparison: Comparison) -> Finding {
    guard let reason = comparison.series.unavailable else { return missing(comparison.subject) }
    return Finding(
      comparison.subject, .regression(.unproven(.blind), nil),
      message: "\(comparison.series.metric) cannot be measured here: \(reason)")
  }

  static func missing(_ subject: Finding.Subject) -> Finding {
    Finding(
      subject, .regression(.missing, nil),
      message: "the baseline has \(subject.metric?.rawValue ?? "this metric"), this run does not",
      notes: [
        "measure it again; if it was removed on purpose, list it under 'removed' in the budgets"
      ])
  }

  /// What differs between two sides' figures of one metric: `unit` or `direction`; nil when nothing does.
  static func changed(_ series: MetricSeries, _ stored: MetricSeries?) -> String? {
    let isPaired = series.baselineLaunches != nil
    let unit = isPaired ? series.baselineUnit : stored?.unit
    let direction = isPaired ? series.baselineDirection : stored?.direction
    if let unit, unit != series.unit {
      return "its unit was \(unit.rawValue) and is \(series.unit.rawValue)"
    }
    if let direction, direction != series.direction {
      return "\(direction == .higherIsBetter ? "more" : "less") was better and "
        + "\(series.direction == .higherIsBetter ? "more" : "less") is better now"
    }
    return nil
  }

  static func changed(
    _ comparison: Comparison, _ what: String,
    advice: String =
      "give the new figure a name of its own, or update the baseline where the change is meant"
  ) -> Finding {
    Finding(
      comparison.subject, .regression(.changed, nil), value: comparison.value,
      evidence: comparison.evidence(.none, launches: comparison.series.launches.count),
      message: "\(comparison.series.metric) cannot be compared: \(what)",
      notes: [advice])
  }
}
