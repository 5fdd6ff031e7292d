package import GateRecords

/// The smallest difference of times that a clock can measure.
package struct ClockFloor: Hashable, Sendable {
  /// The floor without a clock: every difference counts.
  package static let none = ClockFloor(steps: 0)

  /// Three steps of the clock in nanoseconds, shared among the iterations of a sample.
  private let steps: Double

  private init(steps: Double) { self.steps = steps }

  /// Creates the floor of a metric; it is zero for all but the wall time, the only one that this clock measures alone.
  ///
  /// - Parameters:
  ///   - stepNanoseconds: One step of the clock; nil without a clock.
  ///   - iterations: The iterations that one sample is the mean of.
  package init(of metric: MetricName, stepNanoseconds: Double?, iterations: Int) {
    steps = metric == .wallTime ? 3 * (stepNanoseconds ?? 0) / Double(max(1, iterations)) : 0
  }

  /// Returns the floor next to a usual value, in the same unit.
  ///
  /// The floor is at most a third of that value: a coarse clock does not explain launches that are proven slower by
  /// half.
  package func difference(usual: Double) -> Double { min(steps, usual / 3) }
}
