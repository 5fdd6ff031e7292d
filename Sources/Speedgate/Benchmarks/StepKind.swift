import GateRecords

extension BenchmarkRun {
  /// The kind of work that a step of an iteration does.
  ///
  /// Reports say how long reading takes, and how many rows a second transforming and writing steps work on.
  public enum StepKind: Sendable {
    /// It gets data from outside: a query, a file, a request.
    case read
    /// It works on data that it has.
    case transform
    /// It puts data outside.
    case write

    /// The kind as records name it.
    var recorded: GateRecords.StepKind {
      switch self {
      case .read: .read
      case .transform: .transform
      case .write: .write
      }
    }
  }
}
