import GateRecords
import GateStatistics

extension CachedSuite {
  /// Returns warnings about the machine's speed; empty where no time was compared with stored numbers, or where the
  /// machine was as fast as before.
  ///
  /// - Parameter findings: Of the whole check.
  func warnings(about findings: [Finding]) -> [String] {
    let shifted = findings.filter { $0.evidence.machineShift != nil }
    guard let shift, let speed = shifted.lazy.compactMap(\.evidence.machineSpeed).first else {
      return []
    }
    let benchmarks = shift.benchmarkCount
    guard !shift.exceedsMachine else {
      let most = QuantityFormat.briefPercent(MachineShift.most - 1)
      return [
        DetectionMessage.machineTooDifferent(most: most, speed: speed, benchmarks: benchmarks).line
      ]
    }
    let hidden = shifted.filter { isBeyondTolerance($0, shift.logRatio) }.count
    guard hidden > 0 else {
      return [DetectionMessage.machineSpeed(speed, benchmarks: benchmarks).line]
    }
    return [
      DetectionMessage.machineHidesChanges(
        speed, benchmarks: benchmarks, hidden: hidden, comparisons: shifted.count
      ).line
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
