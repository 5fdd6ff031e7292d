/// The numbers by which DEFLATE names lengths and distances.
///
/// Source: Deutsch, RFC 1951, "DEFLATE compressed data format specification version 1.3" (1996), section 3.2.5.
enum DeflateAlphabet {
  /// The symbol that ends a block.
  static let end = 256
  /// The shortest and the longest piece that is copied.
  static let (leastLength, mostLength) = (3, 258)
  /// How far back a piece may lie.
  static let window = 1 << 15
  /// How many symbols there are: bytes, the end and lengths; distances; lengths of codes.
  static let (literals, distances, lengths) = (286, 30, 19)
  /// The order in which the lengths of the lengths' codes are written.
  static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// A group of lengths or distances: the least of them, and how many bits distinguish them.
  struct Group {
    let base: Int
    let bits: Int
  }

  /// The groups of lengths; the first has symbol 257.
  static let lengthGroups: [Group] = {
    var groups: [Group] = []
    var base = leastLength
    for number in 0..<28 {
      let bits = number < 8 ? 0 : number / 4 - 1
      groups.append(Group(base: base, bits: bits))
      base += 1 << bits
    }
    // The longest has a symbol of its own.
    return groups + [Group(base: mostLength, bits: 0)]
  }()

  /// The groups of distances.
  static let distanceGroups: [Group] = {
    var groups: [Group] = []
    var base = 1
    for number in 0..<distances {
      let bits = number < 4 ? 0 : number / 2 - 1
      groups.append(Group(base: base, bits: bits))
      base += 1 << bits
    }
    return groups
  }()

  /// The group of each length, by the length less the least one.
  static let groupOfLength: [UInt8] = {
    var result = [UInt8](repeating: 0, count: mostLength - leastLength + 1)
    for (number, group) in lengthGroups.enumerated() {
      for length in group.base..<min(group.base + 1 << group.bits, mostLength + 1) {
        result[length - leastLength] = UInt8(number)
      }
    }
    return result
  }()

  /// The group of a distance.
  static func groupOfDistance(_ distance: Int) -> Int {
    guard distance > 4 else { return distance - 1 }
    // Two groups for each power of two.
    let top = Int.bitWidth - 1 - (distance - 1).leadingZeroBitCount
    return 2 * top + ((distance - 1) >> (top - 1) & 1)
  }
}

/// A prefix code in the canonical form, in which the lengths of the codes say everything.
///
/// Sources: Huffman, Proc. IRE 40 (1952); RFC 1951, section 3.2.2, for the canonical form.
struct PrefixCode {
  /// How many bits each symbol's code has; 0 for symbols that do not occur.
  let lengths: [UInt8]
  /// The codes, their bits in the order in which they are written, lowest first.
  let codes: [UInt16]

  /// The code of given lengths.
  init(lengths: [UInt8]) {
    self.lengths = lengths
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var next = [Int](repeating: 0, count: 16)
    for length in 1..<15 { next[length + 1] = (next[length] + counts[length]) << 1 }
    codes = lengths.map { length in
      guard length > 0 else { return 0 }
      let code = next[Int(length)]
      next[Int(length)] += 1
      return (0..<Int(length)).reduce(0) { $0 << 1 | UInt16(code >> $1 & 1) }
    }
  }

  /// A short code for symbols by how often they occur.
  ///
  /// Where a code would be longer than allowed, the counts are brought closer to each other and the code is made
  /// again. That costs a little, and happens only where some symbols are thousands of times rarer than others.
  init(counts: [Int], longest: Int) {
    // Readers expect a code of two symbols at least, whatever occurs.
    var counts = counts
    for symbol in 0..<2 where counts.count(where: { $0 > 0 }) < 2 && counts[symbol] == 0 {
      counts[symbol] = 1
    }
    var lengths = Self.lengths(counts)
    while lengths.contains(where: { $0 > longest }) {
      counts = counts.map { $0 == 0 ? 0 : $0 / 2 + 1 }
      lengths = Self.lengths(counts)
    }
    self.init(lengths: lengths.map { UInt8($0) })
  }

  /// The depth of each symbol in Huffman's tree.
  private static func lengths(_ counts: [Int]) -> [Int] {
    let leaves = counts.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$0], $0) < (counts[$1], $1)
    }
    // Leaves by weight, then the nodes that join two, which come out by weight, too.
    var weights = leaves.map { counts[$0] }
    var parents = [Int](repeating: -1, count: max(1, 2 * leaves.count - 1))
    var leaf = 0
    var node = leaves.count
    func lightest() -> Int {
      if leaf < leaves.count, node >= weights.count || weights[leaf] <= weights[node] {
        leaf += 1
        return leaf - 1
      }
      node += 1
      return node - 1
    }
    while weights.count < 2 * leaves.count - 1 {
      let (one, other) = (lightest(), lightest())
      parents[one] = weights.count
      parents[other] = weights.count
      weights.append(weights[one] + weights[other])
    }
    var depths = [Int](repeating: 0, count: parents.count)
    for place in parents.indices.reversed() where parents[place] >= 0 {
      depths[place] = depths[parents[place]] + 1
    }
    var result = [Int](repeating: 0, count: counts.count)
    for (place, symbol) in leaves.enumerated() { result[symbol] = depths[place] }
    return result
  }
}
