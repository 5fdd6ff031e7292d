/// Why a record cannot be believed: it says two things that cannot both be true.
public struct RecordContradiction: Error, Hashable, Sendable, CustomStringConvertible {
  /// The contradiction in one line, ending with the remedy.
  public let description: String

  init(_ text: String) {
    description = text + "; write the file again with the command that made it"
  }
}

extension Finding: Codable {
  private enum CodingKeys: String, CodingKey {
    case benchmark, rule, metric, statistic, unit, direction, status, severity, doubt, value
    case baselineValue = "baseline_value"
    case change, budget
    case serviceLevel = "service_level"
    case speedup, growth, creep, machines, mode, owner, acceptance, evidence, message, notes
    case cause, steps
    case changedFunctions = "changed_functions"
    case history, source
  }

  /// Writes one flat object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(benchmark, forKey: .benchmark)
    try container.encode(rule, forKey: .rule)
    try container.encodeIfPresent(metric, forKey: .metric)
    try container.encodeIfPresent(statistic, forKey: .statistic)
    try container.encodeIfPresent(unit, forKey: .unit)
    try container.encodeIfPresent(direction, forKey: .direction)
    try container.encode(status, forKey: .status)
    try container.encodeIfPresent(severity, forKey: .severity)
    if let doubt = judgement.doubt, doubt != .evidence {
      try container.encode(doubt, forKey: .doubt)
    }
    try container.encodeIfPresent(value, forKey: .value)
    try container.encodeIfPresent(baselineValue, forKey: .baselineValue)
    try container.encodeIfPresent(change, forKey: .change)
    try container.encodeIfPresent(budget, forKey: .budget)
    try container.encodeIfPresent(serviceLevel, forKey: .serviceLevel)
    try container.encodeIfPresent(speedup, forKey: .speedup)
    try container.encodeIfPresent(growth, forKey: .growth)
    try container.encodeIfPresent(creep, forKey: .creep)
    try container.encodeIfPresent(machines, forKey: .machines)
    try container.encodeIfPresent(mode, forKey: .mode)
    try container.encodeIfPresent(owner, forKey: .owner)
    try container.encodeIfPresent(acceptance, forKey: .acceptance)
    try container.encodeIfPresent(changedFunctions, forKey: .changedFunctions)
    try container.encodeIfPresent(history, forKey: .history)
    try container.encodeIfPresent(cause, forKey: .cause)
    try container.encodeIfPresent(steps, forKey: .steps)
    try container.encodeIfPresent(source, forKey: .source)
    try container.encode(evidence, forKey: .evidence)
    try container.encode(message, forKey: .message)
    try container.encode(notes, forKey: .notes)
  }

  /// Reads the flat object.
  ///
  /// - Throws: ``RecordContradiction`` for a status, a severity or evidence that its rule cannot give, and for
  ///   figures that contradict each other.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      benchmark: container.decode(BenchmarkIdentifier.self, forKey: .benchmark),
      rule: container.decode(FindingRule.self, forKey: .rule),
      metric: container.decodeIfPresent(MetricName.self, forKey: .metric),
      statistic: container.decodeIfPresent(Statistic.self, forKey: .statistic),
      unit: container.decodeIfPresent(MetricUnit.self, forKey: .unit),
      direction: container.decodeIfPresent(MetricDirection.self, forKey: .direction),
      status: container.decode(FindingStatus.self, forKey: .status),
      severity: container.decodeIfPresent(Severity.self, forKey: .severity),
      doubt: container.decodeIfPresent(RegressionResult.Doubt.self, forKey: .doubt),
      value: container.decodeIfPresent(Double.self, forKey: .value),
      baselineValue: container.decodeIfPresent(Double.self, forKey: .baselineValue),
      change: container.decodeIfPresent(ChangeEstimate.self, forKey: .change),
      budget: container.decodeIfPresent(BudgetEvidence.self, forKey: .budget),
      serviceLevel: container.decodeIfPresent(ServiceLevelEvidence.self, forKey: .serviceLevel),
      speedup: container.decodeIfPresent(SpeedupEvidence.self, forKey: .speedup),
      growth: container.decodeIfPresent(GrowthEvidence.self, forKey: .growth),
      creep: container.decodeIfPresent(CreepEvidence.self, forKey: .creep),
      machines: container.decodeIfPresent(MachinesEvidence.self, forKey: .machines),
      mode: container.decodeIfPresent(RuleMode.self, forKey: .mode),
      owner: container.decodeIfPresent(String.self, forKey: .owner),
      acceptance: container.decodeIfPresent(AcceptanceRecord.self, forKey: .acceptance),
      evidence: container.decode(Evidence.self, forKey: .evidence),
      message: container.decode(String.self, forKey: .message),
      notes: container.decode([String].self, forKey: .notes))
    changedFunctions = try container.decodeIfPresent([String].self, forKey: .changedFunctions)
    history = try container.decodeIfPresent(FindingHistory.self, forKey: .history)
    cause = try container.decodeIfPresent(Cause.self, forKey: .cause)
    steps = try container.decodeIfPresent([StepShare].self, forKey: .steps)
    source = try container.decodeIfPresent(SourcePlace.self, forKey: .source)
    if let contradiction {
      throw RecordContradiction(
        "\(benchmark)\(metric.map { " \($0)" } ?? ""): \(contradiction)")
    }
  }

  /// Creates a finding of the parts in a file.
  ///
  /// - Throws: ``RecordContradiction`` for parts that contradict each other.
  package init(
    benchmark: BenchmarkIdentifier, rule: FindingRule, metric: MetricName? = nil,
    statistic: Statistic? = nil, unit: MetricUnit? = nil, direction: MetricDirection? = nil,
    status: FindingStatus, severity: Severity? = nil, doubt: RegressionResult.Doubt? = nil,
    value: Double? = nil, baselineValue: Double? = nil, change: ChangeEstimate? = nil,
    budget: BudgetEvidence? = nil, serviceLevel: ServiceLevelEvidence? = nil,
    speedup: SpeedupEvidence? = nil, growth: GrowthEvidence? = nil, creep: CreepEvidence? = nil,
    machines: MachinesEvidence? = nil, mode: RuleMode? = nil, owner: String? = nil,
    acceptance: AcceptanceRecord? = nil,
    evidence: Evidence,
    message: String, notes: [String] = []
  ) throws(RecordContradiction) {
    func refuse(_ what: String) -> RecordContradiction {
      RecordContradiction("\(benchmark): \(what)")
    }
    let present: [(FindingRule, Bool)] = [
      ([.creep, .machines].contains(rule) ? rule : .regression, change != nil),
      (.budget, budget != nil),
      (.serviceLevel, serviceLevel != nil), (.speedup, speedup != nil), (.growth, growth != nil),
      (.creep, creep != nil), (.machines, machines != nil),
    ]
    if let stray = present.first(where: { $0.1 && $0.0 != rule }) {
      throw refuse(RecordMessage.strayEvidence(rule: rule.rawValue, stray: stray.0.rawValue).line)
    }
    if acceptance != nil, status != .passed {
      throw refuse(RecordMessage.acceptedStatus(status: status.rawValue).line)
    }
    if let acceptance, !acceptance.status.failsTheGate || acceptance.status == .failed {
      throw refuse(RecordMessage.notAcceptable(status: acceptance.status.rawValue).line)
    }
    let found = acceptance?.status ?? status
    let severity = acceptance == nil ? severity : acceptance?.severity
    guard
      let judgement = Judgement(
        rule, found, severity, doubt, change, budget, serviceLevel, speedup, growth, creep,
        machines)
    else {
      throw refuse(
        RecordMessage.statusOfRule(
          status: found.rawValue, severity: severity?.rawValue, rule: rule.rawValue
        ).line)
    }
    self.init(
      Subject(benchmark, metric: metric, statistic: statistic, unit: unit, direction: direction),
      judgement, value: value, baselineValue: baselineValue, mode: mode, owner: owner,
      evidence: evidence, message: message, notes: notes)
    self.acceptance = acceptance
  }
}

