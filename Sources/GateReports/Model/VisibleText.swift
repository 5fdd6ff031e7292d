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

  /// Safe inside a cell of a Markdown table, with nobody mentioned and nothing linked.
  ///
  /// Everything that could mean something to Markdown becomes a character reference, which stands for
  /// itself and begins nothing. Mentions, issues and emoji are looked for in the text that is left when
  /// references are resolved; a blank without width takes them apart.
  package static func markdown(_ text: String) -> String {
    let text = plain(text)
    guard text.unicodeScalars.contains(where: isMeant) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = ""
    // How many w the text so far ends with.
    var run = 0
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "@", "#", "-", ":":
        result += scalar == "-" ? "-" : "&#\(scalar.value);"
        if refers(scalars, at: place) { result += "&#8203;" }
      case "&", "<", ">", "|", "`", "*", "_", "~", "[", "]", "(", ")", "!", "\\", "$":
        result += "&#\(scalar.value);"
      // A dot after www would begin a link.
      case "." where run >= 3: result += "&#46;"
      default: result.unicodeScalars.append(scalar)
      }
      run = scalar == "w" || scalar == "W" ? run + 1 : 0
    }
    return result
  }

  /// Whether a character is any but a letter, a figure, a blank or one of a few that mean nothing.
  private static func isMeant(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."v", "x"..."z", "A"..."V", "X"..."Z", "0"..."9", " ", "/", ",", "=", "{", "}", "+":
      false
    default: true
    }
  }

  /// Whether a character would begin a mention or an address, an issue's number or an emoji's name.
  private static func refers(_ text: [Unicode.Scalar], at place: Int) -> Bool {
    func isDigit(_ place: Int) -> Bool {
      text.indices.contains(place) && ("0"..."9").contains(text[place])
    }
    func isWord(_ place: Int) -> Bool {
      text.indices.contains(place) && text[place].isASCII
        && (isDigit(place) || text[place].properties.isAlphabetic)
    }
    switch text[place] {
    case "@":
      // Behind a word it is a revision, main@4f2c1aa, unless the rest could be a host's name.
      return !isWord(place - 1) || text[place...].contains(".")
    case "#": return isDigit(place + 1)
    case "-":
      return place >= 2 && isDigit(place + 1) && ["h", "H"].contains(text[place - 1])
        && ["g", "G"].contains(text[place - 2])
    default:
      let name = text[(place + 1)...].prefix {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789_+-".unicodeScalars.contains($0))
      }
      // Two figures are minutes.
      return !name.isEmpty && name.endIndex < text.endIndex && text[name.endIndex] == ":"
        && !(name.count == 2 && isDigit(place + 1) && isDigit(place + 2))
    }
  }
}
