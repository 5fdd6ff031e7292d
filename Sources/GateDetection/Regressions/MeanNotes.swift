import GateRecords
import GateStatistics

/// What the typical time and the mean time of a benchmark say together.
struct MeanNotes {
  private let findings: [Finding]

  init(_ findings: [Finding]) {
    self.findings = findings
  }

  /// The findings, with a note where the mean says something that the typical time does not.
  var annotated: [Finding] {
    guard let mean = findings.firstIndex(where: { $0.metric == .meanTime }),
      let note = note(on: findings[mean])
    else { return findings }
    var copy = findings
    copy[mean].notes.append(note)
    return copy
  }

  private func note(on mean: Finding) -> String? {
    guard mean.evidence.kind == .paired else { return nil }
    let typical = findings.first { $0.metric == .wallTime }
    switch mean.status {
    case .regressed, .unproven:
      guard let typical, typical.status != .regressed,
        let change = mean.change, let usual = typical.change, change.ratio > 1 + change.tolerance
      else { return nil }
      return "typical time \(percent(usual)), mean \(percent(change)): something that happens "
        + "seldom became slower"
    case .passed:
      // What has a share s of the launches is in none of n with a probability of (1 − s)ⁿ.
      let share = 1 - Self.root(of: 0.05, mean.evidence.launches)
      return "what fewer than \(QuantityFormat.briefPercent((share * 100).rounded(.up) / 100)) of "
        + "launches do may be in none of these \(mean.evidence.launches)"
    default: return nil
    }
  }

  private func percent(_ change: ChangeEstimate) -> String {
    QuantityFormat.percent(change.ratio - 1, signed: true)
  }

  private static func root(of value: Double, _ n: Int) -> Double {
    Elementary.exponential(Elementary.logarithm(value) / Double(max(1, n)))
  }
}
