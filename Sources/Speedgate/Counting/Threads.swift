import CSpeedgate
import GateProtocol
import GateRecords

extension Benchmark.Metric {
  /// Threads that the process has when the counted iterations end.
  public static let threads = Self(.threads)
}

extension CountedMetric {
  /// A level, not a sum: what started and ended within an iteration is not in it.
  static let threads = CountedMetric(
    .threads, kind: .level,
    absence: {
      let count = speedgate_threads()
      return count < 0 ? SuiteMessage.systemCountMissing(reason: Platform.reason(-count)).line : nil
    }, read: { speedgate_threads() })
}
