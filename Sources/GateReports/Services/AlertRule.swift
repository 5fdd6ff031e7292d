import Foundation
import GateRecords

/// One Prometheus alert, with an example that must raise it and one that must not.
struct AlertRule: Sendable {
  /// The value of the label `component`.
  enum Component: Sendable {
    /// The value of another label.
    case label(String)
  }

  /// Series of samples a minute apart, and the expected alerts.
  struct Example: Sendable {
    /// Name, labels and samples, in promtool's notation.
    let series: [(name: String, labels: [(String, String)], values: String)]
    /// Seconds after which nothing is raised yet.
    let quiet: Int
    /// Seconds after which the alert is raised.
    let loud: Int
    /// The labels of the raised alert, without severity and component.
    let labels: [(String, String)]
    /// The value of the expression then.
    let value: Double
  }

  /// The expression's value in a summary, with three significant digits.
  static let value = "{{ printf \"%.3g\" $value }}"

  /// The same beside a limit that it must not be confused with: in full where three digits read as the limit's.
  static func value(beside limit: Double) -> String {
    let alike = String(format: "%.3g", limit)
    return
      "{{ if eq (printf \"%.3g\" $value) \"\(alike)\" }}{{ $value }}{{ else }}\(value){{ end }}"
  }

  var name: String
  let expression: String
  let severity: String
  let component: Component
  /// A sentence, in Go's template language.
  let summary: String
  /// The limit that the summary shows beside the expression's value.
  var limit: Double?
  /// Why the limit is what it is.
  var rationale: String?
  /// The budget's file and line.
  var source: String?
  /// The owner of the budget.
  var owner: String?
  let example: Example?

  /// Takes a name that is free, with a number behind it if need be.
  mutating func makeNameUnique(among names: inout Set<String>) {
    let first = name
    var number = 1
    while !names.insert(name).inserted {
      number += 1
      name = "\(first)\(number)"
    }
  }

  /// A text that Go's template language takes as it is.
  static func literal(_ text: String) -> String {
    let plain = VisibleText.plain(text)
    guard plain.contains("{{") else { return plain }
    return plain.map { $0 == "{" ? "{{ \"{\" }}" : String($0) }.joined()
  }

  private var annotations: [(name: String, template: String, text: String)] {
    let labels = Dictionary(example?.labels ?? []) { first, _ in first }
    var shown = summary
    for (label, value) in labels {
      shown = shown.components(separatedBy: "{{ $labels.\(label) }}")
        .joined(separator: VisibleText.plain(value))
    }
    let figure = String(format: "%.3g", example?.value ?? 0)
    if let limit {
      shown = shown.components(separatedBy: Self.value(beside: limit)).joined(separator: figure)
    }
    shown = shown.components(separatedBy: Self.value).joined(separator: figure)
    let others = [("rationale", rationale), ("budget", source), ("owner", owner)].compactMap {
      name, text in text.map { (name, Self.literal($0), VisibleText.plain($0)) }
    }
    return [("summary", summary, shown)] + others
  }

  /// The rule as YAML, under `rules:`.
  var yaml: String {
    let component =
      switch component {
      case .label(let label): "{{ $labels.\(label) }}"
      }
    return """
          - alert: \(Self.quoted(name))
            expr: \(Self.quoted(expression))
            labels:
              severity: \(severity)
              component: \(Self.quoted(component))
            annotations:
      \(annotations.map { "        \($0.name): \(Self.quoted($0.template))\n" }.joined())
      """
  }

  /// The example as YAML, under `tests:`; nil without one.
  var test: String? {
    guard let example else { return nil }
    let labels = Dictionary(example.labels) { first, _ in first }
    let component =
      switch component {
      case .label(let label): labels[label] ?? ""
      }
    let expected =
      [("severity", severity), ("component", VisibleText.plain(component))]
      + example.labels.map { ($0.0, VisibleText.plain($0.1)) }
    return """
        - name: \(Self.quoted(name))
          interval: 1m
          input_series:
      \(example.series.map { series in
          let labels = series.labels.map { "\($0.0)=\"\(MetricFamily.escaped($0.1))\"" }
            .joined(separator: ",")
          return "      - series: \(Self.quoted("\(series.name){\(labels)}"))\n"
            + "        values: \(Self.quoted(series.values))\n"
        }.joined())    alert_rule_test:
            - eval_time: \(example.quiet)s
              alertname: \(Self.quoted(name))
              exp_alerts: []
            - eval_time: \(example.loud)s
              alertname: \(Self.quoted(name))
              exp_alerts:
                - exp_labels:
      \(expected.map { "              \($0.0): \(Self.quoted($0.1))\n" }.joined())\
                  exp_annotations:
      \(annotations.map { "              \($0.name): \(Self.quoted($0.text))\n" }.joined())
      """
  }

  /// A double-quoted YAML scalar; nothing inside can end it or the line.
  static func quoted(_ text: String) -> String {
    let escaped = VisibleText.plain(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "\"\(escaped)\""
  }
}
