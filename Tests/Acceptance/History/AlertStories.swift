import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// A scheduled job that looks for alerts, from the first one to an issue's body.
@Suite struct AlertStories {
  private static let period = ["--days", "100000"]

  private func alerts(_ scratch: TemporaryFolder, _ arguments: String...) throws
    -> Executable.Outcome
  {
    try Executable.detect.run(
      ["history", "alerts"] + arguments
        + (arguments.contains("--since") ? [] : Self.period), folder: scratch.path)
  }

  private func append(_ day: Int, _ findings: [Finding], in scratch: TemporaryFolder) throws {
    let run = HistoryRecords.run(day: day)
    let appended = try HistoryRecords.append(
      run, HistoryRecords.verdict(of: run, findings), in: scratch)
    #expect(appended.status == 0, "\(appended)")
  }

  @Test func `a job fails on what is new, and not again once somebody has seen it`() throws {
    let scratch = try TemporaryFolder()
    try append(0, [HistoryRecords.level(.within)], in: scratch)
    #expect(try alerts(scratch, "--fail").status == 0)
    #expect(try alerts(scratch, "--fail", "--format", "markdown").out == "# No alerts\n")

    try append(1, [HistoryRecords.level(.warning)], in: scratch)
    let first = try alerts(scratch, "--fail", "--new", "--format", "markdown")
    #expect(first.status == 1 && first.out.hasPrefix("# 1 alert\n"), "\(first)")
    #expect(first.out.contains("SLA&#95;WARNING&#58; wall&#95;time is 100 s, above 90 s"))
    try append(2, [HistoryRecords.level(.warning)], in: scratch)
    #expect(try alerts(scratch, "--fail", "--new").status == 0)
    #expect(try alerts(scratch, "--fail").status == 1)
    #expect(
      try alerts(scratch, "--fail", "--new", "--since", "2026-10-02").status == 1)
    #expect(
      try alerts(scratch, "--fail", "--new", "--since", "2026-10-03").status == 0)

    let json = try JSONValue(alerts(scratch, "--format", "json").out)
    let row = try #require(json.list?.first)
    let id = try #require(row["id"]?.text)
    #expect(row["change"]?.text == "opened" && row["runs"]?.number == 2)
    let seen = try Executable.detect.run(
      "history", "acknowledge", String(id.suffix(8)), "--by", "kim", folder: scratch.path)
    #expect(seen.status == 0, "\(seen)")
    #expect(try alerts(scratch, "--fail").status == 0)
    #expect(try alerts(scratch, "--state", "acknowledged").out.contains(id))
  }

  @Test func `a warning becomes a breach, and the run that keeps the level closes it`() throws {
    let scratch = try TemporaryFolder()
    try append(0, [HistoryRecords.level(.warning)], in: scratch)
    let id = try #require(
      try JSONValue(alerts(scratch, "--format", "json").out).list?.first?["id"]?.text)
    try append(1, [HistoryRecords.level(.breach)], in: scratch)
    let row = try #require(try JSONValue(alerts(scratch, "--format", "json").out).list?.first)
    #expect(row["id"]?.text == id && row["severity"]?.text == "critical")
    #expect(row["change"]?.text == "escalated" && row["changed_by_run"]?.text == "RUN-main-1")
    #expect(row["is_new"]?.text == "yes")
    try append(2, [HistoryRecords.level(.within)], in: scratch)
    #expect(try alerts(scratch, "--fail").status == 0)
    let resolved = try JSONValue(alerts(scratch, "--state", "resolved", "--format", "json").out)
    #expect(resolved.list?.first?["changed_by_run"]?.text == "RUN-main-2")
    try append(3, [HistoryRecords.level(.warning)], in: scratch)
    let again = try JSONValue(alerts(scratch, "--state", "reopened", "--format", "json").out)
    #expect(again.list?.first?["id"]?.text == id && again.list?.first?["runs"]?.number == 3)
    #expect(try alerts(scratch, "--state", "open").out.contains(id))
  }

  @Test(arguments: [
    (Executable.detect, "history"), (.detect, "claim"), (.detect, "baseline"),
    (.detect, "budgets"), (.bench, "builds"), (.bench, "hook"),
  ]) func `the help of every group of commands shows its commands`(
    _ program: Executable, _ group: String
  ) throws {
    let help = try program.run(group, "--help", folder: "/")
    #expect(help.status == 0 && help.out.hasPrefix("USAGE: \(program.rawValue) \(group) COMMAND"))
    #expect(try program.run("help", group, folder: "/").out == help.out)
  }
}
