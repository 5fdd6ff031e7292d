import Testing

@testable import Speedgate

@Suite struct StandaloneRunTests {
  struct Refusal: Error, CustomStringConvertible {
    let description = "no such fixture"
  }

  @BenchmarkBuilder static var benchmarks: Benchmarks {
    Benchmark("well/sum") { run in
      run.record("match_rate", 0.75, unit: .ratio, better: .higher)
      run.measure { blackHole((0..<500).reduce(0) { blackBox($0 &+ $1) }) }
    }
    .throughput(.items(500))
    Benchmark("well/steps") { run in
      run.measure { iteration in
        let total = iteration.step("read", rowsRead: 60) {
          (0..<500).reduce(0) { blackBox($0 &+ $1) }
        }
        iteration.step("write", rowsWritten: 1) { blackHole(total) }
      }
    }
    Benchmark("odd/skips") { run in try run.skip("needs a printer") }
    Benchmark("odd/throws") { _ in throw Refusal() }
    Benchmark("odd/measures nothing") { _ in }
    Benchmark("odd/is empty") { run in run.measure {} }
    Benchmark("odd/records nonsense") { run in
      run.record("rate", .infinity, unit: .count, better: .lower)
      run.measure { blackHole((0..<500).reduce(0) { blackBox($0 &+ $1) }) }
    }
  }

  /// Runs the suite; gives its status and what it wrote to each descriptor.
  static func run(_ arguments: String...) async -> (
    status: Int32, results: [String], complaints: [String]
  ) {
    var results: [String] = []
    var complaints: [String] = []
    let run = StandaloneRun(SuiteDeclaration(name: "Orders", cases: benchmarks.cases)) {
      line, descriptor in
      if descriptor == 1 { results.append(line) } else { complaints.append(line) }
    }
    let status = await run.run(arguments)
    return (status, results, complaints)
  }

  @Test func `benchmarks that went well give a line each and status 0`() async {
    let (status, results, _) = await Self.run("--quick", "--filter", "well/*")
    #expect(status == 0)
    #expect(results[0].split(separator: " ").first == "benchmark")
    #expect(results[1].hasPrefix("well/sum") && results[1].hasSuffix("items/s"))
    #expect(results[2].contains("match_rate") && results[2].contains("75.0 %"))
    #expect(results[3].hasPrefix("well/steps"))
    #expect(results[4].contains("read") && results[4].contains("60 rows read"))
    #expect(results[5].contains("write") && results[5].contains("1 row written"))
    #expect(results[6].contains("speedgate-bench run"))
  }

  @Test func `a skipped benchmark says why and fails nothing`() async {
    let (status, results, _) = await Self.run("--filter=odd/skips")
    #expect(status == 0)
    #expect(results[1].contains("skipped: needs a printer"))
  }

  @Test(arguments: [
    ("odd/throws", "threw: no such fixture"),
    ("odd/measures nothing", "measured nothing: the body never called measure"),
    ("odd/is empty", "takes no longer than an empty loop"),
    ("odd/records nonsense", "rate is inf"),
  ]) func `a benchmark that fails says why and gives status 1`(
    _ name: String, _ reason: String
  ) async {
    let (status, results, _) = await Self.run("--quick", "--filter", name)
    #expect(status == 1)
    #expect(results[1].hasPrefix(name) && results[1].contains("✗"))
    #expect(results[1].contains(reason))
  }

  @Test func `names are listed without measuring`() async {
    let (status, results, complaints) = await Self.run("--list", "--filter", "well/*")
    #expect(status == 0)
    #expect(results == ["well/sum", "well/steps"])
    #expect(complaints.isEmpty)
  }

  @Test func `help shows the options`() async {
    let (status, results, _) = await Self.run("--help")
    #expect(status == 0)
    for option in ["--list", "--filter", "--quick", "--help"] {
      #expect(results.joined().contains(option))
    }
  }

  @Test(arguments: [
    (["--bogus"], "unknown option --bogus"), (["sort"], "unknown option sort"),
    (["--filter"], "--filter needs a pattern"),
    (["--filter", "none"], "no benchmark matches none"),
  ]) func `a mistake in the arguments is one line and status 2`(
    _ arguments: [String], _ complaint: String
  ) async {
    var written: [(String, Int32)] = []
    let run = StandaloneRun(SuiteDeclaration(name: "Orders", cases: Self.benchmarks.cases)) {
      written.append(($0, $1))
    }
    #expect(await run.run(arguments) == 2)
    #expect(written.count == 1)
    #expect(written[0].1 == 2)
    #expect(written[0].0.hasPrefix("Orders: ") && written[0].0.contains(complaint))
  }
}
