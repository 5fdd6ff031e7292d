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
    // A run of an old commit, repeated last, and one of a commit that nobody knows.
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
}
