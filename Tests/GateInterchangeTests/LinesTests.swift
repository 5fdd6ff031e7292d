import Foundation
import GateBudgets
import GateDetection
import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// What lines of any program become: samples, launches, steps, stages.
@Suite struct LinesTests {
  static let header = #"{"schema":"speedgate.lines/1"}"# + "\n"

  static func results(_ lines: String...) throws -> ImportedResults {
    try Fixture.parsed(header + lines.joined(separator: "\n"), format: .lines)
  }

  private func values(
    _ results: ImportedResults, _ name: String, _ metric: String
  ) -> [[Double]]? {
    results.series(name, MetricName(rawValue: metric))?.launches
  }

  @Test func `several lines of one benchmark and metric are its samples`() throws {
    let results = try Self.results(
      #"{"benchmark":"a","duration_ms":1.5}"#, #"{"benchmark":"a","value":2,"unit":"s"}"#,
      #"{"benchmark":"a","metric":"hits","value":3}"#,
      #"{"benchmark":"a","metric":"peak_memory","value":2,"unit":"MB","tags":["x"],"component":"y"}"#
    )
    #expect(values(results, "a", "wall_time") == [[1_500_000, 2e9]])
    #expect(values(results, "a", "hits") == [[3]])
    #expect(values(results, "a", "peak_memory") == [[2e6]])
    #expect(results.benchmark("a")?.tags == ["x", "y"])
  }

