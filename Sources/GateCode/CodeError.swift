import GateRecords

/// Why a file of compiled code could not be read: the file, the place in it and what is wrong there.
package struct CodeError: Error, Hashable, Sendable {
  /// The kind of error.
  package enum Reason: Hashable, Sendable {
    /// It ends too early.
    case truncated(String)
    /// It is of a kind that is not supported.
    case unsupported(String)
    /// It contradicts itself.
    case malformed(String)
  }

  /// The file, and the member in parentheses for an archive.
  package let file: String
  /// Bytes from the beginning of the file or of the member.
  package let offset: Int
  /// The kind of error.
  package let reason: Reason

  /// Creates an error.
  package init(file: String, offset: Int, reason: Reason) {
    self.file = file
    self.offset = offset
    self.reason = reason
  }
}

extension CodeError: CustomStringConvertible {
  /// The failure in one line, ending with the remedy.
  package var description: String {
    let place = "\(file): byte \(offset)"
    let message: CodeMessage =
      switch reason {
      case .truncated(let what): .truncated(place: place, what: what)
      case .unsupported(let what): .unsupported(place: place, what: what)
      case .malformed(let what): .malformed(place: place, what: what)
      }
    return message.line
  }
}
