import GateRecords

/// A value of a strict JSON text, looked at where it lies: nothing is built that is not asked for.
package struct JSONView: Sendable {
  /// What kind of value it is.
  package enum Kind: Hashable, Sendable {
    case object, array, string, number, bool, null
  }

  private let text: JSONText
  /// Its entry, or that of the array of numbers that it is an element of.
  private let index: Int
  /// Which element of an array of numbers it is; negative where it has an entry of its own.
  private let element: Int

  private init(_ text: JSONText, _ index: Int, element: Int = -1) {
    self.text = text
    self.index = index
    self.element = element
  }

  /// Reads a text.
  ///
  /// - Returns: Nil for what is not strict JSON, for an object with a key twice, and for one with a key that is more than
  ///   plain ASCII, of which two may be equal that have other bytes. ``JSON5Document`` says what is wrong, or reads it.
  package init?(plain bytes: [UInt8]) {
    guard let text = try? JSONText(bytes: bytes), text.hasPlainKeys else { return nil }
    self.init(text, 0)
  }

  /// What kind of value it is.
  package var kind: Kind {
    guard element < 0 else { return .number }
    return switch text.entries[index].kind {
    case .object: .object
    case .array, .numbers: .array
    case .string: .string
    case .number: .number
    case .bool: .bool
    case .null: .null
    }
  }

  /// The value of a member; nil for other values than objects, and absent keys.
  package subscript(key: String) -> JSONView? {
    guard kind == .object else { return nil }
    return text.member(key, of: index).map { JSONView(text, $0) }
  }

  /// The elements of an array, none of any other value.
  package var elements: [JSONView] {
    guard element < 0 else { return [] }
    let entry = text.entries[index]
    if entry.kind == .numbers {
      return (0..<Int(entry.count)).map { JSONView(text, index, element: $0) }
    }
    guard entry.kind == .array else { return [] }
    var elements: [JSONView] = []
    elements.reserveCapacity(Int(entry.count))
    var place = index + 1
    while elements.count < Int(entry.count) {
      elements.append(JSONView(text, place))
      place = Int(text.entries[place].next)
    }
    return elements
  }

  /// The members of an object, none of any other value.
  package var members: [(key: String, value: JSONView)] {
    guard kind == .object else { return [] }
    var members: [(key: String, value: JSONView)] = []
    members.reserveCapacity(Int(text.entries[index].count))
    var key = index + 1
    while members.count < Int(text.entries[index].count) {
      members.append((text.content(of: key), JSONView(text, key + 1)))
      key = Int(text.entries[key + 1].next)
    }
    return members
  }

  /// The text; nil for any other value.
  package var string: String? { kind == .string ? text.content(of: index) : nil }

  /// The number; nil for any other value.
  package var number: Double? {
    guard kind == .number else { return nil }
    return text.numbers[Int(text.entries[index].detail) + max(element, 0)]
  }

  /// The elements of an array of nothing but numbers that are not too large to be kept side by side; nil for any other
  /// value.
  package var numbers: [Double]? { element < 0 ? text.samples(at: index) : nil }

  /// True or false; nil for any other value.
  package var bool: Bool? { kind == .bool ? text.entries[index].flag : nil }

  /// The number as it is written; empty for any other value.
  package var digits: String {
    guard kind == .number else { return "" }
    return element < 0
      ? text.content(of: index)
      : String(decoding: text.bytes[text.elementRange(element, of: index)], as: UTF8.self)
  }

  /// An error that points at the value.
  package func error(path: String, _ reason: String) -> FileError {
    .malformed(path: path, place: TextPlace(offset: offset, in: text.bytes), reason: reason)
  }

  /// The byte at which it begins.
  private var offset: Int {
    if element >= 0 { return text.elementRange(element, of: index).lowerBound }
    let start = Int(text.entries[index].start)
    return kind == .string ? start - 1 : start
  }
}

extension JSONText {
  /// Whether the keys of every object are plain ASCII without escapes, and none is there twice.
  fileprivate var hasPlainKeys: Bool {
    for index in entries.indices where entries[index].kind == .object {
      guard hasPlainKeys(index) else { return false }
    }
    return true
  }

  private func hasPlainKeys(_ index: Int) -> Bool {
    let end = Int(entries[index].next)
    var key = index + 1
    guard entries[index].count <= 16 else {
      var seen: Set<String> = []
      while key < end {
        guard entries[key].isPlain, seen.insert(content(of: key)).inserted else { return false }
        key = Int(entries[key + 1].next)
      }
      return true
    }
    while key < end {
      guard entries[key].isPlain else { return false }
      var other = index + 1
      while other < key {
        if entries[other].detail == entries[key].detail, content(of: other) == content(of: key) {
          return false
        }
        other = Int(entries[other + 1].next)
      }
      key = Int(entries[key + 1].next)
    }
    return true
  }

  /// The entry of the value of a key, of equal keys the first one's; nil where there is none.
  fileprivate func member(_ name: String, of index: Int) -> Int? {
    let signature = JSONSignature.of(name.utf8)
    let end = Int(entries[index].next)
    var key = index + 1
    while key < end {
      if entries[key].detail == signature, isEqual(key, name) { return key + 1 }
      key = Int(entries[key + 1].next)
    }
    return nil
  }

  /// Whether a string is a text.
  func isEqual(_ place: Int, _ name: String) -> Bool {
    let entry = entries[place]
    guard !entry.flag else { return content(of: place).utf8.elementsEqual(name.utf8) }
    return bytes[Int(entry.start)..<Int(entry.end)].elementsEqual(name.utf8)
  }

  /// Where an element of an array of numbers is; their places are not kept.
  fileprivate func elementRange(_ element: Int, of index: Int) -> Range<Int> {
    var at = Int(entries[index].start) + 1
    for _ in 0..<element {
      while bytes[at] != UInt8(ascii: ",") { at += 1 }
      at += 1
    }
    while bytes[at] <= 0x20 { at += 1 }
    let start = at
    while bytes[at] > 0x20, bytes[at] != UInt8(ascii: ","), bytes[at] != UInt8(ascii: "]") {
      at += 1
    }
    return start..<at
  }
}
