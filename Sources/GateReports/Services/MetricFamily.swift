import GateRecords

/// One family of Prometheus's text exposition format: its help, its type and its samples.
struct MetricFamily {
  /// The types of the format that are used.
  enum Kind: String {
    case summary, histogram, gauge, counter
  }

  private let name: String
  private let kind: Kind
  private let help: String
  private var lines: [String] = []
  private var seen: Set<String> = []

  init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }

  /// Adds a sample; one whose labels are there already is left out, because readers refuse the file.
  mutating func add(_ value: Double, _ labels: [(String, String)], suffix: String = "") {
    // One text that grows: there may be a hundred thousand of these.
    var series = name
    series += suffix
    var separator = "{"
    for (label, text) in labels {
      series += separator
      series += label
      series += "=\""
      series += Self.escaped(text)
      series += "\""
      separator = ","
    }
    series += labels.isEmpty ? "{}" : "}"
    guard seen.insert(series).inserted else { return }
    lines.append("\(series) \(Self.number(value))\n")
  }

  /// The family; nothing without samples.
  var text: String {
    lines.isEmpty
      ? "" : "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + lines.joined()
  }

  /// A label's value, in which backslashes, quotes and line ends are escaped.
  static func escaped(_ text: String) -> String {
    let text = VisibleText.plain(text)
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// A number as Go reads it.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "+Inf" : "-Inf" }
    return value == value.rounded() && abs(value) < 9e15 ? "\(Int64(value))" : "\(value)"
  }
}
