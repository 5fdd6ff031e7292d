package import GateRecords

/// A benchmark that has a new name.
///
/// It has no `when`: a suite has the same names on every machine.
package struct Rename: Hashable, Sendable {
  /// The name before.
  package let from: BenchmarkIdentifier
  /// The name since.
  package let to: BenchmarkIdentifier
  /// Why it was renamed.
  package let reason: String
  /// The name of the person who renamed it.
  package let by: String
  /// The last day on which it counts; nil has no end.
  package let expires: ExpiryDate?
  /// The file and line.
  package let source: String

  /// Creates a rename.
  package init(
    from: BenchmarkIdentifier, to: BenchmarkIdentifier, reason: String, by: String,
    expires: ExpiryDate? = nil, source: String
  ) {
    self.from = from
    self.to = to
    self.reason = reason
    self.by = by
    self.expires = expires
    self.source = source
  }
}