extension Judgement {
  /// The judgement that the parts of a file describe; nil when no rule can give them.
  fileprivate init?(
    _ rule: FindingRule, _ status: FindingStatus, _ severity: Severity?,
    _ doubt: RegressionResult.Doubt?, _ change: ChangeEstimate?, _ budget: BudgetEvidence?,
    _ serviceLevel: ServiceLevelEvidence?, _ speedup: SpeedupEvidence?, _ growth: GrowthEvidence?,
    _ creep: CreepEvidence?, _ machines: MachinesEvidence?
  ) {
    guard doubt == nil || ([.regression, .creep].contains(rule) && status == .unproven) else {
      return nil
    }
    let limit = LimitResult(status, severity)
    switch rule {
    case .presence:
      guard severity == nil, let result = PresenceResult(status) else { return nil }
      self = .presence(result)
    case .regression:
      guard let result = RegressionResult(status, severity, doubt) else { return nil }
      self = .regression(result, change)
    case .budget:
      guard let limit else { return nil }
      self = .budget(limit, budget)
    case .serviceLevel:
      guard let limit else { return nil }
      self = .serviceLevel(limit, serviceLevel)
    case .speedup:
      guard let limit else { return nil }
      self = .speedup(limit, speedup)
    case .growth:
      guard let limit else { return nil }
      self = .growth(limit, growth)
    case .equivalence:
      guard severity == nil, let result = EquivalenceResult(status) else { return nil }
      self = .equivalence(result)
    case .creep:
      guard let creep, let result = CreepResult(status, severity, doubt) else { return nil }
      self = .creep(result, change, creep)
    case .machines:
      guard let machines, let result = MachinesResult(status, severity) else { return nil }
      self = .machines(result, change, machines)
    }
  }
}

