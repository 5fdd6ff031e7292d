import GateFiles
import GateRecords

/// A value in another harness's JSON, with errors that point at it.
///
/// Keys that are not asked for are never looked at: other versions may write more.
struct ImportValue {
  let document: JSON5Document
  let node: JSON5Node

  init(_ file: ImportFile, dialect: JSON5Dialect = .relaxed) throws(FileError) {
    document = try JSON5Document(bytes: try file.bytes, path: file.path, dialect: dialect)
    node = document.root
  }

  private init(_ document: JSON5Document, _ node: JSON5Node) {
    self.document = document
    self.node = node
  }

  /// A member of an object; nil when it is absent or null.
  subscript(key: String) -> ImportValue? {
    guard let member = node[key: key] else { return nil }
    if case .null = member.value { return nil }
    return ImportValue(document, member)
  }

  /// A member that must be there.
  func required(_ key: String) throws(FileError) -> ImportValue {
    guard case .object = node.value else {
      throw error(.expectedObject(key: key, found: node.kind))
    }
    guard let value = self[key] else { throw error(.missingKey(key: key)) }
    return value
  }

  /// The first of several members that is there; the last name is the one to miss.
  func first(_ keys: String...) throws(FileError) -> ImportValue {
    for key in keys {
      if let value = self[key] { return value }
    }
    return try required(keys.last ?? "")
  }

  /// The elements of an array.
  func elements() throws(FileError) -> [ImportValue] {
    guard case .array(let nodes) = node.value else {
      throw error(.expected(kind: "an array", found: node.kind))
    }
    return nodes.map { ImportValue(document, $0) }
  }

  /// The members of an object.
  func members() throws(FileError) -> [(key: String, value: ImportValue)] {
    guard case .object(let members) = node.value else {
      throw error(.expected(kind: "an object", found: node.kind))
    }
    return members.map { ($0.key, ImportValue(document, $0.value)) }
  }

  /// A text.
  func text() throws(FileError) -> String {
    guard case .string(let text) = node.value else {
      throw error(.expected(kind: "a text", found: node.kind))
    }
    return text
  }

  /// A text that is not empty.
  func name() throws(FileError) -> String {
    let text = try text()
    guard !text.isEmpty else { throw error(.emptyName) }
    return text
  }

  /// A number, also one that is written as a text; nil for what is written in place of one: NaN, Infinity, bare or as a
  /// text.
  func figure() throws(FileError) -> Double? {
    switch node.value {
    case .number(let number, _): return number.isFinite ? number : nil
    case .string(let text) where Self.notNumbers.contains(text.lowercased()): return nil
    case .string(let text):
      guard let number = Self.decimal(text) else {
        throw error(.expected(kind: "a number", found: "a string"))
      }
      return number
    case .object, .array, .bool, .null:
      throw error(.expected(kind: "a number", found: node.kind))
    }
  }

  /// A number that is finite and not below zero, as every measured figure is.
  func measured() throws(FileError) -> Double {
    guard let figure = try figure() else { throw error(.notFinite) }
    guard figure >= 0 else { throw error(.belowZero) }
    return figure
  }

  /// A decimal number such as `12.5` or `1e-3`, without anything around it but spaces.
  private static func decimal(_ text: String) -> Double? {
    let plain = text[...].trimmingSpaces
    guard let first = plain.utf8.first,
      first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      plain.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let number = Double(plain),
      number.isFinite
    else { return nil }
    return number
  }

  /// A whole number from 1.
  func count() throws(FileError) -> Int {
    guard let figure = try figure(), figure >= 1, figure <= 9e15, figure == figure.rounded() else {
      throw error(.notWholeNumber)
    }
    return Int(figure)
  }

  /// A whole number from 1 that can be one of processors, runs or bytes; nil for anything else.
  var plainCount: Int? {
    guard let figure = try? figure(), figure >= 1, figure <= 9e15, figure == figure.rounded() else {
      return nil
    }
    return Int(figure)
  }

  /// The number, if this is one and it is finite.
  var plainNumber: Double? {
    guard case .number(let number, _) = node.value, number.isFinite else { return nil }
    return number
  }

  /// The text, if this is one and it is not empty.
  var plainText: String? {
    guard case .string(let text) = node.value, !text.isEmpty else { return nil }
    return text
  }

  /// Whether this is `true`.
  var isTrue: Bool { node.value == .bool(true) }

  /// An error that points here.
  func error(_ reason: String) -> FileError { document.error(at: node, reason) }

  /// An error that points here.
  func error(_ message: InterchangeMessage) -> FileError { error(message.line) }

  private static let notNumbers: Set<String> = [
    "nan", "+inf", "-inf", "inf", "infinity", "+infinity", "-infinity",
  ]
}
