import GateRecords
import GateStatistics
import TestSupport
import Testing

@testable import GateFiles

/// The study of layouts in the folder of baselines.
@Suite struct LayoutStudyTests {
  static let key = BaselineDirectoryTests.key

  let folder: TemporaryFolder
  let directory: BaselineDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = BaselineDirectory(root: folder.path)
  }

  static func study(_ byLayout: Double) -> LayoutStudy {
    let start = Timestamp(millisecondsSinceEpoch: 1)
    var generator = SeededGenerator(seed: 1)
    return LayoutStudy(
      runID: RunIdentifier(time: start, using: &generator), startedAt: start, suite: "s",
      programHash: "aa", environmentKey: key,
      benchmarks: [
        .init(
          benchmark: BenchmarkIdentifier("b"),
          spread: LayoutSpread(
            layouts: 24, launches: 48, byLayout: byLayout, low: 0, high: 1, withinLayout: 0.01))
      ])
  }

  func found(_ suite: String = "s", key: String = key) throws -> LayoutStudy? {
    try directory.layoutStudy(suite: suite) { $0 == key }
  }

  @Test func `the newest study takes the place of the one before`() throws {
    #expect(try found() == nil)
    try directory.store(Self.study(0.02))
    let path = try directory.store(Self.study(0.03))
    #expect(path.hasSuffix("/\(Self.key)/s/layout.json"))
    #expect(try found() == Self.study(0.03))
    #expect(try found("other") == nil)
    #expect(try found(key: "elsewhere") == nil)
  }

  @Test(arguments: [
    "", "{", "{\"schema\":\"speedgate.run/1\"}", "{\"schema\":\"speedgate.layout/2\"}",
  ])
  func `a study that cannot be read is no absence`(_ text: String) throws {
    try folder.write("\(Self.key)/s/layout.json", text)
    #expect(throws: FileError.self) { try found() }
  }

  @Test func `a study that cannot be is refused`() throws {
    try directory.store(Self.study(2))
    let error = #expect(throws: FileError.self) { try found() }
    #expect(error?.description.contains("is outside its interval") == true)
  }

  @Test func `a study alone is no baseline, and is listed`() throws {
    try directory.store(Self.study(0.02))
    #expect(try directory.entry(environmentKey: Self.key, suite: "s") == nil)
    let listed = try #require(try directory.entries().first)
    #expect(listed.hasLayoutStudy && listed.bytes > 0 && listed.problems.isEmpty)
  }
}
