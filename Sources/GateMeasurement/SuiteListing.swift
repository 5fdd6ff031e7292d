import GateProtocol

/// What a suite holds, without measuring it.
package enum SuiteListing {
  /// The names of a suite's benchmarks, in its order.
  ///
  /// - Throws: ``MeasurementError`` when the program is no suite.
  package static func names(
    launcher: any WorkerLauncher
  ) throws(MeasurementError) -> [String] {
    try SuiteInventory(launcher: launcher, isPaired: false, limit: 10).candidate.map(\.name)
  }
}
