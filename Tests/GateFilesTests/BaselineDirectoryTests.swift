import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateFiles

@Suite struct BaselineDirectoryTests {
  static func run(_ id: String, minute: Int64, hash: String? = nil, suite: String = "s")
    -> RunRecord
  {
    var generator = SystemRandomNumberGenerator()
    let start = Timestamp(millisecondsSinceEpoch: minute * 60_000)
    return RunRecord(
      runID: RunIdentifier(rawValue: id) ?? RunIdentifier(time: start, using: &generator),
      jobID: nil, status: .success, startedAt: start, completedAt: start,
      durationMilliseconds: 1,
      suite: SuiteRecord(name: suite, programHash: hash), baseline: nil,
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "6", architecture: "x86_64",
        processor: "Test CPU @ 1 GHz",
        processorCount: 2, memoryBytes: 1, virtualization: nil, compiler: "Swift",
        buildConfiguration: "release", harnessVersion: "0"),
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: nil, filter: nil, command: []),
      benchmarks: [], leftOut: [], errors: [], warnings: [])
  }

  static let key = run("x", minute: 0).environment.key

  @Test func `the newest run and its program come back`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.file("baselines"))
    let program = try folder.write("program", "#!/bin/sh\nexit 0\n")
    let hash = try SHA256.hexDigest(ofFile: program)
    try directory.store(Self.run("a", minute: 1, hash: hash), program: program)
    try directory.store(Self.run("b", minute: 2), program: nil)

    let entry = try #require(try directory.entry(environmentKey: Self.key, suite: "s"))
    #expect(entry.records.map(\.runID.rawValue) == ["b", "a"])
    let found = try #require(try directory.newestProgram(environmentKey: Self.key, suite: "s"))
    #expect(found.record.runID.rawValue == "a")
    #expect(FileManager.default.isExecutableFile(atPath: found.path))
    #expect(try directory.newestProgram(environmentKey: Self.key, suite: "other") == nil)
  }

  @Test func `a program that was tampered with is not handed out`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    let program = try folder.write("program", "one")
    let hash = try SHA256.hexDigest(ofFile: program)
    try directory.store(Self.run("a", minute: 1, hash: hash), program: program)
    let stored = try #require(try directory.newestProgram(environmentKey: Self.key, suite: "s"))
    try "two".write(toFile: stored.path, atomically: false, encoding: .utf8)
    #expect(throws: FileError.hashMismatch(path: stored.path, expected: hash)) {
      try directory.newestProgram(environmentKey: Self.key, suite: "s")
    }
  }

  @Test func `a program that did not make the run is refused`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.file("b"))
    let program = try folder.write("program", "other")
    #expect(throws: FileError.self) {
      try directory.store(Self.run("a", minute: 1, hash: "00"), program: program)
    }
    #expect(try directory.entries().flatMap(\.records).isEmpty)
  }

  @Test func `only the newest records are kept, and no program without one`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    for index in 0..<(BaselineDirectory.keptRecords + 5) {
      let program = try folder.write("program", "version \(index)")
      let hash = try SHA256.hexDigest(ofFile: program)
      try directory.store(
        Self.run("run\(1000 + index)", minute: Int64(index), hash: hash), program: program)
    }
    let entry = try #require(try directory.entry(environmentKey: Self.key, suite: "s"))
    #expect(entry.records.count == BaselineDirectory.keptRecords)
    #expect(entry.records.first?.runID.rawValue == "run1024")
    let programs = try FileManager.default.contentsOfDirectory(
      atPath: folder.file("\(Self.key)/s/programs"))
    // The first one is the anchor.
    #expect(programs.count == BaselineDirectory.keptPrograms + 1)

    let planned = try directory.prune(keeping: 2, isDryRun: true)
    let spared = 2
    #expect(
      planned.count == BaselineDirectory.keptRecords + BaselineDirectory.keptPrograms - 2 * spared)
    #expect(try directory.entry(environmentKey: Self.key, suite: "s")?.records.count == 20)
    #expect(try directory.prune(keeping: 2, isDryRun: false) == planned)
    #expect(try directory.entry(environmentKey: Self.key, suite: "s")?.records.count == 2)
  }

  @Test func `what was stored after the nearest ancestor makes room for it`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    // A run of an old commit, repeated last, and one of a commit that no one knows.
    for (index, commit) in ["far", "near", "later", "far", "unknown"].enumerated() {
      let program = try folder.write("program", "version \(index)")
      var run = Self.run(
        "run\(index)", minute: Int64(index), hash: try SHA256.hexDigest(ofFile: program))
      run.suite.commit = commit
      try directory.store(run, program: program)
    }
    let distance = ["far": 9, "near": 2]
    func kept() throws -> [String]? {
      try directory.entry(environmentKey: Self.key, suite: "s")?.records.map(\.runID.rawValue)
    }
    let planned = try directory.keepNearest(isDryRun: true) { distance[$0] }
    #expect(planned.nearest == ["near"] && planned.removed.count == 3)
    #expect(try kept()?.count == 5)
    let removed = try directory.keepNearest(isDryRun: false) { distance[$0] }
    #expect(removed.removed == planned.removed)
    #expect(try kept() == ["run1", "run0"])
    let program = try #require(try directory.newestProgram(environmentKey: Self.key, suite: "s"))
    #expect(program.record.suite.commit == "near")
    #expect(try String(contentsOfFile: program.path, encoding: .utf8) == "version 1")
  }

  @Test func `without a known ancestor nothing is removed`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    try directory.store(Self.run("a", minute: 1), program: nil)
    let found = try directory.keepNearest(isDryRun: false) { _ in nil }
    #expect(found.removed.isEmpty && found.nearest.isEmpty)
    #expect(try directory.entry(environmentKey: Self.key, suite: "s")?.records.count == 1)
  }

  @Test(arguments: ["../../etc/passwd", "/abs", "..", ".", "a/b", "", "\u{0}", "x\ny", "💥"])
  func `a hostile suite's name stays inside the folder`(_ name: String) throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.file("b"))
    try directory.store(Self.run("a", minute: 1, suite: name), program: nil)
    #expect(folder.names == ["b"])
    #expect(try directory.entries().count == 1)
    let safe = BaselineDirectory.folderName(name)
    #expect(!safe.isEmpty && !safe.hasPrefix(".") && !safe.contains("/"))
  }

  @Test func `what is not there is empty`() throws {
    #expect(try BaselineDirectory(root: "/nowhere/at/all").entries().isEmpty)
  }

  private static let alike = [
    "日本", "中国", "_", "a b", "a/b", "a_b", "a-b", String(repeating: "x", count: 120),
    String(repeating: "x", count: 121), "", "💥", "A b",
  ]

  @Test func `suites with different names have different folders`() throws {
    let names = Self.alike.map(BaselineDirectory.uniqueFolderName)
    #expect(Set(names).count == Self.alike.count)
    #expect(names.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("/") })
    #expect(names.allSatisfy { $0.utf8.count <= 100 })
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    for (minute, name) in Self.alike.enumerated() {
      try directory.store(Self.run("r\(minute)", minute: Int64(minute), suite: name), program: nil)
    }
    for (minute, name) in Self.alike.enumerated() {
      let entry = try directory.entry(environmentKey: Self.key, suite: name)
      #expect(entry?.records.map(\.runID.rawValue) == ["r\(minute)"], "\(name)")
    }
  }

  @Test(arguments: ["Order_Benchmarks", "s-1.2", "release"])
  func `a name that is safe is its folder's`(_ name: String) {
    #expect(BaselineDirectory.uniqueFolderName(name) == name)
  }

  /// A folder as earlier versions named it, with a run of each suite in it.
  private static func earlier(_ folder: TemporaryFolder, _ suites: String...) throws {
    for (minute, suite) in suites.enumerated() {
      try RecordFile.write(
        run("old\(minute)", minute: Int64(minute), suite: suite),
        to: "\(folder.path)/\(key)/\(BaselineDirectory.folderName(suite))/records/old\(minute).json"
      )
    }
  }

  @Test func `a folder of an earlier version goes on with its suite`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    try Self.earlier(folder, "order benchmarks")
    try directory.store(Self.run("new", minute: 9, suite: "order benchmarks"), program: nil)
    let entry = try #require(
      try directory.entry(environmentKey: Self.key, suite: "order benchmarks"))
    #expect(entry.records.map(\.runID.rawValue) == ["new", "old0"])
    #expect(try directory.entries().count == 1)
  }

  @Test func `a folder that an earlier version shared gives each suite its own runs`() throws {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    try Self.earlier(folder, "日本", "中国")
    func ids(_ suite: String) throws -> [String] {
      try directory.entry(environmentKey: Self.key, suite: suite)?.records.map(\.runID.rawValue)
        ?? []
    }
    #expect(try ids("日本") == ["old0"] && ids("中国") == ["old1"] && ids("한국").isEmpty)
    try directory.store(Self.run("new", minute: 9, suite: "한국"), program: nil)
    #expect(try ids("日本") == ["old0"] && ids("한국") == ["new"])
  }

  @Test func `what cannot be read in a folder of an earlier version is not taken for nothing`()
    throws
  {
    let folder = try TemporaryFolder()
    let directory = BaselineDirectory(root: folder.path)
    try folder.write("\(Self.key)/_/records/x.json", "{")
    let entry = try #require(try directory.entry(environmentKey: Self.key, suite: "日本"))
    #expect(!entry.problems.isEmpty)
  }
}
