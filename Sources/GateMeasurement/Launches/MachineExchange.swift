package import GateRecords

/// How machines that measure the same two programs hear of each other between rounds.
package final class MachineExchange {
  /// Seconds between two looks at least.
  private static let pause = 1.0

  private let trade: (SuiteMeasurement.Result?) -> [BenchmarkRecord]
  private var last: Double?

  /// - Parameter trade: Gives what this machine measured so far, nil before anything, and returns what others
  ///   have: each benchmark once, the launches of each machine together.
  package init(_ trade: @escaping (SuiteMeasurement.Result?) -> [BenchmarkRecord]) {
    self.trade = trade
  }

  /// Whether it is time to look again.
  func isDue(at time: Double) -> Bool {
    if let last, time - last < Self.pause { return false }
    last = time
    return true
  }

  /// Returns the measurements of other machines.
  func others(_ result: SuiteMeasurement.Result?) -> [BenchmarkRecord] { trade(result) }
}
