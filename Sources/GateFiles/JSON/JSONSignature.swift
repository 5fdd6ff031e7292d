/// A number by which keys are compared before their bytes are: equal keys have equal ones.
///
/// It is made of the first and the last eight bytes and the length, so that it costs the same for every length.
struct JSONSignature {
  private var count: UInt64 = 0
  private var first: UInt64 = 0
  private var last: UInt64 = 0

  /// Takes another byte of a key.
  mutating func append(_ byte: UInt8) {
    if count < 8 { first |= UInt64(byte) << (8 * count) }
    last = last >> 8 | UInt64(byte) << 56
    count += 1
  }

  /// The signature of the bytes that were taken.
  var value: UInt32 { Self.mix(count: count, first: first, last: count < 8 ? first : last) }

  /// The signature of a key's bytes.
  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var signature = JSONSignature()
    for byte in bytes { signature.append(byte) }
    return signature.value
  }

  /// The signature of a part of a text.
  @inline(__always)
  static func of(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    let count = range.count
    if count >= 8 {
      return mix(
        count: UInt64(count), first: bytes.word(at: range.lowerBound),
        last: bytes.word(at: range.upperBound - 8))
    }
    if count > 0, range.lowerBound + 8 <= bytes.count {
      let first = bytes.word(at: range.lowerBound) & (~0 >> UInt64(64 - 8 * count))
      return mix(count: UInt64(count), first: first, last: first)
    }
    var signature = JSONSignature()
    for place in range { signature.append(bytes[place]) }
    return signature.value
  }

  @inline(__always)
  private static func mix(count: UInt64, first: UInt64, last: UInt64) -> UInt32 {
    let mixed = (first &* 0x9E37_79B9_7F4A_7C15) ^ (last &* 0xC2B2_AE3D_27D4_EB4F) &+ count
    return UInt32(truncatingIfNeeded: mixed >> 32) ^ UInt32(truncatingIfNeeded: mixed)
  }
}
