/// A pattern for names in which `*` matches any run of characters, also across `/`.
///
/// `enrichment/*` matches every benchmark of the group; `simulation/year{year=*}` every value of the
/// parameter. All other characters match themselves.
package struct GlobPattern: Hashable, Sendable {
  /// The pattern as written.
  package let text: String

  private let parts: [[UInt8]]

  /// Creates a pattern.
  package init(_ text: String) {
    self.text = text
    parts = Array(text.utf8).split(
      separator: UInt8(ascii: "*"), omittingEmptySubsequences: false
    ).map(Array.init)
  }

  /// Whether the pattern holds no wildcard.
  package var isLiteral: Bool { parts.count == 1 }

  /// The number of characters other than `*`: the more, the more specific.
  package var literalCount: Int { parts.reduce(0) { $0 + $1.count } }

  /// Whether the whole name fits the pattern.
  ///
  /// Each part between wildcards is taken at its first place after the one before, so that no
  /// pattern costs more than the product of the two lengths.
  package func matches(_ name: String) -> Bool {
    matches(utf8: Array(name.utf8))
  }

  /// Whether the whole name, in UTF-8, fits the pattern.
  package func matches(utf8 name: [UInt8]) -> Bool {
    guard let first = parts.first, let last = parts.last else { return name.isEmpty }
    guard parts.count > 1 else { return name == first }
    guard name.count >= first.count + last.count, name.starts(with: first),
      name.suffix(last.count).elementsEqual(last)
    else { return false }
    var position = first.count
    let end = name.count - last.count
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = Self.place(of: part, in: name, from: position, to: end) else {
        return false
      }
      position = found + part.count
    }
    return position <= end
  }

  private static func place(of part: [UInt8], in name: [UInt8], from: Int, to end: Int) -> Int? {
    guard end - from >= part.count else { return nil }
    return (from...(end - part.count)).first { start in
      name[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