extension PresenceResult {
  fileprivate init?(_ status: FindingStatus) {
    switch status {
    case .failed: self = .failed
    case .missing: self = .missing
    case .unproven: self = .unproven
    case .skipped: self = .skipped
    case .changed, .regressed, .overBudget, .improved, .new, .sameCode, .passed: return nil
    }
  }
}

extension RegressionResult {
  fileprivate init?(_ status: FindingStatus, _ severity: Severity?, _ doubt: Doubt?) {
    if status == .regressed {
      guard let severity else { return nil }
      self = .regressed(severity)
      return
    }
    guard severity == nil else { return nil }
    switch status {
    case .unproven: self = .unproven(doubt ?? .evidence)
    case .improved: self = .improved
    case .passed: self = .passed
    case .sameCode: self = .sameCode
    case .new: self = .new
    case .missing: self = .missing
    case .changed: self = .changed
    case .failed, .regressed, .overBudget, .skipped: return nil
    }
  }
}

extension LimitResult {
  fileprivate init?(_ status: FindingStatus, _ severity: Severity?) {
    switch status {
    case .overBudget: self = .broken(severity)
    case .passed where severity == nil: self = .passed
    case .unproven where severity == nil: self = .unproven
    case .failed, .missing, .changed, .regressed, .unproven, .improved, .new, .skipped, .sameCode,
      .passed:
      return nil
    }
  }
}

extension EquivalenceResult {
  fileprivate init?(_ status: FindingStatus) {
    switch status {
    case .failed: self = .failed
    case .unproven: self = .unproven
    case .passed: self = .passed
    case .missing, .changed, .regressed, .overBudget, .improved, .new, .skipped, .sameCode:
      return nil
    }
  }
}

extension CreepResult {
  fileprivate init?(
    _ status: FindingStatus, _ severity: Severity?, _ doubt: RegressionResult.Doubt?
  ) {
    switch status {
    case .regressed:
      guard let severity else { return nil }
      self = .crept(severity)
    case .unproven where severity == nil: self = .unproven(doubt ?? .evidence)
    case .failed, .missing, .changed, .overBudget, .unproven, .improved, .new, .skipped, .sameCode,
      .passed:
      return nil
    }
  }
}

extension MachinesResult {
  fileprivate init?(_ status: FindingStatus, _ severity: Severity?) {
    switch status {
    case .regressed:
      guard let severity else { return nil }
      self = .worse(severity)
    case .unproven where severity == nil: self = .unproven
    case .failed, .missing, .changed, .overBudget, .unproven, .improved, .new, .skipped, .sameCode,
      .passed:
      return nil
    }
  }
}
