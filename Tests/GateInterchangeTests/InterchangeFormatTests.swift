import Foundation
import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// Files that the tools really wrote, where `Fixtures/README.md` says so.
@Suite struct InterchangeFormatTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var format: InterchangeFormat
    var fixture: String
    var testDescription: String { fixture }
  }

  static let cases: [Case] = [
    .init(format: .googleBenchmark, fixture: "google-benchmark.json"),
    .init(format: .googleBenchmark, fixture: "google-benchmark-aggregates.json"),
    .init(format: .go, fixture: "go.txt"),
    .init(format: .hyperfine, fixture: "hyperfine.json"),
    .init(format: .hyperfine, fixture: "hyperfine-failing.json"),
    .init(format: .pytestBenchmark, fixture: "pytest-benchmark.json"),
    .init(format: .pytestBenchmark, fixture: "pytest-benchmark-summary.json"),
    .init(format: .criterion, fixture: "criterion"),
    .init(format: .criterion, fixture: "cargo-criterion.jsonl"),
    .init(format: .jmh, fixture: "jmh.json"),
    .init(format: .packageBenchmark, fixture: "package-benchmark.json"),
    .init(format: .generic, fixture: "generic.json"),
  ]

  @Test(arguments: cases) func `a fixture gives the record that was looked at`(_ row: Case) throws {
    let results = try Fixture.results(row.fixture, format: row.format)
    #expect(try goldenDifference(Self.text(of: results), row.fixture + ".txt") == nil)
  }

  @Test(arguments: cases) func `every record can be written and read`(_ row: Case) throws {
    let results = try Fixture.results(row.fixture, format: row.format)
    let run = Fixture.run(results, format: row.format)
    let data = try RecordFile.encode(run, path: "run.json")
    let read = try RecordFile.decode(
      RunRecord.self, schema: RunRecord.schema, from: data, path: "run.json")
    #expect(read == run)
  }

  @Test func `each file is a launch`() throws {
    let scratch = try TemporaryFolder()
    let text = try String(
      contentsOfFile: Fixture.folder + "/google-benchmark.json", encoding: .utf8)
    let paths = try ["a.json", "b.json"].map { try scratch.write($0, text) }
    let results = try InterchangeFormat.googleBenchmark.read(
      paths.flatMap { try ImportFile.read($0, format: .googleBenchmark) })
    #expect(results.series("sort/256", .wallTime)?.launches.map(\.count) == [3, 3])
  }

  @Test func `every time of hyperfine and every fork of JMH is a launch`() throws {
    let runs = try Fixture.results("hyperfine.json", format: .hyperfine)
    #expect(
      runs.series("sleep 0.01{t=0.01}", .wallTime)?.launches.map(\.count) == [1, 1, 1, 1, 1])
    let forks = try Fixture.results("jmh.json", format: .jmh)
    #expect(
      forks.series("org.example.Orders.parse{size=1000}", .wallTime)?.launches
        == [[12_000, 12_500, 12_250], [13_000, 12_750, 12_500]])
  }

  // Before version 0.4 some wrote the two columns without their names.
  @Test(arguments: [
    #"{"sampling_mode":"Linear","iters":[2,4],"times":[10,20]}"#, "[[2,4],[10,20]]",
  ])
  func `samples of Criterion have two columns, named or in order`(_ sample: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("X/new/benchmark.json", #"{"full_id":"X"}"#)
    try folder.write("X/new/sample.json", sample)
    let results = try InterchangeFormat.criterion.read(
      ImportFile.read(folder.path, format: .criterion))
    #expect(results.series("X", .wallTime)?.launches == [[5, 5]])
  }

  @Test func `a histogram gives back what was recorded in it`() throws {
    let results = try Fixture.results("package-benchmark.json", format: .packageBenchmark)
    // Three significant digits: a slot at 5,000 is 4 wide, one at 2,048 is 2 wide.
    #expect(
      results.series("Orders/Sort{n=100}", .wallTime)?.samples == [900, 2047, 2049, 5002])
    let parse = try #require(results.series("Orders/Parse", .wallTime)?.samples)
    for (value, recorded) in zip(parse, [1500.0, 1500, 1600, 2750]) {
      #expect(abs(value / recorded - 1) < 0.0005)
    }
  }

  @Test func `one text of several processes gives several launches`() throws {
    let text = """
      pkg: example.org/a
      BenchmarkX 10 5.0 ns/op
      BenchmarkX 10 6.0 ns/op
      pkg: example.org/b
      BenchmarkX 10 50.0 ns/op
      pkg: example.org/a
      BenchmarkX 10 7.0 ns/op
      """
    let results = try Fixture.parsed(text, format: .go)
    #expect(results.series("example.org/a/X", .wallTime)?.launches == [[5, 6], [7]])
    #expect(results.series("example.org/b/X", .wallTime)?.launches == [[50]])
  }

  @Test func `processor counts are parameters where there are several`() throws {
    let results = try Fixture.parsed(
      "BenchmarkX 10 5 ns/op\nBenchmarkX-2 10 3 ns/op\nBenchmarkX-4 10 2 ns/op", format: .go)
    #expect(results.benchmarks.map(\.name.rawValue) == ["X{cpus=1}", "X{cpus=2}", "X{cpus=4}"])
  }

  @Test func `unit lines say the direction and what is exact`() throws {
    let results = try Fixture.parsed(
      "Unit hits/op better=higher assume=exact\nBenchmarkX 10 5 ns/op 3 hits/op", format: .go)
    let series = try #require(results.series("X", MetricName(rawValue: "hits")))
    #expect(series.direction == .higherIsBetter && series.isDeterministic && series.unit == .count)
  }

  @Test func `counters that differ between repetitions are not called deterministic`() throws {
    let steady = try Fixture.parsed(
      "BenchmarkX 1 5 ns/op 8 B/op\nBenchmarkX 1 5 ns/op 8 B/op", format: .go)
    let shaky = try Fixture.parsed(
      "BenchmarkX 1 5 ns/op 8 B/op\nBenchmarkX 1 5 ns/op 9 B/op", format: .go)
    #expect(steady.series("X", .allocatedBytes)?.isDeterministic == true)
    #expect(shaky.series("X", .allocatedBytes)?.isDeterministic == false)
  }

  @Test func `files of different machines are named as such`() throws {
    let first = ImportFile(path: "a", bytes: Array("cpu: One\nBenchmarkX 1 5 ns/op".utf8))
    let second = ImportFile(path: "b", bytes: Array("cpu: Two\nBenchmarkX 1 5 ns/op".utf8))
    #expect(try InterchangeFormat.go.read([first, first]).origin.warnings.isEmpty)
    let mixed = try InterchangeFormat.go.read([first, second])
    #expect(mixed.origin.warnings.count == 1)
    #expect(mixed.origin.warnings.first?.contains("processor (One, Two)") == true)
  }

  @Test func `what the files say of machine, moment and commit goes into the record`() throws {
    let results = try Fixture.results("pytest-benchmark.json", format: .pytestBenchmark)
    let run = Fixture.run(results, format: .pytestBenchmark)
    #expect(run.environment.compiler.hasPrefix("CPython 3."))
    #expect(run.environment.harnessVersion.hasPrefix("pytest-benchmark "))
    #expect(run.environment.memoryBytes == Fixture.machine.memoryBytes)
    #expect(run.startedAt == results.origin.date && run.startedAt.rawValue.hasPrefix("20"))
    #expect(run.suite.commit == "abc" && run.suite.branch == "main")
    let go = try Fixture.results("go.txt", format: .go)
    #expect(Fixture.run(go, format: .go).startedAt.millisecondsSinceEpoch == 1_700_000_000_000)
  }

  /// One line a metric, then what the import prints.
  static func text(of results: ImportedResults) -> String {
    var text = ""
    for benchmark in results.benchmarks {
      text += "\(benchmark.name) \(benchmark.status) \(benchmark.sampling)"
      text += " ×\(benchmark.iterationsPerSample)\n"
      if let failure = benchmark.failure { text += "  \(failure.kind): \(failure.message)\n" }
      for series in benchmark.metrics {
        text += "  \(series.metric) [\(series.unit.rawValue), \(series.direction.rawValue)"
        text += series.isDeterministic ? ", deterministic]" : "]"
        text += " \(series.launches)\n"
      }
      for note in benchmark.notes { text += "  note: \(note)\n" }
    }
    let origin = results.origin
    let facts: [(String, String?)] = [
      ("suite", origin.suite), ("harness", origin.harness), ("os", origin.operatingSystem),
      ("arch", origin.architecture), ("processor", origin.processor),
      ("processors", origin.processorCount.map(String.init)), ("compiler", origin.compiler),
      ("date", origin.date?.rawValue), ("commit", origin.commit),
    ]
    for (name, fact) in facts { if let fact { text += "\(name): \(fact)\n" } }
    for warning in origin.warnings { text += "warning: \(warning)\n" }
    return text
  }
}
