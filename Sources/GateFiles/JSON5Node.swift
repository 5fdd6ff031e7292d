package import GateRecords

/// A value of a JSON5 text with its place, for messages that point at it.
package struct JSON5Node: Hashable, Sendable {
  /// The value.
  package enum Value: Hashable, Sendable {
    case object([JSON5Member])
    case array([JSON5Node])
    case string(String)
    /// The number, and its digits as written.
    case number(Double, text: String)
    case bool(Bool)
    case null
  }

  /// The value.
  package let value: Value

  /// The byte at which it begins.
  package let offset: Int

  /// The kind of value, for messages: `a string`.
  package var kind: String {
    switch value {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    }
  }

  /// The member of an object by its key; nil for other values and absent keys.
  package subscript(key key: String) -> JSON5Node? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.value
  }
}

/// A key and its value in an object.
package struct JSON5Member: Hashable, Sendable {
  /// The key, without quotes.
  package let key: String
  /// The byte at which the key begins.
  let keyOffset: Int
  /// The value.
  package let value: JSON5Node
}

/// A parsed JSON5 text.
package struct JSON5Document: Sendable {
  /// The path for messages.
  package let path: String
  /// The path that is recorded where a value's place is kept.
  private let name: String
  /// The whole value.
  package let root: JSON5Node

  private let bytes: [UInt8]

  /// Parses a text.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - path: The path for messages.
  ///   - name: The path that is recorded in places; the path for messages unless given.
  ///   - dialect: JSON5 for what people write, strict JSON for what programs write.
  /// - Throws: ``FileError/malformed(path:place:reason:)`` with line and column.
  package init(
    bytes: [UInt8], path: String, name: String? = nil, dialect: JSON5Dialect = .json5
  ) throws(FileError) {
    self.path = path
    self.name = name ?? path
    self.bytes = bytes
    do {
      var parser = JSON5Parser(bytes: bytes, dialect: dialect)
      root = try parser.document()
    } catch {
      throw .malformed(
        path: path, place: TextPlace(offset: error.offset, in: bytes), reason: error.message.line)
    }
  }

  /// The place of a value.
  package func place(of node: JSON5Node) -> TextPlace { TextPlace(offset: node.offset, in: bytes) }

  /// The place of a key.
  package func place(of member: JSON5Member) -> TextPlace {
    TextPlace(offset: member.keyOffset, in: bytes)
  }

  /// An error that points at a value.
  package func error(at node: JSON5Node, _ reason: String) -> FileError {
    .malformed(path: path, place: place(of: node), reason: reason)
  }

  /// An error that points at a value.
  package func error(at node: JSON5Node, _ message: some Message) -> FileError {
    error(at: node, message.line)
  }

  /// An error that points at a key.
  package func error(at member: JSON5Member, _ message: some Message) -> FileError {
    error(at: member, message.line)
  }

  /// An error that points at a key.
  package func error(at member: JSON5Member, _ reason: String) -> FileError {
    .malformed(path: path, place: place(of: member), reason: reason)
  }

  /// The place as `path:line`, which editors and terminals make clickable.
  package func source(of node: JSON5Node) -> String { "\(name):\(place(of: node).line)" }
}

/// Which grammar a text follows.
package enum JSON5Dialect: Hashable, Sendable {
  /// JSON5: comments, unquoted keys, trailing commas.
  case json5
  /// RFC 8259.
  case strict
  /// RFC 8259 and NaN, Infinity and -Infinity as numbers, which other programs write bare; a number too
  /// large for a figure is infinite, too.
  case relaxed
}

extension TextPlace {
  /// Finds the place of a byte; columns count characters, not bytes.
  init(offset: Int, in bytes: [UInt8]) {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // The columns of an endless line are not worth decoding.
    let text = bytes[max(start, offset - 10_000)..<min(offset, bytes.count)]
    let skipped = max(start, offset - 10_000) - start
    self.init(line: line, column: skipped + String(decoding: text, as: UTF8.self).count + 1)
  }
}
