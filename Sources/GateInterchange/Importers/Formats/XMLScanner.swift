import GateFiles
import GateRecords

/// Reads the elements and attributes of an XML text, one after the other; text between them is passed over.
///
/// Foundation's parser loads a library of its own on Linux and gives no place. Grammar: W3C, "Extensible
/// Markup Language (XML) 1.0", without document types of one's own.
struct XMLScanner {
  /// The events of the scanner.
  enum Event {
    /// An element begins.
    case start(name: String, attributes: [String: String])
    /// An element ends; one without content ends at once.
    case end(name: String)
  }

  private let bytes: [UInt8]
  private let path: String
  private var position = 0
  private var open: [String] = []
  private var pendingEnd: String?

  init(_ file: ImportFile) throws(FileError) {
    bytes = try file.bytes
    path = file.path
  }

  /// The next element's beginning or end; nil behind the last.
  ///
  /// - Throws: `FileError` with the place where the text is not XML, or is cut short.
  mutating func next() throws(FileError) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = start
      if skip("<!--", until: "-->") || skip("<![CDATA[", until: "]]>") || skip("<?", until: "?>")
        || skip("<!", until: ">")
      {
        guard position <= bytes.count else { throw cutShort() }
        continue
      }
      return try tag()
    }
    position = bytes.count
    guard open.isEmpty else { throw cutShort() }
    return nil
  }

  /// Passes over what begins and ends with these words; beyond the end of the text if it does not end.
  private mutating func skip(_ opening: String, until closing: String) -> Bool {
    guard bytes[position...].starts(with: opening.utf8) else { return false }
    let content = position + opening.utf8.count
    let end = bytes[min(content, bytes.count)...].firstRange(of: Array(closing.utf8))
    position = end?.upperBound ?? bytes.count + 1
    return true
  }

  private mutating func tag() throws(FileError) -> Event {
    position += 1
    let isEnd = peek == UInt8(ascii: "/")
    if isEnd { position += 1 }
    let name = try self.name()
    if isEnd {
      skipBlank()
      guard peek == UInt8(ascii: ">") else {
        throw error(InterchangeMessage.xmlExpected(what: "'>' after '</\(name)'").line)
      }
      position += 1
      guard open.popLast() == name else {
        throw error(InterchangeMessage.xmlClosesAnother(name: name).line)
      }
      return .end(name: name)
    }
    var attributes: [String: String] = [:]
    while true {
      skipBlank()
      switch peek {
      case UInt8(ascii: ">"):
        position += 1
        guard open.count < 512 else { throw error(FileMessage.tooDeep(levels: 512).line) }
        open.append(name)
        return .start(name: name, attributes: attributes)
      case UInt8(ascii: "/"):
        position += 1
        guard peek == UInt8(ascii: ">") else {
          throw error(InterchangeMessage.xmlExpected(what: "'>' after '/'").line)
        }
        position += 1
        pendingEnd = name
        return .start(name: name, attributes: attributes)
      case nil: throw cutShort()
      default:
        let key = try self.name()
        attributes[key] = try value(of: key)
      }
    }
  }

  private mutating func value(of key: String) throws(FileError) -> String {
    skipBlank()
    guard peek == UInt8(ascii: "=") else {
      throw error(InterchangeMessage.xmlExpected(what: "'=' after the attribute '\(key)'").line)
    }
    position += 1
    skipBlank()
    guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw error(
        InterchangeMessage.xmlExpected(what: "a quoted value of the attribute '\(key)'").line)
    }
    position += 1
    guard let end = bytes[position...].firstIndex(of: quote) else { throw cutShort() }
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end + 1
    return Self.plain(text)
  }

  private mutating func name() throws(FileError) -> String {
    let stops: Set<UInt8> = Set(" \t\r\n/>=<\"'".utf8)
    let start = position
    while let byte = peek, !stops.contains(byte) { position += 1 }
    guard position > start else {
      throw peek == nil ? cutShort() : error(InterchangeMessage.xmlExpected(what: "a name").line)
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipBlank() {
    while let byte = peek, [0x20, 0x09, 0x0D, 0x0A].contains(byte) { position += 1 }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ reason: String) -> FileError {
    let before = bytes.prefix(position)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = String(decoding: before[start...].suffix(10_000), as: UTF8.self).count + 1
    return .malformed(path: path, place: TextPlace(line: line, column: column), reason: reason)
  }

  private func cutShort() -> FileError {
    .malformed(path: path, place: nil, reason: InterchangeMessage.xmlCutShort.line)
  }

  /// The text with its entities replaced; an entity that is unknown stays.
  private static func plain(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var plain = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      plain += rest[..<start]
      rest = rest[start...]
      guard let end = rest.prefix(12).firstIndex(of: ";"),
        let character = character(rest[rest.index(after: start)..<end])
      else {
        plain.append("&")
        rest = rest.dropFirst()
        continue
      }
      plain.append(character)
      rest = rest[rest.index(after: end)...]
    }
    return plain + rest
  }

  private static func character(_ entity: Substring) -> Character? {
    switch entity {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard entity.hasPrefix("#") else { return nil }
      let digits = entity.dropFirst()
      let number =
        digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap(Unicode.Scalar.init).map(Character.init)
    }
  }
}
