/// What a query found in the log, with what it passed over.
///
/// The two come together so that a line that cannot be read is never taken for one that says nothing.
package struct ReadResult<Value> {
  /// What was found.
  package let value: Value
  /// What was passed over.
  package let report: ReadReport
}

extension ReadResult: Sendable where Value: Sendable {}
