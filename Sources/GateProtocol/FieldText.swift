/// Free text as one field of a message: no spaces, no line ends, never empty.
package enum FieldText {
  /// Encodes any text: every byte outside a plain set becomes %XX, the empty text a lone `%`.
  package static func encode(_ text: String) -> String {
    guard !text.isEmpty else { return "%" }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(hexadecimal[Int(byte >> 4)])
        bytes.append(hexadecimal[Int(byte & 15)])
      }
    }
    // A lone hyphen means absence, so a text that is one is escaped.
    if bytes == [UInt8(ascii: "-")] { return "%2D" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Decodes a field; nil when an escape is cut short or the bytes are not UTF-8.
  package static func decode(_ field: some StringProtocol) -> String? {
    if field == "%" { return "" }
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static let hexadecimal = Array("0123456789ABCDEF".utf8)

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      "._-/{}=:+*".utf8.contains(byte)
    }
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    hexadecimal.firstIndex(of: digit).map(UInt8.init)
  }
}
