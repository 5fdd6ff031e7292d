import CSpeedgate
import GateProtocol
import GateRecords

extension Benchmark.Metric {
  /// Context switches of an iteration, counted in launches of their own.
  public static let contextSwitches = Self(.contextSwitches)
}

extension CountedMetric {
  /// Context switches of both kinds, of all threads.
  static let contextSwitches = CountedMetric(.contextSwitches, kind: .varies) {
    var accounts = speedgate_accounts()
    unsafe speedgate_read_accounts(&accounts)
    return accounts.voluntary_switches + accounts.involuntary_switches
  }
}
