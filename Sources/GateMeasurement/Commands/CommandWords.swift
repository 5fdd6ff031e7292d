/// A command line taken apart and put together without a shell: words, quotes and backslashes, and
/// nothing else.
package enum CommandWords {
  /// The line that ``split(_:)`` takes apart into these words, quoted only where it must be.
  package static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  /// It works on Unicode scalars, as ``split(_:)`` does, because a quote followed by an accent is one `Character`.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && !"'\"\\".unicodeScalars.contains($0)
    }
    guard !isPlain || word.isEmpty else { return word }
    return "'"
      + word.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false)
      .map { String($0) }.joined(separator: "'\\''") + "'"
  }

  /// The words of a line; nil when a quote is not closed or there is no word.
  ///
  /// Single quotes keep everything, double quotes all but a backslash before `"` and `\`. No variable,
  /// pattern or redirection means anything: those need a shell.
  package static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    func with(_ scalars: Unicode.Scalar...) -> String.UnicodeScalarView {
      (word ?? String.UnicodeScalarView()) + scalars
    }
    var scalars = line.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch (quote, scalar) {
      case ("'", "'"), ("\"", "\""): quote = nil
      case ("\"", "\\"):
        guard let next = scalars.next() else { return nil }
        word = next == "\"" || next == "\\" ? with(next) : with("\\", next)
      case (.some, _): word = with(scalar)
      case (nil, "'"), (nil, "\""):
        quote = scalar
        word = with()
      case (nil, "\\"):
        guard let next = scalars.next() else { return nil }
        word = with(next)
      case (nil, _) where scalar.properties.isWhitespace:
        if let finished = word { words.append(String(finished)) }
        word = nil
      case (nil, _): word = with(scalar)
      }
    }
    guard quote == nil else { return nil }
    if let finished = word { words.append(String(finished)) }
    return words.isEmpty ? nil : words
  }
}

extension CommandWords {
  /// A SHA-256 as people write it, in lower-case hexadecimal: 64 digits, `sha256:` before them or not; nil
  /// for anything else.
  package static func digest(_ text: String) -> String? {
    let digits = text.lowercased().drop(prefix: "sha256:")
    guard digits.utf8.count == 64,
      digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    return digits
  }
}

extension String {
  fileprivate func drop(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
