/// Expands data that any program compressed with DEFLATE.
///
/// Source: RFC 1951, section 3.2.
struct InflateReader {
  private let input: [UInt8]
  private let end: Int
  private var at: Int
  private var bits: UInt64 = 0
  private var bitCount = 0
  private var output: [UInt8] = []
  private let count: Int

  /// Expands a part of bytes.
  ///
  /// - Parameter count: How many bytes come out; never more are made, whatever the input says.
  /// - Returns: Nil when the input is no such data, or of another length.
  static func expand(_ input: [UInt8], _ range: Range<Int>, count: Int) -> [UInt8]? {
    var reader = InflateReader(input, range, count: count)
    while true {
      guard let isLast = reader.number(1), let kind = reader.number(2) else { return nil }
      let isSound =
        switch kind {
        case 0: reader.copyStored()
        case 1: reader.expand(Self.fixed.literal, Self.fixed.distance)
        case 2: reader.codes().map { reader.expand($0.literal, $0.distance) } ?? false
        default: false
        }
      guard isSound else { return nil }
      if isLast == 1 { break }
    }
    return reader.output.count == count ? reader.output : nil
  }

  private init(_ input: [UInt8], _ range: Range<Int>, count: Int) {
    self.input = input
    at = range.lowerBound
    end = range.upperBound
    self.count = count
    // A damaged file may state any length, so at most the possible length is reserved.
    output.reserveCapacity(min(count, 1_100 * range.count))
  }

  // MARK: Blocks

  private mutating func copyStored() -> Bool {
    bits = 0
    at -= bitCount / 8
    bitCount = 0
    guard at + 4 <= end else { return false }
    let length = Int(input[at]) | Int(input[at + 1]) << 8
    let inverse = Int(input[at + 2]) | Int(input[at + 3]) << 8
    guard length ^ inverse == 0xffff, at + 4 + length <= end, output.count + length <= count else {
      return false
    }
    output += input[(at + 4)..<(at + 4 + length)]
    at += 4 + length
    return true
  }

  private mutating func expand(_ literal: Decoder, _ distance: Decoder) -> Bool {
    while let symbol = symbol(literal) {
      if symbol < DeflateAlphabet.end {
        guard output.count < count else { return false }
        output.append(UInt8(symbol))
        continue
      }
      if symbol == DeflateAlphabet.end { return true }
      let number = symbol - DeflateAlphabet.end - 1
      guard number < DeflateAlphabet.lengthGroups.count,
        let length = value(DeflateAlphabet.lengthGroups[number]),
        let group = self.symbol(distance), group < DeflateAlphabet.distances,
        let back = value(DeflateAlphabet.distanceGroups[group]),
        back <= output.count, output.count + length <= count
      else { return false }
      // The piece may reach into what it makes itself.
      let start = output.count - back
      for offset in 0..<length { output.append(output[start + offset]) }
    }
    return false
  }

  private mutating func value(_ group: DeflateAlphabet.Group) -> Int? {
    number(group.bits).map { group.base + $0 }
  }

  // MARK: Codes

  private static let fixed: (literal: Decoder, distance: Decoder) = {
    let lengths = (0..<288).map { UInt8($0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8) }
    // Both codes are complete by definition.
    let empty = Decoder()
    return (
      Decoder(lengths[...]) ?? empty, Decoder([UInt8](repeating: 5, count: 32)[...]) ?? empty
    )
  }()

  private mutating func codes() -> (literal: Decoder, distance: Decoder)? {
    guard let literals = number(5), let distances = number(5), let shown = number(4) else {
      return nil
    }
    var lengths = [UInt8](repeating: 0, count: DeflateAlphabet.lengths)
    for symbol in DeflateAlphabet.order[..<(shown + 4)] {
      guard let length = number(3) else { return nil }
      lengths[symbol] = UInt8(length)
    }
    guard let decoder = Decoder(lengths[...]) else { return nil }
    let all = literals + 257 + distances + 1
    var found: [UInt8] = []
    while found.count < all {
      guard let symbol = symbol(decoder) else { return nil }
      switch symbol {
      case ..<16: found.append(UInt8(symbol))
      case 16:
        guard let last = found.last, let more = number(2) else { return nil }
        found += [UInt8](repeating: last, count: 3 + more)
      default:
        guard let more = number(symbol == 17 ? 3 : 7) else { return nil }
        found += [UInt8](repeating: 0, count: (symbol == 17 ? 3 : 11) + more)
      }
    }
    guard found.count == all, let literal = Decoder(found[..<(literals + 257)]),
      let distance = Decoder(found[(literals + 257)...])
    else { return nil }
    return (literal, distance)
  }

  /// Finds symbols by their codes: short codes in one look, long ones length by length.
  private struct Decoder {
    static let fast = 9
    /// For each beginning of ``fast`` bits the symbol and, in the low four bits, its length; 0 for longer codes.
    private(set) var table = [UInt16](repeating: 0, count: 1 << fast)
    private(set) var counts = [Int](repeating: 0, count: 16)
    private(set) var symbols: [UInt16] = []

    init() {}

    /// Nil when the lengths are those of no code.
    init?(_ lengths: ArraySlice<UInt8>) {
      for length in lengths where length > 0 { counts[Int(length)] += 1 }
      var room = 1
      for length in 1...15 {
        room = room << 1 - counts[length]
        guard room >= 0 else { return nil }
      }
      // A single code of one bit is the only one that may leave room.
      guard room == 0 || counts.reduce(0, +) <= 1 else { return nil }
      let code = PrefixCode(lengths: Array(lengths))
      for length in UInt8(1)...15 {
        for (symbol, own) in code.lengths.enumerated() where own == length {
          symbols.append(UInt16(symbol))
          guard length <= Self.fast else { continue }
          var slot = Int(code.codes[symbol])
          while slot < table.count {
            table[slot] = UInt16(symbol) << 4 | UInt16(length)
            slot += 1 << Int(length)
          }
        }
      }
    }
  }

  /// The next symbol; nil at the end of the input and for a code that there is not.
  private mutating func symbol(_ decoder: Decoder) -> Int? {
    fill()
    let entry = decoder.table[Int(bits & UInt64(1 << Decoder.fast - 1))]
    if entry > 0 {
      let length = Int(entry & 15)
      guard length <= bitCount else { return nil }
      drop(length)
      return Int(entry >> 4)
    }
    var code = 0
    var first = 0
    var place = 0
    for length in 1...15 {
      guard length <= bitCount else { return nil }
      code |= Int(bits >> UInt64(length - 1) & 1)
      let count = decoder.counts[length]
      if code - first < count {
        drop(length)
        return Int(decoder.symbols[place + code - first])
      }
      place += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }

  // MARK: Bits

  private mutating func fill() {
    while bitCount <= 48, at < end {
      bits |= UInt64(input[at]) << UInt64(bitCount)
      bitCount += 8
      at += 1
    }
  }

  private mutating func drop(_ count: Int) {
    bits >>= UInt64(count)
    bitCount -= count
  }

  private mutating func number(_ count: Int) -> Int? {
    guard count > 0 else { return 0 }
    fill()
    guard count <= bitCount else { return nil }
    let value = Int(bits & UInt64(1 << count - 1))
    drop(count)
    return value
  }
}
