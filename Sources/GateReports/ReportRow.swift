package import GateRecords

/// A finding in words: one row of every report's table.
package struct ReportRow: Sendable {
  /// The finding in words.
  package let finding: Finding

  /// Puts a finding into words.
  package init(_ finding: Finding) {
    self.finding = finding
  }

  /// Whether a reader should see it without unfolding anything.
  package var isImportant: Bool {
    switch finding.status {
    case .failed, .missing, .regressed, .overBudget, .unproven, .improved: true
    case .new, .skipped, .passed: false
    }
  }

  /// The symbol of its status; never the only sign of it.
  package var symbol: String {
    switch finding.status {
    case .failed, .missing, .regressed, .overBudget: "✗"
    case .unproven: "?"
    case .improved, .passed: "✓"
    case .new: "+"
    case .skipped: "–"
    }
  }

  /// The status in words, with the severity.
  package var status: String {
    switch finding.status {
    case .failed: "failed"
    case .missing: "missing"
    case .regressed: finding.severity.map { "regressed (\($0.rawValue))" } ?? "regressed"
    case .overBudget: "over budget"
    case .unproven: "unproven"
    case .improved: "improved"
    case .new: "new"
    case .skipped: "skipped"
    case .passed: "passed"
    }
  }

  /// What is judged: the benchmark, with metric and summary where they are not the usual ones.
  package var subject: String { finding.benchmark.rawValue + qualifier }

  /// What stands behind the benchmark's name: ` p95`, ` peak_memory`.
  package var qualifier: String {
    var text = ""
    if let metric = finding.metric, metric != .wallTime { text += " \(metric)" }
    if finding.rule == .budget, let statistic = finding.statistic { text += " \(statistic)" }
    return text
  }

  /// The baseline's figure.
  package var before: String { finding.baselineValue.map(quantity) ?? "–" }

  /// The candidate's figure.
  package var after: String { finding.value.map(quantity) ?? "–" }

  /// The change with its interval, or the budget.
  package var change: String {
    if let budget = finding.budget { return "budget " + Self.budget(budget, finding.unit) }
    guard let change = finding.change else { return status }
    let size = QuantityFormat.percent(change.ratio - 1, signed: true)
    guard finding.evidence.kind != .exact else { return "\(size) exactly" }
    // Few pairs settle a clear case long before they bound its size on either side.
    guard change.low != nil || change.high != nil else { return size }
    func end(_ ratio: Double?, open: String) -> String {
      guard let ratio else { return open }
      let text = QuantityFormat.percent(ratio - 1, signed: true)
      return String(text.dropLast(2))
    }
    return "\(size) [\(end(change.low, open: "…")), \(end(change.high, open: "…"))]"
  }

  /// What the judgement rests on.
  package var evidence: String {
    if let budget = finding.budget { return Self.margin(budget, finding.value, finding.unit) }
    let tolerance = finding.change.map {
      QuantityFormat.briefPercent($0.tolerance)
    }
    switch finding.evidence.kind {
    case .exact: return "exact, " + (tolerance.map { "tolerates \($0)" } ?? "")
    case .paired:
      let pairs = Self.counted(finding.evidence.launches, "launch pair")
      switch finding.status {
      case .improved: return "\(pairs), improved"
      case .passed: return pairs
      case .unproven:
        let reach = finding.change?.smallestDetectable.map {
          "; sees changes above \(QuantityFormat.percent($0))"
        }
        return pairs + (reach ?? "; proves nothing yet")
      case .regressed, .failed, .missing, .overBudget, .new, .skipped:
        return pairs + (tolerance.map { ", fails at +\($0)" } ?? "")
      }
    case .cached:
      return "numbers of \(Self.counted(finding.evidence.baselineRuns ?? 0, "stored run"))"
        + (tolerance.map { ", fails at +\($0)" } ?? "")
    case .observed: return Self.counted(finding.evidence.samples, "sample")
    case .none: return finding.message
    }
  }

  private func quantity(_ value: Double) -> String {
    QuantityFormat.string(value, unit: finding.unit ?? .count)
  }

  /// A budget with its slack: `50 ms + 10 %`.
  static func budget(_ budget: BudgetEvidence, _ unit: MetricUnit?) -> String {
    let text = QuantityFormat.brief(budget.budget, unit: unit ?? .count)
    guard budget.tolerance > 0 else { return text }
    let sign = budget.bound == .ceiling ? "+" : "−"
    return "\(text) \(sign) \(QuantityFormat.briefPercent(budget.tolerance))"
  }

  /// The limit and how far it is: `limit 55 ms, over by 6.2 ms`.
  static func margin(_ budget: BudgetEvidence, _ value: Double?, _ unit: MetricUnit?) -> String {
    let limit = "limit " + QuantityFormat.brief(budget.limit, unit: unit ?? .count)
    guard let value, budget.margin < 0 else {
      return "\(limit), margin \(QuantityFormat.percent(budget.margin))"
    }
    let distance = QuantityFormat.brief(abs(value - budget.limit), unit: unit ?? .count)
    switch budget.bound {
    case .ceiling: return "\(limit), over by \(distance)"
    case .floor: return "\(limit), short of it by \(distance)"
    }
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
