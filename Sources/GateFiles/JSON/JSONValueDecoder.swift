/// Decodes a type from one value of a text.
struct JSONValueDecoder: Decoder {
  let text: JSONText
  let index: Int
  let path: JSONPath?

  var codingPath: [any CodingKey] { path?.keys ?? [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard text.entries[index].kind == .object else {
      throw text.mismatch([String: Any].self, index, path)
    }
    return KeyedDecodingContainer(JSONMembers<Key>(text: text, index: index, path: path))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    switch text.entries[index].kind {
    case .numbers: JSONNumbers(text: text, index: index, path: path)
    case .array: JSONElements(text: text, index: index, path: path)
    default: throw text.mismatch([Any].self, index, path)
    }
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { text.entries[index].kind == .null }
  func decode(_ type: Bool.Type) throws -> Bool { try text.bool(at: index, path: path) }
  func decode(_ type: String.Type) throws -> String { try text.string(at: index, path: path) }
  func decode(_ type: Double.Type) throws -> Double { try text.double(at: index, path: path) }
  func decode(_ type: Float.Type) throws -> Float { try text.float(at: index, path: path) }
  func decode(_ type: Int.Type) throws -> Int { try text.integer(type, at: index, path: path) }
  func decode(_ type: Int8.Type) throws -> Int8 { try text.integer(type, at: index, path: path) }
  func decode(_ type: Int16.Type) throws -> Int16 { try text.integer(type, at: index, path: path) }
  func decode(_ type: Int32.Type) throws -> Int32 { try text.integer(type, at: index, path: path) }
  func decode(_ type: Int64.Type) throws -> Int64 { try text.integer(type, at: index, path: path) }
  func decode(_ type: UInt.Type) throws -> UInt { try text.integer(type, at: index, path: path) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try text.integer(type, at: index, path: path) }
  func decode(_ type: UInt16.Type) throws -> UInt16 {
    try text.integer(type, at: index, path: path)
  }
  func decode(_ type: UInt32.Type) throws -> UInt32 {
    try text.integer(type, at: index, path: path)
  }
  func decode(_ type: UInt64.Type) throws -> UInt64 {
    try text.integer(type, at: index, path: path)
  }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try text.value(type, at: index, path: path)
  }
}
