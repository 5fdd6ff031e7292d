/// Checks on plans that move a budget from sources to goals.
enum TransportChecks {
  /// Masses whose sum must not depend on their order: whole numbers, so that sums are exact.
  static func masses(count: Int) -> [Int] { (0..<count).map { ($0 &* 7919) % 1009 } }

  /// Whether a seeded permutation conserves the total mass and its weighted moments.
  static func isInvariant(_ masses: ArraySlice<Int>, seed: UInt64) -> Bool {
    var random = SeededRandom(seed: seed)
    let shuffled = masses.shuffled(using: &random)
    let before = masses.reduce(into: (0, 0)) { $0 = ($0.0 + $1, $0.1 + $1 * $1) }
    let after = shuffled.reduce(into: (0, 0)) { $0 = ($0.0 + $1, $0.1 + $1 * $1) }
    return before == after
  }

  /// A matrix in which every row rises: row `r`, column `c` holds what goal `r` gets from `c` sources.
  static func matrix(size: Int) -> [[Double]] {
    (0..<size).map { row in (0..<size).map { Double($0) * (1 + Double(row) / Double(size)) } }
  }

  /// Whether more budget never gives less, along the row.
  static func isMonotonous(_ row: [Double]) -> Bool {
    zip(row, row.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
