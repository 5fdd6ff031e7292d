/// Benchmark names made of what other harnesses tell.
enum ImportName {
  /// A name with its parameters in braces, as the project writes them: `sort{n=10,order=up}`.
  static func joining(_ name: String, _ parameters: [String]) -> String {
    guard !parameters.isEmpty else { return name }
    return name + "{" + parameters.map(plain).joined(separator: ",") + "}"
  }

  /// The text without the characters that the braces' own grammar uses.
  private static func plain(_ text: String) -> String {
    String(
      text.map { character in
        switch character {
        case ",": ";"
        case "{": "("
        case "}": ")"
        default: character
        }
      })
  }
}
