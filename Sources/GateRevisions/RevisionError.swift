/// Why a revision cannot be found, read or built: what, where, and what to do.
package struct RevisionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The failure in one line, with the remedy.
  package let description: String

  /// Names a failure.
  package init(_ description: String) {
    self.description = description
  }
}
