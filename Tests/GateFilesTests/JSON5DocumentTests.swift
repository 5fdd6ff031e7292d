import Testing

@testable import GateFiles

@Suite struct JSON5DocumentTests {
  static func parse(_ text: String, _ dialect: JSON5Dialect = .json5) throws -> JSON5Node {
    try JSON5Document(bytes: Array(text.utf8), path: "f", dialect: dialect).root
  }

  static func problem(_ text: String, _ dialect: JSON5Dialect = .json5) -> String {
    do {
      _ = try parse(text, dialect)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func `everything that JSON5 adds to JSON is read`() throws {
    let node = try Self.parse(
      """
      // a comment
      {
        unquoted: 'single', "quoted": "double", $dollar_1: 0x1F, /* inside */ plus: +1.5,
        leading: .5, trailing: 5., list: [1, 2,], 'line': "a\\
      b", escapes: "\\u00e9\\x41\\n\\'", pair: "\\ud83d\\ude00", minus: -2e3, yes: true, no: null,
      }
      """)
    #expect(node[key: "unquoted"]?.value == .string("single"))
    #expect(node[key: "$dollar_1"]?.value == .number(31, text: "0x1F"))
    #expect(node[key: "plus"]?.value == .number(1.5, text: "+1.5"))
    #expect(node[key: "leading"]?.value == .number(0.5, text: ".5"))
    #expect(node[key: "trailing"]?.value == .number(5, text: "5."))
    #expect(node[key: "line"]?.value == .string("ab"))
    #expect(node[key: "escapes"]?.value == .string("éA\n'"))
    #expect(node[key: "pair"]?.value == .string("😀"))
    #expect(node[key: "minus"]?.value == .number(-2000, text: "-2e3"))
    #expect(node[key: "no"]?.value == .null)
    guard case .array(let list) = node[key: "list"]?.value else {
      Issue.record("no list")
      return
    }
    #expect(list.count == 2)
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    let text: String
    let place: String
    let words: String
    var testDescription: String { String(text.prefix(30)) }
  }

  static let mistakes = [
    Mistake(text: "{ a: 1\n  b: 2 }", place: "f:2:3", words: "expected ',' or '}', found 'b'"),
    Mistake(text: "{ a: 1, é: 2, é: 3 }", place: "f:1:15", words: "the key 'é' is given twice"),
    Mistake(text: "{ a: ", place: "f:1:6", words: "cut short"),
    Mistake(text: "[1, 2", place: "f:1:6", words: "cut short"),
    Mistake(text: "{ a: \"open\n }", place: "f:1:6", words: "no closing quote"),
    Mistake(text: "{ a: /* open", place: "f:1:6", words: "has no end"),
    Mistake(text: "{ a: Infinity }", place: "f:1:6", words: "not a valid value"),
    Mistake(text: "{ a: NaN }", place: "f:1:6", words: "not a valid value"),
    Mistake(text: "{ a: 1.2.3 }", place: "f:1:6", words: "'1.2.3' is not a number"),
    Mistake(text: "{ a: 1e999 }", place: "f:1:6", words: "not a number"),
    Mistake(text: "{ a: bare }", place: "f:1:6", words: "put texts in quotes"),
    Mistake(text: "{ 1a: 2 }", place: "f:1:5", words: "expected a key"),
    Mistake(text: "{} {}", place: "f:1:4", words: "after the end"),
    Mistake(text: "", place: "f:1:1", words: "the file ends"),
    Mistake(text: "{ a: \"\\ud83d\" }", place: "f:1:9", words: "surrogate"),
    Mistake(text: "{ a: \u{0} }", place: "f:1:6", words: "null byte"),
  ]

  @Test(arguments: mistakes) func `a mistake is named with line and column`(_ row: Mistake) {
    let problem = Self.problem(row.text)
    #expect(problem.hasPrefix(row.place + ": "), "\(problem)")
    #expect(problem.contains(row.words), "\(problem)")
  }

  @Test(arguments: [
    "{a: 1}", "{'a': 1}", "[1,]", "{\"a\": 1,}", "[+1]", "[.5]", "[5.]", "[0x1F]", "[01]",
    "[1 // x\n]",
    "[\"\u{1}\"]", "[\"\\x41\"]",
  ]) func `strict JSON has none of that`(_ text: String) {
    #expect(Self.problem(text, .strict) != "accepted")
  }

  @Test func `bytes that are not UTF-8 are refused with their place`() {
    let bytes = Array("{ a: '".utf8) + [0xFF, 0xFE] + Array("' }".utf8)
    #expect(throws: FileError.self) { try JSON5Document(bytes: bytes, path: "f") }
  }

  // Recursion must end before the stack does, and long before a hundred megabytes are read.
  @Test func `nesting beyond any sense is refused`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(Self.problem(deep).contains("f:1:513: nested deeper than 512 levels"))
    let allowed =
      String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(Self.problem(allowed) == "accepted")
  }

  @Test func `no prefix of a document brings the parser down`() {
    let text = "{ a: [1, -2.5e3, 'x\\u00e9', { b: null, /* c */ d: true }], // e\n \"f\": 0x1f, }"
    for length in 0..<text.utf8.count {
      let bytes = Array(text.utf8.prefix(length))
      #expect(throws: FileError.self, "prefix of \(length)") {
        try JSON5Document(bytes: bytes, path: "f")
      }
    }
  }
}
