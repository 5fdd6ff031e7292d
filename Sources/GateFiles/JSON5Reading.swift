package import GateRecords

/// Reads plain values of a file that people write, and points at what is wrong with them.
///
/// This protocol has the functions that all such files need; the type that reads a format knows the meaning of its
/// values.
package protocol JSON5Reading {
  /// The document to read.
  var document: JSON5Document { get }
}

extension JSON5Reading {
  /// The place of a value as `path:line`.
  package func source(of node: JSON5Node) -> String { document.source(of: node) }

  /// An error that points at a value.
  package func error(at node: JSON5Node, _ reason: String) -> FileError {
    document.error(at: node, reason)
  }

  /// An error that points at a value.
  package func error(at node: JSON5Node, _ message: some Message) -> FileError {
    document.error(at: node, message)
  }

  /// Checks that the document is of a format, in a known version.
  ///
  /// - Throws: ``FileError`` when it is another format, a newer version, or says nothing of both.
  package func requireSchema(_ schema: SchemaVersion) throws(FileError) {
    guard let node = document.root[key: "schema"] else {
      throw .wrongSchema(path: document.path, found: nil, expected: schema.rawValue)
    }
    let text = try string(node, "schema")
    guard let found = SchemaVersion(rawValue: text), found.name == schema.name else {
      throw .wrongSchema(path: document.path, found: text, expected: schema.rawValue)
    }
    guard found.version <= schema.version else {
      throw .newerVersion(path: document.path, found: text, newest: schema.rawValue)
    }
  }

  // MARK: Plain values

  /// A text that is not empty.
  ///
  /// - Throws: ``FileError`` with the place, as all of these do.
  package func string(_ node: JSON5Node, _ what: String) throws(FileError) -> String {
    guard case .string(let text) = node.value else {
      throw document.error(
        at: node, FileMessage.expected(kind: "a text", what: what, found: node.kind))
    }
    guard !text.isEmpty else { throw document.error(at: node, FileMessage.emptyText(what: what)) }
    return text
  }

  /// True or false.
  package func flag(_ node: JSON5Node, _ what: String) throws(FileError) -> Bool {
    guard case .bool(let value) = node.value else {
      throw document.error(
        at: node, FileMessage.expected(kind: "true or false", what: what, found: node.kind))
    }
    return value
  }

  /// A whole number in a range.
  package func integer(
    _ node: JSON5Node, _ what: String, in range: ClosedRange<Int>
  ) throws(FileError) -> Int {
    guard case .number(let value, let text) = node.value else {
      throw document.error(
        at: node, FileMessage.expected(kind: "a whole number", what: what, found: node.kind))
    }
    guard let number = Int(exactly: value), range.contains(number) else {
      throw document.error(
        at: node,
        FileMessage.notInRange(
          what: what, text: text, lowest: range.lowerBound, highest: range.upperBound))
    }
    return number
  }

  /// A finite number above zero.
  package func positive(_ node: JSON5Node, _ what: String) throws(FileError) -> Double {
    guard case .number(let value, let text) = node.value else {
      throw document.error(
        at: node, FileMessage.expected(kind: "a number", what: what, found: node.kind))
    }
    guard value.isFinite, value > 0 else {
      throw document.error(at: node, FileMessage.notPositive(what: what, text: text))
    }
    return value
  }

  /// One of some words.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: JSON5Node, _ what: String, as type: Choice.Type
  ) throws(FileError) -> Choice where Choice.RawValue == String {
    let text = try string(node, what)
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue)
      let suggestion = Suggestion.text(for: text, among: known)
      throw document.error(
        at: node,
        FileMessage.unknownChoice(
          what: what, text: text, suggestion: suggestion, known: known))
    }
    return choice
  }

  // MARK: Containers

  /// The members of an object.
  package func object(_ node: JSON5Node, _ what: String) throws(FileError) -> [JSON5Member] {
    guard case .object(let members) = node.value else {
      throw document.error(
        at: node, FileMessage.expected(kind: "an object", what: what, found: node.kind))
    }
    return members
  }

  /// The elements of an array.
  package func array(_ node: JSON5Node, _ what: String) throws(FileError) -> [JSON5Node] {
    guard case .array(let elements) = node.value else {
      throw document.error(
        at: node, FileMessage.expected(kind: "an array", what: what, found: node.kind))
    }
    return elements
  }

  /// The value of a key that must be there.
  package func required(
    _ key: String, of node: JSON5Node, _ what: String
  ) throws(FileError) -> JSON5Node {
    guard let value = node[key: key] else {
      throw document.error(at: node, FileMessage.missingKey(what: what, key: key))
    }
    return value
  }

  /// Refuses a key that is not known.
  package func checkKeys(_ members: [JSON5Member], _ allowed: [String]) throws(FileError) {
    for member in members where !allowed.contains(member.key) {
      throw unknownKey(member, among: allowed)
    }
  }

  /// The error for a key that is not among the known ones.
  package func unknownKey(_ member: JSON5Member, among known: [String]) -> FileError {
    let suggestion = Suggestion.text(for: member.key, among: known)
    return document.error(
      at: member,
      FileMessage.unknownKey(
        key: member.key, suggestion: suggestion, known: known))
  }
}
