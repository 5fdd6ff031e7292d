import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// What a check reports about a regression's past.
@Suite struct SinceWhenStories {
  private static func check(
    _ scratch: TemporaryFolder, _ more: String...
  ) throws -> Executable.Outcome {
    try Executable.detect.run(
      ["check", "slow.json", "--baseline", "stored", "--read-only", "--output", "verdict.json"]
        + more, folder: scratch.path)
  }

  private static func finding(_ scratch: TemporaryFolder) throws -> Finding? {
    try Stories.verdict(scratch.file("verdict.json")).findings.first {
      $0.benchmark.rawValue == "parse/order" && $0.metric == .wallTime && $0.rule == .regression
    }
  }

  @Test func `a regression is joined with its history, and an unreadable history is an error`()
    throws
  {
    let scratch = try TemporaryFolder()
    for day in 18..<30 {
      let run = HistoryRecords.run(day: day)
      let appended = try HistoryRecords.append(
        run, HistoryRecords.verdict(of: run, []), in: scratch)
      #expect(appended.status == 0, "\(appended.err)")
      guard day > 26 else { continue }
      let stored = try Executable.detect.run(
        "baseline", "update", "run.json", "--baseline", "stored", "--history", "elsewhere",
        folder: scratch.path)
      #expect(stored.status == 0, "\(stored.err)")
    }
    var slow = HistoryRecords.run(day: 31, branch: "change")
    slow.benchmarks[0].metrics[0].launches = slow.benchmarks[0].metrics[0].launches.map {
      $0.map { $0 * 1.5 }
    }
    try RecordFile.write(slow, to: scratch.file("slow.json"))

    let reported = try Self.check(scratch)
    #expect(reported.status == 1 && reported.err.isEmpty, "\(reported.err)")
    let line = "history: level since 18abcde (2026-10-25, +20."
    #expect(
      reported.out.contains(line) && reported.out.contains("worst of all 13 runs since 2026-10-19"))
    let history = try #require(try Self.finding(scratch)?.history)
    #expect(history.branch == "main" && history.runs == 12)
    #expect(history.level?.commit == HistoryRecords.commit(day: 24))
    let problems = try JSONSchema("verdict").problems(JSONValue(scratch.read("verdict.json")))
    #expect(problems.isEmpty, "\(problems)")
    let report = try Executable.report.run(
      "render", "verdict.json", "--json", "-", folder: scratch.path)
    #expect(report.out.contains(line))
    let summary = try JSONSchema("summary").problems(JSONValue(report.out))
    #expect(summary.isEmpty, "\(summary)")

    let untold = try Self.check(scratch, "--history", "nowhere")
    #expect(untold.status == 1 && untold.err.isEmpty && !untold.out.contains("history:"))
    #expect(try Self.finding(scratch)?.history == nil)

    let before = try scratch.read("verdict.json")
    let month = scratch.file("history/events-2026-10.ndjson")
    try FileManager.default.removeItem(atPath: month)
    try FileManager.default.createDirectory(atPath: month, withIntermediateDirectories: false)
    BadInputTests.expectRefusal(try Self.check(scratch), .detect, "events-2026-10.ndjson")
    #expect(try scratch.read("verdict.json") == before)
  }
}
