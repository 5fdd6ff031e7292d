import GateBudgets
import GateDetection
import GateInterchange
import GateRecords
import Testing

/// Imported runs go through the gate like any other, on cached evidence.
@Suite struct ImportedRunTests {
  private func run(_ nanoseconds: Double, at seconds: Int64) throws -> RunRecord {
    // Runs of one program differ by a little, as on any machine.
    let wobble = 1 + Double(seconds % 3) * 0.002
    let text = """
      goos: linux
      cpu: Test CPU
      pkg: example.org/orders
      BenchmarkParse-4 1000 \(nanoseconds * wobble) ns/op 480 B/op 7 allocs/op
      BenchmarkParse-4 1000 \(nanoseconds * wobble * 1.001) ns/op 480 B/op 7 allocs/op
      """
    return Fixture.run(
      try Fixture.parsed(text, format: .go), format: .go, at: seconds)
  }

  private func findings(_ candidate: RunRecord, _ stored: [RunRecord]) -> Verdict {
    Check(
      run: candidate,
      baseline: StoredBaseline(sameEnvironment: stored, otherEnvironments: [], problems: []),
      policy: .builtIn, options: .init(checkedAt: candidate.startedAt)
    ).verdict()
  }

  @Test func `a slower import fails on cached evidence, an equal one passes`() throws {
    let stored = try (1...8).reversed().map { try run(1000, at: $0) }
    let slower = findings(try run(1500, at: 9), stored)
    let time = try #require(slower.findings.first { $0.metric == .wallTime })
    #expect(slower.outcome == .fail)
    #expect(time.status == .regressed && time.evidence.kind == .cached)
    let equal = findings(try run(1000, at: 10), stored)
    #expect(equal.outcome == .pass)
    #expect(equal.findings.first { $0.metric == .allocations }?.evidence.kind == .exact)
  }

  @Test func `one allocation more is seen at once`() throws {
    let stored = [try run(1000, at: 1)]
    var candidate = try run(1000, at: 2)
    let index = try #require(
      candidate.benchmarks[0].metrics.firstIndex { $0.metric == .allocations })
    candidate.benchmarks[0].metrics[index].launches = [[8, 8]]
    let verdict = findings(candidate, stored)
    #expect(verdict.findings.first { $0.metric == .allocations }?.status == .regressed)
  }

  @Test func `a benchmark that the other harness could not run fails the gate`() throws {
    let results = try Fixture.results("google-benchmark.json", format: .googleBenchmark)
    let verdict = findings(Fixture.run(results, format: .googleBenchmark), [])
    let broken = verdict.findings.first { $0.benchmark.rawValue == "broken" }
    #expect(broken?.status == .failed && broken?.message == "no such table")
  }
}
