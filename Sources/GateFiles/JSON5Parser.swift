import GateRecords

/// Reads JSON5, or strict JSON, into nodes with places.
///
/// Foundation reads JSON5 too, but its errors carry no line on Linux, and people who write budgets by
/// hand need the line. Grammar: json5.org, "The JSON5 Data Interchange Format", version 1.0.0.
struct JSON5Parser {
  /// An error and its byte.
  struct Failure: Error {
    let offset: Int
    let message: FileMessage
  }

  /// Deeper nesting is refused: nothing that people write comes near, and recursion must end.
  static let deepest = 512

  private let bytes: [UInt8]
  private let isStrict: Bool
  private let allowsNonFinite: Bool
  private var position = 0
  private var depth = 0

  init(bytes: [UInt8], dialect: JSON5Dialect) {
    self.bytes = bytes
    isStrict = dialect != .json5
    allowsNonFinite = dialect == .relaxed
  }

  /// The whole text as one value.
  mutating func document() throws(Failure) -> JSON5Node {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    try skipBlank()
    let root = try node()
    try skipBlank()
    guard position == bytes.count else {
      throw failure(.afterTheEnd(found: found))
    }
    return root
  }

  private mutating func node() throws(Failure) -> JSON5Node {
    let start = position
    let value: JSON5Node.Value
    switch peek {
    case UInt8(ascii: "{"): value = try nested { parser throws(Failure) in try parser.object() }
    case UInt8(ascii: "["): value = try nested { parser throws(Failure) in try parser.array() }
    case UInt8(ascii: "\""): value = .string(try string())
    case UInt8(ascii: "'") where !isStrict: value = .string(try string())
    case let byte? where isNumberStart(byte): value = try number()
    case nil: throw failure(.endsBefore(expected: "a value"))
    default: value = try word()
    }
    return JSON5Node(value: value, offset: start)
  }

  private mutating func nested(
    _ read: (inout JSON5Parser) throws(Failure) -> JSON5Node.Value
  ) throws(Failure) -> JSON5Node.Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw failure(.tooDeep(levels: Self.deepest)) }
    position += 1
    return try read(&self)
  }

  private mutating func object() throws(Failure) -> JSON5Node.Value {
    var members: [JSON5Member] = []
    var seen: Set<String> = []
    try skipBlank()
    while peek != UInt8(ascii: "}") {
      let keyOffset = position
      let key = try self.key()
      guard seen.insert(key).inserted else {
        throw Failure(offset: keyOffset, message: .repeatedKey(key: key))
      }
      try skipBlank()
      guard take(":") else {
        throw failure(
          .expectedCharacter(
            expected: "':' after the key '\(key)'", found: found))
      }
      try skipBlank()
      members.append(JSON5Member(key: key, keyOffset: keyOffset, value: try node()))
      guard try another(before: "}") else { break }
    }
    position += 1
    return .object(members)
  }

  private mutating func array() throws(Failure) -> JSON5Node.Value {
    var elements: [JSON5Node] = []
    try skipBlank()
    while peek != UInt8(ascii: "]") {
      elements.append(try node())
      guard try another(before: "]") else { break }
    }
    position += 1
    return .array(elements)
  }

  /// Takes the comma before another element; false when the closing bracket comes instead.
  private mutating func another(before closing: Character) throws(Failure) -> Bool {
    try skipBlank()
    guard take(",") else {
      guard let byte = peek else {
        throw failure(.endsBefore(expected: "',' or '\(closing)'"))
      }
      guard byte == closing.asciiValue else {
        throw failure(.expectedCharacter(expected: "',' or '\(closing)'", found: found))
      }
      return false
    }
    try skipBlank()
    if isStrict, peek == closing.asciiValue { throw failure(.commaBeforeEnd(closing: closing)) }
    return true
  }

  private mutating func key() throws(Failure) -> String {
    if peek == UInt8(ascii: "\"") || (!isStrict && peek == UInt8(ascii: "'")) {
      return try string()
    }
    guard peek != nil else {
      throw failure(.endsBefore(expected: "a key"))
    }
    guard !isStrict else {
      throw failure(.expectedCharacter(expected: "a key in double quotes", found: found))
    }
    let start = position
    while let byte = peek, isKeyByte(byte) { position += 1 }
    guard position > start, !isDigit(bytes[start]) else {
      throw failure(.expectedCharacter(expected: "a key", found: found))
    }
    return try text(bytes[start..<position], at: start)
  }

  private mutating func word() throws(Failure) -> JSON5Node.Value {
    let start = position
    while let byte = peek, isKeyByte(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "": throw failure(.expectedCharacter(expected: "a value", found: found))
    case "NaN" where allowsNonFinite: return .number(.nan, text: word)
    case "Infinity" where allowsNonFinite: return .number(.infinity, text: word)
    case "Infinity", "NaN":
      throw Failure(offset: start, message: .notComparable(word: word))
    default:
      throw Failure(offset: start, message: .unquoted(word: word))
    }
  }

  private mutating func number() throws(Failure) -> JSON5Node.Value {
    let start = position
    if allowsNonFinite, bytes[position...].starts(with: Array("-Infinity".utf8)) {
      position += 9
      return .number(-.infinity, text: "-Infinity")
    }
    while let byte = peek, isNumberByte(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // Where infinity is allowed as a word, a number that is too large for any figure is allowed as well.
    guard let number = isStrict ? strictNumber(text) : looseNumber(text),
      number.isFinite || allowsNonFinite
    else {
      throw Failure(offset: start, message: .notANumber(text: text))
    }
    return .number(number, text: text)
  }

  private func strictNumber(_ text: String) -> Double? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let first = digits.first, first.isNumber, digits.last?.isNumber == true,
      !(first == "0" && digits.dropFirst().first?.isNumber == true), !digits.contains("x"),
      !digits.contains(".e"), !digits.contains(".E")
    else { return nil }
    return Double(text)
  }

  private func looseNumber(_ text: String) -> Double? {
    var digits = text[...]
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits = digits.dropFirst() }
    let size: Double?
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
      size = UInt64(digits.dropFirst(2), radix: 16).map { Double($0) }
    } else {
      guard let first = digits.first, first.isNumber || first == "." else { return nil }
      size = Double((first == "." ? "0" : "") + digits + (digits.last == "." ? "0" : ""))
    }
    return size.map { isNegative ? -$0 : $0 }
  }
}

