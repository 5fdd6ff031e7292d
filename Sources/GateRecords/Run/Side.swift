/// Which program of a pair.
public enum Side: String, Hashable, Sendable, CaseIterable, Codable {
  /// The program under test.
  case candidate
  /// The stored program it is compared with.
  case baseline

  /// The other one.
  package var other: Side {
    switch self {
    case .candidate: .baseline
    case .baseline: .candidate
    }
  }
}
