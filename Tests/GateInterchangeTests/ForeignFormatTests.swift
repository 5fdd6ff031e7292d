import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateInterchange

/// The formats that came with `cargo bench`: fixtures, what recognises them, and odd fields in them.
@Suite struct ForeignFormatTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var format: InterchangeFormat
    var fixture: String
    var testDescription: String { fixture }
  }

  static let cases: [Case] = [
    .init(format: .libtest, fixture: "libtest.txt"),
    .init(format: .libtest, fixture: "libtest.jsonl"),
    .init(format: .bencherMetric, fixture: "bencher.json"),
    .init(format: .vitest, fixture: "vitest.json"),
    .init(format: .tinybench, fixture: "tinybench.json"),
    .init(format: .deno, fixture: "deno.json"),
    .init(format: .benchmarkJS, fixture: "benchmark-js.txt"),
    .init(format: .benchmarkDotNet, fixture: "benchmarkdotnet-full.json"),
    .init(format: .benchmarkDotNet, fixture: "benchmarkdotnet-brief.json"),
    .init(format: .catch2, fixture: "catch2.xml"),
    .init(format: .gungraun, fixture: "gungraun.txt"),
    .init(format: .gungraun, fixture: "gungraun.jsonl"),
    .init(format: .pyperf, fixture: "pyperf.json"),
    .init(format: .asv, fixture: "asv.json"),
    .init(format: .julia, fixture: "julia.json"),
    .init(format: .divan, fixture: "divan.txt"),
    .init(format: .googleBenchmark, fixture: "google-benchmark.csv"),
    .init(format: .googleBenchmark, fixture: "google-benchmark-aggregates.csv"),
    .init(format: .hyperfine, fixture: "hyperfine.csv"),
    .init(format: .lighthouse, fixture: "lighthouse.json"),
    .init(format: .k6, fixture: "k6-export.json"),
    .init(format: .k6, fixture: "k6-summary.json"),
    .init(format: .sizeLimit, fixture: "size-limit.json"),
    .init(format: .lines, fixture: "lines.ndjson"),
    .init(format: .jobRecord, fixture: "job-record.json"),
  ]

  @Test(arguments: cases) func `a fixture gives the record that was looked at`(_ row: Case) throws {
    let results = try Fixture.results(row.fixture, format: row.format)
    #expect(
      try goldenDifference(InterchangeFormatTests.text(of: results), row.fixture + ".txt") == nil)
  }

  @Test(arguments: cases) func `every record can be written and read`(_ row: Case) throws {
    let results = try Fixture.results(row.fixture, format: row.format)
    let run = Fixture.run(results, format: row.format)
    let data = try RecordFile.encode(run, path: "run.json")
    let read = try RecordFile.decode(
      RunRecord.self, schema: RunRecord.schema, from: data, path: "run.json")
    #expect(read == run)
  }

  @Test(arguments: cases) func `generic reads it as what it is`(_ row: Case) throws {
    let named = try Fixture.results(row.fixture, format: row.format)
    let generic = try Fixture.results(row.fixture, format: .generic)
    #expect(generic.benchmarks == named.benchmarks)
  }

  @Test(arguments: cases) func `it is recognised, and no other form claims it`(
    _ row: Case
  ) throws {
    let files = try ImportFile.read(Fixture.folder + "/" + row.fixture, format: row.format)
    #expect(try InterchangeFormat.recognised(in: files) == row.format)
    let sample = FormatSample(path: row.fixture, text: try files[0].bytes)
    let claims = InterchangeFormat.allCases.filter {
      !$0.signature.isFallback && $0.signature.matches(sample)
    }
    #expect(claims == (row.format.signature.isFallback ? [] : [row.format]))
  }

  @Test(arguments: [
    (InterchangeFormat.googleBenchmark, "google-benchmark.json"), (.go, "go.txt"),
    (.hyperfine, "hyperfine.json"), (.pytestBenchmark, "pytest-benchmark.json"),
    (.criterion, "cargo-criterion.jsonl"), (.jmh, "jmh.json"),
    (.packageBenchmark, "package-benchmark.json"), (.generic, "generic.json"),
    (.githubActionBenchmark, "github-action-benchmark.js"),
  ])
  func `a file of another format is taken for none of them`(
    _ format: InterchangeFormat, _ name: String
  ) throws {
    let file = try ImportFile.read(Fixture.folder + "/" + name, format: .go)[0]
    let sample = FormatSample(path: name, text: try file.bytes)
    #expect(InterchangeFormat.allCases.filter { $0.signature.matches(sample) } == [format])
  }

  /// An odd field, and one line a series, or the failure, that the file then gives.
  struct Odd: CustomTestStringConvertible, Sendable {
    var format: InterchangeFormat
    var text: String
    var expected: [String]
    init(_ format: InterchangeFormat, _ text: String, _ expected: String...) {
      self.format = format
      self.text = text
      self.expected = expected
    }
    var testDescription: String { "\(format.rawValue): \(text.prefix(60))" }
  }

  static let odd: [Odd] = [
    // A benchmark that lost all its figures is there, and failed.
    Odd(
      .bencherMetric, #"{"a":{"latency":{"value":5}},"b":{}}"#, "a wall_time [[5.0]]",
      "b failed: the file has no figures for it"),
    Odd(
      .asv,
      #"{"commit_hash":"a","env_name":"e","result_columns":["result","params"],"results":{"m.time_p":[null,[["1","2"]]]}}"#,
      "m.time_p{param1=1} failed: asv recorded no figure for it, so it failed",
      "m.time_p{param1=2} failed: asv recorded no figure for it, so it failed"),
    // Two blocks of the same benchmarks are two processes, of others another program.
    Odd(
      .libtest,
      """
      running 1 test
      test a ... bench: 10 ns/iter (+/- 1)
      running 1 test
      test a ... bench: 12 ns/iter (+/- 1)
      running 2 tests
      test a ... bench: 900 ns/iter (+/- 1)
      test b ... bench: 1.5 us/iter (+/- 1)
      """, "a wall_time [[10.0], [12.0]]", "a #2 wall_time [[900.0]]", "b wall_time [[1500.0]]"),
    Odd(
      .libtest,
      """
           Running benches/x.rs (target/release/deps/x-1)
      running 1 test
      test a ... bench: 10 ns/iter (+/- 1)
           Running benches/y.rs (target/release/deps/y-2)
      running 1 test
      test a ... bench: 12 ns/iter (+/- 1)
      """, "a wall_time [[10.0]]", "a #2 wall_time [[12.0]]"),
    Odd(
      .libtest,
      """
      test a ... hello
      bench: 7 ns/iter (+/- 1)
      test b ... bench: NaN ns/iter (+/- 1)
      test c ... ignored, too slow
      test d - should panic ... ok
      test e ... bench: 5 ns/iter (+/- 0)
      """, "a wall_time [[7.0]]", "b failed: the file has no figures for it",
      "c skipped: too slow", "e wall_time [[5.0]]"),
    Odd(
      .libtest, "test a ... bench: 5 ns/iter (+/- 0) = 0 MB/s\r\ntest cut ... ",
      "a wall_time [[5.0]]", "a throughput [[0.0]]",
      "cut failed: the text ends before its result"),
    Odd(
      .bencherMetric, #"{"a":{"latency":{"value":NaN},"x":{"value":-1},"y":{"value":0}}}"#,
      "a y [[0.0]]"),
    Odd(
      .bencherMetric, #"{"a":{"latency":{"value":"1e999"}}}"#,
      "a failed: the file has no figures for it"),
    Odd(
      .tinybench, #"[{"name":"a","result":{"mean":1e400}},{"name":"b","result":{"mean":2}}]"#,
      "a failed: the file has no figures for it", "b wall_time [[2000000.0]]"),
    Odd(
      .deno,
      #"{"benches":[{"name":"a","results":[{"ok":{"avg":null}}]},{"name":"a","results":[{"ok":{"avg":3}}]}]}"#,
      "a failed: the file has no figures for it", "a #2 wall_time [[3.0]]"),
    Odd(
      .benchmarkJS, "a x 1e400 ops/sec ±1% (9 runs sampled)\nb x 2 ops/sec ±1% (9 runs sampled)",
      "a failed: the file has no figures for it", "b throughput [[2.0]]"),
    Odd(
      .benchmarkDotNet,
      #"{"Benchmarks":[{"FullName":"a","Measurements":[{"IterationStage":"Result","LaunchIndex":-3,"Operations":1e300,"Nanoseconds":5}],"Statistics":{"Mean":7}}]}"#,
      "a wall_time [[7.0]]"),
    Odd(
      .catch2,
      #"<Catch2TestRun><TestCase name="&#x41;&unknown;&#xD800;"><BenchmarkResults name='b' iterations="-5"><mean value="1e999"/></BenchmarkResults><BenchmarkResults name="b"><mean value="4"/></BenchmarkResults></TestCase></Catch2TestRun>"#,
      "A&unknown;&#xD800;/b failed: the file has no figures for it",
      "A&unknown;&#xD800;/b #2 wall_time [[4.0]]"),
    Odd(
      .catch2,
      #"<!-- <x> --><Catch name="t"><TestCase name="a"><![CDATA[</TestCase>]]><BenchmarkResults name="b"><mean value="4"/></BenchmarkResults></TestCase></Catch>"#,
      "a/b wall_time [[4.0]]"),
    Odd(
      .gungraun,
      "a::b\n  Instructions: 5|6 (No change)\n  L1 Hits: N/A|3 (gone)\na::b\n  Instructions: 7\n",
      "a::b instructions [[5.0], [7.0]]"),
    Odd(
      .pyperf,
      #"{"benchmarks":[{"metadata":{"name":"m","unit":"byte","loops":9e15,"inner_loops":9e15},"runs":[{"warmups":[[1,2]]},{"values":[0]}]},{"metadata":{"name":"m"},"runs":[{"values":[NaN,1]}]}]}"#,
      "m peak_memory [[0.0]]", "m #2 wall_time [[1000000000.0]]"),
    Odd(
      .asv,
      #"{"results":{"a.time_x":0.5,"a.time_y":{"result":[1,null],"params":[["1","2"]]},"a.track_z":[0],"b.Mem.mem_q":null},"result_columns":["result"],"params":{"num_cpu":"1e19"}}"#,
      "a.time_x wall_time [[500000000.0]]", "a.time_y{param1=1} wall_time [[1000000000.0]]",
      "a.time_y{param1=2} failed: asv recorded no figure for it, so it failed",
      "a.track_z value [[0.0]]",
      "b.Mem.mem_q failed: asv recorded no figure for it, so it failed"),
    Odd(
      .julia, #"[{"Julia":"1.9.0"},[["Trial",{"times":[1,NaN,3],"memory":0,"allocs":1e400}]]]"#,
      "benchmark wall_time [[1.0, 3.0]]", "benchmark allocated_bytes [[0.0]]"),
    Odd(
      .divan,
      """
      x    fastest | slowest | median | mean | samples | iters
      ├─ a 1 ns | 2 ns | 3 parsecs | 2 ns | 1 | 1e300
      ╰─ b 1 ns | 2 ns | 2 ns | 2 ns | 0 | 0
      x    fastest | slowest | median | mean | samples | iters
      ╰─ b 1 ns | 2 ns | 3 ns | 2 ns | 1 | 1
      """, "x::a failed: the file has no figures for it", "x::b wall_time [[2.0], [3.0]]"),
    Odd(
      .googleBenchmark,
      "note\nname,iterations,real_time,cpu_time,time_unit,wall_time\n\"a,\"\"b\"\"\",1,5,4,us,9\nc,1,inf,1,ns,0\nd,1,2,1,furlong,\n",
      "a,\"b\" wall_time [[5000.0]]", "a,\"b\" cpu_time [[4000.0]]",
      "a,\"b\" custom_wall_time [[9.0]]", "c cpu_time [[1.0]]", "c custom_wall_time [[0.0]]",
      "d failed: the file has no figures for it"),
    Odd(
      .hyperfine, "command,mean,stddev,median\r\n\"a\nb\",0.5,0.1,\r\n\"a\nb\",1,0.1,2\r\n",
      "a\nb wall_time [[500000000.0]]", "a\nb #2 wall_time [[2000000000.0]]"),
    Odd(
      .lighthouse,
      #"{"audits":{"a":{"numericValue":1e400,"numericUnit":"millisecond"},"b":{"numericValue":0}},"runtimeError":{"code":"NO_FCP"}}"#,
      "a failed: the file has no figures for it", "b value [[0.0]]",
      "page failed: NO_FCP: the page did not load"),
    Odd(
      .k6, #"{"metrics":{"http_reqs":{"count":0,"rate":0},"mine":{},"x":{"value":0}}}"#,
      "http_reqs throughput [[0.0]]", "mine failed: the file has no figures for it",
      "x value [[0.0]]"),
    Odd(
      .sizeLimit, #"[{"name":"a","size":"12","passed":true},{"name":"a","size":-1}]"#,
      "a bytes [[12.0]]", "a #2 failed: the file has no figures for it"),
  ]

  @Test(arguments: odd) func `an odd field costs a figure and not the file`(_ row: Odd) throws {
    let results = try Fixture.parsed(row.text, format: row.format)
    #expect(Self.lines(of: results) == row.expected)
    // What was read can always be written.
    let run = Fixture.run(results, format: row.format)
    _ = try RecordFile.encode(run, path: "run.json")
  }

  static let nonsense: [Odd] = [
    Odd(.libtest, "hello", "given: holds no benchmark of the format libtest"),
    Odd(
      .githubActionBenchmark, "window.BENCHMARK_DATA = {\n\"entries\": 5}",
      "given:2:12: expected an object"),
    Odd(.githubActionBenchmark, "window.BENCHMARK_DATA = {", "given:1:26: "),
    Odd(.bencherMetric, "[]", "given:1:1: expected an object"),
    Odd(.vitest, "{}", "the key 'files' is missing"),
    Odd(.tinybench, "{}", "expected an array"),
    Odd(.deno, "{}", "the key 'benches' is missing"),
    Odd(.benchmarkJS, "", "given: "),
    Odd(.benchmarkDotNet, "{}", "the key 'Benchmarks' is missing"),
    Odd(.catch2, "<Catch2TestRun><a>", "the XML ends too early"),
    Odd(.catch2, "<a>\n</b>", "given:2:5: '</b>' closes another element"),
    Odd(.catch2, "<a b>", "given:1:5: expected '=' after the attribute 'b'"),
    Odd(.gungraun, "{}", "the key 'function_name' is missing"),
    Odd(.pyperf, "{}", "the key 'benchmarks' is missing"),
    Odd(.asv, "{}", "the key 'results' is missing"),
    Odd(.julia, "[{},[[1,2]]]", "given:1:6: expected a type and its fields"),
    Odd(.divan, "nothing", "holds no benchmark of the format divan"),
    Odd(
      .googleBenchmark, "name,iterations,real_time,time_unit\n\"a",
      "given:2:1: a quote in this line"),
    Odd(.lighthouse, "{}", "the key 'audits' is missing"),
    Odd(.k6, "{}", "the key 'metrics' is missing"),
    Odd(.sizeLimit, "[{}]", "the key 'name' is missing"),
  ]

  @Test(arguments: nonsense) func `nonsense is refused with its place`(_ row: Odd) {
    let error = #expect(throws: FileError.self) {
      try Fixture.parsed(row.text, format: row.format)
    }
    #expect(
      error?.description.contains(row.expected[0]) == true, "\(error?.description ?? "none")")
  }

  @Test(arguments: cases) func `files cut short end in an error or in fewer figures`(
    _ row: Case
  ) throws {
    let whole = try ImportFile.read(Fixture.folder + "/" + row.fixture, format: row.format)[0].bytes
    let all = try Fixture.results(row.fixture, format: row.format).benchmarks.count
    for share in 1..<20 {
      let cut = ImportFile(path: "given", bytes: Array(whole.prefix(whole.count * share / 20)))
      do {
        #expect(try row.format.read([cut]).benchmarks.count <= all)
      } catch {
        #expect(error.description.hasPrefix("given"))
      }
    }
  }

  @Test func `Criterion's own rows of libtest are read as Criterion's`() throws {
    let results = try Fixture.parsed(
      "test sum/64 ... bench:          35 ns/iter (+/- 2)", format: .criterion)
    #expect(results.series("sum/64", .wallTime)?.launches == [[35]])
  }

  @Test func `runs of pyperf and launches of BenchmarkDotNet are launches`() throws {
    let runs = try Fixture.results("pyperf.json", format: .pyperf)
    #expect(runs.series("total", .wallTime)?.launches.map(\.count) == [2, 2, 2])
    let launches = try Fixture.results("benchmarkdotnet-full.json", format: .benchmarkDotNet)
    #expect(
      launches.series("Orders.Sorting.Sort(N: 100)", .wallTime)?.launches == [[24, 24.5], [26]])
  }

  private static func lines(of results: ImportedResults) -> [String] {
    results.benchmarks.flatMap { benchmark -> [String] in
      if let failure = benchmark.failure {
        return ["\(benchmark.name) \(benchmark.status): \(failure.message)"]
      }
      return benchmark.metrics.map { "\(benchmark.name) \($0.metric) \($0.launches)" }
    }
  }
}
