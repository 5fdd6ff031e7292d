import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateFiles

/// The anchor in the folder of baselines: which program it is, and how long it stays.
@Suite struct AnchorTests {
  /// A folder into which versions are stored, each with a program of its own.
  struct Store {
    let folder: TemporaryFolder
    let directory: BaselineDirectory

    init() throws {
      folder = try TemporaryFolder()
      directory = BaselineDirectory(root: folder.file("b"))
    }

    func store(
      _ version: Int, hasProgram: Bool = true, anchor: AnchorMove = .keep
    ) throws {
      let program = try folder.write("program", "version \(version)")
      let run = BaselineDirectoryTests.run(
        "run\(1000 + version)", minute: Int64(version),
        hash: try SHA256.hexDigest(ofFile: program))
      try directory.store(run, program: hasProgram ? program : nil, anchor: anchor)
    }

    var entry: BaselineDirectory.Entry {
      get throws {
        try #require(
          try directory.entry(environmentKey: BaselineDirectoryTests.key, suite: "s"))
      }
    }

    var anchor: String? { get throws { try entry.anchor?.record.runID.rawValue } }

    func path(_ name: String) -> String { "b/\(BaselineDirectoryTests.key)/s/\(name)" }
  }

  @Test func `the first baseline becomes the anchor and stays it`() throws {
    let store = try Store()
    for version in 0..<(BaselineDirectory.keptRecords + BaselineDirectory.keptPrograms) {
      try store.store(version)
      #expect(try store.anchor == "run1000")
    }
    let program = try #require(try store.entry.anchor)
    #expect(try String(contentsOfFile: program.path, encoding: .utf8) == "version 0")
    #expect(!(try store.entry.records.contains { $0.runID.rawValue == "run1000" }))
    #expect(try store.entry.program?.record.runID.rawValue == "run1024")
  }

  @Test func `pruning leaves the anchor and its program alone`() throws {
    let store = try Store()
    for version in 0..<8 { try store.store(version) }
    for isDryRun in [true, false] {
      let removed = try store.directory.prune(keeping: 1, isDryRun: isDryRun)
      #expect(removed.count == 11, "7 records and 4 programs: \(removed)")
    }
    #expect(try store.anchor == "run1000" && store.entry.problems.isEmpty)
    _ = try store.directory.keepNearest(isDryRun: false) { _ in nil }
    #expect(try store.anchor == "run1000")
  }

  @Test func `the anchor moves on request`() throws {
    let store = try Store()
    try store.store(0)
    try store.store(1)
    try store.store(2, anchor: .toThisRun)
    try store.store(3)
    #expect(try store.anchor == "run1002" && store.entry.problems.isEmpty)
  }

  @Test func `without a program there is no anchor, and the first with one becomes it`() throws {
    let store = try Store()
    try store.store(0, hasProgram: false)
    #expect(try store.anchor == nil && store.entry.problems.isEmpty)
    #expect(throws: FileError.self) {
      try store.store(1, hasProgram: false, anchor: .toThisRun)
    }
    #expect(try store.entry.records.count == 1, "nothing was stored")
    try store.store(2)
    #expect(try store.anchor == "run1002")
    // A program that was stored before need not be given again.
    try store.store(3)
    try store.store(3, hasProgram: false, anchor: .toThisRun)
    #expect(try store.anchor == "run1003")
  }

  @Test func `a folder from before anchors takes the oldest program that is whole`() throws {
    let store = try Store()
    for version in 0..<3 { try store.store(version) }
    let oldest = try #require(try store.entry.anchor)
    try FileManager.default.removeItem(atPath: store.folder.file(store.path("anchor.json")))
    try "changed".write(toFile: oldest.path, atomically: false, encoding: .utf8)
    try store.store(3)
    #expect(try store.anchor == "run1001")
  }

  @Test func `an anchor that cannot be read is a problem, hides no newest run and is kept`() throws
  {
    let store = try Store()
    for version in 0..<7 { try store.store(version) }
    try store.folder.write(store.path("anchor.json"), "{ torn")
    let entry = try store.entry
    #expect(entry.problems.map(\.subject) == [.anchor] && entry.anchor == nil)
    #expect(entry.newestProblem == nil)
    #expect(
      try store.directory.newestProgram(
        environmentKey: BaselineDirectoryTests.key, suite: "s")?.record.runID.rawValue == "run1006")
    // It may name any program, so none is removed.
    try store.store(7)
    #expect(try store.folder.read(store.path("anchor.json")) == "{ torn")
    #expect(try Folder.names(in: store.folder.file(store.path("programs"))).count == 7)
    #expect(throws: FileError.self) {
      try store.directory.establish(
        BaselineDirectoryTests.run("x", minute: 99), program: nil)
    }
    try store.store(8, anchor: .toThisRun)
    #expect(try store.anchor == "run1008" && store.entry.problems.isEmpty)
  }

  @Test(arguments: ["gone", "changed", "folder", "empty"])
  func `an anchor is nothing without its program`(_ damage: String) throws {
    let store = try Store()
    for version in 0..<2 { try store.store(version) }
    let path = try #require(try store.entry.anchor).path
    switch damage {
    case "gone": try FileManager.default.removeItem(atPath: path)
    case "changed": try "two".write(toFile: path, atomically: false, encoding: .utf8)
    case "empty": try "".write(toFile: path, atomically: false, encoding: .utf8)
    default:
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    let entry = try store.entry
    #expect(entry.problems.map(\.subject) == [.anchor], "\(entry.problems)")
    #expect(entry.anchor == nil && entry.program?.record.runID.rawValue == "run1001")
  }

  @Test func `a program that is baseline and anchor at once is one problem`() throws {
    let store = try Store()
    try store.store(0)
    let path = try #require(try store.entry.anchor).path
    try "two".write(toFile: path, atomically: false, encoding: .utf8)
    #expect(try store.entry.problems.map(\.subject) == [.program])
  }

  @Test func `the size counts the anchor`() throws {
    let store = try Store()
    try store.store(0)
    let before = try store.entry.bytes
    let file = store.folder.file(store.path("anchor.json"))
    let size = try Data(contentsOf: URL(fileURLWithPath: file)).count
    try FileManager.default.removeItem(atPath: file)
    let without = try store.entry.bytes
    #expect(size > 100 && before - without == Int64(size))
  }
}
