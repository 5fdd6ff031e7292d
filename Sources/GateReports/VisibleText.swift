/// Names and messages made safe to look at, whatever they hold.
package enum VisibleText {
  /// Shows control characters, line ends and characters that turn the direction of writing as codes.
  package static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Shortens a text in its middle, where names differ least.
  package static func shortened(_ text: String, to width: Int) -> String {
    guard text.count > width, width > 3 else { return text }
    let head = (width - 1) / 2
    return text.prefix(head) + "…" + text.suffix(width - 1 - head)
  }

  /// Safe inside HTML, in text and in quoted attributes.
  package static func html(_ text: String) -> String {
    var result = ""
    for scalar in plain(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Safe inside a cell of a Markdown table, with nobody mentioned and nothing linked.
  ///
  /// Everything that could mean something to GitHub becomes a character reference, which stands for
  /// itself and begins nothing.
  package static func markdown(_ text: String) -> String {
    var result = ""
    for scalar in plain(text).unicodeScalars {
      switch scalar {
      case "&", "<", ">", "|", "`", "*", "_", "~", "[", "]", "(", ")", "!", "@", "#", "\\", "$",
        ":":
        result += "&#\(scalar.value);"
      // A dot after www would begin a link.
      case "." where result.suffix(3).lowercased() == "www": result += "&#46;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
