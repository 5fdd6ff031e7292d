/// Three ways of finding records in a register; each gives the number found.
struct Matcher: Sendable {
  private let byTaxNumber: [Int: Int]
  private let byCode: [String: Int]
  /// The letter pairs of the names that begin alike and are as long: what keeps fuzzy matching from
  /// being quadratic.
  private let blocks: [Block: [UInt64]]

  private struct Block: Hashable {
    let first: UInt8
    let length: Int

    init(_ name: [UInt8]) {
      first = name[0]
      length = name.count
    }
  }

  /// Builds the look-up tables.
  init(_ companies: [Company]) {
    byTaxNumber = Dictionary(
      companies.enumerated().map { ($1.taxNumber, $0) }, uniquingKeysWith: { first, _ in first })
    byCode = Dictionary(
      companies.enumerated().map { ($1.registerCode, $0) }, uniquingKeysWith: { first, _ in first })
    let names = companies.map { Array($0.name.utf8) }
    blocks = Dictionary(grouping: Set(names), by: { Block($0) }).mapValues { block in
      Array(Set(block.map { Self.pairs($0) })).sorted()
    }
  }

  /// By the tax number.
  func exactTaxNumber(_ records: [IncompleteRecord]) -> Int {
    records.count { $0.taxNumber.map { byTaxNumber[$0] != nil } ?? false }
  }

  /// By the register's code.
  func exactCode(_ records: [IncompleteRecord]) -> Int {
    records.count { $0.registerCode.map { byCode[$0] != nil } ?? false }
  }

  /// By the name, with a few letters' difference, among the names that begin alike.
  func fuzzyName(_ records: [IncompleteRecord]) -> Int {
    records.count { record in
      let name = Array(record.name.utf8)
      let pairs = Self.pairs(name)
      return blocks[Block(name)]?.contains { Self.similarity($0, pairs) >= 0.7 } ?? false
    }
  }

  /// The share of letter pairs that two names have in common: the Sørensen–Dice coefficient, on pairs
  /// counted in 64 buckets.
  static func similarity(_ left: UInt64, _ right: UInt64) -> Double {
    let total = left.nonzeroBitCount + right.nonzeroBitCount
    return total == 0 ? 0 : 2 * Double((left & right).nonzeroBitCount) / Double(total)
  }

  /// The pairs of neighbouring letters in a name.
  static func pairs(_ name: [UInt8]) -> UInt64 {
    var set: UInt64 = 0
    for index in 1..<max(1, name.count) {
      let pair = UInt64(name[index - 1]) << 8 | UInt64(name[index])
      set |= 1 << ((pair &* 0x9E37_79B9_7F4A_7C15) >> 58)
    }
    return set
  }
}
