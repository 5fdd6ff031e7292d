/// The elements of an array that holds more than numbers, one after the other.
struct JSONElements: UnkeyedDecodingContainer {
  private let text: JSONText
  private let path: JSONPath?
  private let length: Int
  /// The entry of the next element.
  private var place: Int
  private(set) var currentIndex = 0

  init(text: JSONText, index: Int, path: JSONPath?) {
    self.text = text
    self.path = path
    length = Int(text.entries[index].count)
    place = index + 1
  }

  var codingPath: [any CodingKey] { path?.keys ?? [] }
  var count: Int? { length }
  var isAtEnd: Bool { currentIndex >= length }

  private var inner: JSONPath { JSONPath(JSONIndex(currentIndex), in: path) }

  /// Calls a closure with the next element's entry, and advances if that succeeds.
  private mutating func next<Value>(
    _ type: Any.Type, _ body: (Int, JSONPath) throws -> Value
  ) throws -> Value {
    guard !isAtEnd else { throw Self.ended(type, inner) }
    let value = try body(place, inner)
    place = Int(text.entries[place].next)
    currentIndex += 1
    return value
  }

  static func ended(_ type: Any.Type, _ path: JSONPath) -> DecodingError {
    .valueNotFound(type, .init(codingPath: path.keys, debugDescription: "the array has ended"))
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd else { throw Self.ended(Any?.self, inner) }
    guard text.entries[place].kind == .null else { return false }
    place += 1
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let text = text
    return try next(type) { try text.value(type, at: $0, path: $1) }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let text = text
    return try next((any Decoder).self) { JSONValueDecoder(text: text, index: $0, path: $1) }
  }
}
