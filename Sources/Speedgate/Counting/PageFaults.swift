import CSpeedgate
import GateProtocol
import GateRecords

extension Benchmark.Metric {
  /// Page faults of an iteration, counted in launches of their own.
  public static let pageFaults = Self(.pageFaults)
}

extension CountedMetric {
  /// Page faults of both kinds, of all threads.
  static let pageFaults = CountedMetric(.pageFaults, kind: .varies) {
    var accounts = speedgate_accounts()
    unsafe speedgate_read_accounts(&accounts)
    return accounts.page_faults
  }
}
