/// Three ways of finding records in a register; each gives the number found.
struct Matcher: Sendable {
  private let byTaxNumber: [Int: Int]
  private let byCode: [String: Int]
  private let blocks: [UInt8: [[UInt8]]]

  /// Builds the look-up tables.
  init(_ companies: [Company]) {
    byTaxNumber = Dictionary(
      companies.enumerated().map { ($1.taxNumber, $0) }, uniquingKeysWith: { first, _ in first })
    byCode = Dictionary(
      companies.enumerated().map { ($1.registerCode, $0) }, uniquingKeysWith: { first, _ in first })
    let names = companies.map { Array($0.name.utf8) }
    blocks = Dictionary(grouping: Set(names), by: { $0[0] }).mapValues {
      Array($0.sorted { $0.lexicographicallyPrecedes($1) }.prefix(Self.blockLimit))
    }
  }

  /// A name is compared with at most so many others: what keeps fuzzy matching from being quadratic.
  static let blockLimit = 40

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
      guard let block = blocks[name[0]] else { return false }
      return block.contains { Self.similarity($0, name) >= 0.7 }
    }
  }

  /// The share of letter pairs that two names have in common: the Sørensen–Dice coefficient, on pairs
  /// counted in 64 buckets.
  static func similarity(_ left: [UInt8], _ right: [UInt8]) -> Double {
    let (a, b) = (pairs(left), pairs(right))
    let total = a.nonzeroBitCount + b.nonzeroBitCount
    return total == 0 ? 0 : 2 * Double((a & b).nonzeroBitCount) / Double(total)
  }

  private static func pairs(_ name: [UInt8]) -> UInt64 {
    var set: UInt64 = 0
    for index in 1..<max(1, name.count) {
      let pair = UInt64(name[index - 1]) << 8 | UInt64(name[index])
      set |= 1 << ((pair &* 0x9E37_79B9_7F4A_7C15) >> 58)
    }
    return set
  }
}
