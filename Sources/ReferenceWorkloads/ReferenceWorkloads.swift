import Speedgate

/// The built-in suite: real small programs, written with the library as any user would.
///
/// `docs/reference-workloads.md` describes each group and the variables that it reads.
@main
struct ReferenceWorkloads: BenchmarkSuite {
  static let name = "reference-workloads"

  /// Creates the suite.
  ///
  /// - Throws: The mistake in one of the variables that it reads.
  init() throws {
    _ = try Demonstration.fromEnvironment.get()
    _ = try Document.fromEnvironment.get()
  }

  var benchmarks: Benchmarks {
    PipelineBenchmarks.all
    IngestBenchmarks.all
    EnrichmentBenchmarks.all
    SimulationBenchmarks.all
    QueryBenchmarks.all
  }
}
