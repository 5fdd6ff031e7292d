/// The result of a query of the log, with the lines that were passed over.
///
/// The two come together so that a line that cannot be read is never taken for one that says nothing.
package struct ReadResult<Value> {
  /// The result.
  package let value: Value
  /// The lines that were passed over.
  package let report: ReadReport
}

extension ReadResult: Sendable where Value: Sendable {}
