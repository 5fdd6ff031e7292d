import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Places that cannot be read or written, and what a machine may not have.
@Suite struct PlaceStories {
  private static let outputs = [
    "plain/run.json", "folder", String(repeating: "x", count: 300),
    String(repeating: "d/", count: 2100) + "x",
  ]

  @Test(arguments: outputs)
  func `an output that cannot be written is refused before anything is measured`(
    _ output: String
  ) throws {
    let scratch = try TemporaryFolder()
    try scratch.write("plain", "x")
    try scratch.write("folder/file", "x")
    let trace = scratch.file("started")
    let suite = try scratch.write("suite", "#!/bin/sh\necho x >>'\(trace)'\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: suite)
    for words in [["run", suite], ["aa-check", suite], ["command", "--name", "x", "--", suite]] {
      var arguments = words
      arguments.insert(contentsOf: ["--output", output], at: 1)
      let outcome = try Executable.bench.run(arguments, folder: scratch.path)
      #expect(outcome.status == 2 && outcome.out.isEmpty)
      #expect(outcome.err.hasPrefix("speedgate-bench: \(output.prefix(100))"), "\(outcome)")
      #expect(outcome.err.split(separator: "\n").count == 1)
    }
    #expect(!FileManager.default.fileExists(atPath: trace))
  }

  @Test func `a folder that is not there yet is made`() throws {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    let outcome = try Executable.detect.run(
      "check", "run.json", "--read-only", "--quiet", "--output", "new/folder/verdict.json",
      folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func `who waits for a lock says for whom`() throws {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    let lock = open(try scratch.write("b/.lock", ""), O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    let release = Thread {
      Thread.sleep(forTimeInterval: 2)
      flock(lock, LOCK_UN)
    }
    release.start()
    let outcome = try Executable.detect.run(
      "baseline", "update", "run.json", "--baseline", "b", "--unjudged", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.err.contains("note: b/.lock: waiting for "), "\(outcome)")
    #if os(Linux)
      #expect(outcome.err.contains("process \(getpid()) ("), "\(outcome)")
    #endif
  }

  @Test(arguments: [
    "speedgate-bench list '\(Executable.referenceSuite.path)'", "speedgate-bench run x",
  ])
  func `too few open files are one line`(_ line: String) throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.shell("ulimit -n 8; \(line)", folder: scratch.path)
    #expect(outcome.status == 2 && outcome.out.isEmpty, "\(outcome)")
    #expect(
      outcome.err
        == "speedgate-bench: only 8 files can be open at the same time, and 64 are needed; "
        + "raise the limit, with 'ulimit -n 256'\n")
  }

  @Test func `judging needs no more than eight open files`() throws {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    let outcome = try Executable.shell(
      "ulimit -n 8; speedgate-detect check run.json --quiet --read-only --output v.json; "
        + "s=$?; test $s -eq 2 -o $s -eq 0", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.err.split(separator: "\n").count <= 1, "\(outcome)")
  }

  #if os(Linux)
    @Test(arguments: [
      "speedgate-detect check \"$X.json\"", "speedgate-detect check run.json --output \"$X.json\"",
      "speedgate-report render \"$X.json\"", "speedgate-bench run \"./$X\"",
      "speedgate-bench command --name x -- echo \"$X\"",
    ])
    func `an argument that is not UTF-8 is one line`(_ line: String) throws {
      let scratch = try TemporaryFolder()
      try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
      let outcome = try Executable.shell("X=$(printf 'r\\377'); \(line)", folder: scratch.path)
      #expect(outcome.status == 2 && outcome.out.isEmpty, "\(outcome)")
      #expect(outcome.err.contains("is not valid UTF-8; name files in UTF-8\n"), "\(outcome)")
      #expect(scratch.names == ["run.json"])
    }

    /// Folders and the command that scans each.
    private static let scans: [(folder: String, words: [String])] = [
      ("budgets", ["check", "run.json", "--budgets", "budgets"]),
      ("SUITE/records", ["check", "run.json", "--baseline", "b"]),
      ("b", ["check", "run.json", "--baseline", "b"]),
      ("h", ["history", "query", "--history", "h"]),
    ]

    @Test(arguments: scans.indices)
    func `a name that is not UTF-8 in a folder that is scanned is one line`(_ index: Int) throws {
      let scratch = try TemporaryFolder()
      try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
      for words in [
        ["baseline", "update", "run.json", "--baseline", "b", "--unjudged"],
        ["history", "append", "run.json", "--history", "h"],
      ] {
        #expect(try Executable.detect.run(words, folder: scratch.path).status == 0)
      }
      let key = HistoryRecords.run(day: 0).environment.key
      let folder = Self.scans[index].folder
        .replacingOccurrences(of: "SUITE", with: "b/\(key)/orders")
      _ = try Executable.shell(
        "mkdir -p '\(folder)'; : >\"\(folder)/$(printf 'r\\377').json\"", folder: scratch.path)
      let outcome = try Executable.detect.run(Self.scans[index].words, folder: scratch.path)
      #expect(outcome.status == 2, "\(outcome)")
      #expect(outcome.err.contains("is not valid UTF-8; rename or remove it"), "\(outcome)")
      #expect(outcome.err.split(separator: "\n").count == 1, "\(outcome)")
    }
  #endif
}
