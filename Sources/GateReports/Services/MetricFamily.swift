import GateRecords

/// One family of Prometheus's text exposition format: its help, its type and its samples.
struct MetricFamily {
  /// The types of the format that are used.
  enum Kind: String {
    case summary, histogram, gauge, counter
  }

  /// Labels as the format writes them, without the braces, so that what many samples share is escaped once.
  struct Labels {
    private(set) var text: String

    init(_ pairs: [(String, String)]) {
      text = ""
      for (label, value) in pairs { add(label, value) }
    }

    /// These and one more.
    func with(_ label: String, _ value: String) -> Self {
      var all = self
      all.add(label, value)
      return all
    }

    private mutating func add(_ label: String, _ value: String) {
      if !text.isEmpty { text += "," }
      text += label
      text += "=\""
      text += MetricFamily.escaped(value)
      text += "\""
    }
  }

  private let name: String
  private let kind: Kind
  private let help: String
  private var samples = ""
  private var seen: Set<String> = []

  init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }

  /// Adds a sample; one whose labels are there already is left out, because readers refuse the file.
  mutating func add(_ value: Double, _ labels: Labels, suffix: String = "") {
    // The braces keep a suffix and a label apart.
    var series = suffix
    series += "{"
    series += labels.text
    series += "} "
    guard seen.insert(series).inserted else { return }
    samples += name
    samples += series
    samples += Self.number(value)
    samples += "\n"
  }

  /// The family; nothing without samples.
  var text: String {
    samples.isEmpty
      ? "" : "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + samples
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
