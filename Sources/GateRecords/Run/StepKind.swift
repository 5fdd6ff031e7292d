/// The kind of work that a step of an iteration does.
public enum StepKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// It gets data from outside: a query, a file, a request.
  case read
  /// It works on data that it has.
  case transform
  /// It puts data outside.
  case write
}
