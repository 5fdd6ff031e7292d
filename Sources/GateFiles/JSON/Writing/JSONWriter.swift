/// Writes values as JSON (RFC 8259): one line, keys sorted by their bytes, numbers as short as they read back exactly.
///
/// The text is written once, from front to back. An object whose keys do not come sorted is put in order when it ends.
package enum JSONWriter {
  /// Encodes a value.
  ///
  /// - Returns: The text in UTF-8, without an end of line.
  /// - Throws: `EncodingError.invalidValue` for a number that is not finite, and what the value itself throws.
  package static func encode(_ value: some Encodable) throws -> [UInt8] {
    let output = JSONOutput()
    try output.append(value: value)
    return output.bytes
  }
}

/// The text that is being written.
final class JSONOutput {
  private(set) var bytes: [UInt8] = []

  // MARK: - Scalars

  @inline(__always)
  func append(byte: UInt8) { bytes.append(byte) }

  func append(null: Void) { bytes.append(contentsOf: "null".utf8) }

  func append(_ truth: Bool) { bytes.append(contentsOf: (truth ? "true" : "false").utf8) }

  func append(whole: some FixedWidthInteger) {
    // The digits of numbers that are not negative, of which records are full, without a string.
    if let size = UInt64(exactly: whole) {
      JSONDigits.append(size, to: &bytes)
    } else {
      bytes.append(contentsOf: String(whole).utf8)
    }
  }

  /// - Throws: `EncodingError.invalidValue` for what is not finite.
  func append(_ number: Double) throws {
    guard number.isFinite else { throw Self.invalid(number) }
    JSONDigits.append(number, to: &bytes)
  }

  /// - Throws: `EncodingError.invalidValue` for what is not finite.
  func append(_ number: Float) throws {
    guard number.isFinite else { throw Self.invalid(number) }
    JSONDigits.append(number.description, to: &bytes)
  }

  func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x20...: bytes.append(byte)
      default: escape(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func escape(_ control: UInt8) {
    switch control {
    case 8: bytes.append(contentsOf: "\\b".utf8)
    case 9: bytes.append(contentsOf: "\\t".utf8)
    case 10: bytes.append(contentsOf: "\\n".utf8)
    case 12: bytes.append(contentsOf: "\\f".utf8)
    case 13: bytes.append(contentsOf: "\\r".utf8)
    default:
      let digits = String(control, radix: 16)
      bytes.append(
        contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }
  }

  private static func invalid(_ number: Any) -> EncodingError {
    .invalidValue(number, .init(codingPath: [], debugDescription: "the number is not finite"))
  }

  // MARK: - Values

  /// Appends any value.
  func append<Value: Encodable>(value: Value) throws {
    if Value.self == String.self, let text = value as? String { return append(text) }
    if Value.self == Double.self, let number = value as? Double { return try append(number) }
    if Value.self == Int.self, let whole = value as? Int { return append(whole: whole) }
    if Value.self == [Double].self, let numbers = value as? [Double] { return try append(numbers) }
    let inner = JSONValueEncoder(self)
    try value.encode(to: inner)
    inner.close()
  }

  private func append(_ numbers: [Double]) throws {
    if let number = JSONDigits.append(numbers, to: &bytes) { throw Self.invalid(number) }
  }

  // MARK: - Parts

  var count: Int { bytes.count }

  /// Appends text that is JSON already.
  func append(text part: ArraySlice<UInt8>) { bytes.append(contentsOf: part) }

  /// Replaces everything from a place on.
  func replace(from start: Int, with part: [UInt8]) {
    bytes.replaceSubrange(start..., with: part)
  }

  func insert(_ part: [UInt8], at place: Int) { bytes.insert(contentsOf: part, at: place) }

  subscript(range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }
}
