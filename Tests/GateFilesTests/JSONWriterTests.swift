import Foundation
import GateStatistics
import Testing

@testable import GateFiles

/// Foundation's encoder, with sorted keys, is what the writer is held against.
@Suite struct JSONWriterTests {
  static func foundation(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func written(_ value: some Encodable) throws -> String {
    String(decoding: try JSONWriter.encode(value), as: UTF8.self)
  }

  @Test func `a value with everything in it is written as Foundation writes it`() throws {
    #expect(try Self.written(JSONTextTests.sample) == Self.foundation(JSONTextTests.sample))
  }

  @Test func `every scalar of a text is escaped as Foundation escapes it`() throws {
    let text = String(
      String.UnicodeScalarView((0...0x2100 as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)))
    #expect(try Self.written(text + "\u{1F600}/\"\\") == Self.foundation(text + "\u{1F600}/\"\\"))
  }

  @Test func `numbers are written as Foundation writes them, and read back exactly`() throws {
    var generator = SeededGenerator(seed: 5)
    var numbers: [Double] = [
      0, -0.0, 1, -1, 0.1, 1e15, 1e16, 1e17, 9_007_199_254_740_991, 9_007_199_254_740_992, 1e21,
      1e-5, 1e-4, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 4_294_967_295, 4_294_967_296,
    ]
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next())
      if number.isFinite { numbers.append(number) }
      numbers.append(Double.random(in: -1e6...1e6, using: &generator))
      numbers.append(Double(generator.next() >> UInt64.random(in: 0..<64, using: &generator)))
    }
    #expect(try Self.written(numbers) == Self.foundation(numbers))
    let read = try JSONText(bytes: JSONWriter.encode(numbers)).decode([Double].self)
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
    let floats = numbers.map(Float.init).filter(\.isFinite)
    #expect(try Self.written(floats) == Self.foundation(floats))
  }

  @Test func `whole numbers of every width are written in full`() throws {
    struct Widths: Encodable {
      var a = [Int8.min, .max]
      var b = [Int16.min, .max]
      var c = [Int32.min, .max]
      var d = [Int64.min, .max]
      var e = [UInt8.max, 0]
      var f = [UInt16.max, 0]
      var g = [UInt32.max, 0]
      var h = [UInt64.max, 0]
      var i = Int8.min
      var j = UInt64.max
      var k: UInt = 7
    }
    #expect(try Self.written(Widths()) == Self.foundation(Widths()))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what is not finite is refused`(number: Double) {
    #expect(throws: EncodingError.self) { try JSONWriter.encode(["a": [number]]) }
    #expect(throws: EncodingError.self) { try JSONWriter.encode(number) }
    #expect(throws: EncodingError.self) { try JSONWriter.encode([Float(number)]) }
  }

  /// Encodes itself by nested containers, out of order, and two of them at a time.
  struct Nested: Encodable {
    enum Key: String, CodingKey { case z, a, m, b, s }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("last", forKey: .z)
      var inner = container.nestedContainer(keyedBy: Key.self, forKey: .a)
      var list = container.nestedUnkeyedContainer(forKey: .m)
      try inner.encode(1, forKey: .z)
      try list.encode("first")
      var deep = list.nestedContainer(keyedBy: Key.self)
      var deeper = list.nestedUnkeyedContainer()
      try deep.encode(true, forKey: .b)
      try deeper.encode(2.5)
      try list.encodeNil()
      try inner.encode(2, forKey: .a)
      try container.encodeNil(forKey: .b)
      try 7.encode(to: list.superEncoder())
      try "super".encode(to: container.superEncoder(forKey: .s))
      var again = encoder.container(keyedBy: Key.self)
      try again.encode("replaced", forKey: .z)
    }
  }

  @Test func `nested containers are written where they belong`() throws {
    #expect(
      try Self.written([Nested(), Nested()]) == Self.foundation([Nested(), Nested()]))
  }

  struct Empty: Encodable {}

  @Test func `empty values are written as Foundation writes them`() throws {
    #expect(try Self.written(Empty()) == Self.foundation(Empty()))
    #expect(try Self.written([Int]()) == Self.foundation([Int]()))
    #expect(try Self.written([String: Int]()) == Self.foundation([String: Int]()))
    #expect(try Self.written(Int?.none) == Self.foundation(Int?.none))
    #expect(
      try Self.written([Int?.none, 1] as [Int?]) == Self.foundation([Int?.none, 1] as [Int?]))
  }

  @Test func `keys are sorted by their bytes`() throws {
    let keys = ["b", "a", "é", "B", "a2", "a10", "_", "\u{1F600}", "\u{FF5E}", "", "ab", "a-b"]
    let object = Dictionary(uniqueKeysWithValues: keys.map { ($0, 1) })
    #expect(try Self.written(object) == Self.foundation(object))
  }
}
