import CSpeedgate
import GateProtocol
import GateRecords

extension Benchmark.Metric {
  /// System calls of an iteration that read or write, counted in launches of their own where the
  /// system reports it.
  public static let ioCalls = Self(.ioCalls)
}

extension CountedMetric {
  /// Calls that read and calls that write, of all threads, whatever they read or write.
  ///
  /// Kernels count these calls without a privilege, while counts of all system calls are rarely available.
  static let ioCalls = CountedMetric(
    .ioCalls, kind: .varies,
    absence: {
      let count = account("syscr:")
      return count < 0
        ? SuiteMessage.accountMissing(file: "/proc/self/io", reason: Platform.reason(-count)).line
        : nil
    }, read: { account("syscr:") + account("syscw:") })

  private static func account(_ name: StaticString) -> Int64 {
    unsafe speedgate_account("/proc/self/io", name.utf8Start)
  }
}
