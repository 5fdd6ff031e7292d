extension Verdict {
  /// The outcome of the gate, which follows from its findings.
  ///
  /// - `fail`: a finding fails the gate, or the run has no benchmark. With `isStrict`, also what is not
  ///   settled, rules that nothing exercises, errors of the run as a whole, and a comparison with a baseline that compared nothing.
  /// - `warn`: something deserves a look, or nothing was judged.
  /// - `pass`: otherwise, so at least one comparison or limit was judged.
  public var outcome: Outcome {
    if findings.contains(where: \.failsTheGate) || run.benchmarkCount == 0 { return .fail }
    let changes = policyChanges ?? []
    let isUnsettled =
      attention.unusedRules > 0 || attention.runErrors ?? 0 > 0
      || findings.contains { $0.status == .unproven }
      || changes.contains(where: \.isUnexplained) || (accounting.isEmpty && baseline != nil)
    if isUnsettled, isStrict { return .fail }
    let deservesALook =
      isUnsettled || accounting.isEmpty || attention.remarks > 0 || !changes.isEmpty
      || findings.contains(where: \.warns)
    return deservesALook ? .warn : .pass
  }
}

extension Verdict: Codable {
  private enum CodingKeys: String, CodingKey {
    case schema, outcome, run, baseline, anchor, code, policy, accounting, attention, findings,
      measurements
    case layouts
    case warnings
    case isStrict = "strict"
    case checkedAt = "checked_at"
    case serviceLevels = "service_levels"
    case policyChanges = "policy_changes"
    case breakerEvents = "breaker_events"
    case aaCheck = "aa_check"
  }

  /// Writes the outcome beside what it follows from.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(outcome, forKey: .outcome)
    try container.encode(isStrict, forKey: .isStrict)
    try container.encode(checkedAt, forKey: .checkedAt)
    try container.encode(run, forKey: .run)
    try container.encodeIfPresent(baseline, forKey: .baseline)
    try container.encodeIfPresent(anchor, forKey: .anchor)
    try container.encodeIfPresent(code, forKey: .code)
    try container.encode(policy, forKey: .policy)
    try container.encode(accounting, forKey: .accounting)
    try container.encode(attention, forKey: .attention)
    try container.encodeIfPresent(serviceLevels, forKey: .serviceLevels)
    try container.encodeIfPresent(policyChanges, forKey: .policyChanges)
    try container.encodeIfPresent(breakerEvents, forKey: .breakerEvents)
    try container.encodeIfPresent(layouts, forKey: .layouts)
    try container.encodeIfPresent(aaCheck, forKey: .aaCheck)
    try container.encode(findings, forKey: .findings)
    try container.encode(measurements, forKey: .measurements)
    try container.encode(warnings, forKey: .warnings)
  }

  /// Reads a verdict.
  ///
  /// - Throws: ``RecordContradiction`` when the outcome is not the one that follows from the rest.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schema = try container.decode(SchemaVersion.self, forKey: .schema)
    let stated = try container.decode(Outcome.self, forKey: .outcome)
    isStrict = try container.decode(Bool.self, forKey: .isStrict)
    checkedAt = try container.decode(Timestamp.self, forKey: .checkedAt)
    run = try container.decode(RunSummary.self, forKey: .run)
    baseline = try container.decodeIfPresent(BaselineSummary.self, forKey: .baseline)
    anchor = try container.decodeIfPresent(AnchorSummary.self, forKey: .anchor)
    code = try container.decodeIfPresent(CodeComparison.self, forKey: .code)
    policy = try container.decode(DecisionPolicy.self, forKey: .policy)
    accounting = try container.decode(Accounting.self, forKey: .accounting)
    attention = try container.decode(PolicyAttention.self, forKey: .attention)
    serviceLevels = try container.decodeIfPresent(
      ServiceLevelCompliance.self, forKey: .serviceLevels)
    policyChanges = try container.decodeIfPresent([PolicyChange].self, forKey: .policyChanges)
    breakerEvents = try container.decodeIfPresent(
      [BenchmarkBreakers].self, forKey: .breakerEvents)
    layouts = try container.decodeIfPresent(LayoutSummary.self, forKey: .layouts)
    aaCheck = try container.decodeIfPresent(AACheckSummary.self, forKey: .aaCheck)
    findings = try container.decode([Finding].self, forKey: .findings)
    measurements = try container.decode([Measurement].self, forKey: .measurements)
    warnings = try container.decode([String].self, forKey: .warnings)
    guard stated == outcome else {
      throw RecordContradiction(
        RecordMessage.outcomeDiffers(
          stated: stated.rawValue, derived: outcome.rawValue
        ).line)
    }
    try accounting.check(against: Accounting(of: findings))
    try checkCreep()
    try checkCode()
    try checkHistory()
    if let reason = layouts?.contradiction(among: measurements.map(\.benchmark)) {
      throw RecordContradiction(reason)
    }
  }
}

extension Verdict {
  /// Statements about an anchor require an anchor with the same number of figures.
  private func checkCreep() throws(RecordContradiction) {
    let found = findings.count {
      guard case .creep(.crept, _, _) = $0.judgement else { return false }
      return true
    }
    guard let anchor else {
      guard findings.contains(where: { $0.rule == .creep }) else { return }
      throw RecordContradiction(RecordMessage.anchorMissing.line)
    }
    guard anchor.crept == found else {
      throw RecordContradiction(
        RecordMessage.anchorCount(stated: anchor.crept, found: found).line)
    }
  }
}

extension Verdict {
  /// Statements about code require a comparison of the code.
  private func checkCode() throws(RecordContradiction) {
    if let contradiction = code?.contradiction { throw RecordContradiction(contradiction) }
    let isAboutCode = findings.contains { $0.status == .sameCode || $0.changedFunctions != nil }
    guard isAboutCode, code?.isMade != true else { return }
    throw RecordContradiction(RecordMessage.codeMissing.line)
  }
}

extension Verdict {
  /// The history knows nothing of what comes after the run.
  private func checkHistory() throws(RecordContradiction) {
    let late = findings.first { $0.history.map { $0.latest > run.startedAt } ?? false }
    guard let late else { return }
    throw RecordContradiction(RecordMessage.historyLater(benchmark: late.benchmark.rawValue).line)
  }
}

extension Accounting {
  /// A count that the findings do not hold would make a ✓ of nothing.
  fileprivate func check(against counted: Accounting) throws(RecordContradiction) {
    let counts: [(String, Int, Int)] = [
      ("comparisons", compared, counted.compared), ("accepted figures", accepted, counted.accepted),
      ("new figures", new, counted.new), ("changed figures", changed, counted.changed),
      ("blind figures", blind, counted.blind), ("limits", limits, counted.limits),
      ("figures of same code", sameCode ?? 0, counted.sameCode ?? 0),
      // A benchmark that vanished as a whole has one finding for all its metrics.
      ("vanished figures", min(vanished, counted.vanished), counted.vanished),
      ("removed figures", min(removed, counted.removed), counted.removed),
    ]
    if let (name, stated, found) = counts.first(where: { $0.1 != $0.2 }) {
      throw RecordContradiction(
        RecordMessage.accounting(stated: stated, name: name, found: found).line)
    }
  }
}
