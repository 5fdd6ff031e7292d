/// Names of symbols as numbers, so that a name is kept and compared once.
///
/// Names are bytes: no encoding is promised for them. A number means something only with the table that gave it.
package struct NameTable: Sendable {
  /// A name's number.
  package typealias Name = Int32

  private var text: [UInt8] = []
  private var ends: [Int] = []
  /// Numbers by hash, −1 where there is none; the size is a power of two.
  private var slots = [Int32](repeating: -1, count: 1 << 12)
  private var hashes: [UInt64] = []

  /// How many names there are.
  package var count: Int { ends.count }

  /// Creates a table without names.
  package init() {}

  /// The number of a name, a new one where it was not seen before.
  package mutating func number(_ bytes: [UInt8], _ range: Range<Int>) -> Name {
    let hash = Self.hash(bytes, range)
    if let known = find(bytes, range, hash) { return known }
    text += bytes[range]
    ends.append(text.count)
    hashes.append(hash)
    let name = Name(ends.count - 1)
    insert(name, hash)
    if ends.count * 2 > slots.count { grow() }
    return name
  }

  /// The number of a name, a new one where it was not seen before.
  package mutating func number(_ name: String) -> Name {
    let bytes = Array(name.utf8)
    return number(bytes, bytes.indices)
  }

  /// The number of a name that was seen before.
  package func known(_ name: String) -> Name? {
    let bytes = Array(name.utf8)
    return find(bytes, bytes.indices, Self.hash(bytes, bytes.indices))
  }

  /// The number of a name that was seen before.
  package func known(_ bytes: [UInt8], _ range: Range<Int>) -> Name? {
    find(bytes, range, Self.hash(bytes, range))
  }

  /// The bytes of a name.
  package func bytes(_ name: Name) -> ArraySlice<UInt8> {
    text[(name == 0 ? 0 : ends[Int(name) - 1])..<ends[Int(name)]]
  }

  /// A name as text.
  package func string(_ name: Name) -> String { String(decoding: bytes(name), as: UTF8.self) }

  private func find(_ bytes: [UInt8], _ range: Range<Int>, _ hash: UInt64) -> Name? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let name = slots[slot]
      if hashes[Int(name)] == hash, self.bytes(name).elementsEqual(bytes[range]) { return name }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func insert(_ name: Name, _ hash: UInt64) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = name
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (name, hash) in hashes.enumerated() { insert(Name(name), hash) }
  }

  /// FNV-1a with a last mixing step; equal hashes are compared byte by byte.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
    hash ^= hash >> 32
    return hash
  }
}
