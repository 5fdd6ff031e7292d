/// A run's identifier: a ULID, so that sorting by name sorts by time.
///
/// Twenty-six characters of Crockford's base 32: 48 bits of milliseconds since 1970, then 80
/// random bits.
public struct RunIdentifier: RawRepresentable, Hashable, Sendable, Comparable, Codable {
  /// The 26 characters.
  public let rawValue: String

  /// Takes any non-empty text: records that other tools wrote have identifiers of their own.
  public init?(rawValue: String) {
    guard !rawValue.isEmpty else { return nil }
    self.rawValue = rawValue
  }

  /// Makes a new identifier.
  ///
  /// - Parameters:
  ///   - time: The moment whose milliseconds lead the identifier.
  ///   - generator: The source of the 80 random bits.
  public init(time: Timestamp, using generator: inout some RandomNumberGenerator) {
    rawValue = Self.text(of: time) { Int.random(in: 0..<32, using: &generator) }
  }

  /// Makes the identifier that a moment and a digest always give.
  ///
  /// - Parameters:
  ///   - time: The moment whose milliseconds lead the identifier.
  ///   - digest: At least 16 evenly spread bytes, such as a hash; the low five bits of each count.
  package init(time: Timestamp, digest: [UInt8]) {
    var rest = digest[...]
    rawValue = Self.text(of: time) { Int((rest.popFirst() ?? 0) & 31) }
  }

  private static func text(of time: Timestamp, next: () -> Int) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    var characters: [Character] = []
    var milliseconds = UInt64(clamping: time.millisecondsSinceEpoch)
    for _ in 0..<10 {
      characters.append(alphabet[Int(milliseconds & 31)])
      milliseconds >>= 5
    }
    characters.reverse()
    for _ in 0..<16 { characters.append(alphabet[next()]) }
    return String(characters)
  }

  /// Orders identifiers by name, which for ULIDs is by time.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
