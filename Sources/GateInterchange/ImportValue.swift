import GateFiles
import GateRecords

/// A value in another harness's JSON, with errors that point at it.
///
/// Keys that are not asked for are never looked at: other versions may write more.
///
/// Strict JSON is looked at where it lies. What else other programs write, such as NaN, and what is wrong, is left to
/// ``JSON5Document``, whose words are in messages.
struct ImportValue {
  /// A value.
  enum Content {
    case object, array
    case string(String)
    case number(Double)
    case bool(Bool)
    case null
  }

  private enum Source {
    case strict(JSONView, path: String)
    case tree(JSON5Node, JSON5Document)
  }

  private let source: Source

  init(_ file: ImportFile, dialect: JSON5Dialect = .relaxed) throws(FileError) {
    let bytes = try file.bytes
    if dialect != .json5, let view = JSONView(plain: bytes) {
      source = .strict(view, path: file.path)
      return
    }
    let document = try JSON5Document(bytes: bytes, path: file.path, dialect: dialect)
    source = .tree(document.root, document)
  }

  private init(_ source: Source) { self.source = source }

  /// The value; of objects and arrays without what they hold.
  var content: Content {
    switch source {
    case .strict(let view, _):
      switch view.kind {
      case .object: .object
      case .array: .array
      case .string: .string(view.string ?? "")
      case .number: .number(view.number ?? .nan)
      case .bool: .bool(view.bool ?? false)
      case .null: .null
      }
    case .tree(let node, _):
      switch node.value {
      case .object: .object
      case .array: .array
      case .string(let text): .string(text)
      case .number(let number, _): .number(number)
      case .bool(let flag): .bool(flag)
      case .null: .null
      }
    }
  }

  /// What kind of value it is, for messages: `a string`.
  private var kind: String {
    switch content {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    }
  }

  /// A number as it is written; empty for other values.
  var digits: String {
    switch source {
    case .strict(let view, _): return view.digits
    case .tree(let node, _):
      guard case .number(_, let text) = node.value else { return "" }
      return text
    }
  }

  /// A member of an object; nil when it is absent or null.
  subscript(key: String) -> ImportValue? {
    let member: ImportValue? =
      switch source {
      case .strict(let view, let path): view[key].map { ImportValue(.strict($0, path: path)) }
      case .tree(let node, let document):
        node[key: key].map { ImportValue(.tree($0, document)) }
      }
    return member?.isNull == true ? nil : member
  }

  /// A member that must be there.
  func required(_ key: String) throws(FileError) -> ImportValue {
    guard isObject else { throw error(.expectedObject(key: key, found: kind)) }
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
    switch source {
    case .strict(let view, let path):
      guard view.kind == .array else { break }
      return view.elements.map { ImportValue(.strict($0, path: path)) }
    case .tree(let node, let document):
      guard case .array(let nodes) = node.value else { break }
      return nodes.map { ImportValue(.tree($0, document)) }
    }
    throw error(.expected(kind: "an array", found: kind))
  }

  /// The members of an object.
  func members() throws(FileError) -> [(key: String, value: ImportValue)] {
    switch source {
    case .strict(let view, let path):
      guard view.kind == .object else { break }
      return view.members.map { ($0.key, ImportValue(.strict($0.value, path: path))) }
    case .tree(let node, let document):
      guard case .object(let members) = node.value else { break }
      return members.map { ($0.key, ImportValue(.tree($0.value, document))) }
    }
    throw error(.expected(kind: "an object", found: kind))
  }

  /// A text.
  func text() throws(FileError) -> String {
    guard case .string(let text) = content else {
      throw error(.expected(kind: "a text", found: kind))
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
    switch content {
    case .number(let number): return number.isFinite ? number : nil
    case .string(let text) where Self.notNumbers.contains(text.lowercased()): return nil
    case .string(let text):
      guard let number = Self.decimal(text) else {
        throw error(.expected(kind: "a number", found: "a string"))
      }
      return number
    case .object, .array, .bool, .null:
      throw error(.expected(kind: "a number", found: kind))
    }
  }

  /// A number that is finite and not below zero, as every measured figure is.
  func measured() throws(FileError) -> Double {
    guard let figure = try figure() else { throw error(.notFinite) }
    guard figure >= 0 else { throw error(.belowZero) }
    return figure
  }

  /// The elements of an array, numbers that are finite and not below zero.
  func allMeasured() throws(FileError) -> [Double] {
    if case .strict(let view, _) = source, let numbers = view.numbers,
      numbers.allSatisfy({ $0 >= 0 })
    {
      return numbers
    }
    var numbers: [Double] = []
    for element in try elements() { numbers.append(try element.measured()) }
    return numbers
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
    guard case .number(let number) = content, number.isFinite else { return nil }
    return number
  }

  /// The text, if this is one and it is not empty.
  var plainText: String? {
    guard case .string(let text) = content, !text.isEmpty else { return nil }
    return text
  }

  /// Whether this is `true`.
  var isTrue: Bool { if case .bool(true) = content { true } else { false } }

  /// Whether this is `null`.
  var isNull: Bool { if case .null = content { true } else { false } }

  /// An error that points here.
  func error(_ reason: String) -> FileError {
    switch source {
    case .strict(let view, let path): view.error(path: path, reason)
    case .tree(let node, let document): document.error(at: node, reason)
    }
  }

  /// An error that points here.
  func error(_ message: InterchangeMessage) -> FileError { error(message.line) }

  private static let notNumbers: Set<String> = [
    "nan", "+inf", "-inf", "inf", "infinity", "+infinity", "-infinity",
  ]
}
