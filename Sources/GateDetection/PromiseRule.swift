import GateBudgets
import GateRecords

/// Judges the rules of the budgets that are not limits: service levels, speed-ups and growth.
struct PromiseRule {
  let policy: BudgetPolicy
  let confidence: Double

  /// The service levels of all benchmarks, and their totals.
  ///
  /// While there are no more breaches than allowed, each of them only warns.
  func serviceLevels(
    of benchmarks: [BenchmarkRecord]
  ) -> (findings: [Finding], compliance: ServiceLevelCompliance?) {
    let findings = benchmarks.flatMap { benchmark in
      policy.serviceLevels(for: benchmark).compactMap {
        ServiceLevelEvaluation(rule: $0).finding(for: benchmark)
      }
        + policy.undecidedServiceLevels(for: benchmark).compactMap {
          ServiceLevelEvaluation(rule: $0).undecided(for: benchmark)
        }
    }
    let compliance = ServiceLevelCompliance(
      of: findings, allowedBreaches: policy.serviceLevels.allowedBreaches)
    guard compliance?.isCompliant ?? true else { return (findings, compliance) }
    return (
      findings.map { finding in
        guard finding.status == .overBudget else { return finding }
        var allowed = finding
        allowed.mode = .warn
        allowed.notes.append(
          DetectionMessage.allowedBreach(of: policy.serviceLevels.allowedBreaches).line)
        return allowed
      }, compliance
    )
  }

  /// The speed-ups whose two benchmarks are both in the run.
  ///
  /// - Parameters:
  ///   - benchmarks: Those with figures.
  ///   - silent: Those of the same run without.
  func speedups(
    of benchmarks: [BenchmarkRecord], without silent: [BenchmarkRecord]
  ) -> [Finding] {
    guard !policy.speedups.isEmpty else { return [] }
    let byName = Dictionary((benchmarks + silent).map { ($0.name, $0) }) { first, _ in first }
    let silentNames = Set(silent.map(\.name))
    return policy.speedups.compactMap { rule in
      guard let faster = byName[rule.faster], let slower = byName[rule.slower] else { return nil }
      let evaluation = SpeedupEvaluation(rule: rule, confidence: confidence)
      if let name = [rule.faster, rule.slower].first(where: silentNames.contains) {
        return evaluation.unproven(faster, DetectionMessage.gaveNothing(name).line)
      }
      return evaluation.finding(faster: faster, slower: slower)
    }
  }

  /// The growth of every series; the parameters are those of the speed-ups.
  func growth(of benchmarks: [BenchmarkRecord], without silent: [BenchmarkRecord]) -> [Finding] {
    policy.growth.flatMap {
      GrowthEvaluation(rule: $0, confidence: confidence).findings(in: benchmarks, without: silent)
    }
  }
}
