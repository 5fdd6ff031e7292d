import Foundation
import TestSupport
import Testing

@testable import GateFiles

@Suite struct TextFileTests {
  @Test func `a link stays a link, and what it leads to is replaced`() throws {
    let folder = try TemporaryFolder()
    let target = try folder.write("target.json", "old")
    let link = folder.file("link.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target.json")
    try TextFile.write(Data("new".utf8), to: link)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target.json")
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "new")
    #expect(folder.names == ["link.json", "target.json"])
  }

  @Test func `a file that would not change keeps its time`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("site/page.html")
    #expect(try TextFile.update(Data("one".utf8), at: path))
    let old = Date(timeIntervalSince1970: 1_000_000_000)
    func time() throws -> Date? {
      try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    #expect(try !TextFile.update(Data("one".utf8), at: path))
    #expect(try time() == old)
    // The same length, another content.
    #expect(try TextFile.update(Data("two".utf8), at: path))
    #expect(try time() != old)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
    #expect(TextFile.size(path) == 3 && TextFile.size(folder.file("site")) == nil)
    #expect(throws: FileError.self) { try TextFile.update(Data(), at: folder.file("site")) }
  }

  @Test func `what is no file, such as a pipe or a device, is written to and stays`() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try TextFile.write(Data("content".utf8), to: pipe)
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(reader, &bytes, bytes.count)
    #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "content")
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(folder.names == ["pipe"])
  }
}
