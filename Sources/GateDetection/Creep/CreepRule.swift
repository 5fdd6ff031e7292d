import GateBudgets
import GateRecords
import GateStatistics

/// The candidate must not be much slower than the anchor, an older program than the baseline.
///
/// Changes that each stay within their tolerance add up, because the baseline follows them. The anchor
/// stays, so what they come to is compared with a tolerance of its own, by the same test on launch pairs.
struct CreepRule {
  /// The result of comparing a run with its anchor.
  struct Result {
    var findings: [Finding] = []
    /// Benchmarks for which the evidence does not settle it.
    var unsettled = 0
    /// The mistakes in the figures, one sentence each.
    var warnings: [String] = []
  }

  let run: RunRecord
  let anchor: AnchorMeasurement
  /// The ladders beside the anchor.
  private let policy: BudgetPolicy
  private let mode: RuleMode
  private let planner: DecisionPlanner
  /// The questions that measuring beside the anchor went by.
  private let measured: MeasuredQuestions

  /// Prepares a comparison; nil when no anchor was measured.
  ///
  /// - Parameters:
  ///   - policy: The budgets as they hold on the run's machine.
  ///   - alpha: The suite's false-alarm rate, before anything is shared.
  init?(run: RunRecord, policy: BudgetPolicy, alpha: Double, missRate: Double) {
    guard let anchor = run.anchor else { return nil }
    self.run = run
    self.anchor = anchor
    self.policy = policy.besideAnchor
    mode = policy.anchor.mode
    measured = MeasuredQuestions(anchor.plan)
    planner = DecisionPlanner(
      policy: self.policy, alpha: policy.anchor.falseAlarmRate(of: alpha), missRate: missRate,
      partners: anchor.benchmarks.map(\.name) + anchor.plan.tests.map(\.benchmark),
      least: anchor.plan.promises.comparisonCount)
  }

  /// The findings: every creep; and, where a creep fails the gate, every comparison that is not settled.
  ///
  /// - Parameter others: The findings of the other rules. A benchmark that fails against the baseline is
  ///   reported there and not as a creep.
  func result(beside others: [Finding]) -> Result {
    let steps = Dictionary(
      others.filter { $0.rule == .regression && $0.metric == .wallTime }.map { ($0.benchmark, $0) }
    ) { first, _ in first }
    var result = Result()
    for benchmark in anchor.benchmarks {
      let defects = MeasurementDefect.all(in: benchmark, isImported: false)
      guard benchmark.status == .measured, defects.isEmpty else {
        result.unsettled += 1
        if let defect = defects.first, benchmark.status == .measured {
          result.warnings.append(
            DetectionMessage.anchorIncomparable(benchmark.name, reason: defect).line)
        }
        continue
      }
      guard let compared = compared(benchmark) else { continue }
      let step = steps[benchmark.name]
      switch compared.judgement {
      case .regression(.regressed(let severity), let change):
        guard step?.failsTheGate != true else { continue }
        result.findings.append(crept(compared, severity, change, step: step))
      case .regression(.unproven(let doubt), let change):
        result.unsettled += 1
        if mode == .enforce, step?.failsTheGate != true {
          result.findings.append(unproven(compared, doubt, change, step: step))
        }
      case .regression, .presence, .budget, .serviceLevel, .speedup, .growth, .equivalence,
        .creep, .machines:
        continue
      }
    }
    if result.findings.contains(where: { $0.status == .regressed }) {
      result.warnings.append(DetectionMessage.moveAnchor.line)
    }
    if result.unsettled > 0, result.unsettled == anchor.benchmarks.count {
      result.warnings.append(DetectionMessage.anchorUnproven(result.unsettled).line)
    }
    return result
  }

  /// The anchor and the result of the comparison, for the verdict.
  func summary(of result: Result) -> AnchorSummary {
    AnchorSummary(
      runID: anchor.runID, suite: anchor.suite, startedAt: anchor.startedAt,
      comparisonCount: planner.promises.comparisonCount,
      falseAlarmRate: planner.promises.suiteFalseAlarmRate,
      crept: result.findings.count { $0.status == .regressed }, unsettled: result.unsettled)
  }

  /// The comparison as if the anchor were the baseline; nil where no rule compares it.
  private func compared(_ benchmark: BenchmarkRecord) -> Finding? {
    guard let series = benchmark.series(of: .wallTime), series.baselineLaunches != nil,
      let planned = planner.test(
        of: DecisionPlanner.Figure(
          benchmark: benchmark.name, metric: .wallTime, direction: series.direction,
          isCounted: false))
    else { return nil }
    var comparison = Comparison(
      benchmark: benchmark.name, series: series,
      ladder: policy.ladder(for: benchmark.name, metric: .wallTime), planned: planned,
      promises: planner.promises)
    comparison.clock = ClockFloor(
      of: series.metric, stepNanoseconds: run.environment.clock?.stepNanoseconds,
      iterations: benchmark.iterationsPerSample)
    comparison.datum = PairedDatum(
      unit: series.unit, iterations: benchmark.iterationsPerSample)
    comparison.baselineFailure = benchmark.baselineFailure
    comparison.measured = measured.laxer(than: planned, planner.promises)
    return LaunchesGiven(series).judged(comparison.paired())
  }

  // MARK: Words

  private func crept(
    _ compared: Finding, _ severity: Severity, _ change: ChangeEstimate?, step: Finding?
  ) -> Finding {
    let evidence = evidence(step)
    var finding = compared
    finding.judgement = .creep(.crept(severity), change, evidence)
    finding.message =
      DetectionMessage.crept(
        time: beginning(compared, change, evidence), tolerance: tolerance(change)
      ).line
    let alone = evidence.step.map { QuantityFormat.percent($0 - 1, signed: true) }
    finding.notes = [DetectionMessage.creepAddsUp(alone: alone).line] + compared.notes
    return finding
  }

  private func unproven(
    _ compared: Finding, _ doubt: RegressionResult.Doubt, _ change: ChangeEstimate?, step: Finding?
  ) -> Finding {
    let evidence = evidence(step)
    var finding = compared
    finding.judgement = .creep(.unproven(doubt), change, evidence)
    finding.message =
      DetectionMessage.creepUnproven(
        time: beginning(compared, change, evidence), tolerance: tolerance(change)
      ).line
    return finding
  }

  private func beginning(
    _ finding: Finding, _ change: ChangeEstimate?, _ evidence: CreepEvidence
  ) -> String {
    func quantity(_ value: Double?) -> String {
      value.map { QuantityFormat.string($0, unit: finding.unit ?? .count) } ?? "nothing"
    }
    let size =
      change.map { " (\($0.figures.value))" } ?? ""
    return "wall_time went from \(quantity(finding.baselineValue)) to \(quantity(finding.value))"
      + "\(size) since the anchor \(evidence.anchorInWords)"
  }

  private func tolerance(_ change: ChangeEstimate?) -> String {
    change.map { $0.figures.limits[0] } ?? "its tolerance"
  }

  private func evidence(_ step: Finding?) -> CreepEvidence {
    CreepEvidence(
      anchorRunID: anchor.runID, anchorCommit: anchor.suite.commit,
      anchorStartedAt: anchor.startedAt, step: step?.change?.ratio)
  }
}
