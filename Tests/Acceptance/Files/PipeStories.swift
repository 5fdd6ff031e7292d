import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// A pipe that is named is a file; a pipe that lies in a folder is waited for by no one.
@Suite struct PipeStories {
  private static func scratch() throws -> TemporaryFolder {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    try scratch.write("budgets.json5", DrawnGate.budgetsFile("budgets: []"))
    return scratch
  }

  private static func bash(_ line: String, in scratch: TemporaryFolder) throws -> Executable.Outcome
  {
    try scratch.write("line.sh", line + "\n")
    return try Executable.shell("bash line.sh", folder: scratch.path)
  }

  @Test(arguments: [
    "speedgate-detect check <(cat run.json) --quiet --read-only",
    "cat run.json | speedgate-detect check /dev/stdin --quiet --read-only",
    "cat run.json | speedgate-detect check /dev/fd/0 --quiet --read-only",
    "speedgate-detect check /dev/fd/7 7<run.json --quiet --read-only",
    "gzip -c run.json | speedgate-detect check /dev/stdin --quiet --read-only",
    "speedgate-detect check run.json --budgets <(cat budgets.json5) --quiet --read-only --history h",
    "speedgate-detect baseline update <(cat run.json) --baseline b --unjudged",
    "speedgate-detect history append <(cat run.json) --history h",
    "speedgate-bench export <(cat run.json) --to go",
    "echo '{\"results\":[{\"command\":\"a\",\"times\":[0.1,0.2],\"exit_codes\":[0,0]}]}' >h.json; "
      + "speedgate-bench import <(cat h.json) --from hyperfine --suite s --output i.json",
    "mkfifo p; (cat run.json >p &) ; speedgate-detect check p --quiet --read-only",
    "speedgate-detect check run.json --quiet --read-only --output v.json; "
      + "speedgate-report render <(cat v.json) --run <(cat run.json) --html page.html",
  ])
  func `a pipe that is named is read as a file`(_ line: String) throws {
    let scratch = try Self.scratch()
    _ = try Executable.detect.run(
      "history", "append", "run.json", "--history", "h", folder: scratch.path)
    let outcome = try Self.bash("set -e; " + line, in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func `a standard input that is closed gives one line`() throws {
    let outcome = try Self.bash("speedgate-detect check - <&-", in: try Self.scratch())
    BadInputTests.expectRefusal(outcome, .detect, "standard input cannot be read; name a file")
  }

  @Test(arguments: ["-", "/dev/stdin"])
  func `standard input has the limit of a file`(_ path: String) throws {
    let scratch = try Self.scratch()
    let outcome = try Self.bash(
      "head -c 268435457 /dev/zero | speedgate-detect check \(path)", in: scratch)
    let name = path == "-" ? "standard input" : path
    #expect(outcome.status == 2 && outcome.out.isEmpty)
    #expect(
      outcome.err == "speedgate-detect: \(name): holds more than the limit of 268 MB; "
        + "measure fewer benchmarks in one run\n")
  }

  /// What lies in which folder, and the command that scans it.
  private static let scans: [(place: String, words: [String])] = [
    ("budgets/a.json5", ["check", "run.json", "--budgets", "budgets"]),
    ("h/events-2026-09.ndjson", ["history", "query", "--history", "h", "--days", "36500"]),
    ("h/events-2026-10.ndjson", ["history", "append", "run.json", "--history", "h"]),
    ("SUITE/records/a.json", ["check", "run.json", "--baseline", "b"]),
    ("SUITE/anchor.json", ["check", "run.json", "--baseline", "b"]),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: scans.indices)
  func `a pipe that lies in a folder stops the command with one line`(_ index: Int) throws {
    let scratch = try Self.scratch()
    let scan = Self.scans[index]
    _ = try Executable.detect.run(
      "baseline", "update", "run.json", "--baseline", "b", "--unjudged", folder: scratch.path)
    let key = HistoryRecords.run(day: 0).environment.key
    let place = scan.place.replacingOccurrences(of: "SUITE", with: "b/\(key)/orders")
    try scratch.write(place, "")
    try FileManager.default.removeItem(atPath: scratch.file(place))
    try #require(mkfifo(scratch.file(place), 0o600) == 0)
    let outcome = try Executable.detect.run(scan.words, folder: scratch.path)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.err.contains("\(place): cannot be "), "\(outcome)")
    #expect(outcome.err.contains("it is not a regular file"), "\(outcome)")
    #expect(outcome.err.split(separator: "\n").count == 1, "\(outcome)")
  }
}
