import Foundation
import GateFiles
import GateHistory
import GateRecords
import Testing

@Suite struct HistoryArchiveTests {
  private let run = Samples.run([
    Samples.benchmark("b", [[0.712]], metric: MetricName(rawValue: "match_rate"), unit: .ratio)
  ])

  private func keep(
    _ history: TemporaryHistory, at text: String, isCompressed: Bool = true
  ) throws -> String {
    try HistoryArchive(of: history.log).keep(
      RecordFile.encode(run, path: "-"), from: "out/run.json",
      at: #require(Timestamp(rawValue: text)), isCompressed: isCompressed)
  }

  @Test func `a file is named after its second in UTC and never overwritten`() throws {
    let history = try TemporaryHistory()
    let folder = history.path + "/archive/"
    let first = try keep(history, at: "2024-01-15T09:08:07.123Z")
    #expect(first == folder + "benchmark_20240115_090807.json.gz")
    #expect(
      try keep(history, at: "2024-01-15T09:08:07.9Z", isCompressed: false)
        .hasSuffix("090807_1.json"))
    #expect(try keep(history, at: "2024-01-15T09:08:07Z").hasSuffix("090807_2.json.gz"))
  }

  @Test func `files of one second are in the order in which they were kept`() throws {
    let history = try TemporaryHistory()
    let kept = try (0..<12).map {
      try keep(history, at: "2024-01-15T09:08:07Z", isCompressed: $0 % 3 > 0)
    }
    #expect(try HistoryArchive(of: history.log).entries().map(\.path) == kept)
  }

  @Test func `the original is in it byte for byte and still reads as a run`() throws {
    let history = try TemporaryHistory()
    let path = try keep(history, at: "2024-01-15T09:08:07Z")
    let entry = try #require(try HistoryArchive(of: history.log).entries().first)
    let text = String(decoding: try entry.data(), as: UTF8.self)
    let start = #"{"archived_at":"2024-01-15T09:08:07.000Z","archived_from":"out/run.json","#
    #expect(text.hasPrefix(start))
    let original = String(decoding: try RecordFile.encode(run, path: "-"), as: UTF8.self)
    #expect("{" + text.dropFirst(start.count) == original)
    #expect(try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: path) == run)
  }

  @Test func `a plain copy of an earlier version is read like a compressed one`() throws {
    let history = try TemporaryHistory()
    let plain = try keep(history, at: "2024-01-15T09:08:07Z", isCompressed: false)
    let small = try keep(history, at: "2024-01-15T09:08:07Z")
    let entries = try HistoryArchive(of: history.log).entries()
    #expect(entries.map(\.path) == [plain, small])
    #expect(try entries[0].data() == entries[1].data())
    #expect(entries[1].bytes < entries[0].bytes)
    #expect(try entries.map { try $0.content() }[0] == entries[1].content())
  }

  @Test func `the newest verdict of each suite is found among runs, and none of another branch`()
    throws
  {
    let history = try TemporaryHistory()
    let archive = HistoryArchive(of: history.log)
    func keep(_ suite: String, _ id: String, _ branch: String, day: Int) throws {
      let run = Samples.run(id, [], branch: branch, suite: suite)
      let time = Samples.time(days: Double(day))
      for data in [
        try RecordFile.encode(run, path: "-"),
        try RecordFile.encode(Samples.verdict(of: run), path: "-"),
      ] {
        _ = try archive.keep(data, from: "f.json", at: time, isCompressed: day % 2 == 0)
      }
    }
    try keep("a", "A1", "main", day: 1)
    try keep("b", "B1", "main", day: 2)
    try keep("a", "A2", "main", day: 3)
    try keep("a", "A3", "change", day: 4)
    func found(_ suites: Set<String>, most: Int = 200) throws -> [String] {
      try archive.newestVerdicts(onBranches: [GlobPattern("main")], of: suites, mostFiles: most)
        .map(\.run.runID.rawValue)
    }
    #expect(try found(["a", "b"]) == ["A2", "B1"])
    #expect(try found([]) == ["A2", "B1"])
    #expect(try found(["a", "b"], most: 4) == ["A2"])
    #expect(try found(["a"]) == ["A2"])
  }

  @Test func `a list shows when, how large, how long and the suite's own metrics`() throws {
    let history = try TemporaryHistory()
    _ = try keep(history, at: "2024-01-15T09:08:07Z")
    try "{}".write(
      toFile: history.path + "/archive/benchmark_20240116_000000.json", atomically: true,
      encoding: .utf8)
    try "x".write(
      toFile: history.path + "/archive/notes.txt", atomically: true, encoding: .utf8)
    let entries = try HistoryArchive(of: history.log).entries()
    #expect(
      entries.map(\.archivedAt.rawValue) == [
        "2024-01-15T09:08:07.000Z", "2024-01-16T00:00:00.000Z",
      ])
    let content = try entries[0].content()
    #expect(entries[0].bytes > 500)
    #expect(content.durationMilliseconds == 38_000)
    #expect(content.quality.map(\.value) == [0.712])
    #expect(throws: FileError.self) { try entries[1].content() }
  }

  @Test func `pruning asks first and keeps the newest five whatever their age`() throws {
    let history = try TemporaryHistory()
    for day in 10...17 { _ = try keep(history, at: "2024-01-\(day)T00:00:00Z") }
    let archive = HistoryArchive(of: history.log)
    let time = try #require(Timestamp(rawValue: "2024-01-12T00:00:00Z"))
    #expect(try archive.prune(before: time, isDryRun: true).count == 2)
    #expect(try archive.entries().count == 8)
    #expect(try archive.prune(before: Samples.start, isDryRun: false).count == 3)
    #expect(try archive.entries().first?.archivedAt.rawValue.prefix(10) == "2024-01-13")
  }

  @Test func `a folder named like a file of the archive is neither listed nor removed`() throws {
    let history = try TemporaryHistory()
    let archive = HistoryArchive(of: history.log)
    for second in 0..<7 {
      _ = try archive.keep(
        Data("{}".utf8), from: "f",
        at: Timestamp(millisecondsSinceEpoch: Int64(second) * 1000))
    }
    let folder = archive.folder + "/benchmark_19700101_000000_9.json"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    #expect(try archive.entries().count == 7)
    #expect(try archive.prune(before: Samples.start, isDryRun: false).count == 2)
    #expect(FileManager.default.fileExists(atPath: folder))
  }

  @Test func `a file that is called compressed and is not says so`() throws {
    let history = try TemporaryHistory()
    let archive = HistoryArchive(of: history.log)
    let path = try archive.keep(Data("{}".utf8), from: "f", at: Samples.start)
    try "no gzip".write(toFile: path, atomically: false, encoding: .utf8)
    let error = #expect(throws: FileError.self) { try archive.entries()[0].data() }
    #expect(error?.description.contains("it is not a gzip file") == true)
  }
}
