import GateRecords

/// Why records cannot be put together, in one line that says what to do.
package struct MergeError: Error, CustomStringConvertible, Hashable, Sendable {
  /// The line.
  package let description: String

  init(_ message: MeasurementMessage) {
    description = message.line
  }
}
