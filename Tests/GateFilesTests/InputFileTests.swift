import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateFiles

/// Pipes are read where the user names them, and never waited for where they lie in a folder.
@Suite struct InputFileTests {
  private static func pipe(in folder: TemporaryFolder, _ text: String? = nil) throws -> String {
    let path = folder.file("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    guard let text else { return path }
    Thread.detachNewThread {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      try? handle.write(contentsOf: Data(text.utf8))
      try? handle.close()
    }
    return path
  }

  @Test(.timeLimit(.minutes(1)))
  func `a pipe, a device and a folder that lie in a folder are refused at once`() throws {
    let folder = try TemporaryFolder()
    for path in [try Self.pipe(in: folder), "/dev/zero"] {
      let refusal = FileError.unreadable(path: path, reason: "it is not a regular file")
      #expect(throws: refusal) { try TextFile.read(path) }
      #expect(throws: refusal) { try TextFile.bytes(path) }
      #expect(throws: refusal) { try SHA256.hexDigest(ofFile: path) }
      #expect(throws: refusal) { try LineReader(path).forEachLine { _, _, _ in } }
      #expect(throws: refusal) {
        try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: path)
      }
    }
    #expect(throws: FileError.self) { try LineReader(folder.path).forEachLine { _, _, _ in } }
  }

  @Test func `a pipe that is named is read to its end, and gives the same again`() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "line of text\n", count: 300_000)
    let path = try Self.pipe(in: folder, text)
    for _ in 0..<2 {
      #expect(try TextFile.read(path, from: .argument) == Data(text.utf8))
    }
  }

  @Test func `a pipe has the limit of a file`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.pipe(in: folder, String(repeating: "x", count: 70_000))
    let error = #expect(throws: FileError.self) {
      try TextFile.read(path, limit: 65_536, from: .argument)
    }
    #expect(error?.reason.contains("holds more than the limit") == true)
    let file = try folder.write("file", String(repeating: "x", count: 70_000))
    #expect(throws: FileError.tooLarge(path: file, bytes: 70_000, limit: 65_536)) {
      try TextFile.read(file, limit: 65_536, from: .argument)
    }
    #expect(throws: FileError.self) {
      try TextFile.read("/dev/zero", limit: 1 << 20, from: .argument)
    }
  }

  @Test func `what is empty is empty, whatever it is`() throws {
    let folder = try TemporaryFolder()
    let pipe = try Self.pipe(in: folder, "")
    for path in ["/dev/null", pipe, try folder.write("file", "")] {
      #expect(throws: FileError.empty(path: path)) { try TextFile.read(path, from: .argument) }
    }
  }
}
