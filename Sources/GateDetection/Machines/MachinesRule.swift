import GateBudgets
import GateRecords
import GateStatistics

/// A change must not be worse on some machines than the tolerance allows, though it is not on the others.
///
/// All launches together answer what the change typically is. Where machines disagree, that is not a machine's
/// answer, so the machines on which it is worse are looked at by themselves. They are chosen by looking at the
/// figures, so their share of the rates is divided among all ways to choose.
struct MachinesRule {
  private let comparison: Comparison
  private let machines: MachineGroups
  /// The groups that have launch pairs of the figure.
  private let heard: [MachineGroups.Group]

  /// Nil for a figure of which fewer than two groups have launch pairs.
  init?(_ comparison: Comparison) {
    guard let machines = comparison.machines, comparison.series.machineLaunches != nil,
      comparison.series.baselineLaunches != nil
    else { return nil }
    self.comparison = comparison
    self.machines = machines
    heard = machines.groups.filter { group in
      comparison.series.ofMachines(group.places.contains).launches.contains { !$0.isEmpty }
    }
    guard heard.count > 1 else { return nil }
  }

  /// The disagreement, where there is one that matters: beyond the tolerance on some machines.
  func finding() -> Finding? {
    guard let found = disagreement, found.ways < 1e12 else { return nil }
    let worse = places(of: found)
    let there = part(worse.contains, sharing: found.ways)
    let elsewhere = part({ !worse.contains($0) }, sharing: 1)
    let compared = there.paired()
    guard case .regression(let result, let change?) = compared.judgement,
      let change = Optional(change),
      isBeyond(change), let others = elsewhere.estimate
    else { return nil }
    let evidence = MachinesEvidence(
      names: found.worse.map { heard[$0].name }, machines: there.machineCount,
      machinesElsewhere: elsewhere.machineCount, launchesElsewhere: elsewhere.pairCount,
      ratioElsewhere: others.ratio, lowElsewhere: others.low, highElsewhere: others.high,
      pValue: found.pValue)
    var finding = compared
    finding.notes = []
    switch result {
    case .regressed(let severity): finding.judgement = .machines(.worse(severity), change, evidence)
    case .unproven, .improved, .passed, .sameCode, .new, .missing, .changed:
      finding.judgement = .machines(.unproven, change, evidence)
      finding.mode = nil
    }
    finding.message = message(change, evidence, isProven: finding.status == .regressed)
    return finding
  }

  /// How many of the machines see the same as all together; nil where none has launch pairs.
  var agreement: (agreeing: Int, machines: Int)? {
    guard let joint = comparison.estimate else { return nil }
    let side = isBeyond(worsening(joint.ratio), joint.baseline)
    let all = (0..<(comparison.series.machineLaunches?.count ?? 0)).compactMap {
      place -> Bool? in
      guard let own = part({ $0 == place }, sharing: 1).estimate else { return nil }
      return isBeyond(worsening(own.ratio), own.baseline) == side
    }
    return all.isEmpty ? nil : (all.count { $0 }, all.count)
  }

  private var disagreement: MachineDisagreement? {
    MachineDisagreement.clearest(
      among: heard.map { group in part(group.places.contains, sharing: 1).logRatios },
      rate: comparison.promises.suiteFalseAlarmRate / Double(comparison.promises.comparisonCount))
  }

  private func places(of found: MachineDisagreement) -> Set<Int> {
    found.worse.reduce(into: []) { $0.formUnion(heard[$1].places) }
  }

  /// The comparison by the launches of some machines, with their share of the rates.
  private func part(_ isWanted: (Int) -> Bool, sharing ways: Double) -> Comparison {
    var part = comparison.of(comparison.series.ofMachines(isWanted))
    part.promises.comparisonCount = Int(
      (Double(comparison.promises.comparisonCount) * ways).rounded(.up))
    return part
  }

  private func worsening(_ ratio: Double) -> Double {
    comparison.isMirrored ? 1 - ratio : ratio - 1
  }

  private func isBeyond(_ worsening: Double, _ baseline: Double) -> Bool {
    RegressionLadder.exceeds(worsening, comparison.tolerance(of: baseline))
  }

  private func isBeyond(_ change: ChangeEstimate) -> Bool {
    RegressionLadder.exceeds(worsening(change.ratio), change.tolerance)
  }

  private func message(
    _ change: ChangeEstimate, _ evidence: MachinesEvidence, isProven: Bool
  ) -> String {
    let size = change.figures.value
    func end(_ ratio: Double?) -> String { ratio.map { change.end($0) } ?? "…" }
    let interval =
      change.low == nil && change.high == nil ? "" : " [\(end(change.low)), \(end(change.high))]"
    return DetectionMessage.worseOnMachines(
      comparison.series.metric, machines: evidence.inWords, change: size + interval,
      elsewhere: evidence.elsewhereInWords, tolerance: change.figures.limits[0],
      isProven: isProven
    ).line
  }
}
