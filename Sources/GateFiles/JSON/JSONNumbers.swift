/// The elements of an array of numbers, one after the other.
struct JSONNumbers: UnkeyedDecodingContainer {
  let text: JSONText
  let index: Int
  let path: JSONPath?
  private(set) var currentIndex = 0

  init(text: JSONText, index: Int, path: JSONPath?) {
    self.text = text
    self.index = index
    self.path = path
  }

  var codingPath: [any CodingKey] { path?.keys ?? [] }
  var count: Int? { Int(text.entries[index].count) }
  var isAtEnd: Bool { currentIndex >= Int(text.entries[index].count) }

  private var inner: JSONPath { JSONPath(JSONIndex(currentIndex), in: path) }

  /// Calls a closure with the next element's decoder, and advances if that succeeds.
  private mutating func next<Value>(
    _ type: Any.Type, _ body: (JSONNumberDecoder) throws -> Value
  ) throws -> Value {
    guard !isAtEnd else { throw JSONElements.ended(type, inner) }
    let value = try body(
      JSONNumberDecoder(text: text, index: index, element: currentIndex, outer: path))
    currentIndex += 1
    return value
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd else { throw JSONElements.ended(Any?.self, inner) }
    return false
  }

  mutating func decode(_ type: Double.Type) throws -> Double { try next(type) { $0.number } }

  mutating func decode(_ type: Int.Type) throws -> Int { try next(type) { try $0.decode(type) } }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next(type) { try Value(from: $0) }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next((any Decoder).self) { $0 } }
}

/// Decodes a type from one element of an array of numbers.
struct JSONNumberDecoder: Decoder, SingleValueDecodingContainer {
  let text: JSONText
  let index: Int
  let element: Int
  let outer: JSONPath?

  var codingPath: [any CodingKey] { path.keys }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  var number: Double { text.numbers[Int(text.entries[index].detail) + element] }

  private var path: JSONPath { JSONPath(JSONIndex(element), in: outer) }

  private func mismatch(_ type: Any.Type) -> DecodingError {
    .typeMismatch(
      type, .init(codingPath: codingPath, debugDescription: "expected \(type), found a number"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    throw mismatch([String: Any].self)
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw mismatch([Any].self) }
  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { false }
  func decode(_ type: Bool.Type) throws -> Bool { throw mismatch(type) }
  func decode(_ type: String.Type) throws -> String { throw mismatch(type) }
  func decode(_ type: Double.Type) throws -> Double { number }
  func decode(_ type: Float.Type) throws -> Float { Float(number) }
  func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

  private func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    try text.integer(type, of: index, element: element, path: path)
  }
}
