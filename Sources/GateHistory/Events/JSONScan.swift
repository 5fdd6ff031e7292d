#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Steps over JSON byte by byte, without building anything.
///
/// A decoder reads about ten megabytes a second; a history of a million events is hundreds. Queries
/// need a few fields of each line, so these functions only find where values begin and end. They
/// accept every valid JSON text; of invalid ones they refuse what would lead them astray and let
/// pass what does not, such as a number with two points, which then fails when it is read.
enum JSONScan {
  /// Where a string's content lies, and whether it holds escapes.
  struct Text {
    var range: Range<Int>
    var hasEscapes: Bool
  }

  /// The next byte that is not white space; nil at the end.
  @inline(__always)
  static func next(_ bytes: Span<UInt8>, _ at: inout Int) -> UInt8? {
    while at < bytes.count {
      let byte = bytes[at]
      if byte > 0x20 { return byte }
      at += 1
    }
    return nil
  }

  /// Takes one expected byte.
  @inline(__always)
  static func take(_ expected: UInt8, _ bytes: Span<UInt8>, _ at: inout Int) -> Bool {
    guard next(bytes, &at) == expected else { return false }
    at += 1
    return true
  }

  /// Takes a string; nil when there is none.
  @inline(__always)
  static func text(_ bytes: Span<UInt8>, _ at: inout Int) -> Text? {
    guard take(UInt8(ascii: "\""), bytes, &at) else { return nil }
    let start = at
    var hasEscapes = false
    while at < bytes.count {
      at = quoteOrBackslash(bytes, from: at)
      guard at < bytes.count else { break }
      if bytes[at] == UInt8(ascii: "\"") {
        at += 1
        return Text(range: start..<(at - 1), hasEscapes: hasEscapes)
      }
      hasEscapes = true
      at += 2
    }
    return nil
  }

  /// The place of the next quote or backslash, or the end.
  ///
  /// Eight bytes at a time: a byte that equals a pattern becomes zero under exclusive or, and a zero
  /// byte shows in its high bit. Source: Warren, "Hacker's Delight" (2nd ed., 2012), §6-1.
  @inline(__always)
  private static func quoteOrBackslash(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    let raw = unsafe bytes.bytes
    var at = start
    while at + 8 <= raw.byteCount {
      // Safe: the eight bytes lie within the span, as was just asked.
      let word = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt64.self))
      let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let found = ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & high
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") {
      at += 1
    }
    return at
  }

  /// Steps over a value of any kind; nil when there is none.
  static func value(_ bytes: Span<UInt8>, _ at: inout Int) -> Range<Int>? {
    guard let first = next(bytes, &at) else { return nil }
    let start = at
    switch first {
    case UInt8(ascii: "\""):
      guard text(bytes, &at) != nil else { return nil }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      var depth = 0
      repeat {
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "\""):
          guard text(bytes, &at) != nil else { return nil }
          continue
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
        at += 1
      } while depth > 0
    default:
      while at < bytes.count, isScalar(bytes[at]) { at += 1 }
      guard at > start else { return nil }
    }
    return start..<at
  }

  /// Whether a byte can be part of a number, true, false or null.
  @inline(__always)
  private static func isScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Whether there is another member; takes the comma before it, or the end.
  ///
  /// - Returns: True for another one, false at the end, nil when the text is broken.
  @inline(__always)
  static func more(
    end: UInt8, isFirst: Bool, _ bytes: Span<UInt8>, _ at: inout Int
  ) -> Bool? {
    guard let byte = next(bytes, &at) else { return nil }
    if byte == end {
      at += 1
      return false
    }
    guard !isFirst else { return true }
    guard byte == UInt8(ascii: ",") else { return nil }
    at += 1
    return true
  }

  /// Whether a range holds exactly these characters.
  @inline(__always)
  static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    let start = unsafe text.utf8Start
    for offset in 0..<range.count {
      guard unsafe start[offset] == bytes[range.lowerBound + offset] else { return false }
    }
    return true
  }

  /// Whether the same bytes are at a place.
  @inline(__always)
  static func same(_ bytes: Span<UInt8>, at place: Int, as other: [UInt8]) -> Bool {
    guard place + other.count <= bytes.count else { return false }
    return unsafe bytes.withUnsafeBytes { left in
      unsafe other.withUnsafeBytes { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return true }
        return unsafe memcmp(left + place, right, other.count) == 0
      }
    }
  }

  /// Reads a number; nil for null and for what is none.
  ///
  /// Up to 15 digits and a power of ten up to 22 are exact in one multiplication or division of
  /// doubles; the rest goes the long way. Source: Clinger, "How to Read Floating Point Numbers
  /// Accurately", PLDI 1990.
  static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var at = range.lowerBound
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var isAfterPoint = false
    var hasDigit = false
    let isNegative = at < range.upperBound && bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    scanning: while at < range.upperBound {
      switch bytes[at] {
      case let byte where byte &- UInt8(ascii: "0") <= 9:
        guard digits < 18 else { return slowNumber(bytes, range) }
        mantissa = mantissa &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
        hasDigit = true
        if mantissa > 0 { digits += 1 }
        if isAfterPoint { exponent -= 1 }
      case UInt8(ascii: ".") where !isAfterPoint: isAfterPoint = true
      default: break scanning
      }
      at += 1
    }
    guard at == range.upperBound, hasDigit, digits <= 15, exponent >= -22 else {
      return slowNumber(bytes, range)
    }
    let size = exponent < 0 ? Double(mantissa) / tens[-exponent] : Double(mantissa)
    return isNegative ? -size : size
  }

  private static func slowNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    let text = String(decoding: (range).map { bytes[$0] }, as: UTF8.self)
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || first &- 48 <= 9,
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  private static let tens: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

extension JSONScan {
  /// The text behind a key of an object; nil where there is none, and where it is something else.
  ///
  /// - Parameter start: Where the object begins.
  static func text(of key: StaticString, _ line: Span<UInt8>, _ start: Int) -> Text? {
    var at = start
    guard take(UInt8(ascii: "{"), line, &at) else { return nil }
    var isFirst = true
    while more(end: UInt8(ascii: "}"), isFirst: isFirst, line, &at) == true {
      isFirst = false
      guard let name = text(line, &at), take(UInt8(ascii: ":"), line, &at) else { return nil }
      if equals(line, name.range, key) {
        return next(line, &at) == UInt8(ascii: "\"") ? text(line, &at) : nil
      }
      guard value(line, &at) != nil else { return nil }
    }
    return nil
  }
}
