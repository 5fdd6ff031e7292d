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

  struct Change: CustomTestStringConvertible, Sendable {
    var title: String
    var format: InterchangeFormat
    var before: String
    var after: String
    var outcome: Outcome
    init(
      _ title: String, _ format: InterchangeFormat, _ before: String, _ after: String,
      _ outcome: Outcome
    ) {
      self.title = title
      self.format = format
      self.before = before
      self.after = after
      self.outcome = outcome
    }
    var testDescription: String { title }
  }

  private static func hyperfine(_ seconds: Double, _ code: Int) -> String {
    #"{"results":[{"command":"build","times":[\#(seconds),\#(seconds)],"exit_codes":[\#(code),\#(code)]}]}"#
  }

  static let changes = [
    Change(
      "a command that is not found is no improvement", .hyperfine, hyperfine(2, 0),
      hyperfine(0.02, 127), .fail),
    Change(
      "a command that became faster is one", .hyperfine, hyperfine(2, 0), hyperfine(1, 0), .pass),
    Change(
      "a benchmark that panics is no silence", .go, "BenchmarkA-8 1 5 ns/op",
      "BenchmarkA-8 \tpanic: no\n\ngoroutine 1:", .fail),
    Change(
      "a benchmark that is skipped warns", .go, "BenchmarkA-8 1 5 ns/op\nBenchmarkB-8 1 5 ns/op",
      "BenchmarkA-8 1 5 ns/op\n--- SKIP: BenchmarkB-8\n    why", .warn),
    Change(
      "a benchmark whose figures are lost is missing", .go,
      "BenchmarkA-8 1 5 ns/op\nBenchmarkB-8 1 5 ns/op",
      "BenchmarkA-8 1 5 ns/op\nBenchmarkB-8 \tlog",
      .fail),
    Change(
      "a new benchmark on one processor renames no other", .go,
      "BenchmarkA 1 5 ns/op\nBenchmarkB 1 5 ns/op",
      "BenchmarkA 1 5 ns/op\nBenchmarkB 1 5 ns/op\nBenchmarkC/n-100 1 5 ns/op", .pass),
    Change(
      "rates and sizes that are ten times worse fail", .generic,
      #"[{"name":"api","unit":"req/s","value":7000},{"name":"app","unit":"kB","value":300}]"#,
      #"[{"name":"api","unit":"req/s","value":700},{"name":"app","unit":"kB","value":3000}]"#, .fail
    ),
  ]

  @Test(arguments: changes) func `the gate judges an import by what happened`(_ row: Change) throws
  {
    let stored = try (1...4).reversed().map {
      Fixture.run(
        try Fixture.parsed(row.before, format: row.format), format: row.format, at: Int64($0))
    }
    let run = Fixture.run(
      try Fixture.parsed(row.after, format: row.format), format: row.format, at: 9)
    let outcome = findings(run, stored).outcome
    #expect(outcome == row.outcome, "\(findings(run, stored).findings.map(\.message))")
  }
}