// MARK: - Strings

extension JSON5Parser {
  private mutating func string() throws(Failure) -> String {
    let start = position
    let quote = bytes[position]
    position += 1
    var content: [UInt8] = []
    while let byte = peek {
      switch byte {
      case quote:
        position += 1
        return try text(content[...], at: start)
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &content)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        throw failure(.unclosedText, at: start)
      case ..<0x20 where isStrict: throw failure(.controlCharacterInText)
      default:
        content.append(byte)
        position += 1
      }
    }
    throw failure(
      .unclosedTextAtEnd, at: start)
  }

  private mutating func escape(into content: inout [UInt8]) throws(Failure) {
    guard let byte = peek else { throw failure(.endsInsideText) }
    position += 1
    let simple: [UInt8: UInt8] = [
      UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13, UInt8(ascii: "b"): 8,
      UInt8(ascii: "f"): 12, UInt8(ascii: "\""): 34, UInt8(ascii: "\\"): 92, UInt8(ascii: "/"): 47,
    ]
    if let plain = simple[byte] {
      content.append(plain)
      return
    }
    if byte == UInt8(ascii: "u") {
      content += Array(String(try unicodeScalar()).utf8)
      return
    }
    guard !isStrict else { throw failure(.unknownEscape, at: position - 2) }
    switch byte {
    case UInt8(ascii: "x"): content += Array(String(try scalar(digits: 2)).utf8)
    case UInt8(ascii: "v"): content.append(11)
    case UInt8(ascii: "0"): content.append(0)
    case UInt8(ascii: "\r"): _ = take("\n")
    case UInt8(ascii: "\n"): break
    default: content.append(byte)
    }
  }

  private mutating func unicodeScalar() throws(Failure) -> Unicode.Scalar {
    let start = position
    let high = try hexadecimal(digits: 4)
    if let scalar = Unicode.Scalar(high) { return scalar }
    // The other half of a pair of surrogates must follow.
    guard high < 0xDC00, take("\\"), take("u") else {
      throw failure(.halfSurrogate, at: start)
    }
    let low = try hexadecimal(digits: 4)
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else { throw failure(.halfSurrogate, at: start) }
    return scalar
  }

  private mutating func scalar(digits: Int) throws(Failure) -> Unicode.Scalar {
    let start = position
    guard let scalar = Unicode.Scalar(try hexadecimal(digits: digits)) else {
      throw failure(.unknownEscape, at: start)
    }
    return scalar
  }

  private mutating func hexadecimal(digits: Int) throws(Failure) -> UInt32 {
    let text = String(
      decoding: bytes[position..<min(position + digits, bytes.count)], as: UTF8.self)
    guard text.utf8.count == digits, text.allSatisfy(\.isHexDigit),
      let number = UInt32(text, radix: 16)
    else { throw failure(.shortEscape(digits: digits)) }
    position += digits
    return number
  }

  private func text(_ content: ArraySlice<UInt8>, at offset: Int) throws(Failure) -> String {
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Failure(offset: offset, message: .notUTF8)
    }
    return text
  }
}

// MARK: - Bytes

extension JSON5Parser {
  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The text at the position, for messages.
  private var found: String {
    guard let byte = peek else { return "the end of the file" }
    if byte == 0 { return "a null byte" }
    let rest = String(decoding: bytes[position..<min(position + 8, bytes.count)], as: UTF8.self)
    return "'\(rest.first.map(String.init) ?? "?")'"
  }

  private mutating func take(_ character: Character) -> Bool {
    guard let byte = peek, byte == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func skipBlank() throws(Failure) {
    while let byte = peek {
      switch byte {
      case 9, 10, 13, 32: position += 1
      case 11 where !isStrict, 12 where !isStrict: position += 1
      // A no-break space, which people paste.
      case 0xC2 where !isStrict && position + 1 < bytes.count && bytes[position + 1] == 0xA0:
        position += 2
      case UInt8(ascii: "/") where !isStrict: try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(Failure) {
    let start = position
    position += 1
    if take("/") {
      while let byte = peek, byte != 10, byte != 13 { position += 1 }
      return
    }
    guard take("*") else {
      throw failure(.expectedCharacter(expected: "a value", found: "'/'"), at: start)
    }
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
        position += 2
        return
      }
      position += 1
    }
    throw failure(.unclosedComment, at: start)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private func isNumberStart(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-")
      || (!isStrict && (byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")))
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || "+-.eExXaAbBcCdDfF".utf8.contains(byte)
  }

  private func isKeyByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  private func failure(_ message: FileMessage, at offset: Int? = nil) -> Failure {
    Failure(offset: offset ?? position, message: message)
  }
}
