/// Reads a JSON text into entries: one pass over the bytes, nothing is built a second time.
struct JSONScanner {
  typealias Failure = JSONText.Failure
  typealias Entry = JSONText.Entry

  private(set) var entries: [Entry] = []
  private(set) var numbers: [Double] = []
  private var depth = 0

  /// - Parameter count: The text's length in bytes, from which the room for entries is estimated.
  init(count: Int) {
    entries.reserveCapacity(count / 24 + 16)
    // Room that is not used costs no memory; moving numbers to more room does.
    numbers.reserveCapacity(count / 8 + 16)
  }

  /// Reads the whole text as one value.
  mutating func document(_ bytes: Span<UInt8>) throws(Failure) {
    var at = 0
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    Self.skipBlank(bytes, &at)
    try value(bytes, &at)
    Self.skipBlank(bytes, &at)
    guard at == bytes.count else {
      throw Failure(offset: at, reason: "unexpected text after the end of the value")
    }
  }

  private mutating func value(_ bytes: Span<UInt8>, _ at: inout Int) throws(Failure) {
    guard at < bytes.count else { throw Self.ended(at) }
    switch bytes[at] {
    case UInt8(ascii: "\""): try string(bytes, &at)
    case UInt8(ascii: "{"): try object(bytes, &at)
    case UInt8(ascii: "["): try array(bytes, &at)
    case UInt8(ascii: "t"): try word("true", .bool, true, bytes, &at)
    case UInt8(ascii: "f"): try word("false", .bool, false, bytes, &at)
    case UInt8(ascii: "n"): try word("null", .null, false, bytes, &at)
    default:
      let start = at
      let detail = UInt32(truncatingIfNeeded: numbers.count)
      numbers.append(try JSONNumber.read(bytes, &at))
      append(.number, start: start, end: at, detail: detail, count: 1)
    }
  }

