import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// Two benchmarks under one name are two benchmarks.
@Suite struct RepeatedNameTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var title: String
    var format: InterchangeFormat
    var text: String
    /// Every benchmark with its times.
    var expected: [String]
    init(_ title: String, _ format: InterchangeFormat, _ text: String, _ expected: [String]) {
      self.title = title
      self.format = format
      self.text = text
      self.expected = expected
    }
    var testDescription: String { title }
  }

  private static func google(_ rows: String...) -> String {
    "{\"benchmarks\":["
      + rows.map { #"{"name":"c","iterations":3,\#($0)}"# }.joined(separator: ",") + "]}"
  }

  private static func jmh(_ rows: String...) -> String {
    let body = rows.map {
      #"{"benchmark":"a","primaryMetric":{"scoreUnit":"ns/op","score":\#($0)}}"#
    }
    return "[" + body.joined(separator: ",") + "]"
  }

  static let cases = [
    Case(
      "two rows of one command", .hyperfine,
      #"{"results":[{"command":"./app","times":[1]},{"command":"./app","times":[3]}]}"#,
      ["./app [1000000000.0]", "./app #2 [3000000000.0]"]),
    Case(
      "a command that has a numbered name", .hyperfine,
      #"{"results":[{"command":"a #2","times":[1]},{"command":"a","times":[2]},{"command":"a","times":[3]}]}"#,
      ["a #2 [1000000000.0]", "a [2000000000.0]", "a #3 [3000000000.0]"]),
    Case(
      "threads", .googleBenchmark,
      google(#""threads":1,"real_time":100"#, #""threads":8,"real_time":900"#),
      ["c [100.0]", "c{threads=8} [900.0]"]),
    Case(
      "families", .googleBenchmark,
      google(
        #""family_index":0,"real_time":1"#, #""family_index":1,"real_time":2"#,
        #""family_index":0,"real_time":3"#), ["c [1.0, 3.0]", "c #2 [2.0]"]),
    Case(
      "repetitions", .googleBenchmark,
      google(#""repetition_index":0,"real_time":1"#, #""repetition_index":1,"real_time":2"#),
      ["c [1.0, 2.0]"]),
    Case(
      "tests of one name", .pytestBenchmark,
      #"{"benchmarks":[{"name":"a","stats":{"data":[1]}},{"name":"a","stats":{"data":[2]}}]}"#,
      ["a [1000000000.0]", "a #2 [2000000000.0]"]),
    Case(
      "threads of JMH", .jmh, jmh(#"1},"threads":1,"x":{"a":1"#, #"2},"threads":8,"x":{"a":1"#),
      ["a{threads=1} [1.0]", "a{threads=8} [2.0]"]),
    Case("rows of JMH", .jmh, jmh("1", "2"), ["a [1.0]", "a #2 [2.0]"]),
  ]

  @Test(arguments: cases) func `they are kept apart`(_ row: Case) throws {
    let results = try Fixture.parsed(row.text, format: row.format)
    #expect(
      results.benchmarks.map { "\($0.name) \($0.series(of: .wallTime)?.samples ?? [])" }
        == row.expected)
    let numbered = results.benchmarks.filter {
      $0.name.rawValue.contains(" #") && $0.name.rawValue != "a #2"
    }
    #expect(numbered.allSatisfy { !$0.notes.isEmpty })
  }

  @Test func `the same name in another file is another launch`() throws {
    let file = ImportFile(
      path: "a", bytes: Array(#"{"results":[{"command":"./app","times":[1]}]}"#.utf8))
    let results = try InterchangeFormat.hyperfine.read([file, file])
    #expect(results.series("./app", .wallTime)?.launches == [[1e9], [1e9]])
  }

  @Test func `Criterion's numbered folders are two benchmarks`() throws {
    let folder = try TemporaryFolder()
    for (name, title, time) in [("median", "median", 1000), ("median_2", "median #2", 90_000)] {
      try folder.write(
        "\(name)/new/benchmark.json",
        #"{"full_id":"median","directory_name":"\#(name)","title":"\#(title)"}"#)
      try folder.write("\(name)/new/sample.json", #"{"iters":[10],"times":[\#(time)]}"#)
    }
    let results = try InterchangeFormat.criterion.read(ImportFile.read(folder.path))
    #expect(results.series("median", .wallTime)?.samples == [100])
    #expect(results.series("median #2", .wallTime)?.samples == [9000])
  }

  @Test func `a title of Criterion that ends in a number is no numbered folder`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "x/new/benchmark.json",
      #"{"full_id":"issue #2","directory_name":"issue #2","title":"issue #2"}"#)
    try folder.write("x/new/sample.json", #"{"iters":[10],"times":[100]}"#)
    let results = try InterchangeFormat.criterion.read(ImportFile.read(folder.path))
    #expect(results.benchmarks.map(\.name.rawValue) == ["issue #2"])
  }
}
