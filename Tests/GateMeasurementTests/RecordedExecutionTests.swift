import Foundation
import GateCode
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateMeasurement

/// What may differ from job to job, and what may not.
@Suite struct TracedEnvironmentTests {
  static let environment = [
    "LANG": "C", "LD_LIBRARY_PATH": "/l", "GITHUB_SHA": "1234", "PWD": "/here", "SIZE": "3",
  ]

  @Test func `only what may not differ is recorded, and of it no values`() {
    let hashes = TracedEnvironment.hashes(Self.environment)
    #expect(Set(hashes.keys) == ["LANG", "LD_LIBRARY_PATH", "SIZE"])
    #expect(hashes["LANG"] == "6b23c0d5f35d1b11f9b683f0b0a617355deb11277d91ae091d399c655b87940d")
  }

  @Test(
    arguments: [
      ("SIZE", "4", true, "SIZE"), ("SIZE", nil, true, "SIZE"), ("NEW", "1", true, "NEW"),
      ("SIZE", "4", false, nil), ("NEW", "1", false, nil),
      ("LD_LIBRARY_PATH", "/m", false, "LD_LIBRARY_PATH"), ("LD_PRELOAD", "x", false, "LD_PRELOAD"),
      ("MALLOC_ARENA_MAX", "1", false, "MALLOC_ARENA_MAX"), ("GITHUB_SHA", "5", true, nil),
      ("GITHUB_RUN_ID", "5", true, nil), ("PWD", nil, true, nil),
    ] as [(String, String?, Bool, String?)])
  func `a variable that changed is found where it counts`(
    _ name: String, _ value: String?, _ all: Bool, _ found: String?
  ) {
    var now = Self.environment
    now[name] = value
    let recorded = TracedEnvironment.hashes(Self.environment)
    #expect(TracedEnvironment.difference(recorded, now, all: all) == found)
    #expect(TracedEnvironment.difference(recorded, Self.environment, all: true) == nil)
  }

  @Test func `the second run has other values of what may differ, as long as the first ones`() {
    let other = TracedEnvironment.scrambled(Self.environment)
    #expect(other["GITHUB_SHA"] == "zzzz" && other["PWD"] == "zzzzz")
    #expect(other["LANG"] == "C" && other["SIZE"] == "3" && other["LD_LIBRARY_PATH"] == "/l")
    // The harness's own and the loader's are never changed.
    #expect(TracedEnvironment.scrambled(["LD_BIND_NOW": "1"]) == ["LD_BIND_NOW": "1"])
  }
}

/// Whether what was recorded still holds.
@Suite struct RecordedExecutionTests {
  struct Recorded {
    let folder: TemporaryFolder
    let record: ExecutedRecord
    let environment = ["LANG": "C", "LD_LIBRARY_PATH": "/l", "SIZE": "3", "PWD": "/here"]

    init() throws {
      folder = try TemporaryFolder()
      let library = try folder.write("lib.so", "library")
      let data = try folder.write("data", "data")
      func execution(
        files: [String] = [], readsEnvironment: Bool = false, doubt: String? = nil
      ) -> ExecutedRecord.Execution {
        .init(
          stretches: [0], outside: [0], instructions: [9, 9],
          files: files.map { .init(readNow: $0) }, readsEnvironment: readsEnvironment, doubt: doubt)
      }
      record = ExecutedRecord(
        programHash: "p", tool: "t", environment: TracedEnvironment.hashes(environment),
        libraries: [.init(readNow: library)], files: ["/o/main.o"],
        stretches: [.init(file: 0, section: ".text.f", first: 0, last: 8)], outside: ["memcpy"],
        benchmarks: [
          "plain": execution(), "reads": execution(files: [data, folder.file("absent")]),
          "asks": execution(readsEnvironment: true),
          "doubtful": execution(doubt: "several threads ran"),
        ])
    }

    /// The doubts, by benchmark, with these variables changed.
    func doubts(_ changes: [String: String?] = [:]) -> [String: String] {
      recorded(changes).executed.compactMapValues(\.doubt)
    }

    func recorded(_ changes: [String: String?] = [:]) -> RecordedExecution {
      var now = environment
      for (name, value) in changes { now[name] = value }
      return RecordedExecution(record, environment: now)
    }
  }

  @Test func `where nothing changed only the record's own doubts stand`() throws {
    let recorded = try Recorded()
    #expect(recorded.doubts() == ["doubtful": "several threads ran"])
    #expect(recorded.doubts(["PWD": "/there"]).count == 1)
    let all = recorded.recorded()
    #expect(all.isUpToDate && all.changedVariable == nil)
    let plain = try #require(all.executed["plain"])
    #expect(
      plain.stretches == [
        ExecutedCode.Stretch(file: "/o/main.o", section: ".text.f", offsets: 0...8)
      ])
    #expect(plain.outside == ["memcpy"])
  }

  @Test(arguments: ["changed", nil]) func `another library is a doubt of all`(_ content: String?)
    throws
  {
    let recorded = try Recorded()
    try FileManager.default.removeItem(atPath: recorded.folder.file("lib.so"))
    if let content { _ = try recorded.folder.write("lib.so", content) }
    let doubts = recorded.doubts()
    #expect(doubts.count == 4 && doubts["doubtful"] == "several threads ran")
    #expect(doubts["plain"]?.hasSuffix("lib.so has changed since the suite was traced") == true)
    #expect(!recorded.recorded().isUpToDate)
  }

  @Test(arguments: ["data", "absent"])
  func `a file that a benchmark read, or looked for, is a doubt of that one`(_ name: String) throws
  {
    let recorded = try Recorded()
    _ = try recorded.folder.write(name, "other")
    let doubts = recorded.doubts()
    #expect(Set(doubts.keys) == ["doubtful", "reads"])
    #expect(doubts["reads"]?.contains("/\(name), which has changed since") == true)
    #expect(!recorded.recorded().isUpToDate)
  }

  @Test func `a variable is a doubt of what asks for variables, and one of the system of all`()
    throws
  {
    let recorded = try Recorded()
    let own = recorded.doubts(["SIZE": "4"])
    #expect(Set(own.keys) == ["doubtful", "asks"])
    #expect(own["asks"]?.contains("SIZE has changed since") == true)
    #expect(recorded.recorded(["SIZE": "4"]).changedVariable == "SIZE")
    #expect(recorded.doubts(["LD_PRELOAD": "/x.so"]).count == 4)
    #expect(recorded.doubts(["LD_LIBRARY_PATH": nil]).count == 4)
  }
}