  @inline(__always)
  private mutating func append(
    _ kind: JSONText.Kind, flag: Bool = false, start: Int, end: Int, detail: UInt32 = 0,
    count: UInt32 = 0
  ) {
    entries.append(
      Entry(
        kind: kind, flag: flag, start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: end),
        next: UInt32(truncatingIfNeeded: entries.count + 1), detail: detail, count: count))
  }

  private mutating func word(
    _ word: String, _ kind: JSONText.Kind, _ flag: Bool, _ bytes: Span<UInt8>,
    _ at: inout Int
  ) throws(Failure) {
    let start = at
    for expected in word.utf8 {
      guard at < bytes.count, bytes[at] == expected else {
        throw Failure(offset: start, reason: "expected a value")
      }
      at += 1
    }
    append(kind, flag: flag, start: start, end: at)
  }

  // MARK: - Objects and arrays

  private mutating func object(_ bytes: Span<UInt8>, _ at: inout Int) throws(Failure) {
    let place = try open(.object, at)
    at += 1
    var count: UInt32 = 0
    Self.skipBlank(bytes, &at)
    if Self.take(UInt8(ascii: "}"), bytes, &at) { return close(place, count, at) }
    repeat {
      Self.skipBlank(bytes, &at)
      guard at < bytes.count else { throw Self.ended(at) }
      guard bytes[at] == UInt8(ascii: "\"") else {
        throw Failure(offset: at, reason: "expected a key in double quotes")
      }
      try string(bytes, &at, isKey: true)
      Self.skipBlank(bytes, &at)
      guard Self.take(UInt8(ascii: ":"), bytes, &at) else {
        throw Failure(offset: at, reason: "expected ':' after a key")
      }
      Self.skipBlank(bytes, &at)
      try value(bytes, &at)
      count += 1
      Self.skipBlank(bytes, &at)
    } while Self.take(UInt8(ascii: ","), bytes, &at)
    guard Self.take(UInt8(ascii: "}"), bytes, &at) else {
      throw Failure(offset: at, reason: "expected ',' or '}'")
    }
    close(place, count, at)
  }

  private mutating func array(_ bytes: Span<UInt8>, _ at: inout Int) throws(Failure) {
    let start = at
    let place = try open(.array, at)
    at += 1
    Self.skipBlank(bytes, &at)
    if Self.take(UInt8(ascii: "]"), bytes, &at) { return close(place, 0, at) }
    let saved = (numbers: numbers.count, at: at)
    if at < bytes.count, JSONNumber.mayBegin(with: bytes[at]) {
      if try flatNumbers(bytes, &at) {
        let count = UInt32(truncatingIfNeeded: numbers.count - saved.numbers)
        entries.removeLast()
        depth -= 1
        return append(
          .numbers, start: start, end: at, detail: UInt32(truncatingIfNeeded: saved.numbers),
          count: count)
      }
      // Something else follows the numbers: the array is read again, element by element.
      numbers.removeSubrange(saved.numbers...)
      at = saved.at
    }
    var count: UInt32 = 0
    repeat {
      Self.skipBlank(bytes, &at)
      try value(bytes, &at)
      count += 1
      Self.skipBlank(bytes, &at)
    } while Self.take(UInt8(ascii: ","), bytes, &at)
    guard Self.take(UInt8(ascii: "]"), bytes, &at) else {
      throw Failure(offset: at, reason: "expected ',' or ']'")
    }
    close(place, count, at)
  }

  /// Reads the elements of an array of numbers; false where one is something else, or so large that its digits
  /// may be needed.
  private mutating func flatNumbers(_ bytes: Span<UInt8>, _ at: inout Int) throws(Failure) -> Bool {
    while true {
      let number = try JSONNumber.read(bytes, &at)
      guard number.magnitude < JSONNumber.exactBelow else { return false }
      numbers.append(number)
      Self.skipBlank(bytes, &at)
      guard at < bytes.count else { throw Self.ended(at) }
      switch bytes[at] {
      case UInt8(ascii: ","):
        at += 1
        Self.skipBlank(bytes, &at)
        guard at < bytes.count, JSONNumber.mayBegin(with: bytes[at]) else { return false }
      case UInt8(ascii: "]"):
        at += 1
        return true
      default: throw Failure(offset: at, reason: "expected ',' or ']'")
      }
    }
  }

  /// Begins an object or an array; its entry is completed by ``close(_:_:_:)``.
  private mutating func open(_ kind: JSONText.Kind, _ at: Int) throws(Failure) -> Int {
    depth += 1
    guard depth <= JSONText.deepest else {
      throw Failure(offset: at, reason: "nested deeper than \(JSONText.deepest) levels")
    }
    append(kind, start: at, end: at)
    return entries.count - 1
  }

  private mutating func close(_ place: Int, _ count: UInt32, _ end: Int) {
    depth -= 1
    entries[place].end = UInt32(truncatingIfNeeded: end)
    entries[place].next = UInt32(truncatingIfNeeded: entries.count)
    entries[place].count = count
  }

  // MARK: - Strings

  private mutating func string(
    _ bytes: Span<UInt8>, _ at: inout Int, isKey: Bool = false
  ) throws(Failure) {
    at += 1
    let start = at
    var isPlain = false
    while at + 8 <= bytes.count {
      let ends = JSONWord.ends(bytes.word(at: at))
      guard ends != 0 else {
        at += 8
        continue
      }
      at += JSONWord.before(ends)
      isPlain = bytes[at] == UInt8(ascii: "\"")
      break
    }
    var (hasEscapes, isASCII) = (false, true)
    if !isPlain { (hasEscapes, isASCII) = try rest(of: start, bytes, &at) }
    var signature: UInt32 = 0
    if isKey {
      signature =
        hasEscapes ? Self.signature(bytes, start..<at) : JSONSignature.of(bytes, start..<at)
    }
    append(
      .string, flag: hasEscapes, start: start, end: at, detail: signature,
      count: hasEscapes || !isASCII ? 1 : 0)
    at += 1
  }

  /// Steps to the closing quote of a string that holds more than plain ASCII, or is at the end of the text.
  ///
  /// - Returns: Whether there are escapes, and whether the rest is ASCII.
  private func rest(
    of start: Int, _ bytes: Span<UInt8>, _ at: inout Int
  ) throws(Failure) -> (hasEscapes: Bool, isASCII: Bool) {
    var hasEscapes = false
    var isASCII = true
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        if !isASCII { try Self.validate(bytes, start..<at) }
        return (hasEscapes, isASCII)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try JSONEscape.skip(bytes, &at)
      case ..<0x20:
        throw Failure(offset: at, reason: "a control character is not escaped in a string")
      default:
        if byte >= 0x80 { isASCII = false }
        at += 1
      }
    }
    throw Failure(offset: start - 1, reason: "the string that begins here has no closing quote")
  }

  /// The signature of a key with escapes is that of its content.
  private static func signature(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    var signature = JSONSignature()
    JSONEscape.content(bytes, range) { signature.append($0) }
    return signature.value
  }

  /// Refuses what is not UTF-8: over-long forms, surrogates, what lies beyond U+10FFFF, and broken sequences.
  ///
  /// Source: The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
  private static func validate(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Failure) {
    var at = range.lowerBound
    while at < range.upperBound {
      let first = bytes[at]
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch first {
      case ..<0x80:
        at += 1
        continue
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: throw Failure(offset: at, reason: "this string is not UTF-8")
      }
      guard at + length <= range.upperBound, second.contains(bytes[at + 1]),
        length < 3 || bytes[at + 2] & 0xC0 == 0x80, length < 4 || bytes[at + 3] & 0xC0 == 0x80
      else { throw Failure(offset: at, reason: "this string is not UTF-8") }
      at += length
    }
  }

  // MARK: - Bytes

  @inline(__always)
  private static func skipBlank(_ bytes: Span<UInt8>, _ at: inout Int) {
    guard at < bytes.count, bytes[at] <= 0x20 else { return }
    skipBlanks(bytes, &at)
  }

  private static func skipBlanks(_ bytes: Span<UInt8>, _ at: inout Int) {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20:
        // Indentation.
        if at + 8 <= bytes.count, bytes.word(at: at) == JSONWord.all(0x20) {
          at += 8
        } else {
          at += 1
        }
      case 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  @inline(__always)
  private static func take(_ byte: UInt8, _ bytes: Span<UInt8>, _ at: inout Int) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private static func ended(_ at: Int) -> Failure {
    Failure(offset: at, reason: "the text ends where a value should be; it may be cut short")
  }
}
