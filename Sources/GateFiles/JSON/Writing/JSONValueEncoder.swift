/// One value that is being written.
final class JSONValueEncoder: Encoder, SingleValueEncodingContainer {
  private enum Shape {
    case undecided
    case scalar
    case object(JSONObjectParts)
    case array(JSONArrayParts)
  }

  private let output: JSONOutput
  private var shape = Shape.undecided

  init(_ output: JSONOutput) { self.output = output }

  /// The path is always empty: no encoded type uses it, and errors name the number itself.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Ends the value: a value that wrote nothing is an empty object, as in Foundation.
  func close() {
    switch shape {
    case .scalar: break
    case .undecided:
      output.append(byte: UInt8(ascii: "{"))
      output.append(byte: UInt8(ascii: "}"))
    case .object(let parts): parts.close()
    case .array(let parts): parts.close()
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(JSONObjectEncoder<Key>(object()))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { JSONArrayEncoder(array()) }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  /// The members, which two calls share.
  func object() -> JSONObjectParts {
    if case .object(let parts) = shape { return parts }
    let parts = JSONObjectParts(output)
    shape = .object(parts)
    return parts
  }

  private func array() -> JSONArrayParts {
    if case .array(let parts) = shape { return parts }
    let parts = JSONArrayParts(output)
    shape = .array(parts)
    return parts
  }

  // MARK: - A single value

  private func scalar(_ body: () throws -> Void) rethrows {
    shape = .scalar
    try body()
  }

  func encodeNil() { scalar { output.append(null: ()) } }
  func encode(_ value: Bool) { scalar { output.append(value) } }
  func encode(_ value: String) { scalar { output.append(value) } }
  func encode(_ value: Double) throws { try scalar { try output.append(value) } }
  func encode(_ value: Float) throws { try scalar { try output.append(value) } }
  func encode(_ value: Int) { scalar { output.append(whole: value) } }
  func encode(_ value: Int8) { scalar { output.append(whole: value) } }
  func encode(_ value: Int16) { scalar { output.append(whole: value) } }
  func encode(_ value: Int32) { scalar { output.append(whole: value) } }
  func encode(_ value: Int64) { scalar { output.append(whole: value) } }
  func encode(_ value: UInt) { scalar { output.append(whole: value) } }
  func encode(_ value: UInt8) { scalar { output.append(whole: value) } }
  func encode(_ value: UInt16) { scalar { output.append(whole: value) } }
  func encode(_ value: UInt32) { scalar { output.append(whole: value) } }
  func encode(_ value: UInt64) { scalar { output.append(whole: value) } }
  func encode<Value: Encodable>(_ value: Value) throws {
    try scalar { try output.append(value: value) }
  }
}
