import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateFiles

/// What is stored and cannot be read is a problem of its entry, never absence.
@Suite struct BaselineProblemTests {
  /// A folder of baselines with one run and its program, and a place in it that goes bad.
  struct Fixture {
    let folder: TemporaryFolder
    let directory: BaselineDirectory
    let suite: String

    init() throws {
      folder = try TemporaryFolder()
      directory = BaselineDirectory(root: folder.file("b"))
      suite = "b/\(BaselineDirectoryTests.key)/s"
      let program = try folder.write("program", "one")
      try directory.store(
        BaselineDirectoryTests.run("01B", minute: 5, hash: try SHA256.hexDigest(ofFile: program)),
        program: program)
    }

    var program: String {
      get throws {
        try folder.file(suite + "/programs/")
          + #require(Folder.names(in: folder.file(suite + "/programs")).first)
      }
    }

    var record: String { folder.file(suite + "/records/01B.json") }

    func entry() throws -> BaselineDirectory.Entry {
      try #require(try directory.entry(environmentKey: BaselineDirectoryTests.key, suite: "s"))
    }
  }

  /// A way in which a path goes bad.
  enum Damage: CaseIterable, CustomTestStringConvertible {
    case empty, truncated, otherSchema, newerSchema, folder, brokenLink, linkToItself, pipe

    var testDescription: String { "\(self)" }

