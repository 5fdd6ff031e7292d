import GateHistory
import GateRecords

/// Values in a page, for its script: JSON within a `template` element, because a page opened from a file may fetch nothing.
struct SiteData {
  private(set) var json = ""

  /// The element; text is escaped within the JSON, so that it holds no markup.
  func element(id: String) -> String { "<template id=\"\(id)\">\(json)</template>" }

  mutating func list<Item>(_ items: some Sequence<Item>, _ write: (inout SiteData, Item) -> Void) {
    json += "["
    var isFirst = true
    for item in items {
      if !isFirst { json += "," }
      isFirst = false
      write(&self, item)
    }
    json += "]"
  }

  mutating func raw(_ text: String) { json += text }

  /// A text of which invisible characters are shown as codes and no character is markup; a longer one is cut as
  /// ``VisibleText/name(_:to:)`` does it, because most are names.
  mutating func text(_ text: String, to width: Int = 300) {
    json += "\""
    for scalar in VisibleText.name(text, to: width).unicodeScalars {
      switch scalar {
      case "\"", "\\", "<", ">", "&":
        json += "\\u00" + String(scalar.value, radix: 16)
      default: json.unicodeScalars.append(scalar)
      }
    }
    json += "\""
  }

  /// A figure as precise as a drawing needs: seven digits or so; `null` where it is not finite.
  mutating func number(_ value: Double) {
    guard value.isFinite else {
      json += "null"
      return
    }
    let short = Float(value)
    var text = short.isFinite && (short != 0 || value == 0) ? "\(short)" : "\(value)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    json += text
  }

  mutating func integer(_ value: Int64) { json += String(value) }

  /// A run: its moment, commit, branch, identifier, suite and machine.
  mutating func run(_ origin: EventOrigin, at milliseconds: Int64) {
    json += "["
    integer(milliseconds)
    for part in [
      origin.commit.map { String($0.prefix(12)) }, origin.branch, origin.runID?.rawValue,
      origin.suite, origin.environment,
    ] {
      json += ","
      text(part ?? "", to: 120)
    }
    json += "]"
  }
}
