import GateBudgets
import GateRecords

/// The alerts that follow from one budget.
struct BudgetAlert {
  private let budget: BudgetRule
  private let rivals: [BudgetRule]
  private let prefix: String
  private let scope: SuiteScope

  init(
    _ budget: BudgetRule, among all: [BudgetRule], prefix: String, scope: SuiteScope = .every
  ) {
    self.budget = budget
    self.prefix = prefix
    self.scope = scope
    let specificity = Specificity(budget.pattern, budget.terms.condition)
    rivals = all.filter {
      $0.metric == budget.metric && $0.statistic == budget.statistic
        && $0.isFloor == budget.isFloor
        && Specificity($0.pattern, $0.terms.condition) > specificity
        && (!$0.pattern.isLiteral || budget.pattern.matches($0.pattern.text))
    }
  }

  /// Why there can be no alert; nil when there can.
  var obstacle: String? {
    if budget.terms.condition != .always {
      return "holds on some machines only (\(budget.terms.condition)), "
        + "which the series do not record"
    }
    guard Self.exported.contains(budget.statistic) else {
      return "limits \(budget.subject), which is not exported; "
        + "write min, mean, median, p95, p99 or max"
    }
    return nil
  }

  private static let exported: [Statistic] = [
    .minimum, .mean, .median, .percentile(95), .percentile(99), .maximum,
  ]

  /// The alert on the limit; for a 99th percentile of the wall time also the one that says that even
  /// the 95th is beyond it.
  var rules: [AlertRule] {
    let limit = budget.budget.scaled(by: budget.tolerance, upwards: !budget.isFloor)
    guard isLatency else { return [rule(name, value, limit: limit, severity: severity)] }
    let milliseconds = limit / 1e6
    let usual = rule(
      budget.statistic == .percentile(95)
        ? "HighLatency" + subject
        : "HighLatency" + subject + Self.pascal(budget.statistic.rawValue),
      latency(quantile(of: budget.statistic)), limit: milliseconds, severity: severity)
    guard budget.statistic == .percentile(99) else { return [usual] }
    return [
      usual,
      rule(
        "CriticalLatency" + subject, latency("0.95"), limit: budget.budget.value / 1e6,
        severity: "critical", subject: "p95 of wall_time", words: "the p99 budget"),
    ]
  }

  // MARK: Series

  /// Whether the alert's summary gives it, in milliseconds.
  private var isLatency: Bool {
    budget.metric == .wallTime && !budget.isFloor
      && [.median, .percentile(95), .percentile(99)].contains(budget.statistic)
  }

  private func quantile(of statistic: Statistic) -> String {
    switch statistic {
    case .median: "0.5"
    case .percentile(95): "0.95"
    default: "0.99"
    }
  }

  private typealias Series = (name: String, labels: [(String, String)], unit: String)

  private func latency(_ quantile: String) -> Series {
    ("\(prefix)_pipeline_latency_milliseconds", [("quantile", quantile)], " ms")
  }

  private var value: Series {
    (
      "\(prefix)_benchmark_value",
      [("metric", budget.metric.rawValue), ("statistic", budget.statistic.rawValue)], ""
    )
  }

  private func rule(
    _ name: String, _ series: Series, limit: Double, severity: String, subject: String? = nil,
    words: String = "its limit"
  ) -> AlertRule {
    let fixed = series.labels.map { "\($0.0)=\"\(MetricFamily.escaped($0.1))\"" }
    let selector =
      "\(series.name){\((nodes + [scope.matcher].compactMap(\.self) + fixed).joined(separator: ","))}"
    let sign = budget.isFloor ? "<" : ">"
    let text = MetricFamily.number(limit)
    let beyond = limit == 0 ? 1 : budget.isFloor ? limit / 2 : limit * 2
    return AlertRule(
      name: name, expression: "\(selector) \(sign) \(text)", severity: severity,
      component: .label("node"),
      summary: AlertRule.literal(subject ?? budget.subject)
        + " of {{ $labels.node }} in {{ $labels.suite }} is "
        + "\(AlertRule.value(beside: limit))\(series.unit), "
        + "\(budget.isFloor ? "below" : "above") \(words) of \(text)\(series.unit)",
      limit: limit, rationale: budget.terms.rationale, source: budget.source,
      owner: budget.terms.owner,
      example: exampleNode.map { node in
        let labels = [("node", node), ("suite", scope.example)] + series.labels
        return AlertRule.Example(
          series: [(series.name, labels, "\(text) \(MetricFamily.number(beyond))")], quiet: 0,
          loud: 60, labels: labels, value: beyond)
      })
  }

  /// The benchmarks that the budget counts for: those it matches and no more specific one does.
  private var nodes: [String] {
    let own =
      budget.pattern.isLiteral
      ? "node=\"\(MetricFamily.escaped(budget.pattern.text))\""
      : "node=~\"\(Self.expression(budget.pattern))\""
    guard !budget.pattern.isLiteral, !rivals.isEmpty else { return [own] }
    let others = rivals.map { Self.expression($0.pattern) }.joined(separator: "|")
    return [own, "node!~\"\(others)\""]
  }

  /// A name that the budget counts for; nil when none is found at once.
  private var exampleNode: String? {
    let name = budget.pattern.text.split(separator: "*", omittingEmptySubsequences: false)
      .joined(separator: "example")
    return rivals.contains { $0.pattern.matches(name) } ? nil : name
  }

  /// A pattern as a regular expression inside a PromQL string.
  static func expression(_ pattern: GlobPattern) -> String {
    let expression = VisibleText.plain(pattern.text).unicodeScalars.reduce(into: "") {
      result, scalar in
      switch scalar {
      case "*": result += ".*"
      case "\\", ".", "+", "?", "(", ")", "[", "]", "{", "}", "^", "$", "|":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return MetricFamily.escaped(expression)
  }

  // MARK: Names

  private var severity: String {
    switch budget.terms.severity {
    case .critical: "critical"
    case .major, .minor, nil: "warning"
    }
  }

  private var name: String {
    (budget.isFloor ? "Low" : "High") + Self.pascal(budget.metric.rawValue) + subject
      + (budget.statistic == .median ? "" : Self.pascal(budget.statistic.rawValue))
  }

  private var subject: String {
    let name = Self.pascal(budget.pattern.text)
    return name.isEmpty ? "Any" : name
  }

  /// `document_segmentation` becomes `DocumentSegmentation`.
  static func pascal(_ text: String) -> String {
    text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
