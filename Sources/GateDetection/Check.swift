package import GateBudgets
package import GateRecords
import GateStatistics

/// Judges a run: a pure function of the run, its baseline and the budgets.
package struct Check: Sendable {
  /// The options of a check.
  package struct Options: Hashable, Sendable {
    /// Whether unproven findings fail the gate.
    package var isStrict: Bool
    /// The suite's false-alarm rate.
    package var alpha: Double
    /// The rate at which a worsening beyond the tolerance may be passed.
    package var missRate: Double
    /// The confidence with which budgets are kept or broken.
    package var confidence: Double
    /// When the check is made.
    package var checkedAt: Timestamp
    /// The differences between the candidate's budgets and those that judge it; nil when they were not compared.
    package var policyChanges: [PolicyChange]?
    /// A run of a program against itself (A/A check), which shows the machine's noise; nil when there is none.
    package var aaCheck: RunRecord?

    /// Creates options; the defaults are the project's.
    package init(
      isStrict: Bool = false, alpha: Double = 0.01, missRate: Double = 0.05,
      confidence: Double = 0.95, checkedAt: Timestamp, policyChanges: [PolicyChange]? = nil,
      aaCheck: RunRecord? = nil
    ) {
      self.isStrict = isStrict
      self.alpha = alpha
      self.missRate = missRate
      self.confidence = confidence
      self.checkedAt = checkedAt
      self.policyChanges = policyChanges
      self.aaCheck = aaCheck
    }
  }

  let run: RunRecord
  /// The stored runs, with the names that their benchmarks have today.
  let baseline: StoredBaseline
  /// The names in the stored runs, as they are stored.
  private let storedNames: Set<BenchmarkIdentifier>
  let policy: BudgetPolicy
  let options: Options

  /// Prepares a check.
  ///
  /// The run itself is never part of what it is compared with.
  package init(run: RunRecord, baseline: StoredBaseline, policy: BudgetPolicy, options: Options) {
    self.run = run
    let stored = baseline.without(run.runID)
    storedNames = stored.names
    self.baseline = stored.renamed(by: policy.renames.inForce(at: options.checkedAt), for: run)
    self.policy = policy.holding(on: run.environment)
    self.options = options
  }

  /// All findings and what they come to.
  package func verdict() -> Verdict {
    let presence = PresenceRule(run: run, baseline: baseline)
    let regressions = RegressionRule(
      run: run, baseline: baseline, policy: policy, options: optionsForBaseline)
    // Only values of one kind of machine are compared with a limit.
    let measured = run.benchmarks.filter(presence.isMeasured).map(run.ofOneKind)
    let silent = run.benchmarks.filter { !presence.isMeasured($0) }
    let compared = run.benchmarks.filter { presence.isMeasured($0) || $0.isUnlaunched }
      .map(regressions.result)
    let promised = PromiseRule(policy: policy, confidence: options.confidence)
    let serviceLevels = promised.serviceLevels(of: measured)
    var judged = presence.findings()
    judged += EquivalenceRule(run: run).findings()
    judged += compared.flatMap(\.findings).map(CodeNotes(run: run).noted)
    judged += measured.flatMap(budgetFindings)
    judged += serviceLevels.findings
    judged += promised.speedups(of: measured, without: silent)
    judged += promised.growth(of: measured, without: silent)
    judged += ExponentRule(run: run, baseline: baseline, alpha: options.alpha)
      .findings(in: measured)
    let layouts = LayoutRule(run)
    judged = judged.map { layouts.noted(accepted(policy.owned($0))) }
    let creep = CreepRule(
      run: run, policy: policy, alpha: options.alpha, missRate: options.missRate)
    let crept = creep?.result(beside: judged) ?? CreepRule.Result()
    let ordered = FindingOrder.worstFirst(
      judged + crept.findings.map { accepted(policy.owned($0)) })
    let findings = StepShareRule(run, baseline: baseline).explained(
      CauseRule(run).explained(ordered)
    ).map(DeclarationPlaces(run).noted)
    let unmatched = policy.unmatched(in: run)
    let remarks =
      policy.warnings(unmatched: unmatched, at: options.checkedAt)
      + policy.unknownOldNames(in: storedNames, of: run) + unmeasuredAnchor
    var verdict = Verdict(
      isStrict: options.isStrict,
      checkedAt: options.checkedAt, run: RunSummary(run),
      baseline: baseline.summary(for: run, compared: regressions.storedRuns),
      anchor: creep?.summary(of: crept),
      code: run.code,
      policy: regressions.planner.promises,
      accounting: Accounting(
        of: findings, withoutRule: compared.reduce(0) { $0 + $1.withoutRule },
        missing: missingFigures(in: findings)),
      attention: PolicyAttention(
        unusedRules: unmatched.count, remarks: remarks.count,
        runErrors: runErrors.isEmpty ? nil : runErrors.count),
      serviceLevels: serviceLevels.compliance, policyChanges: options.policyChanges,
      breakerEvents: breakerEvents, aaCheck: selfComparison?.summary,
      findings: findings, measurements: measured.flatMap(Measurement.all),
      warnings: presence.remarks + crept.warnings
        + regressions.cachedSuite.warnings(about: findings) + warnings(with: remarks))
    verdict.layouts = layouts.summary
    return verdict
  }

  /// The options for comparisons with the baseline, which share the false-alarm rate with those with an
  /// anchor where these may fail the gate.
  private var optionsForBaseline: Options {
    var shared = options
    shared.alpha *= policy.anchor.shareForBaseline(isMeasured: run.anchor != nil)
    return shared
  }

  /// The warning when the budgets fail a creep and the run did not measure beside the anchor.
  private var unmeasuredAnchor: [String] {
    guard policy.anchor.mode == .enforce, run.anchor == nil, baseline.hasAnchor(for: run) else {
      return []
    }
    return [
      DetectionMessage.anchorUnmeasured.line
    ]
  }

  /// The metrics of benchmarks that are missing as a whole.
  private func missingFigures(in findings: [Finding]) -> [BenchmarkIdentifier: Int] {
    let known = baseline.newest?.benchmarks ?? []
    let names = Set(findings.filter { $0.judgement == .presence(.missing) }.map(\.benchmark))
    guard !names.isEmpty else { return [:] }
    return known.filter { names.contains($0.name) }.reduce(into: [:]) { counts, benchmark in
      counts[benchmark.name] = benchmark.metrics.count { $0.figures.median != nil }
    }
  }

  /// The check of the machine against itself, where it was made on this kind of machine.
  private var selfComparison: SelfComparison? {
    guard let check = options.aaCheck, check.environment.key == run.environment.key else {
      return nil
    }
    return SelfComparison(check, alpha: options.alpha) {
      (policy.ladder(for: $0, metric: .wallTime).decisive ?? .percent(5)).fraction
    }
  }

  /// A finding as it counts once acceptances, removals and renames are considered.
  private func accepted(_ finding: Finding) -> Finding {
    let finding = NameNotes(policy: policy, moment: options.checkedAt, run: run)
      .noted(finding)
    switch finding.status {
    case .regressed, .overBudget:
      return policy.acceptances.reduce(finding) { $1.applied(to: $0, at: options.checkedAt) }
    case .missing, .changed:
      let removed = policy.removals.reduce(finding) { $1.applied(to: $0, at: options.checkedAt) }
      guard removed.acceptance == nil, removed.metric == nil else { return removed }
      return policy.acceptances.reduce(removed) {
        $1.applied(toMissing: $0, at: options.checkedAt, newNames: newNames)
      }
    case .failed, .unproven, .improved, .new, .skipped, .sameCode, .passed: return finding
    }
  }

  /// The benchmarks that the newest stored run does not have.
  private var newNames: [BenchmarkIdentifier] {
    let known = Set((baseline.newest?.benchmarks ?? []).map(\.name))
    return run.benchmarks.map(\.name).filter { !known.contains($0) }
  }

  private var breakerEvents: [BenchmarkBreakers]? {
    let recorded = run.benchmarks.compactMap { benchmark in
      benchmark.breakerEvents.map { BenchmarkBreakers(benchmark: benchmark.name, events: $0) }
    }
    return recorded.isEmpty ? nil : recorded
  }

  private func budgetFindings(_ benchmark: BenchmarkRecord) -> [Finding] {
    policy.rules(for: benchmark.name).map {
      BudgetEvaluation(rule: $0, confidence: options.confidence).finding(for: benchmark)
    }
  }

  /// The errors of the run as a whole; errors of single benchmarks are findings.
  private var runErrors: [String] {
    let findings = Set(RunRecord.errors(of: run.benchmarks))
    return run.errors.filter { !findings.contains($0) }
  }

  /// - Parameter remarks: Warnings about the budgets themselves.
  private func warnings(with remarks: [String]) -> [String] {
    var warnings = run.warnings + runErrors + baseline.problems
    if run.environment.buildConfiguration != "release" {
      warnings.append(DetectionMessage.notOptimised.line)
    }
    if baseline.sameEnvironment.isEmpty, !baseline.otherEnvironments.isEmpty {
      warnings.append(DetectionMessage.otherMachine.line)
    }
    if let check = options.aaCheck {
      warnings += Self.warnings(about: selfComparison, of: check)
    }
    warnings += remarks.prefix(20)
    if remarks.count > 20 {
      warnings.append(DetectionMessage.moreRemarks(remarks.count - 20).line)
    }
    return warnings
  }
}

extension Check {
  private static func warnings(about comparison: SelfComparison?, of check: RunRecord) -> [String] {
    guard let comparison else {
      return [DetectionMessage.selfCheckElsewhere.line]
    }
    guard !comparison.falseAlarms.isEmpty else { return [] }
    return [
      DetectionMessage.selfCheckAlarms(
        comparison.falseAlarms.count, comparisons: comparison.rows.count
      ).line
    ]
  }
}
