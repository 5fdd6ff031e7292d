package import Foundation
package import GateRecords

/// Runs, verdicts and other records as JSON files with a schema.
package enum RecordFile {
  /// Reads a record.
  ///
  /// The `schema` key is read first, so that a file of another kind or a newer version is named as
  /// such and not as a missing key.
  ///
  /// - Parameter origin: How the path came to be read; pipes are read only where the user named them.
  /// - Throws: ``FileError`` with file and place.
  package static func read<Record: Decodable>(
    _ type: Record.Type, schema: SchemaVersion, at path: String,
    from origin: FileOrigin = .folder
  ) throws(FileError) -> Record {
    try decode(schema: schema, from: TextFile.bytes(path, from: origin), path: path) {
      try $0.decode(type)
    }
  }

  /// Reads a run, and makes something of each of its benchmarks, so that they need not all be in memory.
  ///
  /// - Returns: The run without its benchmarks, and what was made of them, in their order.
  /// - Throws: ``FileError`` with file and place.
  package static func readRun<Kept>(
    at path: String, keeping body: (BenchmarkRecord) -> Kept
  ) throws(FileError) -> (run: RunRecord, kept: [Kept]) {
    try decode(schema: RunRecord.schema, from: TextFile.bytes(path), path: path) {
      try $0.decodeRun(keeping: body)
    }
  }

  /// Reads a record that may be missing.
  ///
  /// - Parameter contradiction: Returns the contradiction in a record; nil if there is none.
  /// - Returns: Nil where nothing is there.
  /// - Throws: ``FileError`` where something is there that is no such record, or one that contradicts itself.
  package static func readIfPresent<Record: Decodable>(
    _ type: Record.Type, schema: SchemaVersion, at path: String,
    contradiction: (Record) -> String?
  ) throws(FileError) -> Record? {
    switch PathKind(of: path) {
    case .absent: return nil
    case .folder: throw .unreadable(path: path, reason: FileMessage.isFolder.line)
    case .special: throw .unreadable(path: path, reason: FileMessage.notRegular.line)
    case .hidden(let reason): throw .unreadable(path: path, reason: reason)
    case .file: break
    }
    let record: Record
    do {
      record = try read(type, schema: schema, at: path)
    } catch .notFound {
      // Somebody has removed it since.
      return nil
    }
    if let contradiction = contradiction(record) {
      throw .malformed(path: path, place: nil, reason: contradiction)
    }
    return record
  }

  /// Reads a record from bytes that came from elsewhere, such as standard input; what gzip compressed is a record
  /// as well.
  ///
  /// - Throws: ``FileError`` with the path given and the place.
  package static func decode<Record: Decodable>(
    _ type: Record.Type, schema: SchemaVersion, from data: Data, path: String
  ) throws(FileError) -> Record {
    try decode(schema: schema, from: Array(data), path: path) { try $0.decode(type) }
  }

  private static func decode<Value>(
    schema: SchemaVersion, from bytes: [UInt8], path: String, as value: (JSONText) throws -> Value
  ) throws(FileError) -> Value {
    let bytes = Gzip.isCompressed(bytes) ? try Gzip.expand(bytes, path: path) : bytes
    guard !bytes.isEmpty else { throw .empty(path: path) }
    let json: JSONText
    let header: Header
    do {
      json = try JSONText(bytes: bytes)
      header = try json.decode(Header.self)
    } catch {
      throw foreign(bytes, instead: schema, path: path)
        ?? explain(error, bytes: bytes, path: path)
    }
    guard let text = header.schema, let found = SchemaVersion(rawValue: text),
      found.name == schema.name
    else {
      throw foreign(bytes, instead: schema, path: path)
        ?? .wrongSchema(path: path, found: header.schema, expected: schema.rawValue)
    }
    guard found.version <= schema.version else {
      throw .newerVersion(path: path, found: found.rawValue, newest: schema.rawValue)
    }
    do {
      return try value(json)
    } catch {
      throw explain(error, bytes: bytes, path: path)
    }
  }

  /// Writes a record: sorted keys, equal bytes for equal records, in one step.
  ///
  /// - Throws: ``FileError``; an existing file is then untouched.
  package static func write(_ record: some Encodable, to path: String) throws(FileError) {
    try TextFile.write(encode(record, path: path), to: path)
  }

  /// Encodes a record as it is written.
  ///
  /// - Throws: ``FileError/notWritable(path:reason:)`` when a figure is not finite.
  package static func encode(_ record: some Encodable, path: String) throws(FileError) -> Data {
    do {
      return Data(try JSONWriter.encode(record) + [UInt8(ascii: "\n")])
    } catch {
      throw .notWritable(path: path, reason: FileMessage.notFinite.line)
    }
  }

  /// The error for a record of another program where a run or its verdict is needed; nil for anything else.
  private static func foreign(
    _ bytes: [UInt8], instead schema: SchemaVersion, path: String
  ) -> FileError? {
    guard [RunRecord.schema.name, Verdict.schema.name].contains(schema.name) else { return nil }
    return ForeignRecord.format(of: bytes).map { .needsImport(path: path, format: $0) }
  }

  private struct Header: Decodable {
    let schema: String?
  }

  /// Finds the place that a decoder's error is about.
  private static func explain(_ error: any Error, bytes: [UInt8], path: String) -> FileError {
    let document: JSON5Document
    do {
      document = try JSON5Document(bytes: bytes, path: path, dialect: .strict)
    } catch {
      return error
    }
    if let failure = error as? JSONText.Failure {
      let place = TextPlace(offset: failure.offset, in: bytes)
      return .malformed(path: path, place: place, reason: failure.reason)
    }
    guard let error = error as? DecodingError else {
      return .malformed(path: path, place: nil, reason: "\(error)")
    }
    let context: DecodingError.Context
    let message: (_ inside: String) -> FileMessage
    switch error {
    case .keyNotFound(let key, let found):
      context = found
      message = { .recordLacksKey(key: key.stringValue, inside: $0) }
    case .valueNotFound(_, let found):
      context = found
      message = { .recordHasNull(inside: $0) }
    case .typeMismatch(let type, let found):
      context = found
      message = { .recordExpects(kind: words(for: type), inside: $0) }
    case .dataCorrupted(let found):
      context = found
      message = { .recordHasUnknownValue(inside: $0) }
    @unknown default:
      return .malformed(path: path, place: nil, reason: "\(error)")
    }
    let (node, keys) = follow(context.codingPath, from: document.root)
    return document.error(at: node, message(keys.isEmpty ? "" : " in \(keys)"))
  }

  private static func words(for type: Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is any Numeric.Type: "a number"
    case is [Any].Type: "an array"
    default: "an object"
    }
  }

  private static func follow(
    _ path: [any CodingKey], from root: JSON5Node
  ) -> (JSON5Node, String) {
    var node = root
    var keys = ""
    for key in path {
      switch node.value {
      case .array(let elements):
        guard let index = key.intValue, elements.indices.contains(index) else {
          return (node, keys)
        }
        node = elements[index]
        keys += "[\(index)]"
      case .object, .string, .number, .bool, .null:
        guard let next = node[key: key.stringValue] else { return (node, keys) }
        node = next
        keys += (keys.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return (node, keys)
  }
}
