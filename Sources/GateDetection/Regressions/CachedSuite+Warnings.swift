import GateRecords
import GateStatistics

extension CachedSuite {
  /// What a reader should know about the machine's speed; nothing where no time was compared with stored
  /// numbers, or where the machine was as fast as ever.
  ///
  /// - Parameter findings: Of the whole check.
  func warnings(about findings: [Finding]) -> [String] {
    let shifted = findings.filter { $0.evidence.machineShift != nil }
    guard let shift, let speed = shifted.lazy.compactMap(\.evidence.machineSpeed).first else {
      return []
    }
    let start =
      "this run was \(speed) than the stored runs over the whole suite (\(shift.benchmarkCount) benchmarks)"
    guard !shift.exceedsMachine else {
      return [
        "this run was more than \(QuantityFormat.briefPercent(MachineShift.most - 1)) off the stored runs "
          + "over the whole suite (\(shift.benchmarkCount) benchmarks), which no machine of one kind "
          + "explains; only \(speed) is taken for the machine's"
      ]
    }
    let hidden = shifted.filter { isBeyondTolerance($0, shift.logRatio) }.count
    guard hidden > 0 else {
      return [
        "\(start); this is taken for the machine's speed and taken out of the comparisons with stored "
          + "times, which is right if fewer than half of the benchmarks changed"
      ]
    }
    return [
      "\(start), beyond the tolerance of \(hidden) of \(shifted.count) comparisons; stored numbers "
        + "cannot tell a slower machine from a change that slows every benchmark; measure beside the "
        + "baseline's program"
    ]
  }

  /// Whether the shift alone makes a figure worse than it may become.
  private func isBeyondTolerance(_ finding: Finding, _ logRatio: Double) -> Bool {
    guard let tolerance = finding.change?.tolerance else { return false }
    // Of a rate a slower machine leaves the reciprocal.
    let worsening =
      finding.direction == .higherIsBetter
      ? 1 - Elementary.exponential(-logRatio) : Elementary.exponential(logRatio) - 1
    return worsening > tolerance
  }
}
