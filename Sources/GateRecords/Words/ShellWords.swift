/// Words as a shell reads them.
package enum ShellWords {
  /// The line that a shell takes apart into these words and nothing else.
  package static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  /// A word in single quotes where a shell might see more in it than its characters.
  ///
  /// It goes by scalars: a quote with an accent behind it is one `Character`, and still a quote for a shell.
  package static func quoted(_ word: String) -> String {
    let scalars = word.unicodeScalars
    // Some shells take a leading = for the path of a program.
    guard scalars.isEmpty || scalars.first == "=" || !scalars.allSatisfy(isPlain) else {
      return word
    }
    var result = "'"
    for scalar in scalars {
      if scalar == "'" { result += "'\\''" } else { result.unicodeScalars.append(scalar) }
    }
    return result + "'"
  }

  /// Whether a character means nothing but itself to any shell, at any place.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    case "-", "_", ".", "/", "=", ":", ",", "@", "%", "+": true
    default: false
    }
  }
}
