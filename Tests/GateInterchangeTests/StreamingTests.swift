import Foundation
import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// Formats made of lines are read line by line, however long the file is.
@Suite struct StreamingTests {
  private static let row = "BenchmarkX-4 10 5 ns/op 3 B/op\n"
  private static let message = """
    {"reason":"benchmark-complete","id":"X","iteration_count":[2],"measured_values":[10],"unit":"ns"}

    """

  /// A file beyond what is read whole: mostly holes, which take no room on the disk.
  private static func largeFile(ending end: String, _ body: (String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("large", "")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    let step: UInt64 = 8 << 20
    for line in 1...33 as ClosedRange<UInt64> {
      try handle.seek(toOffset: line * step)
      try handle.write(contentsOf: Data("\n".utf8))
    }
    try handle.write(contentsOf: Data(end.utf8))
    try handle.close()
    try body(path)
  }

  @Test func `a log beyond the limit of whole files is read to its end`() throws {
    try Self.largeFile(ending: Self.row + Self.row) { path in
      let results = try InterchangeFormat.go.read(ImportFile.read(path, format: .go))
      #expect(results.series("X", .wallTime)?.launches == [[5, 5]])
      // The same file as one of a format that needs it whole.
      let error = #expect(throws: FileError.self) {
        try InterchangeFormat.generic.read(ImportFile.read(path, format: .generic))
      }
      #expect(
        error?.description.contains("more than the limit of") == true, "\(error?.description ?? "")"
      )
    }
  }

  @Test(arguments: [InterchangeFormat.go, .criterion])
  func `a file gives the same as its text`(_ format: InterchangeFormat) throws {
    let text = String(repeating: format == .go ? Self.row : Self.message, count: 1_000)
    let folder = try TemporaryFolder()
    let path = try folder.write("whole", text)
    let streamed = try format.read(ImportFile.read(path, format: format))
    let whole = try Fixture.parsed(text, format: format)
    #expect(streamed.benchmarks == whole.benchmarks)
    #expect(streamed.series("X", .wallTime)?.samples == [Double](repeating: 5, count: 1_000))
  }

  @Test func `an error in a streamed file names its line, and an empty file is called so`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("streamed")
    for (text, words) in [
      (Self.row + "BenchmarkX 10 -5 ns/op\n", "\(path):2:1: '-5' is not a valid figure"),
      ("", "empty"),
    ] {
      try folder.write("streamed", text)
      let error = #expect(throws: FileError.self) {
        try InterchangeFormat.go.read(ImportFile.read(path, format: .go))
      }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }

  @Test func `UTF-16 on the disk gives the same as its text`() throws {
    let text = String(repeating: Self.row, count: 100_000)
    let folder = try TemporaryFolder()
    let path = folder.file("wide")
    try Data([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
      .write(to: URL(fileURLWithPath: path))
    let results = try InterchangeFormat.go.read(ImportFile.read(path, format: .go))
    #expect(results.series("X", .wallTime)?.samples.count == 100_000)
  }

  @Test func `the format of a file beyond the limit of whole files is recognised by its beginning`()
    throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.write("large", Self.row)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seek(toOffset: 300 << 20)
    try handle.write(contentsOf: Data("\n".utf8))
    try handle.close()
    #expect(try InterchangeFormat.recognised(in: ImportFile.read(path)) == .go)
  }

  @Test func `a pipe is read once, also to recognise its format`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe")
    try #require(unsafe mkfifo(path, 0o600) == 0)
    let writer = Thread { try? Data(Self.row.utf8).write(to: URL(fileURLWithPath: path)) }
    writer.start()
    let files = try ImportFile.read(path)
    let format = try InterchangeFormat.recognised(in: files)
    #expect(try format.read(files).series("X", .wallTime)?.samples == [5])
  }
}
