package import GateRecords

/// A verdict in words: what every format shows, in one order and one wording.
///
/// The model decides nothing; reports state only what the verdict states.
package struct ReportModel: Sendable {
  /// The verdict in words.
  package let verdict: Verdict
  /// The rows that need attention, worst first.
  package let important: [ReportRow]
  /// Everything else.
  package let remaining: [ReportRow]
  /// Why no cause is known, where that is the same for all rows without one; nil where rows say it themselves.
  let unknownCauses: String?

  /// Describes a verdict in words.
  package init(_ verdict: Verdict) {
    self.verdict = verdict
    // A verdict may have tens of thousands of findings, so each becomes a row once.
    let shared = UnknownCause(verdict.findings)
    unknownCauses = shared?.sentence
    var important: [ReportRow] = []
    var remaining: [ReportRow] = []
    for finding in FindingOrder.worstFirst(verdict.findings) {
      let row = ReportRow(finding, sharedNote: shared?.note)
      if row.isImportant { important.append(row) } else { remaining.append(row) }
    }
    self.important = important
    self.remaining = remaining
    let headline = Headline(verdict)
    self.headline = headline.text
    tally = headline.tally
  }

  /// The column over the baseline's figures: its branch, where it is known.
  package var baselineTitle: String {
    verdict.baseline?.suite.branch ?? ReportHeading.baseline.text
  }

  /// The column over the run's own figures.
  package var candidateTitle: String {
    (comparesCommands ? ReportHeading.candidate : .thisChange).text
  }

  /// Whether two commands were measured beside each other, so that there is no change of a program.
  private var comparesCommands: Bool {
    verdict.run.suite.command != nil && verdict.baseline?.suite.command != nil
      && verdict.baseline?.isPaired == true
  }

  /// The symbol of the outcome.
  package var symbol: String {
    switch verdict.outcome {
    case .pass: "✓"
    case .warn: "!"
    case .fail: "✗"
    }
  }

  /// The whole verdict in one line.
  package let headline: String
  /// Its benchmarks, counted.
  let tally: BenchmarkTally

  /// All service levels in one sentence; nil when there are none.
  package var compliance: String? {
    guard let levels = verdict.serviceLevels else { return nil }
    return ReportMessage.compliance(
      percent: QuantityFormat.briefPercent(levels.compliancePercent / 100),
      levels: levels.components, breaches: levels.breaches, allowed: levels.allowedBreaches,
      isKept: levels.isCompliant
    ).text
  }

  /// The candidate's changes of the budgets, one sentence each, relaxations first.
  package var policyChanges: [String] {
    let changes = verdict.policyChanges ?? []
    return PolicyChange.Kind.allCases.flatMap { kind in
      changes.filter { $0.kind == kind }.map { change in
        ReportMessage.policyChange(
          kind: kind.rawValue, rule: change.rule, before: change.before, after: change.after,
          source: change.source, reason: change.reason, isUnexplained: change.isUnexplained
        ).text
      }
    }
  }

  /// The effect of layouts on the benchmarks to which they matter.
  var layouts: LayoutLines? { verdict.layouts.map { LayoutLines($0) } }

  /// Returns the baseline of the run in words.
  static func comparison(_ verdict: Verdict) -> String {
    guard let baseline = verdict.baseline else {
      // Who has only limits has no first run that a second one follows.
      let message: ReportMessage =
        verdict.findings.contains(where: \.isKeptLimit) ? .noBaseline : .firstRun
      return message.text
    }
    let revision = Self.revision(baseline.suite)
    if baseline.isPaired {
      if let own = verdict.run.suite.command, let other = baseline.suite.command {
        return ReportMessage.commands(shortened(own), against: shortened(other)).text
      }
      return ReportMessage.pairedWith(
        revision ?? baseline.suite.name, machines: verdict.run.machines?.count
      ).text
    }
    return baseline.isSameEnvironment
      ? ReportMessage.storedNumbers(revision).text : ReportMessage.otherMachine(revision).text
  }

  /// A command in a headline, of a length that a line bears; the facts have it in full.
  private static func shortened(_ command: String) -> String {
    VisibleText.shortened(VisibleText.plain(command), to: 80)
  }

  /// A suite's revision: `main@4f2c1aa`; nil when it is unknown.
  static func revision(_ suite: SuiteRecord) -> String? {
    let commit = suite.commit.map { String($0.prefix(7)) }
    switch (suite.branch, commit) {
    case (let branch?, let commit?): return "\(branch)@\(commit)"
    case (let branch?, nil): return branch
    case (nil, let commit?): return commit
    case (nil, nil):
      return suite.programHash.map { "program \($0.prefix(7))" }
    }
  }

  /// How many machines of each processor measured: `5 × AMD EPYC 7763, 3 × AMD EPYC 9V74`.
  private static func kinds(of machines: [MachineRecord]) -> String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for name in machines.map(\.environment.processor) {
      if counts[name] == nil { order.append(name) }
      counts[name, default: 0] += 1
    }
    return order.map { "\(counts[$0] ?? 0) × \($0)" }.joined(separator: ", ")
  }

  /// Facts about machine and run, for the folded part of every report.
  package var environment: [(name: ReportHeading, value: String)] {
    let run = verdict.run
    let machine = run.environment
    let revision = Self.revision(run.suite).map {
      ", \($0)" + (run.suite.hasUncommittedChanges == true ? " with changes" : "")
    }
    var facts = [(name: ReportHeading.suite, value: run.suite.name + (revision ?? ""))]
    if let command = run.suite.command { facts.append((.command, command)) }
    if let command = verdict.baseline?.suite.command {
      facts.append((.baselineCommand, command))
    }
    facts += [
      (.run, run.runID.rawValue),
      (.measured, "\(run.startedAt), profile \(run.settings.profile)"),
    ]
    if let machines = run.machines { facts.append((.machines, Self.kinds(of: machines))) }
    facts += [
      (
        run.machines == nil ? .machine : .machineOfFigures,
        "\(machine.processor), \(machine.processorCount) processors, "
          + QuantityFormat.string(Double(machine.memoryBytes), unit: .bytes)
      ),
      (
        .system,
        "\(machine.operatingSystem) \(machine.kernel) on \(machine.architecture)"
          + (machine.virtualization.map { ", \($0)" } ?? "")
      ),
      (
        .build,
        "\(machine.compiler), \(machine.buildConfiguration), harness \(machine.harnessVersion)"
          + (machine.buildFlags.map { ", \($0)" } ?? "")
      ),
    ]
    if let code = verdict.code { facts.append((.codeFact, CodeWords(code).sentence)) }
    if let anchor = verdict.anchor { facts.append((.anchor, Self.words(anchor))) }
    if let layouts = verdict.layouts { facts.append((.layouts, LayoutLines(layouts).summary)) }
    if let check = verdict.aaCheck { facts.append((.selfCheck, Self.words(check))) }
    return facts
  }

  private static func words(_ anchor: AnchorSummary) -> String {
    ReportMessage.anchor(
      "\(revision(anchor.suite) ?? anchor.suite.name), \(anchor.startedAt.rawValue.prefix(10))",
      crept: anchor.crept, of: anchor.comparisonCount, unproven: anchor.unsettled
    ).text
  }

  private static func words(_ check: AACheckSummary) -> String {
    ReportMessage.selfCheck(
      alarms: check.falseAlarms, of: check.comparisons, day: "\(check.startedAt)",
      spread: check.medianSpread.map { QuantityFormat.percent($0) }
    ).text
  }

  /// How the decisions were made and what they promise, one sentence each.
  package var method: [String] {
    let policy = verdict.policy
    let alarm = QuantityFormat.briefPercent(policy.suiteFalseAlarmRate)
    let miss = QuantityFormat.briefPercent(policy.missRate)
    let within = QuantityFormat.briefPercent(policy.withinToleranceRate)
    return [
      ReportMessage.falseAlarm(rate: alarm, comparisons: policy.comparisonCount).text,
      ReportMessage.miss(rate: miss).text, ReportMessage.withinTolerance(rate: within).text,
    ] + creepMethod + [ReportMessage.intervals.text]
  }

  /// The error rates of comparisons with the anchor; empty without one.
  private var creepMethod: [String] {
    guard let anchor = verdict.anchor else { return [] }
    let alarm = QuantityFormat.briefPercent(anchor.falseAlarmRate)
    return [ReportMessage.creepAlarm(rate: alarm, comparisons: anchor.comparisonCount).text]
  }

  /// Returns advice about repeating the measurement; nil where nothing certain is known.
  ///
  /// - Parameter longest: The most characters that a line may have here.
  package func repetition(longest: Int = .max) -> RepetitionWords? {
    verdict.run.settings.repeatCommand.map { RepetitionWords($0, longest: longest) }
  }
}
