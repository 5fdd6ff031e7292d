import GateFiles

/// Names and messages made safe to look at, whatever they hold.
package enum VisibleText {
  /// Shows control characters, line ends, unusual spaces and characters that turn the direction of writing as codes.
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
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x2013, 0x2026, 0x2212: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    // A space that is not the usual one looks like it, and would make two names look alike.
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate,
      .privateUse, .unassigned:
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

  /// The longest name that a page or a table shows whole.
  static let longestName = 1_000

  /// A name that is safe to look at, whole where it is not longer than `width`, and else with a piece of its hash in place
  /// of its middle, so that two different names are never shown alike.
  static func name(_ name: String, to width: Int = longestName) -> String {
    let text = plain(name)
    guard text.utf8.count > width, text.count > width else { return text }
    var hash = SHA256()
    hash.update(Array(text.utf8))
    let mark = "…\(hash.hexDigest().prefix(8))…"
    let room = max(width - mark.count, 2)
    return text.prefix(room / 2) + mark + text.suffix(room - room / 2)
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
