import CSpeedgate
import GateProtocol
import GateRecords

extension Benchmark.Metric {
  /// Heap allocations of an iteration, counted in launches of their own.
  public static let allocations = Self(.allocations)

  /// The bytes that those allocations ask for.
  public static let allocatedBytes = Self(.allocatedBytes)
}

extension CountedMetric {
  /// Calls of the allocator by all threads.
  static let allocations = CountedMetric(
    .allocations, kind: .exact, absence: { foreignAllocator }, begin: { started().count },
    end: { stopped().count })

  /// The bytes that those calls request.
  static let allocatedBytes = CountedMetric(
    .allocatedBytes, unit: .bytes, kind: .exact, absence: { foreignAllocator },
    begin: { started().bytes }, end: { stopped().bytes })

  private static var foreignAllocator: String? {
    speedgate_counts_allocations()
      ? nil : SuiteMessage.allocatorForeign.line
  }

  private static func started() -> speedgate_allocations {
    var now = speedgate_allocations()
    unsafe speedgate_start_counting(&now)
    return now
  }

  /// Since zero, which makes a difference to the beginning a total.
  private static func stopped() -> speedgate_allocations {
    var now = speedgate_allocations()
    unsafe speedgate_stop_counting(&now)
    return now
  }
}
