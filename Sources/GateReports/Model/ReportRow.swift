package import GateRecords

/// A finding in words: one row of every report's table.
package struct ReportRow: Sendable {
  /// The finding in words.
  package let finding: Finding
  /// A note that the report has once for all rows.
  private let sharedNote: String?

  /// Describes a finding in words.
  package init(_ finding: Finding) {
    self.init(finding, sharedNote: nil)
  }

  /// Describes a finding in words.
  ///
  /// - Parameter sharedNote: A note that the report has once for all rows, so that this row leaves it out.
  init(_ finding: Finding, sharedNote: String?) {
    self.finding = finding
    self.sharedNote = sharedNote
  }

  /// Whether a reader should see it without unfolding anything.
  package var isImportant: Bool { finding.concern != .none }

  /// The notes in the finding's row: its first notes and its history.
  package var notes: [String] { ownNotes.prefix(2) + (history.map { [$0] } ?? []) }

  /// The finding's notes without the one that the report has once for all rows.
  var ownNotes: [String] { finding.notes.filter { $0 != sharedNote } }

  /// The history of the finding, in one line; nil if there is none.
  package var history: String? { HistoryWords(finding)?.line }

  /// The symbol of its status; never the only sign of it.
  package var symbol: String {
    switch finding.status {
    case .failed, .missing, .changed, .regressed, .overBudget: finding.failsTheGate ? "✗" : "!"
    case .unproven: finding.failsTheGate ? "✗" : "?"
    case .improved: "✓"
    case .passed: isImportant ? "!" : "✓"
    case .new: "+"
    case .skipped: "–"
    case .sameCode: "="
    }
  }

  /// The status in words, with the severity.
  package var status: String {
    switch finding.status {
    case .failed: finding.rule == .equivalence ? broken : RowStatus.failed.rawValue
    case .missing: RowStatus.missing.rawValue
    case .changed: RowStatus.notComparable.rawValue
    case .regressed: (finding.rule == .creep ? RowStatus.crept : .regressed).rawValue + severity
    case .overBudget: broken + severity
    case .unproven: RowStatus.unproven.rawValue
    case .improved: RowStatus.improved.rawValue
    case .new: RowStatus.new.rawValue
    case .skipped: RowStatus.skipped.rawValue
    case .sameCode: RowStatus.sameCode.rawValue
    case .passed:
      (finding.acceptance != nil
        ? RowStatus.accepted
        : finding.serviceLevel?.status == .warning ? .nearServiceLevel : .passed).rawValue
    }
  }

  private var severity: String { finding.severity.map { " (\($0.rawValue))" } ?? "" }

  /// The word for a broken limit, by the rule that sets it.
  private var broken: String {
    switch finding.rule {
    case .presence, .regression, .budget, .creep, .machines: RowStatus.overBudget.rawValue
    case .serviceLevel: RowStatus.overServiceLevel.rawValue
    case .speedup: finding.speedup?.fault ?? RowStatus.speedupMissed.rawValue
    case .growth: RowStatus.growsTooFast.rawValue
    case .equivalence: RowStatus.resultDiffers.rawValue
    }
  }

  /// The subject of the judgement: the benchmark, with metric and statistic if they are not the usual ones.
  package var subject: String { finding.benchmark.rawValue + qualifier }

  /// The text after the benchmark's name, such as ` p95` or ` peak_memory`.
  package var qualifier: String {
    var text = ""
    if let metric = finding.metric, metric != .wallTime { text += " \(metric)" }
    switch finding.rule {
    case .presence, .regression: break
    case .budget: text += finding.statistic.map { " \($0)" } ?? ""
    case .serviceLevel: text += " \(ReportMessage.ofServiceLevel.text)"
    case .speedup:
      text += " \(ReportMessage.ofSpeedup(against: finding.speedup?.slower.rawValue).text)"
    case .equivalence: text += " \(ReportMessage.ofResult.text)"
    case .creep: text += " \(ReportMessage.ofCreep.text)"
    case .machines: text += " \(ReportMessage.ofMachines(finding.machines?.inWords).text)"
    case .growth:
      text += " " + (finding.growth.map { GrowthWords($0).name } ?? ReportHeading.growth.text)
    }
    return text
  }

  /// The baseline's figure.
  package var before: String { finding.baselineValue.map(quantity) ?? "–" }

  /// The candidate's figure.
  package var after: String {
    if let value = finding.value, let baseline = finding.baselineValue,
      let share = finding.change?.share(value, from: baseline)
    {
      return share
    }
    return figures?.value ?? finding.value.map(quantity) ?? "–"
  }

  /// The candidate's figure beside what it is held against: the budget and its limit, or the service level
  /// and where it warns; nil without a figure or such a limit.
  package var figures: FigureAndLimits? {
    guard let value = finding.value else { return nil }
    if let budget = finding.budget { return Self.figures(budget, value, finding.unit) }
    return finding.serviceLevel.map {
      FigureAndLimits(value, [$0.breach, $0.warning], unit: finding.unit ?? .count)
    }
  }

  private static func figures(
    _ budget: BudgetEvidence, _ value: Double, _ unit: MetricUnit?
  ) -> FigureAndLimits {
    FigureAndLimits(value, [budget.budget, budget.limit], unit: unit ?? .count)
  }

  /// The change with its interval, or the budget.
  package var change: String {
    if let budget = finding.budget {
      return "budget "
        + Self.budget(budget, of: finding.statistic, finding.unit, beside: finding.value)
    }
    if let level = finding.serviceLevel { return limits(of: level) }
    if let speedup = finding.speedup { return speedup.found }
    if let growth = finding.growth { return GrowthWords(growth).observed(finding.unit) }
    guard let change = finding.change else { return fromNothing ?? status }
    if let difference = change.difference { return text(of: difference) }
    if let baseline = finding.baselineValue, change.tolerancePoints != nil {
      return points(of: change, from: baseline)
    }
    guard finding.evidence.kind != .exact else { return change.exactFigures.value }
    let size = change.size
    // Few pairs settle a clear case long before they bound its size on either side.
    guard change.low != nil || change.high != nil else { return size }
    let ends = [change.low, change.high].map { $0.map(change.end) ?? "…" }
    return "\(size) [\(ends[0]), \(ends[1])]"
  }

  /// The change of a value that was 0, which has no ratio: `+5, from 0`.
  private var fromNothing: String? {
    guard finding.isChangeFromNothing, let value = finding.value else { return nil }
    let size = QuantityFormat.string(abs(value), unit: finding.unit ?? .count)
    return ReportMessage.fromZero("\(value < 0 ? "−" : "+")\(size)").text
  }

  /// The change without its interval: `+10.4 %`.
  var size: String {
    let change = change
    return change.firstIndex(of: "[").map { String(change[..<$0].dropLast()) } ?? change
  }

  /// A change of a share in points: `−2.3 pp [−2.9, −1.7]`.
  private func points(of change: ChangeEstimate, from baseline: Double) -> String {
    func text(_ ratio: Double) -> String {
      change.points(ratio, from: baseline)?.value ?? "–"
    }
    let size = text(change.ratio)
    guard finding.evidence.kind != .exact else { return size }
    guard change.low != nil || change.high != nil else { return size }
    let ends = [change.low, change.high].map { $0.map { String(text($0).dropLast(3)) } ?? "…" }
    return "\(size) [\(ends[0]), \(ends[1])]"
  }

  /// A change in the metric's unit: `−1.5 ms [−2 ms, −1 ms]`.
  private func text(of difference: DifferenceEstimate) -> String {
    func text(_ value: Double?) -> String {
      value.map { QuantityFormat.difference($0, unit: finding.unit ?? .count) } ?? "…"
    }
    guard finding.evidence.kind != .exact else { return text(difference.estimate) }
    guard difference.low != nil || difference.high != nil else { return text(difference.estimate) }
    return "\(text(difference.estimate)) [\(text(difference.low)), \(text(difference.high))]"
  }

  private func quantity(_ value: Double) -> String {
    QuantityFormat.string(value, unit: finding.unit ?? .count)
  }

  /// A budget with its slack: `50 ms + 10 %`, or `at least 70 % − 2 pp`.
  static func budget(
    _ budget: BudgetEvidence, of statistic: Statistic?, _ unit: MetricUnit?, beside value: Double?
  ) -> String {
    let text =
      budget.boundInWords(of: statistic) + figures(budget, value ?? budget.budget, unit).limits[0]
    let sign = budget.bound == .ceiling ? "+" : "−"
    if let points = budget.tolerancePoints {
      return "\(text) \(sign) \(QuantityFormat.briefPercent(points).dropLast(2)) pp"
    }
    guard budget.tolerance > 0 else { return text }
    return "\(text) \(sign) \(QuantityFormat.briefPercent(budget.tolerance))"
  }

  /// The limit and how far it is: `limit 55 ms, over by 6.2 ms`.
  static func margin(_ budget: BudgetEvidence, _ value: Double?, _ unit: MetricUnit?) -> String {
    let limit = figures(budget, value ?? budget.limit, unit).limits[1]
    guard let value, budget.margin < 0 else {
      return ReportMessage.limitKept(limit, margin: QuantityFormat.percent(budget.margin)).text
    }
    return ReportMessage.limitBroken(
      limit, isCeiling: budget.bound == .ceiling, by: distance(abs(value - budget.limit), unit)
    ).text
  }

  /// How far beyond a limit a value is, with enough digits that it is not shown as zero.
  private static func distance(_ difference: Double, _ unit: MetricUnit?) -> String {
    // Of a share a percentage could mean a part of the limit, too.
    if unit == .ratio {
      let text = QuantityFormat.briefPercent(difference)
      let isNonZero = text != QuantityFormat.briefPercent(0)
      let digits = isNonZero ? text : FigureAndLimits(percent: difference, [0]).value
      return "\(digits.dropLast(2)) pp"
    }
    return QuantityFormat.brief(FigureAndLimits(difference, [0], unit: unit ?? .count).value)
  }

  /// The thresholds of a service level: `limit 120 s, warns at 90 s`.
  private func limits(of level: ServiceLevelEvidence) -> String {
    let limits =
      figures?.limits
      ?? [level.breach, level.warning].map {
        QuantityFormat.brief($0, unit: finding.unit ?? .count)
      }
    return ReportMessage.serviceLevel(limit: limits[0], warnsAbove: limits[1]).text
  }

  /// The status of a service level and how much of it is used.
  static func use(of level: ServiceLevelEvidence, _ value: Double?) -> String {
    ReportMessage.serviceLevelUse(
      level.status.rawValue, category: level.category.rawValue,
      used: value.map { share(of: level, $0) }
    ).text
  }

  /// How much of a service level a figure uses; 100 % when it is the level and not beside it.
  static func share(of level: ServiceLevelEvidence, _ value: Double) -> String {
    FigureAndLimits(percent: value / level.breach, PerformanceCategory.limits).value
  }

  /// Returns the required speed-up, and whether both sides agree.
  static func demand(of speedup: SpeedupEvidence) -> String {
    let result =
      speedup.fault ?? (speedup.hasSameResult == true ? ReportMessage.sameResult.text : nil)
    return ReportMessage.speedupDemand(
      speedup.demand, expected: speedup.expectation, result: result
    ).text
  }
}
