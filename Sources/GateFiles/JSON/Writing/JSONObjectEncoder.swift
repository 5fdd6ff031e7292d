/// The members of an object that is being written.
final class JSONObjectParts {
  private struct Member {
    let key: String
    /// Where key and value are in the output.
    let range: Range<Int>
    /// A value that is still being written, apart.
    let open: (JSONOutput, JSONValueEncoder)?
  }

  private let output: JSONOutput
  private let start: Int
  private var members: [Member] = []
  /// Whether the keys came in order, none twice, and no value is apart.
  private var isInOrder = true

  init(_ output: JSONOutput) {
    self.output = output
    start = output.count
    output.append(byte: UInt8(ascii: "{"))
  }

  /// Writes a member.
  func append(_ key: String, _ value: (JSONOutput) throws -> Void) rethrows {
    begin(key)
    let start = output.count
    output.append(key)
    output.append(byte: UInt8(ascii: ":"))
    try value(output)
    members.append(Member(key: key, range: start..<output.count, open: nil))
  }

  /// Begins a member whose value is written later, by the encoder that is returned.
  func open(_ key: String) -> JSONValueEncoder {
    begin(key)
    isInOrder = false
    let start = output.count
    output.append(key)
    output.append(byte: UInt8(ascii: ":"))
    let apart = JSONOutput()
    let encoder = JSONValueEncoder(apart)
    members.append(Member(key: key, range: start..<output.count, open: (apart, encoder)))
    return encoder
  }

  private func begin(_ key: String) {
    guard let last = members.last else { return }
    if !Self.precedes(last.key, key) { isInOrder = false }
    output.append(byte: UInt8(ascii: ","))
  }

  private static func precedes(_ key: String, _ other: String) -> Bool {
    key.utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// Sorts the members and ends the object; of equal keys the last one counts.
  func close() {
    guard !isInOrder else { return output.append(byte: UInt8(ascii: "}")) }
    var latest: [String: Member] = [:]
    for member in members { latest[member.key] = member }
    let ordered = JSONOutput()
    ordered.append(byte: UInt8(ascii: "{"))
    let sorted = latest.values.sorted { Self.precedes($0.key, $1.key) }
    for (index, member) in sorted.enumerated() {
      if index > 0 { ordered.append(byte: UInt8(ascii: ",")) }
      ordered.append(text: output[member.range])
      if let (apart, encoder) = member.open {
        encoder.close()
        ordered.append(text: apart.bytes[...])
      }
    }
    ordered.append(byte: UInt8(ascii: "}"))
    output.replace(from: start, with: ordered.bytes)
  }
}

/// Writes the members of an object.
struct JSONObjectEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  private let parts: JSONObjectParts

  init(_ parts: JSONObjectParts) { self.parts = parts }

  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil(forKey key: Key) throws {
    parts.append(key.stringValue) { $0.append(null: ()) }
  }
  mutating func encode(_ value: Bool, forKey key: Key) {
    parts.append(key.stringValue) { $0.append(value) }
  }
  mutating func encode(_ value: String, forKey key: Key) {
    parts.append(key.stringValue) { $0.append(value) }
  }
  mutating func encode(_ value: Double, forKey key: Key) throws {
    try parts.append(key.stringValue) { try $0.append(value) }
  }
  mutating func encode(_ value: Float, forKey key: Key) throws {
    try parts.append(key.stringValue) { try $0.append(value) }
  }
  mutating func encode(_ value: Int, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: Int8, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: Int16, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: Int32, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: Int64, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: UInt, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: UInt8, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: UInt16, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: UInt32, forKey key: Key) { whole(value, key) }
  mutating func encode(_ value: UInt64, forKey key: Key) { whole(value, key) }

  private func whole(_ value: some FixedWidthInteger, _ key: Key) {
    parts.append(key.stringValue) { $0.append(whole: value) }
  }

  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try parts.append(key.stringValue) { try $0.append(value: value) }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    parts.open(key.stringValue).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    parts.open(key.stringValue).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { parts.open("super") }

  mutating func superEncoder(forKey key: Key) -> any Encoder { parts.open(key.stringValue) }
}
