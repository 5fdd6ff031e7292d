import CSpeedgate
import GateProtocol
import GateRecords

extension Benchmark.Metric {
  /// System calls of an iteration, counted in launches of their own where the machine allows it.
  public static let systemCalls = Self(.systemCalls)
}

extension CountedMetric {
  #if canImport(Darwin)
    /// System calls of both kinds that the system has, of all threads.
    static let systemCalls = CountedMetric(
      .systemCalls, kind: .varies,
      absence: {
        let count = speedgate_system_calls()
        return count < 0
          ? SuiteMessage.systemCountMissing(reason: Platform.reason(-count)).line : nil
      }, read: { speedgate_system_calls() })
  #else
    private static let systemCallCounter = speedgate_open_system_call_counter()

    /// System calls of the counting thread and of those that it starts.
    static let systemCalls = CountedMetric(
      .systemCalls, kind: .varies,
      absence: {
        systemCallCounter < 0
          ? SuiteMessage.systemCallsMissing(
            reason: Platform.reason(-Int64(systemCallCounter))
          ).line : nil
      },
      begin: {
        speedgate_start_counter(systemCallCounter)
        return 0
      }, end: { speedgate_stop_counter(systemCallCounter) })
  #endif
}
