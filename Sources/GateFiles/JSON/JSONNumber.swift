/// Numbers as JSON writes them, read to the nearest `Double`.
enum JSONNumber {
  /// Whole numbers below it are exact as `Double`.
  static let exactBelow = 0x1p53

  /// Powers of ten that fit in 64 bits.
  private static let powersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  /// Whether a number may begin with the byte.
  @inline(__always)
  static func mayBegin(with byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || isDigit(byte) }

  /// Reads a number and steps over it, rounded to the nearest, ties to even.
  @inline(__always)
  static func read(_ bytes: Span<UInt8>, _ at: inout Int) throws(JSONText.Failure) -> Double {
    if let number = brief(bytes, &at) { return number }
    return try any(bytes, &at)
  }

  /// Reads a number as most are: of fewer than sixteen digits on either side of the point, with a small exponent or none.
  ///
  /// - Returns: Nil, and steps over nothing, for any other and near the end of the text.
  @inline(__always)
  private static func brief(_ bytes: Span<UInt8>, _ at: inout Int) -> Double? {
    // A sign, fifteen digits, a point, fifteen digits, an exponent and what follows are inside, read by eight bytes.
    guard at + 56 <= bytes.count else { return nil }
    var place = at
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let beginsWithZero = bytes[place] == UInt8(ascii: "0")
    let whole = digits(bytes, &place)
    guard 1..<16 ~= whole.count, !beginsWithZero || whole.count == 1 else { return nil }
    var digits = Digits(integer: whole.value, exponent: 0)
    if bytes[place] == UInt8(ascii: ".") {
      place += 1
      let part = self.digits(bytes, &place)
      guard 1..<16 ~= part.count, whole.count + part.count <= 19 else { return nil }
      digits.integer = whole.value &* powersOfTen[part.count] &+ part.value
      digits.exponent = -part.count
    }
    if bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      let isSmall = bytes[place] == UInt8(ascii: "-")
      if isSmall || bytes[place] == UInt8(ascii: "+") { place += 1 }
      let power = self.digits(bytes, &place)
      guard 1..<4 ~= power.count else { return nil }
      digits.exponent += isSmall ? -Int(power.value) : Int(power.value)
    }
    guard let size = digits.value else { return nil }
    at = place
    return isNegative ? -size : size
  }

  /// Up to sixteen digits, and steps over them.
  @inline(__always)
  private static func digits(
    _ bytes: Span<UInt8>, _ place: inout Int
  ) -> (count: Int, value: UInt64) {
    let first = JSONWord.digits(bytes.word(at: place))
    place += first.count
    guard first.count == 8 else { return first }
    let second = JSONWord.digits(bytes.word(at: place))
    place += second.count
    return (8 + second.count, first.value &* powersOfTen[second.count] &+ second.value)
  }

  /// Reads any number.
  ///
  /// Up to nineteen digits and a power of ten up to 10¹⁹ either way are read here, with integers alone, and so
  /// exactly; what is longer goes to the standard library.
  private static func any(
    _ bytes: Span<UInt8>, _ at: inout Int
  ) throws(JSONText.Failure) -> Double {
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
    var integer: UInt64 = 0
    var exponent = 0
    /// False once a digit other than zero had no room.
    private var isWhole = true

    init(integer: UInt64 = 0, exponent: Int = 0) {
      self.integer = integer
      self.exponent = exponent
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
    @inline(__always)
    var value: Double? {
      guard isWhole else { return nil }
      if exponent == 0 || integer == 0 { return Double(integer) }
      guard abs(exponent) <= 19 else { return nil }
      let power = JSONNumber.powersOfTen[abs(exponent)]
      // Both are exact as `Double`, so that one division rounds once.
      if exponent < 0, integer < 1 << 53, -exponent <= 22 { return Double(integer) / Double(power) }
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
