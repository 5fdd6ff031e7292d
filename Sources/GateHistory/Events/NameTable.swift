private import Foundation

/// Names as small numbers: each spelling is kept once, however often it occurs in the log.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var arena: [UInt8] = []
  private var places: [Range<Int>] = []
  private var slots: [Int32] = Array(repeating: -1, count: 1 << 10)
  private var newest: Int32 = -1

  /// The number of a name in a line, as the bytes of a JSON string.
  @inline(__always)
  mutating func number(_ bytes: Span<UInt8>, _ text: JSONScan.Text) -> Int32 {
    guard !text.hasEscapes else { return unescaped(bytes, text.range) }
    // Lines that follow each other mostly repeat the name.
    if newest >= 0, isName(newest, bytes, text.range) { return newest }
    newest = find(bytes, text.range)
    return newest
  }

  private mutating func find(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
    // FNV-1a; see Fowler, Noll, Vo, draft-eastlake-fnv (2019).
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for at in range { hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01b3 }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isName(slots[slot], bytes, range) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(places.count)
    let content = range.map { bytes[$0] }
    places.append(arena.count..<(arena.count + content.count))
    arena += content
    names.append(String(decoding: content, as: UTF8.self))
    slots[slot] = number
    if places.count * 2 > slots.count { grow() }
    return number
  }

  @inline(__always)
  private func isName(_ number: Int32, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let place = places[Int(number)]
    guard place.count == range.count else { return false }
    for offset in 0..<range.count
    where arena[place.lowerBound + offset] != bytes[range.lowerBound + offset] {
      return false
    }
    return true
  }

  /// A name with escapes is the unescaped name.
  private mutating func unescaped(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
    let quoted = [UInt8(ascii: "\"")] + range.map { bytes[$0] } + [UInt8(ascii: "\"")]
    let content =
      (try? JSONDecoder().decode(String.self, from: Data(quoted))).map { Array($0.utf8) }
      ?? Array(quoted.dropFirst().dropLast())
    return find(content.span, 0..<content.count)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for (number, place) in places.enumerated() {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for at in place { hash = (hash ^ UInt64(arena[at])) &* 0x100_0000_01b3 }
      var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
