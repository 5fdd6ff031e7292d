import GateInterchange
import GateRecords
import Testing

/// A command that fails is not a quick one.
@Suite struct FailedCommandTests {
  @Test(arguments: [
    ("[127,127,null]", "3 of 3 runs ended with exit status 127"),
    ("[0,0,1]", "1 of 3 runs ended with exit status 1"),
    ("[null,0,0]", "1 of 3 runs ended by a signal"),
    ("[1e300,0,0]", "1 of 3 runs ended with exit status"),
    ("[\"x\",0,0]", "1 of 3 runs ended by a signal"), ("7", "its exit codes cannot be read"),
  ]) func `hyperfine's exit codes fail the benchmark`(_ codes: String, _ words: String) throws {
    let results = try Fixture.parsed(
      #"{"results":[{"command":"build","times":[1,1,1],"exit_codes":\#(codes)}]}"#,
      format: .hyperfine)
    let benchmark = try #require(results.benchmark("build"))
    #expect(benchmark.status == .failed && benchmark.metrics.isEmpty)
    #expect(
      benchmark.failure?.message.hasPrefix(words) == true, "\(benchmark.failure?.message ?? "")")
  }

  @Test(arguments: ["[0,0,0]", "[0.0,0,0]", "[]"])
  func `a command that ends well is measured`(_ codes: String) throws {
    let results = try Fixture.parsed(
      #"{"results":[{"command":"build","times":[1,1,1],"exit_codes":\#(codes)}]}"#,
      format: .hyperfine)
    #expect(results.benchmark("build")?.status == .measured)
  }
}
