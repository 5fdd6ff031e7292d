import GateFiles
import GateInterchange
import GateRecords
import Testing

/// What Go's benchmarks print when they fail, skip or log is no figure and no silence.
@Suite struct GoFailureTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var title: String
    var text: String
    var name: String
    var kind: BenchmarkFailure.Kind
    var message: String
    init(
      _ title: String, _ text: String, _ name: String = "p/Bad",
      _ kind: BenchmarkFailure.Kind = .threw, _ message: String
    ) {
      self.title = title
      self.text = text
      self.name = name
      self.kind = kind
      self.message = message
    }
    var testDescription: String { title }
  }

  static let cases = [
    Case(
      "FAIL behind its name", "BenchmarkBad-8 \t--- FAIL: BenchmarkBad-8\n    a_test.go:12: boom",
      "p/Bad", .threw, "a_test.go:12: boom"),
    Case(
      "FAIL on its own line",
      "BenchmarkBad\n--- FAIL: BenchmarkBad-8\n    a_test.go:12: boom\n    more",
      "p/Bad", .threw, "a_test.go:12: boom"),
    Case(
      "FAIL without a reason", "--- FAIL: BenchmarkBad-8\nFAIL", "p/Bad", .threw,
      "go test reports FAIL"),
    Case(
      "FAIL of a part",
      "--- FAIL: BenchmarkBad-8\n    --- FAIL: BenchmarkBad/n=1-8\n        x.go:1: no",
      "p/Bad{n=1}", .threw, "x.go:1: no"),
    Case(
      "panic behind its name",
      "BenchmarkBad-8 \tpanic: index out of range\n\ngoroutine 9 [running]:",
      "p/Bad", .crashed, "panic: index out of range"),
    Case(
      "panic after a log", "BenchmarkBad-8 \tstarting\npanic: oh no\n", "p/Bad", .crashed,
      "panic: oh no"),
    Case(
      "panic with -v", "BenchmarkBad\npanic: oh no\n", "p/Bad", .crashed, "panic: oh no"),
    Case(
      "fatal error", "BenchmarkBad-8 \tfatal error: all goroutines are asleep\n", "p/Bad", .crashed,
      "fatal error: all goroutines are asleep"),
    Case(
      "exit", "BenchmarkBad-8 \texit status 3\nFAIL\tp\t0.1s", "p/Bad", .crashed,
      "go test ended before it gave figures"),
    Case(
      "SKIP", "--- SKIP: BenchmarkBad-8\n    a_test.go:9: needs network", "p/Bad", .skipped,
      "a_test.go:9: needs network"),
    Case(
      "SKIP behind its name", "BenchmarkBad-8 \t--- SKIP: BenchmarkBad-8\n    why", "p/Bad",
      .skipped,
      "why"),
    Case(
      "failed after it gave figures",
      "BenchmarkBad-8 \t 10\t 5 ns/op\nBenchmarkBad-8 \t--- FAIL: BenchmarkBad-8\n    second time",
      "p/Bad", .threw, "second time"),
  ]

  @Test(arguments: cases) func `a benchmark that gives no figures is reported`(_ row: Case) throws {
    let text = "pkg: p\nBenchmarkGood-8 \t 100\t 1000 ns/op\n" + row.text + "\n"
    let results = try Fixture.parsed(text, format: .go)
    #expect(results.series("p/Good", .wallTime)?.samples == [1000])
    let bad = try #require(results.benchmark(row.name))
    #expect(bad.failure?.kind == row.kind && bad.failure?.message == row.message)
    #expect(bad.status == (row.kind == .skipped ? .skipped : .failed) && bad.metrics.isEmpty)
    let run = Fixture.run(results, format: .go)
    #expect(run.status == (row.kind == .skipped ? .success : .partial))
  }

  @Test(arguments: [
    "BenchmarkLogs-8 \t2026/01/02 03:04:05 starting\n2026/01/02 connected\n     100\t 12345 ns/op\n",
    "BenchmarkLogs-8 \thello 100\t 12345 ns/op\n",
    "BenchmarkLogs-8 \thello\n100\t 12345 ns/op\n",
    "BenchmarkLogs\nhello\nBenchmarkLogs-8 \t 100\t 12345 ns/op\n",
    "BenchmarkLogs-8 \t 100\t 12345 ns/op\n--- BENCH: BenchmarkLogs-8\n    a.go:1: 100 5 ns/op\n",
  ]) func `figures are found behind what a benchmark logs`(_ text: String) throws {
    let results = try Fixture.parsed(
      text + "BenchmarkQuiet-8 \t 100\t 500 ns/op\nPASS\n", format: .go)
    #expect(results.series("Logs", .wallTime)?.samples == [12345])
    #expect(results.series("Quiet", .wallTime)?.samples == [500])
    #expect(results.receipt.droppedCount == 0 && results.origin.warnings.isEmpty)
  }

  @Test(arguments: [
    ("BenchmarkLost-8 \tlog\nPASS\n", "no figures follow the benchmark's name"),
    ("BenchmarkLost-8 \t", "no figures follow the benchmark's name"),
    ("BenchmarkLost-8 \t 100", "the row is cut short before its first figure"),
    ("BenchmarkLost-8 \t 100\t 2000", "the row is cut short before its first figure"),
  ]) func `a row without figures is counted and warned about`(_ text: String, _ reason: String)
    throws
  {
    let results = try Fixture.parsed("BenchmarkGood-8 \t 100\t 5 ns/op\n" + text, format: .go)
    #expect(results.receipt.rows == 2 && results.receipt.droppedCount == 1)
    #expect(
      results.origin.warnings == ["1 row not imported, because \(reason) (at given:2)"])
  }

  @Test(arguments: [
    "Benchmarking is fun\t 3 times", "BenchmarkParent", "Benchmark results follow",
    "=== RUN   BenchmarkX",
  ]) func `words that only begin like a row are not figures`(_ line: String) throws {
    let results = try Fixture.parsed(line + "\nBenchmarkGood-8 \t 100\t 5 ns/op\n", format: .go)
    #expect(results.benchmarks.count == 1 && results.origin.warnings.isEmpty)
  }

  @Test func `a package that failed without a benchmark as the reason is warned about`() throws {
    let results = try Fixture.parsed(
      "pkg: a\nBenchmarkX 1 5 ns/op\nPASS\nok  \ta\t1s\nFAIL\tb [build failed]\nFAIL\n", format: .go
    )
    #expect(results.origin.warnings.count == 1)
    #expect(results.origin.warnings.first?.contains("package b failed [build failed]") == true)
  }

  @Test func `text in which all benchmarks fail makes a record that no gate passes`() throws {
    let results = try Fixture.parsed(
      "BenchmarkBad-8 \t--- FAIL: BenchmarkBad-8\n    boom\n", format: .go)
    #expect(results.benchmark("Bad")?.status == .failed)
    #expect(Fixture.run(results, format: .go).status == .failure)
  }

  @Test(arguments: [
    "NaN hits/ratio", "+Inf hits/ratio", "-Inf hits/ratio", "+Inf MB/s", "NaN B/op",
  ])
  func `a figure next to the time that is no number is left out with a note`(_ figure: String)
    throws
  {
    let results = try Fixture.parsed("BenchmarkB-8 \t 100\t 10 ns/op\t \(figure)\n", format: .go)
    let benchmark = try #require(results.benchmark("B"))
    #expect(benchmark.metrics.map(\.metric) == [.wallTime])
    #expect(benchmark.notes.count == 1 && results.receipt.fieldsLeftOut == 1)
  }

  @Test func `a metric of a user's own may be below zero`() throws {
    let results = try Fixture.parsed("BenchmarkB 1 10 ns/op -3 drift\n", format: .go)
    #expect(results.series("B", MetricName(rawValue: "drift"))?.samples == [-3])
    #expect(throws: FileError.self) {
      try Fixture.parsed("BenchmarkB 1 10 ns/op -3 B/op", format: .go)
    }
  }
}
