package import GateProtocol
import GateRecords

/// The benchmarks of a suite, without measuring them.
package enum SuiteListing {
  /// A suite's benchmarks, in its order.
  ///
  /// - Throws: ``MeasurementError`` when the program is not a suite.
  package static func benchmarks(
    launcher: any WorkerLauncher
  ) throws(MeasurementError) -> [ListedBenchmark] {
    try SuiteInventory(launcher: launcher, isPaired: false, limit: 10).candidate
  }
}
