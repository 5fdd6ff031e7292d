/// The members of an object.
struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let text: JSONText
  private let index: Int
  private let path: JSONPath?
  /// Where the value of each key is, in objects that are too large to search each time.
  private let places: [String: Int]?

  /// Up to this many members, a search costs less than a table.
  private static var searched: Int { 24 }

  init(text: JSONText, index: Int, path: JSONPath?) {
    self.text = text
    self.index = index
    self.path = path
    guard text.entries[index].count > Self.searched else {
      places = nil
      return
    }
    var places: [String: Int] = [:]
    places.reserveCapacity(Int(text.entries[index].count))
    Self.forEachKey(text, index) { places[text.content(of: $0)] = $0 + 1 }
    self.places = places
  }

  var codingPath: [any CodingKey] { path?.keys ?? [] }

  var allKeys: [Key] {
    if let places { return places.keys.compactMap { Key(stringValue: $0) } }
    var names: [String] = []
    Self.forEachKey(text, index) { key in
      let name = text.content(of: key)
      if !names.contains(name) { names.append(name) }
    }
    return names.compactMap { Key(stringValue: $0) }
  }

  func contains(_ key: Key) -> Bool { place(of: key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool {
    text.entries[try required(key)].kind == .null
  }

  // MARK: - Finding a key

  private static func forEachKey(_ text: JSONText, _ index: Int, _ body: (Int) -> Void) {
    var key = index + 1
    let end = Int(text.entries[index].next)
    while key < end {
      body(key)
      key = Int(text.entries[key + 1].next)
    }
  }

  /// The entry of a key's value; of equal keys the last one's.
  private func place(of key: Key) -> Int? {
    let name = key.stringValue
    if let places { return places[name] }
    let signature = JSONSignature.of(name.utf8)
    var found: Int?
    var place = index + 1
    let end = Int(text.entries[index].next)
    while place < end {
      if text.entries[place].detail == signature, text.isEqual(place, name) { found = place + 1 }
      place = Int(text.entries[place + 1].next)
    }
    return found
  }

  private func required(_ key: Key) throws -> Int {
    guard let place = place(of: key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "no key '\(key.stringValue)'"))
    }
    return place
  }

  /// The entry of a value that may be absent or null.
  private func present(_ key: Key) -> Int? {
    guard let place = place(of: key), text.entries[place].kind != .null else { return nil }
    return place
  }

  private func inner(_ key: Key) -> JSONPath { JSONPath(key, in: path) }

  // MARK: - Values

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try text.bool(at: required(key), path: inner(key))
  }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try text.string(at: required(key), path: inner(key))
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try text.double(at: required(key), path: inner(key))
  }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    try text.float(at: required(key), path: inner(key))
  }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try integer(type, key) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try integer(type, key) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try integer(type, key) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try integer(type, key) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try integer(type, key) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try integer(type, key) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try integer(type, key) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try integer(type, key) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try integer(type, key) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try integer(type, key) }

  private func integer<Number: FixedWidthInteger>(_ type: Number.Type, _ key: Key) throws -> Number
  {
    try text.integer(type, at: required(key), path: inner(key))
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try text.value(type, at: required(key), path: inner(key))
  }

  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    try present(key).map { try text.bool(at: $0, path: inner(key)) }
  }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try present(key).map { try text.string(at: $0, path: inner(key)) }
  }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
    try present(key).map { try text.double(at: $0, path: inner(key)) }
  }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try present(key).map { try text.integer(type, at: $0, path: inner(key)) }
  }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try present(key).map { try text.value(type, at: $0, path: inner(key)) }
  }

  // MARK: - Containers

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    JSONValueDecoder(text: text, index: index, path: path)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func decoder(_ key: Key) throws -> JSONValueDecoder {
    JSONValueDecoder(text: text, index: try required(key), path: inner(key))
  }
}
