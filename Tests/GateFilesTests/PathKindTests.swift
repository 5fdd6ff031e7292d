import Foundation
import TestSupport
import Testing

@testable import GateFiles

/// What is at a path, and what only looks like nothing.
@Suite struct PathKindTests {
  @Test func `files, folders, devices and nothing are distinguished, behind links, too`() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "x")
    for (name, target) in [("to-file", "file"), ("to-folder", "."), ("to-link", "to-file")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(name), withDestinationPath: target)
    }
    #expect(PathKind(of: folder.file("file")) == .file)
    #expect(PathKind(of: folder.file("to-link")) == .file)
    #expect(PathKind(of: folder.path) == .folder)
    #expect(PathKind(of: folder.file("to-folder")) == .folder)
    #expect(PathKind(of: "/dev/null") == .special)
    #expect(PathKind(of: folder.file("nothing")) == .absent)
    #expect(PathKind(of: folder.file("nothing/at/all")) == .absent)
    #expect(PathKind(of: folder.file("to-folder/nothing")) == .absent)
  }

  @Test func `what the system does not show is not absent`() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "x")
    for (name, target) in [("broken", "nowhere"), ("itself", "itself")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(name), withDestinationPath: target)
    }
    #expect(
      PathKind(of: folder.file("broken"))
        == .hidden(reason: "it is a link to a file that does not exist"))
    #expect(
      PathKind(of: folder.file("broken/below/it"))
        == .hidden(reason: "\(folder.file("broken")) is a link to a file that does not exist"))
    let names = ["itself", "itself/below", "file/below", String(repeating: "x", count: 300)]
    for name in names {
      guard case .hidden(let reason) = PathKind(of: folder.file(name)) else {
        Issue.record("\(name) is not hidden")
        continue
      }
      #expect(!reason.isEmpty)
      #expect(throws: FileError.unreadable(path: folder.file(name), reason: reason)) {
        try Folder.names(in: folder.file(name))
      }
      #expect(throws: FileError.unreadable(path: folder.file(name), reason: reason)) {
        try TextFile.read(folder.file(name))
      }
      #expect(throws: FileError.unreadable(path: folder.file(name), reason: reason)) {
        try SHA256.hexDigest(ofFile: folder.file(name))
      }
    }
  }

  @Test func `a folder's names are sorted and without hidden ones, and none when it is not there`()
    throws
  {
    let folder = try TemporaryFolder()
    for name in ["b", "a", ".hidden"] { try folder.write(name, "x") }
    #expect(try Folder.names(in: folder.path) == ["a", "b"])
    #expect(try Folder.names(in: folder.file("nothing")).isEmpty)
    #expect(throws: FileError.unreadable(path: folder.file("a"), reason: "it is not a folder")) {
      try Folder.isThere(folder.file("a"))
    }
  }
}
