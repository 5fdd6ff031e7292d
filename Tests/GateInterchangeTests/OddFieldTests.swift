import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// One odd field costs that field, not the file; no number traps.
@Suite struct OddFieldTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var format: InterchangeFormat
    var text: String
    /// Whether something is noted, because a figure was left out.
    var isNoted: Bool
    init(_ format: InterchangeFormat, isNoted: Bool = true, _ text: String) {
      self.format = format
      self.isNoted = isNoted
      self.text = text
    }
    var testDescription: String { "\(format.rawValue): \(text)" }
  }

  private static func google(_ context: String, _ row: String = "") -> String {
    #"{"context":{\#(context)},"benchmarks":[{"name":"a","iterations":1,"real_time":5\#(row)}]}"#
  }

  private static func pytest(_ root: String, _ row: String = "") -> String {
    #"{"benchmarks":[{"name":"a","stats":{"data":[1]}\#(row)}]\#(root)}"#
  }

  static let cases = [
    Case(.googleBenchmark, isNoted: false, google(#""num_cpus":1e19"#)),
    Case(.googleBenchmark, isNoted: false, google(#""num_cpus":0"#)),
    Case(.googleBenchmark, isNoted: false, google(#""num_cpus":"many","date":"yesterday""#)),
    Case(.googleBenchmark, google("", #","cpu_time":NaN"#)),
    Case(.googleBenchmark, google("", #","cpu_time":{}"#)),
    Case(.googleBenchmark, google("", #","counter":Infinity"#)),
    Case(.googleBenchmark, isNoted: false, google("", #","threads":1e300,"family_index":1e300"#)),
    Case(.hyperfine, #"{"results":[{"command":"a","times":[1],"user":"x","system":1}]}"#),
    Case(.hyperfine, #"{"results":[{"command":"a","times":[1],"user":-1,"system":1}]}"#),
    Case(.pytestBenchmark, pytest("", #","extra_info":[1]"#)),
    Case(.pytestBenchmark, isNoted: false, pytest(#","machine_info":{"cpu":{"count":1e19}}"#)),
    Case(
      .pytestBenchmark, isNoted: false, pytest(#","machine_info":7,"commit_info":[],"datetime":3"#)),
    Case(
      .jmh,
      #"[{"benchmark":"a","primaryMetric":{"score":1,"scoreUnit":"ns/op"},"secondaryMetrics":{"x":{"score":"fast","scoreUnit":"ns"}}}]"#
    ),
    Case(
      .jmh,
      #"[{"benchmark":"a","threads":1e300,"primaryMetric":{"score":1,"scoreUnit":"ns/op"},"secondaryMetrics":[]}]"#
    ),
    Case(
      .criterion,
      #"{"reason":"benchmark-complete","id":"a","iteration_count":[1],"measured_values":[1],"throughput":[{"per_iteration":"x","unit":"bytes"}]}"#
    ),
    Case(.go, "BenchmarkA 1 5 ns/op 1e400 x/y"),
    Case(.go, "BenchmarkA 1 5 ns/op 1e308 GB/s"),
  ]

  @Test(arguments: cases) func `the benchmark's time is imported all the same`(_ row: Case) throws {
    let results = try Fixture.parsed(row.text, format: row.format)
    let benchmark = try #require(results.benchmarks.first)
    #expect(benchmark.status == .measured && benchmark.series(of: .wallTime) != nil)
    #expect(benchmark.notes.isEmpty == !row.isNoted, "\(benchmark.notes)")
    #expect((results.receipt.fieldsLeftOut > 0) == row.isNoted)
    _ = try RecordFile.encode(Fixture.run(results, format: row.format), path: "-")
  }

  @Test func `a time beyond any number fails its benchmark`() throws {
    let results = try Fixture.parsed(
      #"[{"name":"a","unit":"s","value":1e290},{"name":"b","value":1}]"#, format: .generic)
    #expect(results.benchmark("a")?.status == .measured)
    let beyond = try Fixture.parsed(
      #"[{"name":"a","unit":"s","value":1e305},{"name":"b","value":1}]"#, format: .generic)
    #expect(beyond.benchmark("a")?.failure?.kind == .measuredNothing)
    #expect(beyond.benchmark("b")?.status == .measured)
  }

  @Test func `counts of a histogram whose sum is beyond any integer do not trap`() throws {
    let counts = Array(repeating: "8.9e15", count: 1200).joined(separator: ",")
    let results = try Fixture.parsed(
      #"{"results":[{"target":"t","name":"n"},[{"metric":{"wallClock":{}},"statistics":{"histogram":"#
        + #"{"subBucketHalfCountMagnitude":10,"unitMagnitude":0,"counts":[\#(counts)]}}}]],"#
        + #""machine":{"processors":1e19}}"#, format: .packageBenchmark)
    #expect(results.series("t/n", .wallTime)?.samples.count == 10_000)
  }

  @Test(arguments: ["12.5", "12.50", " 12.5 ", "1.25e1"])
  func `a number that is written as a text is read`(_ text: String) throws {
    let results = try Fixture.parsed(
      #"[{"name":"k","unit":"ms","value":"\#(text)"}]"#, format: .generic)
    #expect(results.series("k", .wallTime)?.samples == [12.5e6])
  }

  @Test(arguments: ["", "12,5", "1,234", "0x10", "12.5 ms", "fast", "1e999"])
  func `a text that may be another number is refused`(_ text: String) throws {
    #expect(throws: FileError.self) {
      try Fixture.parsed(#"[{"name":"k","unit":"ms","value":"\#(text)"}]"#, format: .generic)
    }
  }

  @Test(arguments: [
    (#"{"Bytes":1000}"#, ["throughput bytes/s 10000000000.0"]),
    (#"{"BytesDecimal":1000}"#, ["throughput bytes/s 10000000000.0"]),
    (#"{"Bits":8000}"#, ["throughput bytes/s 10000000000.0"]),
    (#"{"Elements":10}"#, ["throughput items/s 100000000.0"]),
    (
      #"{"ElementsAndBytes":{"elements":10,"bytes":1000}}"#,
      ["throughput items/s 100000000.0", "bytes_per_second bytes/s 10000000000.0"]
    ),
    (#"{"Photons":8000}"#, []), ("null", []),
  ]) func `each kind of Criterion's throughput has its unit`(_ text: String, _ rates: [String])
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("x/new/benchmark.json", #"{"full_id":"x","throughput":\#(text)}"#)
    try folder.write("x/new/sample.json", #"{"iters":[10],"times":[1000]}"#)
    let results = try InterchangeFormat.criterion.read(ImportFile.read(folder.path))
    let benchmark = try #require(results.benchmark("x"))
    #expect(benchmark.series(of: .wallTime)?.samples == [100])
    #expect(
      benchmark.metrics.dropFirst().map { "\($0.metric) \($0.unit.rawValue) \($0.samples[0])" }
        == rates)
    #expect(benchmark.notes.isEmpty == !text.contains("Photons"))
  }

  @Test(
    arguments: [
      ("2017-05-01 10:00:00", "2017-05-01T10:00:00.000Z"),
      ("2017-05-01T10:00:00+02:00", "2017-05-01T08:00:00.000Z"),
      ("2017-05-01T10:00:00-0130", "2017-05-01T11:30:00.000Z"),
      ("2017-05-01T10:00:00.1234567Z", "2017-05-01T10:00:00.123Z"),
      ("2017/05/01-10:00:00", "2017-05-01T10:00:00.000Z"),
      ("2017-05-01 10:00:00 UTC", "2017-05-01T10:00:00.000Z"),
      ("2017-05-01 10:00:00,5 +0100", "2017-05-01T09:00:00.500Z"),
      ("20170501T100000Z", "2017-05-01T10:00:00.000Z"),
      ("2017-05-01T10:00Z", "2017-05-01T10:00:00.000Z"),
      ("2017-13-01 10:00:00", nil), ("2017-02-30 10:00:00", nil), ("2017-05-01", nil),
      ("9999-01-01 00:00:00", nil), ("1969-01-01 00:00:00", nil), ("", nil), ("yesterday", nil),
      ("2017-05-01 10:00:00 +99:00", nil), ("2017-05-01 10:00:00 CEST", nil),
    ] as [(String, String?)]) func `dates are read in the forms that harnesses write`(
      _ text: String, _ expected: String?
    ) throws
  {
    let results = try Fixture.parsed(Self.google(#""date":"\#(text)""#), format: .googleBenchmark)
    #expect(results.origin.date?.rawValue == expected)
  }
}
