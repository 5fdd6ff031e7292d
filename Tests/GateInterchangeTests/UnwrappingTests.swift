import Foundation
import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// What lies around a text on its way here does not change what is read.
@Suite struct UnwrappingTests {
  enum Wrapping: String, CaseIterable, Sendable {
    case mark, utf16, utf16BigEndian, utf16WithoutMark, carriageReturns, colours, gitHub, gitHubView
    case gitLab, jenkins, jenkinsClock, buildkite, stampedUTF16

    func wrap(_ text: String) -> [UInt8] {
      func lines(_ before: String, _ after: String = "") -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { before + $0 + after }.joined(separator: "\n")
      }
      func wide(_ text: String, _ isBig: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap {
          isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
        }
      }
      switch self {
      case .mark: return [0xEF, 0xBB, 0xBF] + text.utf8
      case .utf16: return wide(text, false, mark: true)
      case .utf16BigEndian: return wide(text, true, mark: true)
      case .utf16WithoutMark: return wide(text, false, mark: false)
      case .carriageReturns: return Array(text.replacing("\n", with: "\r\n").utf8)
      case .colours: return Array(lines("\u{1B}[1;32m", "\u{1B}[0m\u{1B}[K").utf8)
      case .gitHub: return Array(lines("2026-01-02T03:04:05.1234567Z ").utf8)
      case .gitHubView:
        return Array(lines("build (ubuntu)\tRun go test\t2026-01-02T03:04:05.1234567Z ").utf8)
      case .gitLab: return Array(lines("2026-01-02T03:04:05.123456Z 01O ").utf8)
      case .jenkins: return Array(lines("[2026-01-02T03:04:05.123Z] ").utf8)
      case .jenkinsClock: return Array(lines("03:04:05 ").utf8)
      case .buildkite: return Array(lines("\u{1B}_bk;t=1767322800000\u{07}").utf8)
      case .stampedUTF16:
        return wide(lines("2026-01-02T03:04:05.1234567Z ", "\r"), false, mark: true)
      }
    }
  }

  static let fixtures = InterchangeFormatTests.cases.filter { $0.fixture != "criterion" }

  @Test(arguments: ForeignFormatTests.cases, Wrapping.allCases)
  func `a wrapped fixture of another format is recognised and gives the same`(
    _ row: ForeignFormatTests.Case, _ wrapping: Wrapping
  ) throws {
    let whole = try Fixture.results(row.fixture, format: row.format)
    let plain = try ImportFile.read(Fixture.folder + "/" + row.fixture, format: row.format)[0].bytes
    let folder = try TemporaryFolder()
    let path = folder.file("wrapped")
    try Data(wrapping.wrap(String(decoding: plain, as: UTF8.self)))
      .write(to: URL(fileURLWithPath: path))
    let files = try ImportFile.read(path)
    #expect(try InterchangeFormat.recognised(in: files) == row.format)
    #expect(try row.format.read(files).benchmarks == whole.benchmarks)
  }

  @Test(arguments: ["\n", "\n\nx\n"], [Wrapping.utf16, .utf16BigEndian, .utf16WithoutMark])
  func `UTF-16 is recognised by a file's first bytes where its first lines are short`(
    _ start: String, _ wrapping: Wrapping
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("wide")
    try Data(wrapping.wrap(start + "test a ... bench: 5 ns/iter (+/- 1)\n"))
      .write(to: URL(fileURLWithPath: path))
    let results = try InterchangeFormat.libtest.read(ImportFile.read(path))
    #expect(results.series("a", .wallTime)?.launches == [[5]])
  }

  @Test(arguments: [
    ("cargo-criterion.jsonl", InterchangeFormat.criterion), ("libtest.jsonl", .libtest),
    ("gungraun.jsonl", .gungraun),
  ])
  func `messages are found between what builds the benchmarks prints`(
    _ fixture: String, _ format: InterchangeFormat
  ) throws {
    let messages = try ImportFile.read(Fixture.folder + "/" + fixture, format: format)[0].bytes
    let noise = "   Compiling shapes v1.0.0 (/work)\nwarning: unused\n"
    let file = ImportFile(
      path: "log", bytes: Array(noise.utf8) + messages + Array("\nFinished in 1 s\n".utf8))
    #expect(try InterchangeFormat.recognised(in: [file]) == format)
    let whole = try Fixture.results(fixture, format: format)
    #expect(try format.read([file]).benchmarks == whole.benchmarks)
  }

  @Test(arguments: fixtures, Wrapping.allCases)
  func `a wrapped fixture is recognised and gives the same`(
    _ row: InterchangeFormatTests.Case, _ wrapping: Wrapping
  ) throws {
    let plain = try ImportFile.read(Fixture.folder + "/" + row.fixture, format: row.format)[0].bytes
    let folder = try TemporaryFolder()
    let path = folder.file("wrapped")
    try Data(wrapping.wrap(String(decoding: plain, as: UTF8.self)))
      .write(to: URL(fileURLWithPath: path))
    let files = try ImportFile.read(path)
    #expect(try InterchangeFormat.recognised(in: files) == row.format)
    let whole = try Fixture.results(row.fixture, format: row.format)
    #expect(try row.format.read(files).benchmarks == whole.benchmarks)
    // Standard input is held whole.
    let held = ImportFile(
      path: "held", bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    #expect(try row.format.read([held]).benchmarks == whole.benchmarks)
  }

  struct Line: CustomTestStringConvertible, Sendable {
    var text: String
    var expected: String
    init(_ text: String, _ expected: String) {
      self.text = text
      self.expected = expected
    }
    var testDescription: String { text }
  }

  @Test(arguments: [
    Line("plain", "plain"),
    Line("2026-01-02T03:04:05Z text", "text"),
    Line("2026-01-02T03:04:05.123+01:00 text", "text"),
    Line("2026-01-02 03:04:05,123 text", "text"),
    Line("2026-01-02T03:04:05Z", ""),
    Line("2026-01-02T03:04:05Z 00O+text", "text"),
    Line("2026-01-02T03:04:05Z   indented", "  indented"),
    Line("2026/01/02 03:04:05 a program's own log", "2026/01/02 03:04:05 a program's own log"),
    Line("2026-01-02T03:04:05Ztext", "2026-01-02T03:04:05Ztext"),
    Line("2026-01-02", "2026-01-02"),
    Line("[1, 2]", "[1, 2]"),
    Line("[03:04:05] text", "text"),
    Line("[03:04:05 text", "[03:04:05 text"),
    Line("a\tb\t12 ns", "a\tb\t12 ns"),
    Line("\u{1B}]0;title\u{07}text", "text"),
    Line("te\u{1B}[38;5;200mxt\u{1B}", "text"),
    Line("\u{1B}[", ""),
    Line("\u{FEFF}text\r", "text"),
  ]) func `a line loses what a log put around it, and nothing else`(_ line: Line) throws {
    var found: [String] = []
    let file = ImportFile(path: "given", bytes: Array(("\n" + line.text).utf8))
    try file.forEachLine { bytes, _ throws(FileError) in
      found.append(String(decoding: bytes, as: UTF8.self))
    }
    #expect(found == ["", line.expected])
  }

  @Test func `texts of UTF-16 and UTF-32 that cannot be read are named as such`() throws {
    for (bytes, words) in [
      ([0xFF, 0xFE, 0x41], "ends within a character"),
      ([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], "UTF-32"),
    ] as [([UInt8], String)] {
      let error = #expect(throws: FileError.self) {
        try InterchangeFormat.go.read([ImportFile(path: "given", bytes: bytes)])
      }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }

  @Test func `events of go test are put together by package`() throws {
    let events = [
      ("a", #"goos: linux\npkg: a\nBenchmarkX-8 \t"#), ("b", #"pkg: b\nBenchmarkX-8 \t"#),
      ("a", #"  100\t 5 ns/op\n"#), ("b", #"  10\t 50 ns/op\n"#),
      ("a", #"BenchmarkY-8 \t 7\t 6 ns/op"#),
    ].map {
      #"{"Time":"2026-01-02T03:04:05Z","Action":"output","Package":"\#($0)","Output":"\#($1)"}"#
    }
    let results = try Fixture.parsed(
      #"{"Action":"start","Package":"a"}"# + "\n" + events.joined(separator: "\n"), format: .go)
    #expect(results.series("a/X", .wallTime)?.launches == [[5]])
    #expect(results.series("b/X", .wallTime)?.launches == [[50]])
    #expect(results.series("a/Y", .wallTime)?.launches == [[6]])
    #expect(results.origin.operatingSystem == "linux")
  }

  @Test func `an event that is cut short is refused with its line`() throws {
    let error = #expect(throws: FileError.self) {
      try Fixture.parsed("BenchmarkX 1 5 ns/op\n{\"Action\":\"output\",\"Out", format: .go)
    }
    #expect(error?.description.hasPrefix("given:2:") == true, "\(error?.description ?? "")")
  }

  @Test func `JSON that a benchmark prints is no event`() throws {
    let results = try Fixture.parsed(
      "{\"level\":\"info\"}\n{broken\nBenchmarkX 1 5 ns/op", format: .go)
    #expect(results.series("X", .wallTime)?.launches == [[5]])
  }
}
