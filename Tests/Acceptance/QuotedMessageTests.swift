import Foundation
import Testing

/// A message of the programs that a page quotes.
struct QuotedMessage: CustomTestStringConvertible, Sendable {
  /// The page that quotes messages as headings and in the first column of its tables.
  static let page = "docs/troubleshooting.md"

  /// The page and the line.
  let place: String
  /// The message, with `…` for parts that are left out.
  let text: String

  var testDescription: String { "\(place): \(text)" }

  /// Every message that the page quotes: code with a space in it, in a heading or in the first column of a table.
  ///
  /// Words without a space are keys, options and statuses; what begins with a program's name is a command.
  static let all: [QuotedMessage] = {
    let text = try? String(contentsOf: MarkdownPage.root.appending(path: page), encoding: .utf8)
    var isCode = false
    var found: [QuotedMessage] = []
    for (index, line) in (text ?? "").components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```") { isCode.toggle() }
      guard !isCode, let cell = quotingPart(of: line) else { continue }
      found += cell.matches(of: /`([^`]+)`/).map { String($0.1) }
        .filter { $0.contains(" ") && !$0.hasPrefix("speedgate-") && !$0.hasPrefix("swift ") }
        .map { QuotedMessage(place: "\(page):\(index + 1)", text: $0) }
    }
    return found
  }()

  /// A heading, or the first column of a table's row.
  private static func quotingPart(of line: String) -> Substring? {
    if line.hasPrefix("#") { return line[...] }
    guard line.hasPrefix("| ") else { return nil }
    return line.dropFirst(2).prefix { $0 != "|" }
  }

  /// Whether a line of the page of messages is this message, or holds it.
  ///
  /// `…` matches any text. Numbers match any number, because both pages show examples.
  func isFound(in messages: [String]) throws -> Bool {
    let parts = text.split(separator: "…", omittingEmptySubsequences: true)
      .map { Self.withoutNumbers($0.trimmingCharacters(in: CharacterSet(charactersIn: " :;"))) }
      .filter { !$0.isEmpty }
    return messages.map(Self.withoutNumbers).contains { message in
      var rest = message[...]
      for part in parts {
        guard let range = rest.firstRange(of: part) else { return false }
        rest = rest[range.upperBound...]
      }
      return true
    }
  }

  private static func withoutNumbers(_ text: some StringProtocol) -> String {
    String(text).replacing(/[0-9]+(?:[.,][0-9]+)*/, with: "0")
  }
}

extension DocumentationTests {
  @Test(arguments: QuotedMessage.all)
  func `every message that a page quotes is on the page of messages`(
    _ quote: QuotedMessage
  ) throws {
    let page = MarkdownPage.root.appending(path: "docs/messages.md")
    let messages = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
    #expect(
      try quote.isFound(in: messages),
      "\(quote.place) quotes '\(quote.text)', which docs/messages.md does not have")
  }

  @Test func `a quoted message matches with other numbers and with parts left out`() throws {
    let messages = ["a.json: is the run of 12 launches; measure again"]
    func isFound(_ text: String) throws -> Bool {
      try QuotedMessage(place: "", text: text).isFound(in: messages)
    }
    #expect(try isFound("is the run of 7 launches"))
    #expect(try isFound("…: is the run … measure again"))
    #expect(try !isFound("measure again … is the run"))
    #expect(try !isFound("is the run of all launches"))
    #expect(QuotedMessage.all.count > 10)
  }
}
