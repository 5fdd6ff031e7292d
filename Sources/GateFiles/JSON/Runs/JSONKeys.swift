/// The keys of an object that a reader knows, to be found without making a string of each.
struct JSONKeys<Key: RawRepresentable & CaseIterable & Sendable>: Sendable
where Key.RawValue == String {
  private struct Known {
    let key: Key
    let signature: UInt32
    let bytes: [UInt8]
  }

  private let known: [Known]
  /// The keys that must be there, one bit each, by their places.
  private let required: UInt64

  /// - Parameters:
  ///   - type: At most 64 keys. Reading is quickest where they are in the order in which records have them: sorted.
  ///   - isRequired: Whether a key must be there and not be null.
  init(_ type: Key.Type, isRequired: (Key) -> Bool) {
    known = Key.allCases.map {
      let bytes = Array($0.rawValue.utf8)
      return Known(key: $0, signature: JSONSignature.of(bytes), bytes: bytes)
    }
    required = Key.allCases.enumerated().reduce(0) { bits, key in
      isRequired(key.element) ? bits | 1 << UInt64(key.offset) : bits
    }
  }

  /// Gives the members of an object to a closure, those that are null aside.
  ///
  /// - Returns: False where the closure gave it; where a key is not known, holds escapes or is there twice; and where one
  ///   that is required is not there.
  @inline(__always)
  func forEachMember(
    of index: Int, in text: JSONText, _ body: (_ key: Key, _ place: Int) -> Bool
  ) -> Bool {
    guard text.entries[index].kind == .object else { return false }
    var seen: UInt64 = 0
    var next = 0
    var member = index + 1
    let end = Int(text.entries[index].next)
    while member < end {
      guard let found = place(of: member, in: text, from: next) else { return false }
      next = found + 1
      let value = member + 1
      member = Int(text.entries[value].next)
      guard text.entries[value].kind != .null else { continue }
      guard seen & 1 << UInt64(found) == 0, body(known[found].key, value) else { return false }
      seen |= 1 << UInt64(found)
    }
    return seen & required == required
  }

  /// Which of the keys an entry is, looked for from a place on and then from the first; nil where it is none.
  private func place(of member: Int, in text: JSONText, from first: Int) -> Int? {
    let entry = text.entries[member]
    guard !entry.flag else { return nil }
    var place = first
    for _ in known.indices {
      if place >= known.count { place = 0 }
      if known[place].signature == entry.detail, isEqual(text, entry, place) { return place }
      place += 1
    }
    return nil
  }

  private func isEqual(_ text: JSONText, _ entry: JSONText.Entry, _ place: Int) -> Bool {
    let start = Int(entry.start)
    let count = known[place].bytes.count
    guard Int(entry.end) - start == count else { return false }
    for index in 0..<count where text.bytes[start + index] != known[place].bytes[index] {
      return false
    }
    return true
  }
}
