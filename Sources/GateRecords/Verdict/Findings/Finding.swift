/// One judgement on one benchmark and one metric.
///
/// A finding carries every number a report shows: rendering decides nothing. What was found, and the
/// evidence for it, is one ``Judgement``, so a status that its rule cannot give cannot be written.
public struct Finding: Hashable, Sendable {
  /// The subject of the judgement.
  public struct Subject: Hashable, Sendable {
    /// The benchmark.
    public var benchmark: BenchmarkIdentifier

    /// The metric; nil when the benchmark as a whole is judged.
    public var metric: MetricName?

    /// The summary; nil when the benchmark as a whole is judged.
    public var statistic: Statistic?

    /// The unit of the figures.
    public var unit: MetricUnit?

    /// Which way the metric gets better.
    public var direction: MetricDirection?

    /// Creates a subject.
    public init(
      _ benchmark: BenchmarkIdentifier, metric: MetricName? = nil, statistic: Statistic? = nil,
      unit: MetricUnit? = nil, direction: MetricDirection? = nil
    ) {
      self.benchmark = benchmark
      self.metric = metric
      self.statistic = statistic
      self.unit = unit
      self.direction = direction
    }
  }

  /// The subject of the judgement.
  public var subject: Subject

  /// The judgement, with its rule and its evidence.
  public var judgement: Judgement

  /// The candidate's figure.
  public var value: Double?

  /// The baseline's figure.
  public var baselineValue: Double?

  /// Whether breaking the rule fails the gate; nil means that it does.
  public var mode: RuleMode?

  /// The owner of the rule.
  public var owner: String?

  /// The reason why it passes although the judgement alone would fail it.
  public var acceptance: AcceptanceRecord?

  /// The evidence for the judgement.
  public var evidence: Evidence

  /// The judgement in one sentence with the expected and the observed figure.
  public var message: String

  /// Notes for the reader, one sentence each, ending with advice where there is some.
  public var notes: [String]

  /// Which of the functions that the benchmark executes changed, by name; nil where that is not known, and where
  /// it is of no interest.
  public var changedFunctions: [String]?

  /// The history of the metric; nil if the history was not read or has no entry.
  public var history: FindingHistory?

  /// Which functions cost more; nil where it was not examined, and where it does not matter.
  public var cause: Cause?

  /// The steps of the iteration that a change of its time is in, the largest part first; nil where that is not known,
  /// and where it is of no interest.
  public var steps: [StepShare]?

  /// Where the benchmark is declared; nil where that is not known, and where it is of no interest.
  public var source: SourcePlace?

  /// Creates a finding.
  public init(
    _ subject: Subject, _ judgement: Judgement, value: Double? = nil,
    baselineValue: Double? = nil, mode: RuleMode? = nil, owner: String? = nil,
    evidence: Evidence = .none, message: String, notes: [String] = []
  ) {
    self.subject = subject
    self.judgement = judgement
    self.value = value
    self.baselineValue = baselineValue
    self.mode = mode
    self.owner = owner
    self.evidence = evidence
    self.message = message
    self.notes = notes
  }
}

// MARK: - What follows from it

extension Finding {
  /// The benchmark judged.
  public var benchmark: BenchmarkIdentifier { subject.benchmark }

  /// The metric judged; nil when the benchmark as a whole is judged.
  public var metric: MetricName? { subject.metric }

  /// The summary judged; nil when the benchmark as a whole is judged.
  public var statistic: Statistic? { subject.statistic }

  /// The unit of the figures.
  public var unit: MetricUnit? { subject.unit }

  /// Which way the metric gets better.
  public var direction: MetricDirection? { subject.direction }

  /// The rule that judged it.
  public var rule: FindingRule { judgement.rule }

  /// The resulting status: what was found, or `passed` where that is accepted.
  public var status: FindingStatus { acceptance == nil ? judgement.status : .passed }

  /// The rung on the ladder, for what is worse than allowed and not accepted.
  public var severity: Severity? { acceptance == nil ? judgement.severity : nil }

  /// The relative change with its interval, for comparisons.
  public var change: ChangeEstimate? {
    switch judgement {
    case .regression(_, let change), .creep(_, let change, _), .machines(_, let change, _): change
    case .presence, .budget, .serviceLevel, .speedup, .growth, .equivalence: nil
    }
  }

  /// The anchor, for a comparison with it.
  public var creep: CreepEvidence? {
    guard case .creep(_, _, let evidence) = judgement else { return nil }
    return evidence
  }

  /// The machines, for a change that is worse on some of them.
  public var machines: MachinesEvidence? {
    guard case .machines(_, _, let evidence) = judgement else { return nil }
    return evidence
  }

  /// The limit and the margin, for budgets.
  public var budget: BudgetEvidence? {
    guard case .budget(_, let evidence) = judgement else { return nil }
    return evidence
  }

  /// The thresholds and the status, for service levels.
  public var serviceLevel: ServiceLevelEvidence? {
    guard case .serviceLevel(_, let evidence) = judgement else { return nil }
    return evidence
  }

  /// The ratio with its interval, for speed-ups.
  public var speedup: SpeedupEvidence? {
    guard case .speedup(_, let evidence) = judgement else { return nil }
    return evidence
  }

  /// The steps and the limit, for growth over a series.
  public var growth: GrowthEvidence? {
    guard case .growth(_, let evidence) = judgement else { return nil }
    return evidence
  }

  /// Whether it fails the build.
  public var failsTheGate: Bool {
    acceptance == nil && judgement.failsTheGate && mode != .warn
  }

  /// Whether it deserves a look though it does not fail the build.
  public var warns: Bool {
    guard acceptance == nil else { return false }
    return (judgement.failsTheGate && mode == .warn)
      || (judgement.status == .unproven && !failsTheGate) || serviceLevel?.status == .warning
  }

  /// Why its rule is what it is, in its author's words.
  public var rationale: String? {
    budget?.rationale ?? serviceLevel?.rationale ?? speedup?.rationale ?? growth?.rationale
  }
}
