/// Eight bytes of a text at once, as one integer whose lowest byte is the first.
///
/// Comparing eight bytes costs what comparing one costs; reading JSON is mostly comparing bytes.
enum JSONWord {
  /// A byte in all eight places.
  @inline(__always)
  static func all(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// How many of the bytes come before the first one that is marked by its highest bit.
  @inline(__always)
  static func before(_ marks: UInt64) -> Int { marks.trailingZeroBitCount &>> 3 }

  /// Marks zero bytes.
  ///
  /// What lies behind the first mark may be marked wrongly, because a borrow runs upwards.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- all(1)) & ~word & highBits }

  /// Marks the bytes at which a string's plain ASCII ends: quotes, backslashes, control characters, and what is not ASCII.
  ///
  /// Only the first mark is sure.
  @inline(__always)
  static func ends(_ word: UInt64) -> UInt64 {
    zeros(word ^ all(UInt8(ascii: "\""))) | zeros(word ^ all(UInt8(ascii: "\\")))
      | ((word &- all(0x20)) & ~word & highBits) | (word & highBits)
  }

  /// The digits that eight bytes begin with: how many, and their value.
  @inline(__always)
  static func digits(_ word: UInt64) -> (count: Int, value: UInt64) {
    // A digit becomes its value; anything else becomes more than nine, which the sum carries into the highest bit.
    // A carry into the next byte reaches only what lies behind the first such byte.
    let values = word ^ all(UInt8(ascii: "0"))
    let count = before(((values &+ all(0x76)) | values) & highBits)
    guard count > 0 else { return (0, 0) }
    // The digits move to the last places, behind zeros. Neighbours are joined to pairs, pairs to fours, fours to eight.
    let eight = count == 8 ? values : values << UInt64(64 &- 8 &* count)
    let pairs = (eight &* 10) &+ (eight >> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (count, (low &+ high) >> 32)
  }
}

extension Span<UInt8> {
  /// The eight bytes from a place on, which must all be inside.
  @inline(__always)
  func word(at place: Int) -> UInt64 {
    // Proof: every pattern of 64 bits is a UInt64, and the call itself checks that all eight bytes are inside the span.
    UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}
