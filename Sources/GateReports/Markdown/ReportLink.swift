import GateRecords

/// A link that a comment shows: where the artifacts are, or the dashboard.
package struct ReportLink: Hashable, Sendable {
  /// The longest name and address, in characters.
  private static let (longestName, longestAddress) = (60, 2_000)

  /// The name.
  package let name: String
  /// The address, of http or https.
  package let address: String

  /// Why a link was refused, in words.
  package struct Mistake: Error, Hashable, Sendable {
    /// The words.
    package let reason: String

    fileprivate init(_ message: ReportMessage) { reason = message.line }
  }

  /// Parses `NAME=URL`.
  ///
  /// - Throws: ``Mistake`` when the name is missing or the address is none of http or https.
  package init(_ text: String) throws(Mistake) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw Mistake(.linkWithoutName)
    }
    try self.init(
      name: String(text[..<sign]), address: String(text[text.index(after: sign)...]))
  }

  /// Creates a link.
  ///
  /// - Throws: ``Mistake``, as for a text.
  package init(name: String, address: String) throws(Mistake) {
    guard !name.isEmpty, name.count <= Self.longestName, VisibleText.plain(name) == name else {
      throw Mistake(.linkName(longest: Self.longestName))
    }
    let lower = address.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else {
      throw Mistake(.linkScheme)
    }
    guard address.utf8.count <= Self.longestAddress else {
      throw Mistake(.linkTooLong(longest: Self.longestAddress))
    }
    // RFC 3986 allows these characters in an address; others must be written as %XX.
    guard address.utf8.allSatisfy(Self.isAllowed) else {
      throw Mistake(.linkCharacter)
    }
    let rest = address.dropFirst(scheme.count)
    let host = rest.prefix { !"/?#".contains($0) }
    // A name before the host would make one address look like another.
    guard !host.isEmpty, host.first != ":", !host.contains("@") else {
      throw Mistake(.linkHost)
    }
    self.name = name
    self.address = address
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
    }
  }

  /// The link in Markdown: nothing in its name or address can end it.
  var markdown: String {
    let target = address.reduce(into: "") { result, character in
      switch character {
      case "(": result += "%28"
      case ")": result += "%29"
      case "&": result += "&amp;"
      default: result.append(character)
      }
    }
    return "[\(VisibleText.markdown(name))](<\(target)>)"
  }
}
