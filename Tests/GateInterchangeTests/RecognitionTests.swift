import Foundation
import GateFiles
import GateInterchange
import TestSupport
import Testing

/// Without a format's name, the content of a file shows it.
@Suite struct RecognitionTests {
  private static func format(_ path: String, _ bytes: [UInt8]) throws -> InterchangeFormat {
    try InterchangeFormat.recognised(in: [ImportFile(path: path, bytes: bytes)])
  }

  @Test(arguments: InterchangeFormatTests.cases)
  func `every fixture is recognised`(_ row: InterchangeFormatTests.Case) throws {
    let files = try ImportFile.read(Fixture.folder + "/" + row.fixture)
    #expect(try InterchangeFormat.recognised(in: files) == row.format)
  }

  @Test func `every format has a fixture that is recognised`() {
    let covered = Set(InterchangeFormatTests.cases.map(\.format))
      .union(ForeignFormatTests.cases.map(\.format)).union([.githubActionBenchmark])
    #expect(covered == Set(InterchangeFormat.allCases))
  }

  struct Sample: CustomTestStringConvertible, Sendable {
    var format: InterchangeFormat
    var text: String
    init(_ format: InterchangeFormat, _ text: String) {
      self.format = format
      self.text = text
    }
    var testDescription: String { "\(format.rawValue): \(text.prefix(40))" }
  }

  @Test(arguments: [
    Sample(.go, "make: entering\n# compiled\nBenchmarkX-8 \t 100\t 5 ns/op\n"),
    Sample(.go, "BenchmarkX-8 \t--- FAIL: BenchmarkX-8\n"),
    Sample(.go, #"{"Time":"2026-01-01T00:00:00Z","Action":"start","Package":"a"}"# + "\n{}"),
    Sample(.generic, #"[ {"value": 1, "name": "a"} ]"#),
    Sample(.generic, #"[{"benchmark":"a","metric":"wall_time","value":"3"}]"#),
    Sample(.hyperfine, #"{"results":[{"command":"a","times":[1.0]}]}"#),
    Sample(.packageBenchmark, #"{"results":[{"name":"b","target":"a"},[]]}"#),
    Sample(.googleBenchmark, #"{"benchmarks":[{"name":"a","iterations":1,"real_time":NaN}]}"#),
    Sample(.jmh, #"[{"benchmark":"a","primaryMetric":{"score":1,"scoreUnit":"ns/op"}}]"#),
    Sample(.criterion, #"{"reason":"group-complete","group_name":"g","benchmarks":["a"]}"#),
  ]) func `a text is recognised by what it holds`(_ sample: Sample) throws {
    #expect(try Self.format("given", Array(sample.text.utf8)) == sample.format)
  }

  @Test func `runs that are not pyperf's are not taken for them`() {
    let text =
      #"{"context":{"arch":"x64"},"benchmarks":[{"alias":"a","runs":[{"stats":{"avg":12}}]}]}"#
    #expect(throws: FileError.self) { try Self.format("given", Array(text.utf8)) }
  }

  @Test func `a row far behind other lines is found`() throws {
    let noise = String(repeating: "compiling something or other\n", count: 10_000)
    #expect(
      try Self.format("log", Array((noise + "BenchmarkX-8 100 5 ns/op\n").utf8)) == .go)
  }

  @Test func `a list of benchmarks beyond what is looked at is recognised by its beginning`() throws
  {
    let rows = (0..<5_000).map { #"{"name":"bench \#($0)","unit":"ms","value":1}"# }
    let text = "[" + rows.joined(separator: ",") + "]"
    #expect(text.utf8.count > 200_000)
    #expect(try Self.format("given", Array(text.utf8)) == .generic)
  }

  @Test(arguments: [
    "hello", "{}", "[]", "[1, 2]", #"{"a":{"b":1}}"#, "\u{0}\u{1}\u{2}", "[INFO] x", "{",
  ])
  func `what is no known format is refused with what was tried`(_ text: String) throws {
    let error = #expect(throws: FileError.self) { try Self.format("given", Array(text.utf8)) }
    let message = error?.description ?? ""
    #expect(message.hasPrefix("given: its format is not recognised (tried google-benchmark, go,"))
    #expect(message.contains("--from"))
  }

  @Test func `what may be two formats is refused with both`() throws {
    let text = #"{"context":{"num_cpus":1,"date":"x"},"machine_info":{},"commit_info":{}}"#
    let error = #expect(throws: FileError.self) { try Self.format("given", Array(text.utf8)) }
    #expect(
      error?.description
        == "given: may be google-benchmark or pytest-benchmark; choose one with --from")
  }

  @Test func `files of two formats are not one import`() throws {
    let go = ImportFile(path: "a.txt", bytes: Array("BenchmarkX 1 5 ns/op".utf8))
    let generic = ImportFile(path: "b.json", bytes: Array(#"[{"name":"a","value":1}]"#.utf8))
    let error = #expect(throws: FileError.self) {
      try InterchangeFormat.recognised(in: [go, generic])
    }
    #expect(
      error?.description
        == "b.json: is generic, but a.txt is go; import each format on its own")
  }

  @Test func `an empty file is called empty`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("empty", "")
    let error = #expect(throws: FileError.self) {
      try InterchangeFormat.recognised(in: ImportFile.read(path))
    }
    #expect(error?.description.contains("is empty") == true)
  }

  @Test func `a folder is Criterion's or refused`() throws {
    let files = try ImportFile.read(Fixture.folder + "/criterion")
    #expect(try InterchangeFormat.recognised(in: files) == .criterion)
    let folder = try TemporaryFolder()
    #expect(throws: FileError.self) { try ImportFile.read(folder.path) }
  }
}
