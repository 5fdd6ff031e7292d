package import GateRecords

/// The difference of times that a clock cannot tell from none.
package struct ClockFloor: Hashable, Sendable {
  /// No clock, so no difference is too small for it.
  package static let none = ClockFloor(steps: 0)

  /// Three steps of the clock in nanoseconds, shared among the iterations of a sample.
  private let steps: Double

  private init(steps: Double) { self.steps = steps }

  /// Works it out for a metric; only the wall time is read off this clock alone.
  ///
  /// - Parameters:
  ///   - stepNanoseconds: One step of the clock; nil without a clock.
  ///   - iterations: The iterations that one sample is the mean of.
  package init(of metric: MetricName, stepNanoseconds: Double?, iterations: Int) {
    steps = metric == .wallTime ? 3 * (stepNanoseconds ?? 0) / Double(max(1, iterations)) : 0
  }

  /// The floor beside a usual figure, in the same unit.
  ///
  /// However coarse the clock, launches that are proven slower by half as much again are not its doing.
  package func difference(usual: Double) -> Double { min(steps, usual / 3) }
}
