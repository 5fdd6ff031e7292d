import GateProtocol

/// One benchmark after parameters and groups have been spelled out.
struct BenchmarkCase: Sendable {
  enum Body: Sendable {
    case synchronous(@Sendable (BenchmarkRun) throws -> Void)
    case asynchronous(@Sendable (BenchmarkRun) async throws -> Void)
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
  var throughput: ListedBenchmark.Throughput?
  var allowsEmptyBody = false
  var sameResultAs: String?
  /// What is wrong with the declaration; the suite then does not start.
  var problems: [String] = []
  var body: Body
}

extension BenchmarkCase {
  /// One benchmark for each value of a parameter.
  static func series<Value: Sendable>(
    _ name: String, parameter: String, values: [Value], body: (Value) -> Body
  ) -> [BenchmarkCase] {
    var problems: [String] = []
    if parameter.isEmpty || parameter.contains(where: { "{}=,".contains($0) }) {
      problems.append(
        "its parameter is named '\(parameter)'; a name is not empty and holds none of { } = ,")
    }
    guard !values.isEmpty else {
      problems.append("its parameter '\(parameter)' has no values")
      // Only to carry the problem: a suite that has one runs no benchmark.
      return [BenchmarkCase(name: name, problems: problems, body: .synchronous { _ in })]
    }
    return values.map { value in
      let text = "\(value)"
      let isUnreadable = text.isEmpty || text.contains(where: { "{}".contains($0) })
      let own =
        isUnreadable
        ? [
          "its parameter '\(parameter)' has the value '\(text)'; a value's text is not empty and holds no { or }"
        ]
        : []
      return BenchmarkCase(
        name: "\(name){\(parameter)=\(text)}", parameter: "{\(parameter)=\(text)}",
        integerParameter: value as? Int, problems: problems + own, body: body(value))
    }
  }
}
