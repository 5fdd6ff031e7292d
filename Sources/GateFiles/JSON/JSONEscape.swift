/// Escapes in JSON strings.
enum JSONEscape {
  /// Steps over one escape, which begins at `at`, and refuses what is none.
  static func skip(_ bytes: Span<UInt8>, _ at: inout Int) throws(JSONText.Failure) {
    let start = at
    guard at + 1 < bytes.count else { throw failure(start, "the text ends inside a string") }
    guard bytes[at + 1] == UInt8(ascii: "u") else {
      guard simple(bytes[at + 1]) != nil else { throw failure(start, "unknown escape in a string") }
      at += 2
      return
    }
    guard let high = unit(bytes, at) else {
      throw failure(start, "an escape needs 4 hexadecimal digits")
    }
    at += 6
    guard (0xD800...0xDFFF).contains(high) else { return }
    guard high < 0xDC00, let low = unit(bytes, at), (0xDC00...0xDFFF).contains(low) else {
      throw failure(start, "a string holds half a surrogate pair")
    }
    at += 6
  }

  /// Returns the bytes of a string's content, whose escapes ``skip(_:_:)`` has accepted.
  static func content(_ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (UInt8) -> Void) {
    var at = range.lowerBound
    while at < range.upperBound {
      guard bytes[at] == UInt8(ascii: "\\"), at + 1 < range.upperBound else {
        body(bytes[at])
        at += 1
        continue
      }
      if let plain = simple(bytes[at + 1]) {
        body(plain)
        at += 2
        continue
      }
      var code = unit(bytes, at) ?? 0
      at += 6
      if (0xD800...0xDBFF).contains(code), let low = unit(bytes, at) {
        code = 0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF)
        at += 6
      }
      if let scalar = Unicode.Scalar(code) { UTF8.encode(scalar)?.forEach(body) }
    }
  }

  /// Returns the code unit of the escape `\uXXXX` at a place; nil if none is there.
  private static func unit(_ bytes: Span<UInt8>, _ at: Int) -> UInt32? {
    guard at + 5 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    else { return nil }
    var code: UInt32 = 0
    for place in at + 2..<at + 6 {
      // A byte is never one of the wide digits that the library reads as well.
      guard let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue else { return nil }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  private static func simple(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    default: nil
    }
  }

  private static func failure(_ offset: Int, _ reason: String) -> JSONText.Failure {
    JSONText.Failure(offset: offset, reason: reason)
  }
}
