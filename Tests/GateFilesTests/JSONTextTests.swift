import Foundation
import GateStatistics
import Testing

@testable import GateFiles

@Suite struct JSONTextTests {
  static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONText(bytes: Array(text.utf8)).decode(type)
  }

  struct Sample: Codable, Hashable {
    enum Word: String, Codable { case good, bad }
    struct Inner: Codable, Hashable {
      var a: Int?
      var b: [[Double]]
    }

    var text: String
    var word: Word
    var flag: Bool
    var number: Double
    var large: Int64
    var huge: UInt64
    var inner: [Inner]
    var map: [String: Int]
    var absent: String?
    var counts: [Int]
    var optional: [Double?]
  }

  static let sample = Sample(
    text: "a \"quoted\" \\ \u{1F600} é \u{0} line\n", word: .bad, flag: true, number: -1.5e-7,
    large: .min, huge: .max, inner: [.init(a: nil, b: [[], [1, 2.5]]), .init(a: 7, b: [])],
    map: Dictionary(uniqueKeysWithValues: (0..<100).map { ("key \($0)", $0) }), absent: nil,
    counts: [3, -4, 9_007_199_254_740_993], optional: [1, nil, 0.1])

  @Test func `what Foundation encodes is decoded to the same value`() throws {
    for formatting in [JSONEncoder.OutputFormatting.prettyPrinted, .sortedKeys] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = formatting
      let text = try encoder.encode(Self.sample)
      #expect(try JSONText(bytes: Array(text)).decode(Sample.self) == Self.sample)
    }
  }

  @Test(arguments: [
    "1", "-0", "0.5", "1e5", "1E+5", "-1.25e-3", "true", "null", "\"\"", "[]", "{}", " [1 , 2 ] ",
    "[1,\"a\",{}]", "[[],[[]]]", "{\"a\":{\"a\":1}}", "{\"a\":1,\"a\":2}", "\"\\ud83d\\ude00\"",
    "\"\\u0000\"", "\"\u{7f}\"", "\u{FEFF}[1]", "\t\r\n 1", "[-1]", "[1e1,2]",
    "[18446744073709551616]",
  ])
  func `valid texts are read`(text: String) throws {
    _ = try JSONText(bytes: Array(text.utf8))
  }

  @Test(arguments: [
    "", " ", "01", "-", "+1", ".5", "1.", "1e", "1e+", "0x1", "NaN", "Infinity", "tru", "nulll",
    "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1",
    "{\"a\":1",
    "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"",
    "\"a\nb\"", "1 2", "[1]]", "// a\n1", "1e400", "[1e400]", "\u{A0}1", "[1,2", "-01", "[00]",
    "1.e1",
    "[\"a\",]", "\u{FEFF}", "--1", "[1,-]", "{\"a\" 1}", "{1:2}",
  ])
  func `invalid texts are refused`(text: String) {
    #expect(throws: JSONText.Failure.self) { _ = try JSONText(bytes: Array(text.utf8)) }
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFF], [0xC3, 0x28],
    ] as [[UInt8]])
  func `a string that is not UTF-8 is refused`(content: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    #expect(throws: JSONText.Failure.self) { _ = try JSONText(bytes: [quote] + content + [quote]) }
  }

  @Test func `every scalar of one to four bytes passes as UTF-8`() throws {
    for code: UInt32 in [0x20, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF]
    {
      let text = String(Character(try #require(Unicode.Scalar(code))))
      #expect(try Self.decode(String.self, "\"\(text)\"") == text)
    }
  }

  @Test func `numbers are read to the nearest double`() throws {
    var generator = SeededGenerator(seed: 11)
    var texts = [
      "0.1", "9007199254740993", "9007199254740992.5", "1e23", "8.5e-19", "123456789012345678e1",
      "0.000001", "1.7976931348623157e308", "5e-324", "2.2250738585072014e-308", "1e19", "1e-19",
      "9999999999999999999e19", "9999999999999999999e-19", "18446744073709551615",
      "1234567890123456789012345678901234567890", "0.00000000000000000000000000000000000001",
      "4503599627370497.5", "4503599627370496.5", "-0.0", "1.00000000000000000000000000000000001",
    ]
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next())
      if number.isFinite { texts.append("\(number)") }
      let digits = String(generator.next() >> UInt64.random(in: 0..<64, using: &generator))
      texts.append(digits + "e\(Int.random(in: -25...25, using: &generator))")
      let place = Int.random(in: 0..<digits.count, using: &generator)
      texts.append(digits.prefix(1) + "." + digits.dropFirst(place) + "0")
      texts.append("\(Double.random(in: 0..<1e9, using: &generator))")
    }
    for text in texts where !(text.hasPrefix("0") && text.dropFirst().first?.isNumber == true) {
      let number = try Self.decode(Double.self, text)
      #expect(number.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test func `whole numbers keep all of their 64 bits, alone and in arrays`() throws {
    #expect(
      try Self.decode([Int64].self, "[9223372036854775807,-9223372036854775808,1]") == [
        .max, .min, 1,
      ])
    #expect(try Self.decode(UInt64.self, "18446744073709551615") == .max)
    #expect(try Self.decode([UInt8].self, "[0, 255]") == [0, 255])
    #expect(try Self.decode(Int.self, "3.0") == 3)
    #expect(try Self.decode(Int.self, "1e3") == 1_000)
    for (text, type) in [("9223372036854775808", "large"), ("1.5", "half"), ("1e400", "beyond")] {
      #expect(throws: (any Error).self, "\(type)") { try Self.decode(Int64.self, text) }
    }
    #expect(throws: DecodingError.self) { try Self.decode([UInt8].self, "[256]") }
    #expect(throws: DecodingError.self) { try Self.decode([Int].self, "[1, 0.5]") }
  }

  @Test func `of equal keys the last one counts, in small objects and in large ones`() throws {
    #expect(try Self.decode([String: Int].self, #"{"a":1,"\u0061":2}"#) == ["a": 2])
    let members = (0..<60).map { "\"k\($0 % 30)\":\($0)" }.joined(separator: ",")
    #expect(try Self.decode([String: Int].self, "{\(members)}")["k3"] == 33)
  }

  @Test func `errors name the path`() throws {
    let cases: [(String, [String])] = [
      (#"{"inner":[{"b":[]},{"b":[[1,"x"]]}]}"#, ["inner", "1", "b", "0", "1"]),
      (#"{"inner":[{"b":[[1,null]]}]}"#, ["inner", "0", "b", "0", "1"]),
      (#"{"inner":[{"b":[1]}]}"#, ["inner", "0", "b", "0"]),
      (#"{"inner":[{"b":[],"a":1.5}]}"#, ["inner", "0", "a"]),
      (#"{"inner":[{}]}"#, ["inner", "0"]),
      (#"{"inner":{}}"#, ["inner"]),
    ]
    struct Outer: Decodable { var inner: [Sample.Inner] }
    for (text, path) in cases {
      do {
        _ = try Self.decode(Outer.self, text)
        Issue.record("\(text) was decoded")
      } catch let error as DecodingError {
        let context =
          switch error {
          case .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context), .dataCorrupted(let context):
            context
          @unknown default: throw error
          }
        #expect(
          context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue } == path,
          "\(text)")
      }
    }
  }

  @Test func `deep nesting is refused, and does not end the process`() throws {
    let deepest = JSONText.deepest
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONText(bytes: nested(deepest))
    #expect(throws: JSONText.Failure.self) { _ = try JSONText(bytes: nested(deepest + 1)) }
    #expect(throws: JSONText.Failure.self) { _ = try JSONText(bytes: nested(1_000_000)) }
  }
}
