import Foundation
import Testing

/// Words that [the page of style](docs/style.md) refuses, and where they are looked for.
enum RefusedWords {
  /// The words, whole, in any case; each has a plainer one.
  static let words = [
    "told", "tells", "tell", "telling", "anew", "besides", "nobody", "so many", "a hair",
    "comes to", "mend", "mends", "mended", "wants", "stands", "for itself",
  ]

  /// Where they are looked for.
  static let roots = [
    "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs", "Sources", "Tests",
    "budgets", ".github",
  ]

  /// Files in which the words are data.
  static let exceptions = [
    "docs/style.md",  // lists the words
    "Tests/Acceptance/RefusedWordTests.swift",  // lists them, too
    "Tests/Acceptance/Suites/BenchMessageTests.swift",  // refuses some in the messages of a program
    "Tests/EditedProgram",  // a program whose texts are only data for edits
    "Tests/GateInterchangeTests/Fixtures",  // files that other programs wrote
    "Tests/Acceptance/Kept",  // a file of an earlier version, which stays as it was written
  ]

  /// Phrases in which a refused word has a use of its own.
  static let allowed = [
    // A word that the workload counts as a negation, and a file's name in a test.
    "Sentence.hash(\"nobody\")", "objects/nobody",
  ]

  private static let pattern = try? NSRegularExpression(
    pattern: "(?i)\\b(?:" + words.joined(separator: "|") + ")\\b")

  /// The places of refused words in a text, as `line: words of that line`.
  static func found(in text: String) -> [String] {
    guard let pattern else { return ["the pattern is not valid"] }
    var plain = text
    for phrase in allowed { plain = plain.replacing(phrase, with: "") }
    guard pattern.firstMatch(in: plain, range: NSRange(plain.startIndex..., in: plain)) != nil
    else { return [] }
    return plain.components(separatedBy: "\n").enumerated().compactMap { index, line in
      let matches = pattern.matches(in: line, range: NSRange(line.startIndex..., in: line))
      let words = matches.compactMap { Range($0.range, in: line).map { String(line[$0]) } }
      return words.isEmpty ? nil : "\(index + 1): \(words.joined(separator: ", "))"
    }
  }

  /// The files to look at, below the package's folder.
  static func files() -> [String] {
    let manager = FileManager.default
    let endings = ["swift", "md", "json", "json5", "sql", "sh", "py", "h", "c", "yml", "mjs"]
    return roots.flatMap { root -> [String] in
      let url = MarkdownPage.root.appending(path: root)
      let inside = (try? manager.subpathsOfDirectory(atPath: url.path)) ?? []
      return inside.isEmpty ? [root] : inside.map { "\(root)/\($0)" }
    }
    .filter { path in
      endings.contains((path as NSString).pathExtension)
        && !exceptions.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
  }
}

extension DocumentationTests {
  @Test("docs/style.md: refused words") func refusedWords() throws {
    let files = RefusedWords.files()
    #expect(files.count > 300)
    for path in files {
      let url = MarkdownPage.root.appending(path: path)
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      for place in RefusedWords.found(in: text) { Issue.record("\(path):\(place)") }
    }
  }

  @Test(arguments: [
    ("The run tells it.", ["1: tells"]), ("a\nNobody, so many\n", ["2: Nobody, so many"]),
    ("telltale anewed", []), ("Sentence.hash(\"nobody\")", []),
  ])
  func `refused words are found whole, in any case, outside allowed phrases`(
    _ text: String, _ places: [String]
  ) {
    #expect(RefusedWords.found(in: text) == places)
  }
}
