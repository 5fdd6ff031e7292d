import GateRecords

/// Thresholds that teams commonly agree on, by name: `presets: ["regression-gate"]`.
package enum RegressionPreset: String, Hashable, Sendable, CaseIterable {
  /// Limits of budgets have 10 % of slack.
  case budget10 = "budget-10"
  /// More than 25 % of time or 50 % of memory fails.
  case regressionGate = "regression-gate"
  /// More than 15, 30 and 50 % of time is called minor, major and critical.
  case regressionLadder = "regression-ladder"
  /// More than 20 % of time warns.
  case regressionFlat = "regression-flat"
  /// A match rate worse by more than 5 % fails.
  case qualityRegression = "quality-regression"

  /// The slack it gives to limits.
  var tolerance: Tolerance? { self == .budget10 ? .percent(10) : nil }

  /// The metrics to which it gives a ladder.
  var metrics: [MetricName] {
    switch self {
    case .budget10: []
    case .regressionGate: [.wallTime, .peakMemory]
    case .regressionLadder, .regressionFlat: [.wallTime]
    case .qualityRegression: [MetricName(rawValue: "match_rate")]
    }
  }

  /// The ladder it gives to a metric.
  func ladder(for metric: MetricName) -> RegressionLadder? {
    switch (self, metric) {
    case (.regressionGate, .wallTime): RegressionLadder(fail: .percent(25))
    case (.regressionGate, .peakMemory): RegressionLadder(fail: .percent(50))
    case (.regressionLadder, .wallTime):
      RegressionLadder(minor: .percent(15), major: .percent(30), critical: .percent(50))
    case (.regressionFlat, .wallTime): RegressionLadder(minor: .percent(20))
    case (.qualityRegression, MetricName(rawValue: "match_rate")):
      RegressionLadder(fail: .percent(5))
    default: nil
    }
  }
}
