import GateFiles

/// The first 128 bits of a SHA-256.
///
/// Code that differs must not pass for equal, not by design either, so the hash is a cryptographic one.
package struct Digest: Hashable, Comparable, Sendable {
  /// The first eight bytes.
  package let high: UInt64
  /// The next eight.
  package let low: UInt64

  /// Orders digests, so that collections of them can be compared.
  package static func < (first: Digest, second: Digest) -> Bool {
    (first.high, first.low) < (second.high, second.low)
  }

  /// Hashes bytes.
  package init(_ bytes: [UInt8]) {
    var hash = SHA256()
    hash.update(bytes)
    let digest = hash.digest()
    func number(_ range: Range<Int>) -> UInt64 {
      digest[range].reduce(0) { $0 << 8 | UInt64($1) }
    }
    high = number(0..<8)
    low = number(8..<16)
  }
}
