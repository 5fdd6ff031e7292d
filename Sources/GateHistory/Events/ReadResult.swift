/// The result of a query of the log, with the lines that were passed over.
///
/// Both are returned together so that an unreadable line never counts as an empty one.
package struct ReadResult<Value> {
  /// The result.
  package let value: Value
  /// The lines that were passed over.
  package let report: ReadReport
}

extension ReadResult: Sendable where Value: Sendable {}
