import GateRecords

/// The notes that combine the typical time and the mean time of a benchmark.
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
    let typical = findings.first { $0.metric == .wallTime }
    guard mean.evidence.kind == .paired, mean.status == .regressed || mean.status == .unproven,
      let typical, typical.status == .passed,
      let change = mean.change, let usual = typical.change, change.ratio > 1 + change.tolerance
    else { return nil }
    return DetectionMessage.meanOnly(typical: percent(usual), mean: percent(change)).line
  }

  private func percent(_ change: ChangeEstimate) -> String {
    QuantityFormat.percent(change.ratio - 1, signed: true)
  }
}
