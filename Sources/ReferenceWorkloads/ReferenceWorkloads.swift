import Speedgate

/// The built-in suite: real small programs, written with the library as any user would.
///
/// `docs/reference-workloads.md` describes each group and the variables that it reads.
@main
struct ReferenceWorkloads: BenchmarkSuite {
  static let name = "reference-workloads"

  var benchmarks: Benchmarks {
    PipelineBenchmarks.all
    IngestBenchmarks.all
    EnrichmentBenchmarks.all
    SimulationBenchmarks.all
    QueryBenchmarks.all
  }
}
