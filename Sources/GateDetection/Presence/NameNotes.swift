import GateBudgets
import GateRecords

/// Adds a note to findings of a renamed benchmark with its earlier name.
struct NameNotes {
  let policy: BudgetPolicy
  let moment: Timestamp
  let run: RunRecord

  /// The finding with what there is to say of renames.
  func noted(_ finding: Finding) -> Finding {
    guard !policy.renames.isEmpty else { return finding }
    var copy = finding
    switch finding.status {
    case .missing:
      guard finding.metric == nil, let rename = policy.renames.rename(from: finding.benchmark),
        let day = rename.expires, day.isOver(at: moment)
      else { break }
      copy.notes.append(
        DetectionMessage.renameEnded(
          rename.to.rawValue, until: day.text, source: rename.source
        ).line)
    case .regressed, .improved, .passed, .unproven, .changed:
      guard finding.rule == .regression,
        let rename = policy.renames.inForce(at: moment).rename(to: finding.benchmark),
        !run.benchmarks.contains(where: { $0.name == rename.from })
      else { break }
      copy.notes.append(
        DetectionMessage.formerName(rename.from.rawValue, source: rename.source).line)
    case .failed, .overBudget, .new, .skipped, .sameCode: break
    }
    return copy
  }
}
