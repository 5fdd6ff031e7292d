/// One benchmark after parameters and groups have been spelled out.
struct BenchmarkCase: Sendable {
  enum Body: Sendable {
    case synchronous(@Sendable (BenchmarkRun) throws -> Void)
    case asynchronous(@Sendable (BenchmarkRun) async throws -> Void)
  }

  enum Work: Hashable, Sendable {
    case items(Double)
    case bytes(Double)
  }

  var name: String
  /// What stands behind the name in a series: `{n=1000}`.
  var parameter = ""
  var integerParameter: Int?
  var tags: [String] = []
  var metrics: [Benchmark.Metric] = []
  var timeLimit: Duration?
  var sampling = Benchmark.Sampling.batched
  var threads = Benchmark.Threads.single
  var throughput: Work?
  var allowsEmptyBody = false
  var sameResultAs: String?
  var body: Body
}
