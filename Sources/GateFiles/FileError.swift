import GateRecords

/// Why a file could not be read or written: what, where, and what to do.
package enum FileError: Error, Hashable, Sendable {
  /// There is nothing at the path.
  case notFound(path: String)
  /// The system refuses to read it.
  case unreadable(path: String, reason: String)
  /// It holds nothing.
  case empty(path: String)
  /// It is larger than this program reads.
  case tooLarge(path: String, bytes: Int64, limit: Int64)
  /// It is not what its format says.
  case malformed(path: String, place: TextPlace?, reason: String)
  /// It says it is another format.
  case wrongSchema(path: String, found: String?, expected: String)
  /// It holds figures of another program, which an import makes a run record of; the format's name is that of `--from`.
  case needsImport(path: String, format: String)
  /// It was written by a newer version.
  case newerVersion(path: String, found: String, newest: String)
  /// The system refuses to write it.
  case notWritable(path: String, reason: String)
  /// Its content is not what it was when it was stored.
  case hashMismatch(path: String, expected: String)
}

extension FileError: CustomStringConvertible {
  /// The failure in one line, ending with the remedy.
  package var description: String { "\(location): \(reason)" }

  /// The file that the failure is about.
  package var path: String {
    switch self {
    case .notFound(let path), .unreadable(let path, _), .empty(let path), .tooLarge(let path, _, _),
      .malformed(let path, _, _), .wrongSchema(let path, _, _), .needsImport(let path, _),
      .newerVersion(let path, _, _), .notWritable(let path, _), .hashMismatch(let path, _):
      path
    }
  }

  /// The file, with line and column where they are known.
  package var location: String {
    guard case .malformed(let path, let place?, _) = self else { return path }
    return "\(path):\(place)"
  }

  /// The error and its remedy.
  package var reason: String {
    switch self {
    case .notFound: FileMessage.notFound.line
    case .unreadable(_, let reason): FileMessage.unreadable(reason: reason).line
    case .empty: FileMessage.empty.line
    case .tooLarge(_, let bytes, let limit):
      FileMessage.tooLarge(bytes: bytes, limit: limit).line
    case .malformed(_, _, let reason): reason
    case .wrongSchema(_, let found?, let expected):
      FileMessage.wrongSchema(found: found, expected: expected).line
    case .wrongSchema(_, nil, let expected): FileMessage.noSchema(expected: expected).line
    case .needsImport(let path, let format):
      FileMessage.needsImport(format: format, path: Self.argument(path)).line
    case .newerVersion(_, let found, let newest):
      FileMessage.newerVersion(found: found, newest: newest).line
    case .notWritable(_, let reason): FileMessage.notWritable(reason: reason).line
    case .hashMismatch(_, let expected): FileMessage.hashMismatch(expected: expected).line
    }
  }
}

extension FileError {
  /// The same error with its line number increased, for a text that was read line by line.
  ///
  /// - Parameter lines: The number of lines before the text.
  package func movedDown(lines: Int) -> FileError {
    guard case .malformed(let path, let place?, let reason) = self else { return self }
    let moved = TextPlace(line: place.line + lines, column: place.column)
    return .malformed(path: path, place: moved, reason: reason)
  }

  /// A path as an argument; what came from standard input is named -.
  private static func argument(_ path: String) -> String {
    ["(input)", "standard input", "-"].contains(path) ? "-" : ShellWords.quoted(path)
  }
}

/// A place in a text, both counted from 1; columns count characters.
package struct TextPlace: Hashable, Sendable, CustomStringConvertible {
  /// The line.
  package let line: Int
  /// The character in the line.
  package let column: Int

  /// Creates a place.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// `line:column`.
  package var description: String { "\(line):\(column)" }
}
