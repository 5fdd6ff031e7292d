import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateFiles

/// How a file gets its content: whole, with its mode, and without anything beside it.
@Suite struct PublicationTests {
  private static func mode(_ path: String) throws -> Int? {
    (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?
      .intValue
  }

  @Test(arguments: [0o600, 0o640, 0o755, 0o444])
  func `a file that is replaced keeps its mode`(_ mode: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("file", "old")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    try TextFile.write(Data("new".utf8), to: path)
    #expect(try Self.mode(path) == mode)
    #expect(try folder.read("file") == "new")
    #expect(folder.names == ["file"])
  }

  @Test(arguments: UnpublishedFile.Form.allCases)
  func `a file has its mode before it has its name`(_ form: UnpublishedFile.Form) throws {
    let folder = try TemporaryFolder()
    let file = try UnpublishedFile(in: folder.path, form, isPrivate: true)
    try file.fill(Data("text".utf8), isDurable: true)
    try file.allow(0o751)
    #expect(folder.names.allSatisfy(AbandonedParts.isPart))
    #if os(Linux)
      #expect(folder.names.isEmpty == (form == .nameless))
    #endif
    try file.publish(at: folder.file("file"))
    #expect(try Self.mode(folder.file("file")) == 0o751)
    #expect(folder.names == ["file"])
  }

  @Test(arguments: UnpublishedFile.Form.allCases)
  func `a file that is not published leaves nothing`(_ form: UnpublishedFile.Form) throws {
    let folder = try TemporaryFolder()
    try folder.write("place/in the way", "x")
    do {
      let file = try UnpublishedFile(in: folder.path, form, isPrivate: false)
      try file.fill(Data("text".utf8), isDurable: false)
      #expect(throws: SystemRefusal.self) { try file.publish(at: folder.file("place")) }
    }
    #expect(folder.names == ["place"])
  }

  @Test func `a name as long as the system allows can be written and replaced`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file(String(repeating: "ü", count: 127))
    for text in ["one", "two"] {
      try TextFile.write(Data(text.utf8), to: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
    #expect(folder.names.count == 1)
  }

  @Test func `the next writer removes what a killed one left, and nothing else`() throws {
    let folder = try TemporaryFolder()
    let left = ".speedgate-0123456789abcdef.part"
    let others = [
      ".speedgate-0123456789abcdeg.part", ".speedgate-0123456789abcde.part", ".speedgate-.part",
      "speedgate-0123456789abcdef.part", ".other.123.part", ".speedgate-0123456789abcdef.part2",
    ]
    for name in others + [left] { try folder.write(name, "x") }
    let living = try UnpublishedFile(in: folder.path, .hidden, isPrivate: false)
    let held = try #require(folder.names.first { !(others + [left]).contains($0) })
    try TextFile.write(Data("x".utf8), to: folder.file("file"))
    #expect(Set(folder.names) == Set(others + [held, "file"]))
    try living.publish(at: folder.file("second"))
    #expect(Set(folder.names) == Set(others + ["second", "file"]))
  }

  @Test
  func `files that earlier versions left are removed from folders of our own when they are old`()
    throws
  {
    let folder = try TemporaryFolder()
    for name in [
      ".run.json.4711.part", ".young.json.1.part", ".run.json.x.part", "run.json.1.part",
    ] {
      let path = try folder.write(name, "x")
      guard !name.hasPrefix(".young") else { continue }
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: path)
    }
    AbandonedParts.remove(in: folder.path)
    #expect(folder.names.count == 4)
    AbandonedParts.remove(in: folder.path, ownsFolder: true)
    #expect(folder.names == [".run.json.x.part", ".young.json.1.part", "run.json.1.part"])
  }

  @Test func `a stored program that may not be started gets its mode at the next storing`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.file("b"))
    let program = try folder.write("program", "#!/bin/sh\nexit 0\n")
    let hash = try SHA256.hexDigest(ofFile: program)
    let run = BaselineDirectoryTests.run("a", minute: 1, hash: hash)
    try directory.store(run, program: program)
    let stored = try #require(
      try directory.newestProgram(environmentKey: BaselineDirectoryTests.key, suite: "s"))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: stored.path)
    try directory.store(
      BaselineDirectoryTests.run("b", minute: 2, hash: hash), program: program)
    #expect(FileManager.default.isExecutableFile(atPath: stored.path))
  }

  @Test func `what lies in a suite's folders goes when a run is stored`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    try directory.store(BaselineDirectoryTests.run("a", minute: 1), program: nil)
    let suite = "\(BaselineDirectoryTests.key)/s"
    let left = ["records", "programs", "kits"].map {
      "\(suite)/\($0)/.speedgate-00000000000000ff.part"
    }
    for name in left { try folder.write(name, "x") }
    try directory.store(BaselineDirectoryTests.run("b", minute: 2), program: nil)
    for name in left where !name.contains("kits") {
      #expect(!FileManager.default.fileExists(atPath: folder.file(name)), "\(name)")
    }
  }
}
