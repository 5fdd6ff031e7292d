/// How many launches of each side were sampled together: 1 to 4.
public struct BlockSize: RawRepresentable, Hashable, Sendable, Codable {
  /// The number of launches.
  public let rawValue: Int

  /// Creates a size; nil outside 1 to 4.
  public init?(rawValue: Int) {
    guard (1...4).contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }
}
