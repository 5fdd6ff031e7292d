extension VisibleText {
  /// Safe inside a cell of a Markdown table, with no one mentioned and nothing linked.
  ///
  /// A character that would mean something to Markdown where it is becomes a character reference, which is only itself.
  /// Mentions, issues and emoji are looked for in the text that is left when references are resolved; a blank without
  /// width takes them apart. Sources: the GitHub Flavored Markdown Spec, sections 2 and 6; GitHub's documentation,
  /// "Autolinked references and URLs".
  package static func markdown(_ text: String) -> String {
    let text = plain(text)
    guard text.contains("  ") || text.unicodeScalars.contains(where: isMeant) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = ""
    // How many w the text so far ends with.
    var run = 0
    // Where the last figures between brackets end.
    var figuresEnd = -1
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      // Markdown would show a run of blanks as one, and names that differ alike.
      case " " where place > 0 && scalars[place - 1] == " ": result += "&#160;"
      case "@", "#", "-", ":":
        let refers = refers(scalars, at: place)
        let isMeant = refers || (scalar != "-" && begins(scalars, at: place))
        result += isMeant && scalar != "-" ? "&#\(scalar.value);" : String(scalar)
        if refers { result += "&#8203;" }
      case "_":
        // Between letters it emphasises nothing.
        result += isWord(scalars, place - 1) && isWord(scalars, place + 1) ? "_" : "&#95;"
      case "[":
        if let end = endOfFigures(scalars, from: place) {
          figuresEnd = end
          result += "["
        } else {
          result += "&#91;"
        }
      case "]": result += place == figuresEnd ? "]" : "&#93;"
      case "&", "<", ">", "|", "`", "*", "~", "\\", "$": result += "&#\(scalar.value);"
      // A dot after www would begin a link.
      case "." where run >= 3: result += "&#46;"
      default: result.unicodeScalars.append(scalar)
      }
      run = scalar == "w" || scalar == "W" ? run + 1 : 0
    }
    return result
  }

  /// A name as Markdown, with the blanks at its ends.
  static func markdownName(_ name: String) -> String {
    let inner = name.drop { $0 == " " }
    let head = String(repeating: "&#160;", count: name.count - inner.count)
    let tail = inner.reversed().prefix { $0 == " " }.count
    return head + markdown(String(inner.dropLast(tail)))
      + String(repeating: "&#160;", count: tail)
  }

  /// Whether a character is any but a letter, a figure, a blank or one of a few that mean nothing.
  private static func isMeant(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."v", "x"..."z", "A"..."V", "X"..."Z", "0"..."9", " ", "/", ",", "=", "{", "}", "+",
      "(", ")", "%", ";", "−", "–", "→", "·", "…", "µ":
      false
    default: true
    }
  }

  private static func isDigit(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    text.indices.contains(place) && ("0"..."9").contains(text[place])
  }

  private static func isWord(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    text.indices.contains(place) && text[place].isASCII
      && (isDigit(text, place) || text[place].properties.isAlphabetic)
  }

  /// Whether a number sign begins a heading, or a colon an address: behind them the text would look otherwise.
  private static func begins(_ text: [Unicode.Scalar], at place: Int) -> Bool {
    switch text[place] {
    case "#": return place == 0
    case ":":
      // Of http:// the slashes follow; mailto: and xmpp: need none.
      let scheme = String(
        String.UnicodeScalarView(text[max(0, place - 6)..<place])
      ).lowercased()
      return (place + 1 < text.count && text[place + 1] == "/") || scheme.hasSuffix("mailto")
        || scheme.hasSuffix("xmpp")
    default: return false
    }
  }

  /// Where figures between brackets end, such as an interval: `[+9.8, +11.1]`; nil where the brackets hold anything
  /// else, or something follows that makes them a link.
  private static func endOfFigures(_ text: [Unicode.Scalar], from place: Int) -> Int? {
    // A checkbox is not a number.
    guard place + 1 < text.count, text[place + 1] != " " else { return nil }
    for end in (place + 1)..<min(text.count, place + 60) {
      switch text[end] {
      case "0"..."9", ".", ",", " ", "+", "−", "…", "%", "×": continue
      case "a"..."z" where isUnit(text, at: end), "A"..."Z" where isUnit(text, at: end), "µ":
        continue
      case "]" where end > place + 1:
        let next = end + 1 < text.count ? text[end + 1] : " "
        return ["(", "[", ":"].contains(next) ? nil : end
      default: return nil
      }
    }
    return nil
  }

  /// Whether a letter belongs to a unit of at most two letters behind a blank: `3.37 s`, `12 kB`.
  private static func isUnit(_ text: [Unicode.Scalar], at place: Int) -> Bool {
    for blank in [place - 1, place - 2] where blank > 0 && text[blank] == " " {
      if isDigit(text, blank - 1) { return true }
    }
    return false
  }

  /// Whether a character would begin a mention or an address, an issue's number or an emoji's name.
  private static func refers(_ text: [Unicode.Scalar], at place: Int) -> Bool {
    switch text[place] {
    case "@":
      // Behind a word it is a revision, main@4f2c1aa, unless the rest could be a host's name.
      return !isWord(text, place - 1) || text[place...].contains(".")
    case "#": return isDigit(text, place + 1)
    case "-":
      return place >= 2 && isDigit(text, place + 1) && ["h", "H"].contains(text[place - 1])
        && ["g", "G"].contains(text[place - 2])
    default:
      let name = text[(place + 1)...].prefix {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789_+-".unicodeScalars.contains($0))
      }
      // Two figures are minutes.
      return !name.isEmpty && name.endIndex < text.endIndex && text[name.endIndex] == ":"
        && !(name.count == 2 && isDigit(text, place + 1) && isDigit(text, place + 2))
    }
  }
}
