/// Compresses bytes: pieces that occurred before become references, and what is frequent gets short codes.
///
/// Sources: Ziv, Lempel, IEEE Trans. Inf. Theory 23 (1977); RFC 1951, section 4, for chains of places by their next
/// three bytes and for waiting one byte for a longer piece.
struct DeflateWriter {
  /// How many earlier places with the same three bytes are tried.
  private static let mostTries = 48
  /// A piece of this length is long enough to stop the search.
  private static let longEnough = 128
  /// How many symbols share a code.
  private static let blockLength = 1 << 15

  private var output: [UInt8] = []
  private var bits: UInt64 = 0
  private var bitCount = 0

  /// Compresses bytes.
  ///
  /// - Complexity: O(bytes).
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var writer = DeflateWriter()
    let tokens = tokens(of: bytes)
    var start = 0
    repeat {
      let end = min(tokens.count, start + blockLength)
      writer.write(tokens[start..<end], isLast: end == tokens.count)
      start = end
    } while start < tokens.count
    writer.finish()
    return writer.output
  }

  // MARK: Pieces

  /// A byte, or a piece that lies before: its length above, its distance in the lower half.
  private typealias Token = UInt32

  private static func tokens(of bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(bytes.count / 4)
    var chains = Chains(count: bytes.count)
    var at = 0
    var next: (length: Int, distance: Int)?
    while at < bytes.count {
      let found = next ?? chains.longest(bytes, at)
      chains.enter(bytes, at)
      next = nil
      guard found.length >= DeflateAlphabet.leastLength else {
        tokens.append(Token(bytes[at]))
        at += 1
        continue
      }
      if found.length < longEnough, at + 1 < bytes.count {
        let later = chains.longest(bytes, at + 1)
        if later.length > found.length {
          tokens.append(Token(bytes[at]))
          next = later
          at += 1
          continue
        }
      }
      tokens.append(Token(found.length) << 16 | Token(found.distance))
      for place in (at + 1)..<(at + found.length) { chains.enter(bytes, place) }
      at += found.length
    }
    return tokens
  }

  /// The places of every three bytes, newest first.
  private struct Chains {
    private static let bits = 15
    private var newest = [Int32](repeating: -1, count: 1 << Self.bits)
    private var earlier: [Int32]

    init(count: Int) {
      earlier = [Int32](repeating: -1, count: count)
    }

    private static func hash(_ bytes: [UInt8], _ at: Int) -> Int {
      let word = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
      return Int((word &* 0x9e37_79b1) >> (32 - UInt32(bits)))
    }

    mutating func enter(_ bytes: [UInt8], _ at: Int) {
      guard at + 3 <= bytes.count else { return }
      let slot = Self.hash(bytes, at)
      earlier[at] = newest[slot]
      newest[slot] = Int32(at)
    }

    /// The longest piece before a place that repeats what follows there.
    func longest(_ bytes: [UInt8], _ at: Int) -> (length: Int, distance: Int) {
      guard at + 3 <= bytes.count else { return (0, 0) }
      let most = min(DeflateAlphabet.mostLength, bytes.count - at)
      var best = (length: 0, distance: 0)
      var candidate = Int(newest[Self.hash(bytes, at)])
      var tries = DeflateWriter.mostTries
      while candidate >= 0, at - candidate <= DeflateAlphabet.window, tries > 0 {
        // A longer piece must differ from the best one at its end first.
        if bytes[candidate + best.length] == bytes[at + best.length] {
          var length = 0
          while length < most, bytes[candidate + length] == bytes[at + length] { length += 1 }
          if length > best.length { best = (length, at - candidate) }
          if length == most || length >= DeflateWriter.longEnough { break }
        }
        candidate = Int(earlier[candidate])
        tries -= 1
      }
      return best
    }
  }

  // MARK: Blocks

  private mutating func write(_ tokens: ArraySlice<Token>, isLast: Bool) {
    var literals = [Int](repeating: 0, count: DeflateAlphabet.literals)
    var distances = [Int](repeating: 0, count: DeflateAlphabet.distances)
    for token in tokens {
      guard let piece = Piece(token) else {
        literals[Int(token)] += 1
        continue
      }
      literals[DeflateAlphabet.end + 1 + piece.lengthGroup] += 1
      distances[piece.distanceGroup] += 1
    }
    literals[DeflateAlphabet.end] = 1
    let literal = PrefixCode(counts: literals, longest: 15)
    let distance = PrefixCode(counts: distances, longest: 15)
    add(isLast ? 1 : 0, count: 1)
    add(2, count: 2)
    write(literal, distance)
    for token in tokens {
      guard let piece = Piece(token) else {
        add(Int(token), literal)
        continue
      }
      let length = DeflateAlphabet.lengthGroups[piece.lengthGroup]
      add(DeflateAlphabet.end + 1 + piece.lengthGroup, literal)
      add(UInt64(piece.length - length.base), count: length.bits)
      let group = DeflateAlphabet.distanceGroups[piece.distanceGroup]
      add(piece.distanceGroup, distance)
      add(UInt64(piece.distance - group.base), count: group.bits)
    }
    add(DeflateAlphabet.end, literal)
  }

  private struct Piece {
    let length: Int
    let distance: Int
    let lengthGroup: Int
    let distanceGroup: Int

    /// Nil for a byte.
    init?(_ token: Token) {
      guard token > 0xff else { return nil }
      length = Int(token >> 16)
      distance = Int(token & 0xffff)
      lengthGroup = Int(DeflateAlphabet.groupOfLength[length - DeflateAlphabet.leastLength])
      distanceGroup = DeflateAlphabet.groupOfDistance(distance)
    }
  }

  /// Writes the lengths of both codes, repetitions of a length as one symbol.
  private mutating func write(_ literal: PrefixCode, _ distance: PrefixCode) {
    func used(_ code: PrefixCode, atLeast least: Int) -> Int {
      max(least, (code.lengths.lastIndex { $0 > 0 } ?? 0) + 1)
    }
    let literals = used(literal, atLeast: DeflateAlphabet.end + 1)
    let distances = used(distance, atLeast: 1)
    let runs = Self.runs(Array(literal.lengths[..<literals] + distance.lengths[..<distances]))
    var counts = [Int](repeating: 0, count: DeflateAlphabet.lengths)
    for run in runs { counts[run.symbol] += 1 }
    let code = PrefixCode(counts: counts, longest: 7)
    let order = DeflateAlphabet.order
    let shown = max(4, (order.lastIndex { code.lengths[$0] > 0 } ?? 0) + 1)
    add(UInt64(literals - 257), count: 5)
    add(UInt64(distances - 1), count: 5)
    add(UInt64(shown - 4), count: 4)
    for symbol in order[..<shown] { add(UInt64(code.lengths[symbol]), count: 3) }
    for run in runs {
      add(run.symbol, code)
      add(UInt64(run.extra), count: run.bits)
    }
  }

  private typealias Run = (symbol: Int, extra: Int, bits: Int)

  /// Lengths of codes as symbols: 16 repeats the last one 3 to 6 times, 17 and 18 are 3 to 10 and 11 to 138 zeros.
  private static func runs(_ lengths: [UInt8]) -> [Run] {
    var runs: [Run] = []
    var at = 0
    while at < lengths.count {
      let length = Int(lengths[at])
      var end = at + 1
      while end < lengths.count, lengths[end] == lengths[at] { end += 1 }
      var rest = end - at
      at = end
      if length > 0 {
        runs.append((length, 0, 0))
        rest -= 1
      }
      while rest >= 3 {
        let part = min(rest, length > 0 ? 6 : 138)
        runs.append(
          length > 0 ? (16, part - 3, 2) : part < 11 ? (17, part - 3, 3) : (18, part - 11, 7))
        rest -= part
      }
      runs += Array(repeating: (length, 0, 0), count: rest)
    }
    return runs
  }

  // MARK: Bits

  private mutating func add(_ symbol: Int, _ code: PrefixCode) {
    add(UInt64(code.codes[symbol]), count: Int(code.lengths[symbol]))
  }

  private mutating func add(_ value: UInt64, count: Int) {
    bits |= value << UInt64(bitCount)
    bitCount += count
    while bitCount >= 8 {
      output.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }

  private mutating func finish() {
    if bitCount > 0 { output.append(UInt8(truncatingIfNeeded: bits)) }
  }
}
