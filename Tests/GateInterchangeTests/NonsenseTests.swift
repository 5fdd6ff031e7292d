import GateFiles
import GateInterchange
import Testing

/// What no harness can have meant is refused, with its place.
@Suite struct NonsenseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var format: InterchangeFormat
    var text: String
    var message: String
    init(_ format: InterchangeFormat, _ text: String, _ message: String) {
      self.format = format
      self.text = text
      self.message = message
    }
    var testDescription: String { "\(format.rawValue): \(message)" }
  }

  static let cases: [Case] = [
    Case(.googleBenchmark, "{", "given:1:2: "),
    Case(.googleBenchmark, "{\"context\": {}}", "given:1:1: the key 'benchmarks' is missing"),
    Case(.googleBenchmark, "{\"benchmarks\": []}", "given: holds no benchmark of the format"),
    Case(
      .googleBenchmark,
      "{\"benchmarks\":[\n{\"name\":\"a\",\"iterations\":1,\"real_time\":NaN}]}",
      "given:2:40: this figure is not a finite number"),
    Case(
      .googleBenchmark,
      "{\"benchmarks\":[{\"name\":\"a\",\"iterations\":1,\"real_time\":1,\"time_unit\":\"B\"}]}",
      "this unit is not a unit of time"),
    Case(
      .googleBenchmark, "{\"benchmarks\":[{\"name\":\"a\",\"iterations\":0,\"real_time\":1}]}",
      "expected a whole number from 1"),
    Case(.go, "hello", "given: holds no benchmark"),
    Case(.go, "a\nBenchmarkX 10 -5 ns/op", "given:2:1: '-5' is not a valid figure"),
    Case(.go, "BenchmarkX 10 five ns/op", "given:1:1: 'five' is not a valid figure"),
    Case(.go, "BenchmarkX 10 5 ns/op 3", "given:1:1: expected a name, the iterations"),
    Case(.go, "BenchmarkX 0 5 ns/op", "given:1:1: expected a name, the iterations"),
    Case(
      .hyperfine, "{\"results\":[{\"command\":\"a\",\"times\":[0.1,\n-0.1]}]}",
      "given:2:1: this figure is below zero"),
    Case(.hyperfine, "{\"results\":[{\"command\":\"\",\"times\":[1]}]}", "a name is empty"),
    Case(.hyperfine, "{\"results\":[{\"command\":\"a\"}]}", "the key 'mean' is missing"),
    Case(
      .pytestBenchmark, "{\"benchmarks\":[{\"name\":\"a\",\"stats\":{\"iterations\":1}}]}",
      "the key 'median' is missing"),
    Case(
      .pytestBenchmark, "{\"benchmarks\":[{\"name\":\"a\",\"stats\":{\"data\":[\"x\"]}}]}",
      "expected a number, found a string"),
    Case(
      .criterion,
      "\n{\"reason\":\"benchmark-complete\",\"id\":\"a\",\"iteration_count\":[1],"
        + "\"measured_values\":[1,2]}", "given:2:81: there are 2 times for 1 iteration counts"),
    Case(.criterion, "{}", "the key 'reason' is missing"),
    Case(.jmh, "{}", "expected an array, found an object"),
    Case(
      .jmh,
      "[{\"benchmark\":\"a\",\"primaryMetric\":{\"scoreUnit\":\"ns/op\",\"rawData\":[[\"NaN\"]]}}]",
      "this figure is not a finite number"),
    Case(
      .packageBenchmark, "{\"results\":[{\"target\":\"a\",\"name\":\"b\"}]}",
      "names and measurements in turn"),
    Case(
      .packageBenchmark,
      "{\"results\":[{\"target\":\"a\",\"name\":\"b\"},[{\"metric\":{\"wallClock\":{}},"
        + "\"statistics\":{\"histogram\":{\"subBucketHalfCountMagnitude\":60,"
        + "\"unitMagnitude\":5,\"counts\":[1]}}}]]}",
      "a histogram of this precision does not exist"),
    Case(.generic, "[{\"name\":\"a\",\"unit\":\"ms\",\"value\":-1}]", "this time is below zero"),
    Case(.generic, "[{\"name\":\"a\",\"unit\":\"ms\",\"value\":\"fast\"}]", "expected a number"),
    Case(
      .generic, "[{\"name\":\"a\",\"value\":1,\"better\":\"bigger\"}]",
      "expected \"lower\" or \"higher\""),
    Case(
      .generic, "[{\"name\":\"a\",\"value\":1,\"metric\":\"rows_read\",\"better\":\"higher\"}]",
      "rows_read is 'higher_is_better' here, but must be 'lower_is_better'"),
  ]

  @Test(arguments: cases) func `nonsense is refused with its place`(_ row: Case) {
    let error = #expect(throws: FileError.self) {
      try Fixture.parsed(row.text, format: row.format)
    }
    #expect(error?.description.contains(row.message) == true, "\(error?.description ?? "none")")
    #expect(error?.description.hasPrefix("given") == true)
  }

  /// The formats whose fixtures are held here; `ForeignFormatTests` cuts the others.
  static let formats: [InterchangeFormat] = [
    .googleBenchmark, .go, .hyperfine, .pytestBenchmark, .criterion, .jmh, .packageBenchmark,
    .generic,
  ]

  @Test(arguments: formats)
  func `files cut short anywhere end in an error or in fewer figures`(
    _ format: InterchangeFormat
  ) throws {
    let names: [InterchangeFormat: String] = [
      .googleBenchmark: "google-benchmark.json", .go: "go.txt", .hyperfine: "hyperfine.json",
      .pytestBenchmark: "pytest-benchmark-summary.json", .criterion: "cargo-criterion.jsonl",
      .jmh: "jmh.json", .packageBenchmark: "package-benchmark.json", .generic: "generic.json",
    ]
    let name = try #require(names[format])
    let whole = try ImportFile.read(Fixture.folder + "/" + name, format: format)[0].bytes
    for share in 1..<20 {
      let cut = ImportFile(path: "given", bytes: Array(whole.prefix(whole.count * share / 20)))
      do {
        let results = try format.read([cut])
        // Only text made of lines can be cut between two of them.
        #expect(format == .go || format == .criterion)
        #expect(results.benchmarks.count <= 3)
      } catch {
        #expect(error.description.hasPrefix("given"))
      }
    }
  }
}
