import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateFiles

/// The launches of two programs in the folder of baselines.
@Suite struct EvidenceTests {
  static let key = BaselineDirectoryTests.key

  static func pair(_ name: String, setting: String? = nil) -> ProgramPair {
    ProgramPair(
      baseline: "b" + String(repeating: "0", count: 63),
      candidate: name + String(repeating: "0", count: 63), setting: setting)
  }

  static func evidence(_ pair: ProgramPair, _ values: [Double] = [1, 2]) -> EvidenceRecord {
    let series = MetricSeries(
      metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
      launches: values.map { [$0] }, baselineLaunches: values.map { [$0] },
      pairsTogether: BlockSize(rawValue: 2))
    return EvidenceRecord(
      pair: pair, runs: 1, updatedAt: Timestamp(millisecondsSinceEpoch: 1),
      benchmarks: [
        BenchmarkRecord(
          name: BenchmarkIdentifier("b"), status: .measured, iterationsPerSample: 10,
          metrics: [series])
      ])
  }

  let folder: TemporaryFolder
  let directory: BaselineDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = BaselineDirectory(root: folder.path)
  }

  func add(_ pair: ProgramPair, _ values: [Double] = [1, 2], most: Int = 1000) throws {
    try directory.add(
      Self.evidence(pair, values), most: most, environmentKey: Self.key, suite: "s")
  }

  func found(_ pair: ProgramPair) throws -> EvidenceRecord? {
    try directory.evidence(of: pair, suite: "s") { $0 == Self.key }
  }

  func path(_ pair: ProgramPair) -> String {
    directory.evidencePath(of: pair, environmentKey: Self.key, suite: "s")
  }

  var names: [String] {
    get throws { try Folder.names(in: "\(folder.path)/\(Self.key)/s/evidence") }
  }

  @Test func `what is added comes back behind what was there, and for its own pair only`() throws {
    let (one, two) = (Self.pair("1"), Self.pair("2"))
    #expect(try found(one) == nil)
    try add(one)
    try add(two, [9, 9])
    try add(one, [3, 4])
    let kept = try #require(try found(one))
    #expect(kept.runs == 2)
    #expect(kept.benchmarks[0].metrics[0].launches == [[1], [2], [3], [4]])
    #expect(try found(two)?.benchmarks[0].pairCount == 2)
    #expect(try found(Self.pair("1", setting: String(repeating: "d", count: 64))) == nil)
    #expect(try directory.evidence(of: one, suite: "s") { _ in false } == nil)
    #expect(try directory.evidence(of: one, suite: "other") { _ in true } == nil)
  }

  @Test func `runs at the same time lose nothing`() async throws {
    let pair = Self.pair("1")
    let root = folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for run in 1...12 {
        group.addTask {
          try BaselineDirectory(root: root).add(
            Self.evidence(pair, [Double(run), Double(run)]), most: 1000, environmentKey: Self.key,
            suite: "s")
        }
      }
      try await group.waitForAll()
    }
    let kept = try #require(try found(pair))
    #expect(kept.runs == 12 && kept.benchmarks[0].pairCount == 24)
    let values = Set(kept.benchmarks[0].metrics[0].launches.flatMap { $0 })
    #expect(values == Set((1...12).map(Double.init)))
  }

  static let damages: [(name: String, apply: @Sendable (String) throws -> Void)] = [
    (
      "truncated",
      {
        try Data(contentsOf: URL(fileURLWithPath: $0)).prefix(200).write(
          to: .init(fileURLWithPath: $0))
      }
    ),
    ("empty", { try Data().write(to: URL(fileURLWithPath: $0)) }),
    (
      "other",
      { try Data("{\"schema\":\"speedgate.run/1\"}".utf8).write(to: URL(fileURLWithPath: $0)) }
    ),
    (
      "newer",
      { try Data("{\"schema\":\"speedgate.evidence/2\"}".utf8).write(to: URL(fileURLWithPath: $0)) }
    ),
    (
      "contradictory",
      {
        var record = EvidenceTests.evidence(EvidenceTests.pair("1"))
        record.benchmarks[0].metrics[0].launches.removeLast()
        try RecordFile.write(record, to: $0)
      }
    ),
    (
      "folder",
      {
        try FileManager.default.removeItem(atPath: $0)
        try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true)
      }
    ),
    (
      "link",
      {
        try FileManager.default.removeItem(atPath: $0)
        try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: "nowhere")
      }
    ),
  ]

  @Test(arguments: damages.indices)
  func `what cannot be read is never taken for nothing, and is not written over`(
    _ index: Int
  ) throws {
    let pair = Self.pair("1")
    try add(pair)
    try Self.damages[index].apply(path(pair))
    let damaged = try? Data(contentsOf: URL(fileURLWithPath: path(pair)))
    let reading = #expect(throws: FileError.self) { try found(pair) }
    #expect(reading?.path == path(pair), "\(Self.damages[index].name)")
    #expect(throws: FileError.self) { try add(pair) }
    #expect((try? Data(contentsOf: URL(fileURLWithPath: path(pair)))) == damaged)
  }

  @Test func `what another version or pair left under the name is replaced`() throws {
    let pair = Self.pair("1")
    var old = Self.evidence(pair)
    old.pair.version = "0.0.1"
    try RecordFile.write(old, to: path(pair))
    try add(pair, [5, 6])
    let kept = try #require(try found(pair))
    #expect(kept.pair == pair && kept.runs == 1)
    #expect(kept.benchmarks[0].metrics[0].launches == [[5], [6]])
  }

  @Test func `the newest pairs are kept`() throws {
    let names = (0..<(BaselineDirectory.keptEvidence + 3)).map {
      String(UnicodeScalar(UInt8(97 + $0)))
    }
    for (age, name) in names.enumerated() {
      try add(Self.pair(name))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: Double(1000 + age))],
        ofItemAtPath: path(Self.pair(name)))
    }
    let kept = try self.names
    #expect(kept.count == BaselineDirectory.keptEvidence)
    #expect(try found(Self.pair("a")) == nil && found(Self.pair(names.last ?? "")) != nil)
  }

  @Test func `launches of two programs are no baseline, and are listed`() throws {
    try add(Self.pair("1"))
    #expect(try directory.entry(environmentKey: Self.key, suite: "s") == nil)
    let listed = try #require(try directory.entries().first)
    #expect(listed.evidenceCount == 1 && listed.bytes > 0 && listed.problems.isEmpty)
    let run = BaselineDirectoryTests.run("r", minute: 1)
    #expect(try directory.establish(run, program: nil) == .established)
    #expect(try directory.entry(environmentKey: Self.key, suite: "s")?.records.count == 1)
  }

  @Test func `pruning removes what belongs to programs that are gone`() throws {
    let program = try folder.write("program", "one")
    let hash = try SHA256.hexDigest(ofFile: program)
    try directory.store(
      BaselineDirectoryTests.run("r", minute: 1, hash: hash), program: program)
    var own = Self.pair("1")
    own.baseline = hash
    try add(own)
    try add(Self.pair("2"))
    for isDryRun in [true, false] {
      let removed = try directory.prune(keeping: 5, isDryRun: isDryRun)
      #expect(removed == [path(Self.pair("2"))])
    }
    #expect(try found(own) != nil && found(Self.pair("2")) == nil)
  }
}
