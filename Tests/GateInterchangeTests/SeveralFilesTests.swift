import Foundation
import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// Several files in one import: what two of them name is one thing, and none counts twice.
@Suite struct SeveralFilesTests {
  private func read(_ texts: String...) throws -> ImportedResults {
    try InterchangeFormat.lines.read(
      texts.enumerated().map { ImportFile(path: "f\($0)", bytes: Array($1.utf8)) })
  }

  private func refusal(_ body: () throws -> ImportedResults) -> String {
    let error = #expect(throws: FileError.self) { _ = try body() }
    return error?.description ?? ""
  }

  @Test func `one launch in two rotated files is one launch, also within an iteration`() throws {
    let header = #"{"schema":"speedgate.lines/1","launch":"p1"}"# + "\n"
    let results = try read(
      header + #"{"benchmark":"a","duration_ms":1,"launch":"p1"}"# + "\n"
        + #"{"benchmark":"a","step":"s","duration_ms":1,"launch":"p1"}"#,
      header + #"{"benchmark":"a","duration_ms":2,"launch":"p1"}"#)
    #expect(results.series("a", .wallTime)?.launches == [[1e6, 2e6]])
    #expect(results.series("a", .step("s"))?.launches == [[1e6]])
    #expect(results.origin.errors.isEmpty)
  }

  @Test func `files without names of launches are launches`() throws {
    let results = try read(
      LinesTests.header + #"{"benchmark":"a","duration_ms":1}"#,
      LinesTests.header + #"{"benchmark":"a","duration_ms":2}"#)
    #expect(results.series("a", .wallTime)?.launches == [[1e6], [2e6]])
  }

  @Test(arguments: [
    (
      #"{"benchmark":"a","metric":"m","value":1,"unit":"MB"}"#, "in bytes here and in count on f0:2"
    ),
    (#"{"benchmark":"a","metric":"m","value":1,"better":"higher"}"#, "and not on f0:2"),
  ]) func `a metric keeps its unit and direction in all files`(line: String, words: String) {
    let message = refusal {
      try read(
        LinesTests.header + #"{"benchmark":"a","metric":"m","value":1}"#,
        LinesTests.header + line)
    }
    #expect(message.hasPrefix("f1:2") && message.contains(words), "\(message)")
  }

  @Test func `a copy of a file is refused, and so is one file under two paths`() throws {
    let text = LinesTests.header + #"{"benchmark":"a","duration_ms":1}"#
    #expect(refusal { try read(text, text) }.contains("holds the same lines as f0"))
    let folder = try TemporaryFolder()
    let path = try folder.write("a.ndjson", text)
    let link = folder.path + "/b.ndjson"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    for other in [path, folder.path + "/./a.ndjson", link] {
      let message = refusal {
        try InterchangeFormat.lines.read(
          ImportFile.read(path, format: .lines) + ImportFile.read(other, format: .lines))
      }
      #expect(message.contains("is given twice"), "\(message)")
    }
  }

  @Test func `a file that gzip compressed is read as it was`() throws {
    let text = LinesTests.header + #"{"benchmark":"a","duration_ms":1}"#
    let folder = try TemporaryFolder()
    let path = folder.file("a.ndjson.gz")
    let bytes = Data(Gzip.compress(Array(text.utf8)))
    try bytes.write(to: URL(fileURLWithPath: path))
    let files = try ImportFile.read(path)
    #expect(try InterchangeFormat.recognised(in: files) == .lines)
    #expect(
      try InterchangeFormat.lines.read(files).series("a", .wallTime)?.launches == [[1e6]])
    let input = try ImportFile(path: "standard input", input: bytes)
    #expect(
      try InterchangeFormat.lines.read([input]).series("a", .wallTime)?.launches == [[1e6]])
    try bytes.dropLast(3).write(to: URL(fileURLWithPath: path))
    #expect(throws: FileError.self) { try ImportFile.read(path) }
  }
}
