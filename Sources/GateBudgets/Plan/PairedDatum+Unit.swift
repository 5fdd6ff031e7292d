package import GateRecords
package import GateStatistics

extension PairedDatum {
  /// The one that suits figures of a unit.
  ///
  /// - Parameters:
  ///   - unit: Their unit.
  ///   - iterations: The iterations that one sample is the mean of.
  package init(unit: MetricUnit, iterations: Int) {
    switch unit {
    case .nanoseconds: self.init(isTime: true, iterations: iterations)
    case .itemsPerSecond, .bytesPerSecond:
      self.init(isTime: false, isRate: true, iterations: iterations)
    default: self.init(isTime: false, iterations: iterations)
    }
  }
}
