import GateRecords
import TestSupport
import Testing

@testable import GateMeasurement

/// What a record depends on in addition to code: folders, and whether it is a job that runs.
@Suite struct RecordedFilesTests {
  static func record(
    _ files: [ExecutedRecord.ReadFile], environment: [String: String] = [:]
  ) -> ExecutedRecord {
    ExecutedRecord(
      programHash: "", tool: "", environment: TracedEnvironment.hashes(environment), libraries: [],
      files: ["sha256:ab"], stretches: [.init(file: 0, section: ".text.f", first: 0, last: 8)],
      outside: [],
      benchmarks: [
        "one": .init(
          stretches: [0], outside: [], instructions: [5, 5], files: files, readsEnvironment: true,
          doubt: nil)
      ])
  }

  @Test func `a folder that was there and is gone, or the other way round, is a doubt`() throws {
    let folder = try TemporaryFolder()
    let there = ExecutedRecord.ReadFile(readNow: folder.path)
    let absent = ExecutedRecord.ReadFile(readNow: folder.file("absent"))
    #expect(there.hash != nil && absent.hash == nil)
    func doubt(_ file: ExecutedRecord.ReadFile) -> String? {
      RecordedExecution(Self.record([file]), environment: [:]).executed["one"]?.doubt
    }
    #expect(doubt(there) == nil)
    #expect(doubt(absent) == nil)
    #expect(doubt(.init(path: folder.path, hash: nil)) != nil)
    #expect(doubt(.init(path: folder.file("absent"), hash: there.hash)) != nil)
  }

  @Test(arguments: ["CI", "GITHUB_ACTIONS", "GITLAB_CI"])
  func `a suite that asks for variables is not proven when only one of both is a job's`(
    _ name: String
  ) {
    let record = Self.record([])
    #expect(RecordedExecution(record, environment: [:]).executed["one"]?.doubt == nil)
    #expect(RecordedExecution(record, environment: [name: "true"]).executed["one"]?.doubt != nil)
    let number = RecordedExecution(record, environment: ["GITHUB_RUN_ID": "7"])
    #expect(number.executed["one"]?.doubt == nil)
  }
}