    func apply(to path: String) throws {
      try? FileManager.default.removeItem(atPath: path)
      func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      }
      func link(to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
      }
      switch self {
      case .empty: try write("")
      case .truncated: try write("{\"schema\": \"speedgate.run/1\", \"run_")
      case .otherSchema: try write("{\"schema\": \"speedgate.verdict/1\"}")
      case .newerSchema: try write("{\"schema\": \"speedgate.run/9\"}")
      case .folder:
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      case .brokenLink: try link(to: "/nowhere/at/all")
      case .linkToItself: try link(to: path)
      case .pipe: #expect(mkfifo(path, 0o600) == 0)
      }
    }
  }

  @Test(arguments: Damage.allCases) func `a record that cannot be read is a problem`(
    _ damage: Damage
  ) throws {
    let fixture = try Fixture()
    try damage.apply(to: fixture.record)
    let entry = try fixture.entry()
    #expect(entry.records.isEmpty)
    #expect(entry.problems.map(\.subject) == [.record(mayBeNewest: true)])
    #expect(entry.problems.first?.error.path == fixture.record)
    #expect(entry.problems.first?.description.hasPrefix(fixture.record + ":") == true)
    #expect(throws: FileError.self) {
      try fixture.directory.newestProgram(environmentKey: entry.environmentKey, suite: "s")
    }
    // Nor does a second run become the first baseline.
    #expect(throws: FileError.self) {
      try fixture.directory.establish(BaselineDirectoryTests.run("01C", minute: 9), program: nil)
    }
    #expect(try fixture.entry().records.isEmpty)
  }

  @Test(arguments: Damage.allCases) func `a program that is not what was stored is a problem`(
    _ damage: Damage
  ) throws {
    let fixture = try Fixture()
    let path = try fixture.program
    try damage.apply(to: path)
    let entry = try fixture.entry()
    #expect(entry.records.count == 1 && entry.program == nil)
    #expect(entry.problems.map(\.subject) == [.program])
    #expect(entry.problems.first?.error.path == path)
    #expect(throws: try #require(entry.problems.first?.error)) {
      try fixture.directory.newestProgram(environmentKey: entry.environmentKey, suite: "s")
    }
  }

  @Test(
    arguments: ["", "/records", "/programs", "/.."], [Damage.brokenLink, .linkToItself, .truncated])
  func `a folder that cannot be read is a problem, whichever it is`(
    _ level: String, _ damage: Damage
  ) throws {
    let fixture = try Fixture()
    let path = URL(fileURLWithPath: fixture.folder.file(fixture.suite + level)).standardized.path
    try FileManager.default.removeItem(atPath: path)
    try damage.apply(to: path)
    let entry = try fixture.entry()
    #expect(entry.problems.map(\.subject) == [.folder])
    #expect(entry.problems.first?.error.path.hasSuffix(path) == true)
    #expect(throws: FileError.self) {
      try fixture.directory.establish(BaselineDirectoryTests.run("01C", minute: 9), program: nil)
    }
    if damage != .truncated {
      // No one knows what it holds, so nothing is removed either.
      #expect(throws: FileError.self) { try fixture.directory.prune(keeping: 1, isDryRun: false) }
      #expect(try fixture.directory.entries().flatMap(\.problems).count == 1)
    }
  }

  @Test(arguments: [Damage.brokenLink, .linkToItself, .truncated, .pipe])
  func `a folder of baselines that cannot be read is not taken for an empty one`(
    _ damage: Damage
  ) throws {
    let folder = try TemporaryFolder()
    try damage.apply(to: folder.file("b"))
    for root in [folder.file("b"), folder.file("b/below")] {
      let directory = BaselineDirectory(root: root)
      #expect(throws: FileError.self) { try directory.entries() }
      #expect(throws: FileError.self) { try directory.entries(ofSuite: "s") { _ in true } }
      #expect(throws: FileError.self) {
        try directory.establish(BaselineDirectoryTests.run("a", minute: 1), program: nil)
      }
    }
  }

  @Test func `a name that is too long is no absence`() throws {
    let folder = try TemporaryFolder()
    let root = folder.file(String(repeating: "x", count: 300))
    #expect(throws: FileError.self) { try BaselineDirectory(root: root).entries() }
  }

  @Test func `other files beside the folders are ignored`() throws {
    let fixture = try Fixture()
    try fixture.folder.write("b/README.md", "what this is")
    try fixture.folder.write("b/\(BaselineDirectoryTests.key)/notes", "what this is")
    try fixture.folder.write(fixture.suite + "/records/notes.txt", "what this is")
    #expect(try fixture.entry().problems.isEmpty)
    #expect(try fixture.directory.entries().count == 1)
    #expect(try fixture.directory.prune(keeping: 1, isDryRun: false).isEmpty)
  }

  static let ulids = ["01M7YG32NDZVWRMKAEJ717X9RF", "01M7YG32NDZVWRMKAEJ717X9RG"]

  @Test(arguments: [
    ("x", #"{"schema": "speedgate.run/9", "started_at": "1970-01-01T00:04:00.000Z"}"#, false),
    ("x", #"{"schema": "speedgate.run/9", "started_at": "1970-01-01T00:05:00.000Z"}"#, true),
    ("x", #"{"schema": "speedgate.run/9", "started_at": "1970-01-01T00:06:00.000Z"}"#, true),
    ("x", #"{"schema": "speedgate.run/9"}"#, true), ("a", "{ torn", true), ("a", "", true),
    ("01M7YG32NDZVWRMKAEJ717X9RE", "", false), (ulids[1], "{ torn", true),
  ])
  func `a record that may be newer than those that can be read is distinguished from an older one`(
    _ name: String, _ content: String, _ mayBeNewest: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    try directory.store(BaselineDirectoryTests.run(Self.ulids[0], minute: 5), program: nil)
    try folder.write("\(BaselineDirectoryTests.key)/s/records/\(name).json", content)
    let entry = try #require(
      try directory.entry(environmentKey: BaselineDirectoryTests.key, suite: "s"))
    #expect(entry.records.count == 1)
    #expect(entry.problems.map(\.subject) == [.record(mayBeNewest: mayBeNewest)])
    #expect((entry.newestProblem != nil) == mayBeNewest)
  }

  @Test func `an older record that cannot be read hides no program, and no program is removed`()
    throws
  {
    let fixture = try Fixture()
    let named = try fixture.folder.write(
      fixture.suite + "/records/00A.json",
      #"{"schema": "speedgate.run/9", "started_at": "1970-01-01T00:00:00.000Z"}"#)
    let kept = try fixture.folder.write(fixture.suite + "/programs/0123", "named by it, perhaps")
    #expect(
      try fixture.directory.newestProgram(
        environmentKey: BaselineDirectoryTests.key, suite: "s") != nil)
    #expect(try fixture.directory.prune(keeping: 1, isDryRun: false).isEmpty)
    #expect(FileManager.default.fileExists(atPath: kept))
    try FileManager.default.removeItem(atPath: named)
    #expect(try fixture.directory.prune(keeping: 1, isDryRun: false) == [kept])
  }

  @Test func `a first baseline is established once, however many try at the same time`()
    async throws
  {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.file("b"))
    let outcomes = try await withThrowingTaskGroup(of: Establishment.self) { group in
      for index in 0..<8 {
        group.addTask {
          try directory.establish(
            BaselineDirectoryTests.run("run\(index)", minute: Int64(index)), program: nil)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == .established } == 1)
    let records = try directory.entries().flatMap(\.records)
    #expect(records.count == 1)
    #expect(outcomes.count { $0 == .alreadyThere(records[0]) } == 7)
    // Another suite and another kind of machine have first baselines of their own.
    #expect(
      try directory.establish(
        BaselineDirectoryTests.run("x", minute: 1, suite: "other"), program: nil) == .established)
    var elsewhere = BaselineDirectoryTests.run("y", minute: 1)
    elsewhere.environment.processorCount = 64
    #expect(try directory.establish(elsewhere, program: nil) == .established)
  }
}
