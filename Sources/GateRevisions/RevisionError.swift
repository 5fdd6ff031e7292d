package import GateRecords

/// Why a revision cannot be found, read or built: what, where, and what to do.
package struct RevisionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The failure in one line, with the remedy.
  package let description: String

  /// Creates an error from a message.
  package init(_ message: some Message) {
    description = message.line
  }

  /// Creates an error from what another program said.
  package init(saying description: String) {
    self.description = description
  }
}
