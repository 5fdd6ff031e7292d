/// A short text that shows whether two computations gave the same result.
///
/// The Fowler–Noll–Vo hash FNV-1a of 64 bits: quick, and the same on every machine and in every
/// process, which `Hasher` is not. It guards against mistakes, not against malice.
///
/// Source: Eastlake, Fowler, Vo, Noll, "The FNV Non-Cryptographic Hash Algorithm", IETF draft.
public struct ResultDigest: Hashable, Sendable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Creates the digest of nothing.
  public init() {}

  /// Adds an integer; its width does not matter, its value does.
  public mutating func combine(_ value: some BinaryInteger) {
    var bits = UInt64(truncatingIfNeeded: value)
    for _ in 0..<8 {
      add(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
    }
  }

  /// Adds a number by its bit pattern: results must agree to the last bit.
  public mutating func combine(_ value: Double) {
    combine(value.bitPattern)
  }

  /// Adds a text and its length.
  public mutating func combine(_ text: String) {
    combine(text.utf8.count)
    for byte in text.utf8 { add(byte) }
  }

  /// The digest as 16 hexadecimal digits.
  public var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}
