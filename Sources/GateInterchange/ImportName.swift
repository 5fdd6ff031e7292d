import GateRecords

/// Benchmark names made of the names in other harnesses' files.
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

/// Distinguishes benchmarks of one file that share a name: the second is `name #2`, as Criterion writes it.
struct RepeatedNames {
  private var counts: [String: Int] = [:]
  private var taken: Set<String> = []

  /// The name, or the next free numbered one when it was given before.
  mutating func next(_ name: String) -> String {
    var candidate = name
    var count = counts[name, default: 0]
    repeat {
      count += 1
      candidate = count == 1 ? name : "\(name) #\(count)"
    } while taken.contains(candidate)
    counts[name] = count
    taken.insert(candidate)
    return candidate
  }

  /// The note on a numbered benchmark.
  static let note =
    InterchangeMessage.repeatedName.line
}
