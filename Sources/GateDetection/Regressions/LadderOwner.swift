import GateBudgets
import GateRecords

extension BudgetPolicy {
  /// A finding of a ladder or of the anchor with the owner of its rule, whom a failing one asks for.
  func owned(_ finding: Finding) -> Finding {
    guard finding.owner == nil, let owner = owner(of: finding) else { return finding }
    var owned = finding
    owned.owner = owner
    if finding.status.failsTheGate { owned.notes.append(BudgetMessage.askOwner(owner).line) }
    return owned
  }

  private func owner(of finding: Finding) -> String? {
    guard let metric = finding.metric else { return nil }
    func ofLadder(_ metric: MetricName) -> LadderRule? {
      ladderRules(for: finding.benchmark, metric: metric).first
    }
    switch finding.rule {
    case .regression, .machines:
      // Without a ladder of its own the mean time goes by that of the wall time.
      let rule = ofLadder(metric) ?? (metric == .meanTime ? ofLadder(.wallTime) : nil)
      return rule?.owner
    case .creep: return anchor.owner ?? ofLadder(metric)?.owner
    case .presence, .budget, .serviceLevel, .speedup, .growth, .equivalence: return nil
    }
  }
}
