import Speedgate

/// A node of the pipeline as a benchmark, and its work in pieces.
struct PipelineNode: Sendable {
  /// The benchmark's full name.
  let name: String
  /// The circuit breaker that it goes through, where the real node may fail.
  let breaker: String?
  /// The benchmark.
  let benchmark: Benchmark
  /// The work of one iteration.
  let slices: @Sendable () -> any SlicedWork

  /// Makes a node.
  ///
  /// - Parameters:
  ///   - name: Its name in the pipeline.
  ///   - mayFail: Whether it goes through a circuit breaker of its name.
  ///   - fileID: The file in which the node is declared.
  ///   - line: The line in which it is declared.
  ///   - prepare: Cuts the work of one iteration into pieces; called once a launch.
  init<Piece, Answer>(
    _ name: String, mayFail: Bool = false, fileID: String = #fileID,
    line: @autoclosure @escaping @Sendable () -> Int = #line,
    _ prepare: @escaping @Sendable () -> Slices<Piece, Answer>
  ) {
    let fullName = "pipeline/" + name
    let breaker = mayFail ? name : nil
    self.name = fullName
    self.breaker = breaker
    slices = { prepare() }
    benchmark = Benchmark(fullName, fileID: fileID, line: line()) { run in
      try run.measureSlices(fullName, breaker: breaker.map { run.breaker($0) }, prepare())
    }
    .sampling(.perIteration)
  }
}
