/// Numbers as JSON writes them, read to the nearest `Double`.
enum JSONNumber {
  /// Whole numbers below it are exact as `Double`.
  static let exactBelow = 0x1p53

  /// Whether a number may begin with the byte.
  @inline(__always)
  static func mayBegin(with byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || isDigit(byte) }

  /// Reads a number and steps over it.
  ///
  /// Up to nineteen digits and a power of ten up to 10¹⁹ either way are read here, with integers alone, and so
  /// exactly; what is longer goes to the standard library. Both round to the nearest, ties to even.
  static func read(_ bytes: Span<UInt8>, _ at: inout Int) throws(JSONText.Failure) -> Double {
    let start = at
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    var digits = Digits()
    guard at < bytes.count, isDigit(bytes[at]) else {
      throw .init(offset: start, reason: "expected a value")
    }
    if bytes[at] == UInt8(ascii: "0") {
      at += 1
    } else {
      while at < bytes.count, isDigit(bytes[at]) {
        digits.append(bytes[at], afterPoint: false)
        at += 1
      }
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard at < bytes.count, isDigit(bytes[at]) else {
        throw .init(offset: start, reason: "a number has no digit after its point")
      }
      while at < bytes.count, isDigit(bytes[at]) {
        digits.append(bytes[at], afterPoint: true)
        at += 1
      }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      digits.exponent += try exponent(bytes, &at, start)
    }
    if at < bytes.count, isDigit(bytes[at]) {
      throw .init(offset: start, reason: "a number begins with a needless zero")
    }
    if let size = digits.value { return isNegative ? -size : size }
    guard let number = Double(text(bytes, start..<at)), number.isFinite else {
      throw .init(offset: start, reason: "a number is beyond the range of 64-bit floating point")
    }
    return number
  }

  private static func exponent(
    _ bytes: Span<UInt8>, _ at: inout Int, _ start: Int
  ) throws(JSONText.Failure) -> Int {
    var isNegative = false
    if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    guard at < bytes.count, isDigit(bytes[at]) else {
      throw .init(offset: start, reason: "a number has no digit in its exponent")
    }
    var exponent = 0
    while at < bytes.count, isDigit(bytes[at]) {
      // No exponent needs more than five digits, and the sum must not overflow.
      if exponent < 10_000 { exponent = exponent * 10 + Int(bytes[at] - UInt8(ascii: "0")) }
      at += 1
    }
    return isNegative ? -exponent : exponent
  }

  /// The bytes as a string, for readers that take one.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    for place in range { text.append(bytes[place]) }
    return String(decoding: text, as: UTF8.self)
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

extension JSONNumber {
  /// The digits of a number as an integer, and the power of ten that belongs to them.
  private struct Digits {
    private var integer: UInt64 = 0
    var exponent = 0
    /// False once a digit other than zero had no room.
    private var isWhole = true

    /// Powers of ten that fit in 64 bits.
    private static let powers: [UInt64] = (0...19).map { power in
      (0..<power).reduce(1) { product, _ in product * 10 }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8, afterPoint: Bool) {
      let digit = UInt64(byte &- UInt8(ascii: "0"))
      if integer < 1_000_000_000_000_000_000 {
        integer = integer &* 10 &+ digit
        if afterPoint { exponent -= 1 }
      } else {
        if digit != 0 { isWhole = false }
        if !afterPoint { exponent += 1 }
      }
    }

    /// The number; nil where it is not read exactly here.
    var value: Double? {
      guard isWhole else { return nil }
      if exponent == 0 || integer == 0 { return Double(integer) }
      guard abs(exponent) <= 19 else { return nil }
      let power = Self.powers[abs(exponent)]
      return exponent < 0
        ? Self.quotient(integer, by: power) : Self.product(integer, power)
    }

    /// The quotient, rounded once: 62 bits of it or more, and whether anything is left, decide.
    private static func quotient(_ dividend: UInt64, by divisor: UInt64) -> Double {
      let shifts = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
      let (high, divided) = (dividend << shifts.0, divisor << shifts.1)
      let (quotient, rest) = divided.dividingFullWidth((high >> 1, high << 63))
      return Double(quotient | (rest == 0 ? 0 : 1))
        * Double(sign: .plus, exponent: shifts.1 - shifts.0 - 63, significand: 1)
    }

    /// The product, rounded once.
    private static func product(_ left: UInt64, _ right: UInt64) -> Double {
      let (high, low) = left.multipliedFullWidth(by: right)
      guard high != 0 else { return Double(low) }
      let shift = high.leadingZeroBitCount
      let top = shift == 0 ? high : high << shift | low >> (64 - shift)
      let rest = low << shift
      return Double(top | (rest == 0 ? 0 : 1))
        * Double(sign: .plus, exponent: 64 - shift, significand: 1)
    }
  }
}
