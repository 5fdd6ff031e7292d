import GateRecords

/// Counts that are exact on every kind of machine, and not the same on all.
///
/// A library may take another way on another processor, so the same work counts other instructions there. That is no
/// noise: each kind's launches agree, and each kind compares with itself.
extension Comparison {
  /// The finding of the kind on which the figure is worst; nil where launches of a kind disagree, and where only
  /// one kind measured.
  func exactOnKinds() -> Finding? {
    guard let machines, machines.areKinds, series.machineLaunches != nil else { return nil }
    var kinds: [(name: String, finding: Finding, worsening: Double)] = []
    for group in machines.groups {
      let own = of(series.ofMachines(group.places.contains))
      guard !own.series.samples.isEmpty else { continue }
      guard let baseline = own.series.baselineLaunches,
        let finding = own.exact(
          against: [StoredFigures(baseline, unit: own.series.unit)]),
        case .regression(_, let change?) = finding.judgement
      else { return nil }
      kinds.append((group.name, finding, isMirrored ? 1 - change.ratio : change.ratio - 1))
    }
    func rank(_ kind: (name: String, finding: Finding, worsening: Double)) -> (Int, Double) {
      (kind.finding.status == .regressed ? 1 : 0, kind.worsening)
    }
    guard kinds.count > 1, let worst = kinds.max(by: { rank($0) < rank($1) }) else { return nil }
    var finding = worst.finding
    let others = kinds.filter { $0.name != worst.name }
    if others.contains(where: { $0.worsening != worst.worsening }) {
      let words = others.map { "\(change(of: $0.worsening)) on \($0.name)" }.joined(separator: ", ")
      finding.notes.append(
        DetectionMessage.changeByMachine(worst: worst.name, others: words).line)
    }
    return finding
  }

  private func change(of worsening: Double) -> String {
    QuantityFormat.percent(isMirrored ? -worsening : worsening, signed: true)
  }
}
