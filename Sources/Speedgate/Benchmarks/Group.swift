extension Benchmark {
  /// Benchmarks whose names share a beginning.
  ///
  /// ```swift
  /// Benchmark.Group("pipeline") {
  ///   Benchmark("embedding") { … }     // pipeline/embedding
  /// }
  /// ```
  public struct Group: Sendable {
    let cases: [BenchmarkCase]

    /// Adds a name and a slash before the names of all benchmarks inside.
    public init(_ name: String, @BenchmarkBuilder benchmarks: () -> Benchmarks) {
      cases = benchmarks().cases.map { inner in
        var outer = inner
        outer.name = name + "/" + inner.name
        return outer
      }
    }
  }
}