  @Test func `a header begins another launch, and a launch that is named is found again`() throws {
    let plain = try Self.results(
      #"{"benchmark":"a","duration_ms":1}"#, #"{"schema":"speedgate.lines/1"}"#,
      #"{"benchmark":"a","duration_ms":2}"#)
    #expect(values(plain, "a", "wall_time") == [[1e6], [2e6]])
    let named = try Fixture.parsed(
      """
      {"schema":"speedgate.lines/1","launch":"one"}
      {"schema":"speedgate.lines/1","launch":2}
      {"benchmark":"a","duration_ms":1,"launch":"one"}
      {"benchmark":"a","duration_ms":2,"launch":2}
      {"benchmark":"a","duration_ms":3,"launch":"one"}
      """, format: .lines)
    #expect(values(named, "a", "wall_time") == [[1e6, 3e6], [2e6]])
  }

  static let steps = [
    #"{"benchmark":"a","step":"read","kind":"read","duration_ms":2,"rows_read":10}"#,
    #"{"benchmark":"a","step":"write","kind":"write","duration_ms":1,"rows_written":4}"#,
  ]

  @Test func `the time of the whole ends its steps`() throws {
    let iteration = Self.steps + [#"{"benchmark":"a","duration_ms":5}"#]
    let results = try Fixture.parsed(
      Self.header + (iteration + iteration).joined(separator: "\n"), format: .lines)
    #expect(values(results, "a", "wall_time") == [[5e6, 5e6]])
    #expect(values(results, "a", "step:read") == [[2e6, 2e6]])
    #expect(values(results, "a", "rows_read") == [[10, 10]])
    #expect(values(results, "a", "rows_written") == [[4, 4]])
    let benchmark = try #require(results.benchmark("a"))
    #expect(benchmark.steps.map(\.stepID) == ["read", "write"])
    #expect(benchmark.steps.map(\.kind) == [.read, .write])
    #expect(benchmark.performanceIndicators?.bottleneckStep == "read")
    #expect(benchmark.notes.isEmpty)
  }

  @Test
  func `without the time of a whole iteration it is the sum of the steps, and a note says so`()
    throws
  {
    let results = try Fixture.parsed(
      Self.header + (Self.steps + Self.steps).joined(separator: "\n"), format: .lines)
    #expect(values(results, "a", "wall_time") == [[3e6, 3e6]])
    #expect(results.benchmark("a")?.notes.contains { $0.contains("sum of the steps") } == true)
  }

  @Test func `a step that runs twice in an iteration counts together`() throws {
    let results = try Self.results(
      Self.steps[0], Self.steps[0], #"{"benchmark":"a","duration_ms":5}"#)
    #expect(values(results, "a", "step:read") == [[4e6]])
    #expect(values(results, "a", "rows_read") == [[20]])
  }

  @Test func `rows that vary are extremes, and no longer known exactly`() throws {
    let results = try Self.results(
      #"{"benchmark":"a","step":"s","duration_ms":1,"rows_read":10}"#,
      #"{"benchmark":"a","duration_ms":2}"#,
      #"{"benchmark":"a","step":"s","duration_ms":1,"rows_read":1000}"#,
      #"{"benchmark":"a","duration_ms":2}"#)
    #expect(results.series("a", .rowsRead)?.launches == [[10, 1000]])
    #expect(results.series("a", .rowsRead)?.isDeterministic == false)
    let step = try #require(results.benchmark("a")?.steps.first)
    #expect(step.rowsRead == 505 && step.readRange == RowRange(least: 10, most: 1000, mean: 505))
  }

  @Test func `rows of the whole stand before those of the steps`() throws {
    let results = try Self.results(
      Self.steps[0], #"{"benchmark":"a","duration_ms":5,"rows_read":7}"#)
    #expect(values(results, "a", "rows_read") == [[7]])
  }

  @Test func `steps behind the last whole iteration are left out with a note`() throws {
    let results = try Self.results(
      Self.steps[0], #"{"benchmark":"a","duration_ms":5}"#, Self.steps[1])
    #expect(values(results, "a", "step:write") == nil)
    #expect(results.benchmark("a")?.notes.contains { $0.contains("is left out") } == true)
  }

  @Test func `calls that fail are a rate, and neither they nor their steps are samples`() throws {
    let results = try Self.results(
      #"{"benchmark":"a","step":"s","duration_ms":1}"#,
      #"{"benchmark":"a","duration_ms":3,"ok":true}"#,
      #"{"benchmark":"a","step":"s","duration_ms":100}"#,
      #"{"benchmark":"a","duration_ms":900,"ok":false,"error":"timeout"}"#)
    #expect(values(results, "a", "wall_time") == [[3e6]])
    #expect(values(results, "a", "step:s") == [[1e6]])
    #expect(values(results, "a", "error_rate") == [[0, 1]])
    #expect(results.origin.warnings == ["a: 1 of 2 calls failed (the first: timeout)"])
    let run = Fixture.run(results, format: .lines)
    #expect(run.status == .success && run.errors.isEmpty)
  }

  @Test func `an error fails its benchmark, and without one it belongs to the run`() throws {
    let results = try Self.results(
      #"{"benchmark":"a","duration_ms":1}"#, #"{"benchmark":"a","error":"no connection"}"#,
      #"{"benchmark":"b","duration_ms":1}"#, #"{"error":"the disk is nearly full"}"#,
      #"{"benchmark":"c","ok":false,"error":"never"}"#)
    let run = Fixture.run(results, format: .lines)
    #expect(run.benchmarks.map(\.status) == [.failed, .measured, .failed])
    #expect(run.benchmarks[0].failure?.message == "no connection")
    #expect(run.errors.contains("the disk is nearly full"))
    #expect(run.errors.contains("a: no connection"))
  }

  @Test func `a stage gives its speed-ups, and what is not said is worked out`() throws {
    // G-16: four jobs on four workers, 120 s one after the other, 40 s together.
    let results = try Self.results(
      #"{"stage":"ingest","jobs":4,"workers":4,"duration_ms":40000,"sequential_ms":120000}"#,
      #"{"stage":"five","jobs":5,"workers":4,"duration_ms":10,"speedup":2,"efficiency_pct":50}"#)
    for (metric, value) in [
      ("wall_time", 4e10), ("jobs", 4), ("workers", 4), ("speedup_potential", 4), ("speedup", 3),
      ("efficiency", 0.75), ("time_per_job", 1e10), ("sequential_time", 1.2e11),
    ] { #expect(values(results, "ingest", metric) == [[value]], "\(metric)") }
    #expect(values(results, "five", "speedup_potential") == [[2.5]])
    #expect(values(results, "five", "speedup") == [[2]])
    #expect(values(results, "five", "efficiency") == [[0.5]])
    let none = try Self.results(#"{"stage":"idle","jobs":0,"workers":4,"duration_ms":0}"#)
    #expect(values(none, "idle", "time_per_job") == nil)
  }

  @Test func `a header names suite, job, commit and moment`() throws {
    let results = try Fixture.parsed(
      #"{"schema":"speedgate.lines/1","suite":"s","job":"j","commit":"c","branch":"b","#
        + #""harness":"h 1","time":"2026-02-12T10:00:00"}"# + "\n"
        + #"{"duration_ms":4,"time":"2026-02-12T10:00:05+00:00"}"#, format: .lines)
    let run = Fixture.run(results, format: .lines)
    #expect(run.suite.name == "s" && run.jobID == "j" && run.suite.commit == "c")
    #expect(run.benchmarks.map(\.name.rawValue) == ["j"])
    #expect(run.startedAt.rawValue == "2026-02-12T10:00:00.000Z")
    #expect(run.completedAt.rawValue == "2026-02-12T10:00:05.000Z")
    #expect(run.warnings.contains { $0.contains("no time zone and is read as UTC") })
  }

  @Test func `the result of the iterations is the benchmark's when it is always the same`() throws {
    let results = try Self.results(
      #"{"benchmark":"a","duration_ms":1,"result":"x"}"#,
      #"{"benchmark":"a","duration_ms":1,"result":"x"}"#,
      #"{"benchmark":"b","duration_ms":1,"result":"x"}"#,
      #"{"benchmark":"b","duration_ms":1,"result":"y"}"#)
    #expect(results.benchmark("a")?.resultDigest == "x")
    #expect(results.benchmark("b")?.resultDigest == nil)
    #expect(results.benchmark("b")?.notes.contains { $0.contains("different results") } == true)
  }

  @Test func `keys of a writer's own are passed over, and empty lines and nulls are nothing`()
    throws
  {
    let results = try Self.results(
      "", #"{"benchmark":"a","duration_ms":1,"x_host":{"a":1},"launch":null,"rows_read":null}"#,
      "\r")
    #expect(values(results, "a", "wall_time") == [[1e6]])
  }

  @Test func `budgets judge steps, rows and figures of lines`() throws {
    let results = try Fixture.results("lines.ndjson", format: .lines)
    let run = Fixture.run(results, format: .lines)
    let policy = try BudgetPolicy(
      text: """
        { schema: "speedgate.budgets/1", budgets: [
          { benchmark: "form_*", metric: "step:score", max: "5 s" },
          { benchmark: "form_*", metric: "rows_read", max: 59 },
          { benchmark: "form_*", metric: "rows_written", at_least: 429 },
          { benchmark: "ingest", metric: "speedup", at_least: 2.5 } ] }
        """, path: "budgets.json5")
    let verdict = Check(
      run: run,
      baseline: StoredBaseline(sameEnvironment: [], otherEnvironments: [], problems: []),
      policy: policy, options: .init(checkedAt: run.startedAt)
    ).verdict()
    let statuses = Dictionary(
      verdict.findings.filter { $0.rule == .budget }.map { ($0.metric?.rawValue ?? "", $0.status) }
    ) { first, _ in first }
    #expect(statuses["step:score"] == .overBudget && statuses["rows_read"] == .overBudget)
    #expect(statuses["rows_written"] == .passed && statuses["speedup"] == .passed)
  }
}
