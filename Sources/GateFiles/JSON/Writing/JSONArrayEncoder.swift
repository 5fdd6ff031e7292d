/// The elements of an array that is being written.
final class JSONArrayParts {
  private let output: JSONOutput
  private(set) var count = 0
  /// The elements that are still being written, apart, and where they belong.
  private var open: [(place: Int, JSONOutput, JSONValueEncoder)] = []

  init(_ output: JSONOutput) {
    self.output = output
    output.append(byte: UInt8(ascii: "["))
  }

  /// Writes an element.
  func append(_ value: (JSONOutput) throws -> Void) rethrows {
    begin()
    try value(output)
  }

  /// Begins an element that is written later, by the encoder that is returned.
  func openElement() -> JSONValueEncoder {
    begin()
    let apart = JSONOutput()
    let encoder = JSONValueEncoder(apart)
    open.append((output.count, apart, encoder))
    return encoder
  }

  private func begin() {
    if count > 0 { output.append(byte: UInt8(ascii: ",")) }
    count += 1
  }

  /// Inserts the elements that were written separately, and ends the array.
  func close() {
    for (place, apart, encoder) in open.reversed() {
      encoder.close()
      output.insert(apart.bytes, at: place)
    }
    output.append(byte: UInt8(ascii: "]"))
  }
}

/// Writes the elements of an array.
struct JSONArrayEncoder: UnkeyedEncodingContainer {
  private let parts: JSONArrayParts

  init(_ parts: JSONArrayParts) { self.parts = parts }

  var codingPath: [any CodingKey] { [] }
  var count: Int { parts.count }

  mutating func encodeNil() { parts.append { $0.append(null: ()) } }
  mutating func encode<Value: Encodable>(_ value: Value) throws {
    try parts.append { try $0.append(value: value) }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    parts.openElement().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    parts.openElement().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { parts.openElement() }
}
