import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Writers that are killed at any moment: what they leave is gone after the next one.
@Suite struct KillStories {
  /// Starts a command and kills it after a part of the time that it usually takes.
  ///
  /// - Returns: Whether it was killed before its end.
  private static func kill(
    _ program: Executable, _ arguments: [String], in folder: String, after seconds: Double
  ) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = Executable.inherited
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: seconds)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  /// Every file below a folder that is hidden or is named as a part, but for locks.
  private static func leftovers(in folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { name in
      let last = name.split(separator: "/").last ?? ""
      return (last.hasPrefix(".") && last != ".lock") || last.contains(".part")
    }
  }

  @Test func `killed writers of baselines, archive and outputs leave nothing that stays`() throws {
    let scratch = try TemporaryFolder()
    let megabytes = 8
    let program = scratch.file("program")
    let bytes = Data(
      (0..<(megabytes << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
    try bytes.write(to: URL(fileURLWithPath: program))
    var run = HistoryRecords.run(day: 0)
    run.suite.programHash = try SHA256.hexDigest(ofFile: program)
    try RecordFile.write(run, to: scratch.file("run.json"))
    let writers: [[String]] = [
      ["baseline", "update", "run.json", "--program", program, "--baseline", "b", "--unjudged"],
      ["history", "append", "run.json", "--history", "h"],
      ["check", "run.json", "--output", "out/verdict.json", "--read-only", "--quiet"],
    ]
    var generator = SplitMix(seed: 20)
    for words in writers {
      let started = Date()
      let outcome = try Executable.detect.run(words, folder: scratch.path)
      #expect(outcome.status == 0, "\(outcome)")
      let usual = Date().timeIntervalSince(started)
      for _ in 0..<12 {
        // As if nothing had been stored, so that the program is written each time.
        try? FileManager.default.removeItem(atPath: scratch.file("b"))
        _ = try Self.kill(
          .detect, words, in: scratch.path, after: usual * generator.share())
        let programs =
          FileManager.default.enumerator(atPath: scratch.file("b"))?.compactMap { $0 as? String }
          .filter { $0.contains("/programs/") && !$0.hasSuffix(".part") } ?? []
        for name in programs {
          #expect(FileManager.default.isExecutableFile(atPath: scratch.file("b/" + name)))
        }
      }
      let last = try Executable.detect.run(words, folder: scratch.path)
      #expect(last.status == 0, "\(last)")
    }
    #expect(Self.leftovers(in: scratch.path).isEmpty)
  }

  @Test func `what killed writers have left is removed by the next one of its folder`() throws {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    let writers: [(words: [String], folder: String)] = [
      (["baseline", "update", "run.json", "--baseline", "b", "--unjudged"], "b"),
      (["history", "append", "run.json", "--history", "h"], "h"),
      (["check", "run.json", "--output", "out/verdict.json", "--read-only", "--quiet"], "out"),
    ]
    for writer in writers {
      #expect(try Executable.detect.run(writer.words, folder: scratch.path).status == 0)
      let root = scratch.file(writer.folder)
      let folders =
        (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? [])
        .filter { ["records", "archive"].contains($0.split(separator: "/").last) }
      for folder in folders.isEmpty ? [""] : folders {
        try scratch.write("\(writer.folder)/\(folder)/.speedgate-0000000000000bad.part", "x")
      }
      #expect(!Self.leftovers(in: root).isEmpty)
      #expect(try Executable.detect.run(writer.words, folder: scratch.path).status == 0)
      #expect(Self.leftovers(in: root).isEmpty, "\(writer.folder)")
    }
  }
}

/// The same numbers in each run of the tests.
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number from 0 to 1.1.
  mutating func share() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53) * 1.1
  }
}
