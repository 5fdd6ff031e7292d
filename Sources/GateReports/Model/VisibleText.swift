/// Names and messages made safe to look at, whatever they hold.
package enum VisibleText {
  /// Shows control characters, line ends and characters that turn the direction of writing as codes.
  package static func plain(_ text: String) -> String {
    // Nearly every text is plain ASCII, and bytes are looked at faster than characters.
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    if text.unicodeScalars.allSatisfy(isSeen) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isSeen(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result
  }

  /// Whether a character is seen, and leaves the rest of the text where it is.
  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Looking up a category is slow, and nearly every character is one of these.
    case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF, 0x2013, 0x2026, 0x2212: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      return false
    default: return true
    }
  }

  /// Shortens a text in its middle, where names differ least.
  package static func shortened(_ text: String, to width: Int) -> String {
    if text.utf8.count <= width { return text }
    guard text.count > width, width > 3 else { return text }
    let head = (width - 1) / 2
    return text.prefix(head) + "…" + text.suffix(width - 1 - head)
  }

  /// Safe inside HTML, in text and in quoted attributes.
  package static func html(_ text: String) -> String {
    let text = plain(text)
    guard text.utf8.contains(where: isMarkup) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
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

  /// Whether a byte of UTF-8 is one of `&`, `<`, `>`, `"` and `'`.
  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x27, 0x3C, 0x3E: true
    default: false
    }
  }
}
