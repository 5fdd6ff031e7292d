import GateRecords

extension ReportRow {
  /// The evidence for the judgement, and why it passes where its figures alone do not show that.
  package var evidence: String {
    guard finding.status == .passed, let floor = finding.evidence.leastThatCounts else {
      return basis
    }
    let least = QuantityFormat.brief(floor, unit: finding.unit ?? .count)
    return "\(basis); \(ReportMessage.ignoresChanges(below: least).text)"
  }

  private var basis: String {
    if let budget = finding.budget { return Self.margin(budget, finding.value, finding.unit) }
    if let level = finding.serviceLevel { return Self.use(of: level, finding.value) }
    if let speedup = finding.speedup { return Self.demand(of: speedup) }
    if let growth = finding.growth { return GrowthWords(growth).allowed(finding.unit) }
    if let creep = finding.creep { return Self.pairs(with: creep, finding, tolerance) }
    if let machines = finding.machines { return Self.pairs(on: machines, finding, tolerance) }
    switch finding.evidence.kind {
    case .exact where doubt == .someLaunches:
      return "\(ReportMessage.exact.text), but \(ReportMessage.notInEveryLaunch.text)"
    case .exact: return ReportMessage.exact.text + (consequence ?? "")
    case .paired:
      let pairs = pairs
      switch finding.status {
      case .improved: return "\(pairs), \(RowStatus.improved.rawValue)"
      case .passed: return pairs
      case .unproven:
        if doubt != .launchesDiffer, doubt != .someLaunches, finding.change?.difference == nil,
          let least = finding.change?.smallestDetectable
        {
          return ReportMessage.seesChanges(QuantityFormat.percent(least), pairs: pairs).text
        }
        return "\(pairs); \(openQuestion.text)"
      case .regressed, .failed, .missing, .changed, .overBudget, .new, .skipped, .sameCode:
        return pairs + proof + (consequence ?? "")
      }
    case .cached:
      return ReportMessage.storedRuns(
        finding.evidence.baselineRuns ?? 0, machine: finding.evidence.machineSpeed
      ).text
        + (doubt == .launchesDiffer ? ", \(ReportMessage.launchesWorse.text)" : "")
        + (consequence ?? "")
    case .code: return finding.message
    case .observed: return Counted.text(finding.evidence.samples, "sample")
    case .none: return finding.message
    }
  }

  /// Why a paired comparison is unproven, where it is not only the number of pairs.
  private var openQuestion: ReportMessage {
    switch doubt {
    case .launchesDiffer: .pairsWorse
    case .someLaunches: .notInEveryLaunch
    default: finding.change?.difference != nil ? .notDecided : .provesNothing
    }
  }

  /// How many pairs there are, and how many of them earlier runs of the same two programs measured.
  private var pairs: String {
    let evidence = finding.evidence
    if let machines = evidence.machines, let agreeing = evidence.agreeingMachines {
      return ReportMessage.pairsOnMachines(
        evidence.launches, machines: machines, agreeing: agreeing
      )
      .text
    }
    return ReportMessage.launchPairs(evidence.launches, earlier: evidence.earlierLaunches ?? 0).text
  }

  /// The change beside the tolerance, the threshold of its label and both below nothing; nil without a change.
  private var thresholds: FigureAndLimits? {
    finding.change.map { change in
      finding.baselineValue.flatMap { change.points(from: $0) } ?? change.figures
    }
  }

  /// The consequence of a change beyond the tolerance: `, fails at +10 %`, or `, warns at −10 %` if more is better,
  /// or `, tolerates 10 %` if the change is not beyond it.
  private var consequence: String? {
    guard let tolerance = thresholds?.limits[0] else {
      return finding.isChangeFromNothing ? Self.anyChange(finding) : nil
    }
    guard finding.status == .regressed else {
      return ", \(ReportMessage.tolerates(tolerance).text)"
    }
    return labelled ?? Self.threshold(finding, tolerance)
  }

  /// Returns the rule's consequence beyond a tolerance, with its direction: `, fails at +10 %`.
  private static func threshold(_ finding: Finding, _ tolerance: String) -> String {
    if let change = finding.change, change.tolerance == 0 { return anyChange(finding) }
    let sign = finding.direction == .higherIsBetter ? "−" : "+"
    return
      ", \(ReportMessage.consequence(onlyWarns: finding.mode == .warn, at: sign + tolerance).text)"
  }

  /// Returns the consequence of a rule without a tolerance: `, fails at any increase`.
  private static func anyChange(_ finding: Finding) -> String {
    let change = finding.direction == .higherIsBetter ? "any decrease" : "any increase"
    return ", \(ReportMessage.consequence(onlyWarns: finding.mode == .warn, at: change).text)"
  }

  /// The threshold of a regression's label, where it has one and is within the tolerance:
  /// `, minor beyond 10 %, tolerates 25 %`.
  private var labelled: String? {
    guard finding.status == .regressed, finding.mode == .warn, let change = finding.change,
      let severity = finding.severity, let limits = thresholds?.limits, limits.count > 2,
      let threshold = change.severityThreshold, threshold < change.tolerance,
      abs(change.ratio - 1) <= change.tolerance + 1e-9
    else { return nil }
    return
      ", \(ReportMessage.labelled(severity.rawValue, beyond: limits[2], tolerated: limits[0]).text)"
  }

  /// The tolerance as the row shows it; nil without a change.
  var tolerance: String? { thresholds?.limits[0] }

  private var doubt: RegressionResult.Doubt? { finding.judgement.doubt }

  /// After how many launches a regression was proven, where more followed.
  private var proof: String { Self.proof(finding.evidence) }

  private static func proof(_ evidence: Evidence) -> String {
    guard let pairs = evidence.provenAfter, pairs < evidence.launches else { return "" }
    return ", \(ReportMessage.provenAfter(pairs).text)"
  }

  /// How many pairs a comparison with the anchor has: `14 launch pairs with 4f2c1aa of 2026-08-01, …`.
  private static func pairs(
    with creep: CreepEvidence, _ finding: Finding, _ tolerance: String?
  ) -> String {
    ReportMessage.pairsWith(finding.evidence.launches, anchor: creep.anchorInWords).text
      + proof(finding.evidence)
      + (tolerance.map { threshold(finding, $0) } ?? "")
  }

  /// How many pairs the machines have on which a change is worse, and what it is elsewhere.
  private static func pairs(
    on machines: MachinesEvidence, _ finding: Finding, _ tolerance: String?
  ) -> String {
    ReportMessage.pairsElsewhere(finding.evidence.launches, change: machines.elsewhereInWords).text
      + (tolerance.map { threshold(finding, $0) } ?? "")
  }
}

extension Finding {
  /// Whether its rule could not be judged at all, such as a limit without a unit, so that measuring more does not help.
  var isUnjudged: Bool { status == .unproven && evidence.kind == .none && value == nil }

  /// Whether it is a regression of a value that was 0; such a change has no ratio, so no tolerance covers it.
  var isChangeFromNothing: Bool {
    status == .regressed && change == nil && baselineValue == 0 && value != nil
  }
}
