import GateProtocol
import GateRecords

/// One benchmark after parameters and groups have been spelled out.
struct BenchmarkCase: Sendable {
  enum Body: Sendable {
    case synchronous(@Sendable (BenchmarkRun) throws -> Void)
    case asynchronous(@Sendable (BenchmarkRun) async throws -> Void)
  }

  var name: String
  /// The suffix of the name in a series: `{n=1000}`.
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
  /// Where it is declared; nil in what the harness makes itself.
  var declaration: Declaration?
  /// The mistakes in the declaration; the suite does not start when there are any.
  var problems: [String] = []
  var body: Body
}

extension BenchmarkCase {
  /// One benchmark for each value of a parameter.
  static func series<Value: Sendable>(
    _ name: String, parameter: String, values: [Value], declaration: Declaration? = nil,
    body: (Value) -> Body
  ) -> [BenchmarkCase] {
    var problems: [String] = []
    if parameter.isEmpty || parameter.contains(where: { "{}=,".contains($0) }) {
      problems.append(SuiteMessage.parameterName(parameter).line)
    }
    guard !values.isEmpty else {
      problems.append(SuiteMessage.parameterWithoutValues(parameter).line)
      // Only to carry the problem: a suite that has one runs no benchmark.
      return [
        BenchmarkCase(
          name: name, declaration: declaration, problems: problems, body: .synchronous { _ in })
      ]
    }
    return values.map { value in
      let text = "\(value)"
      let isUnreadable = text.isEmpty || text.contains(where: { "{}".contains($0) })
      let own =
        isUnreadable
        ? [SuiteMessage.parameterValue(parameter: parameter, value: text).line] : []
      return BenchmarkCase(
        name: "\(name){\(parameter)=\(text)}", parameter: "{\(parameter)=\(text)}",
        integerParameter: value as? Int, declaration: declaration, problems: problems + own,
        body: body(value))
    }
  }
}
