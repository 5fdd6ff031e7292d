import CSpeedgate
import GateProtocol
import GateRecords

extension Benchmark.Metric {
  /// Instructions of an iteration, counted in launches of their own where the machine allows it.
  public static let instructions = Self(.instructions)

  /// Processor cycles of an iteration, counted in launches of their own where the machine allows it.
  public static let cycles = Self(.cycles)
}

extension CountedMetric {
  private static let instructionCounter = speedgate_open_processor_counter(0)
  private static let cycleCounter = speedgate_open_processor_counter(1)

  /// Instructions outside the kernel, of the counting thread and of those that it starts.
  static let instructions = CountedMetric(
    .instructions, kind: .varies, absence: { unreachable(instructionCounter) },
    begin: {
      speedgate_start_counter(instructionCounter)
      return 0
    }, end: { speedgate_stop_counter(instructionCounter) })

  /// Cycles outside the kernel, of the counting thread and of those that it starts.
  static let cycles = CountedMetric(
    .cycles, kind: .varies, absence: { unreachable(cycleCounter) },
    begin: {
      speedgate_start_counter(cycleCounter)
      return 0
    }, end: { speedgate_stop_counter(cycleCounter) })

  private static func unreachable(_ descriptor: Int32) -> String? {
    descriptor < 0
      ? SuiteMessage.accountMissing(
        file: "perf_event_open", reason: Platform.reason(-Int64(descriptor))
      ).line : nil
  }
}
