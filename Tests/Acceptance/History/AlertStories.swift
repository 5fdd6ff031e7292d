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
    #expect(first.out.contains("SLA_WARNING: wall_time is 100 s, above 90 s"))
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
    ["alerts", "--fail"], ["alerts", "--new", "--fail"], ["trend", "--fail"],
    ["changes", "--fail"],
    ["service-levels", "--fail"],
  ]) func `a line that cannot be read fails a job that asks whether all is well`(
    _ arguments: [String]
  ) throws {
    let scratch = try TemporaryFolder()
    try append(0, [HistoryRecords.level(.within)], in: scratch)
    let path = "history/events-2026-10.ndjson"
    let log = try scratch.read(path)
    _ = try scratch.write(path, log + "garbage\n")
    let failed = try Executable.detect.run(
      ["history"] + arguments + Self.period, folder: scratch.path)
    let number = log.split(separator: "\n").count + 1
    #expect(failed.status == 2 && failed.out.isEmpty, "\(failed)")
    #expect(failed.err.contains("\(path):\(number): is not an event"), "\(failed)")
    let read = try Executable.detect.run(
      ["history"] + arguments.filter { $0 != "--fail" } + Self.period, folder: scratch.path)
    #expect(read.status == 0 && read.err.contains("\(path):\(number): a line is not an event"))
  }

  @Test(arguments: [
    (["alerts", "--branch", "mian"], "no judged run"),
    (["alerts", "--suite", "nosuch"], "no judged run"),
    (["alerts", "--new", "--environment", "nosuch"], "no judged run"),
    (["alerts", "--since", "2030-01-01"], "no judged run"),
    (["alerts", "--since", "2026-11-30", "--until", "2026-11-01"], "is before --since 2026-11-30"),
    (["alerts", "--until", "2000-01-01", "--days", "3"], "is before the first day of --days"),
    (["alerts", "--new", "--state", "resolved"], "--new looks at open alerts"),
    (["alerts", "--state", "acknowledged"], "--fail looks at open alerts"),
    (["service-levels", "--benchmark", "zz"], "no service level"),
    (["trend", "--benchmark", "zz"], "no value on branch main or master"),
    (["changes", "--branch", "mian"], "no value on branch mian"),
  ]) func `--fail is refused where there is nothing to judge`(
    _ arguments: [String], _ words: String
  ) throws {
    let scratch = try TemporaryFolder()
    try append(0, [HistoryRecords.level(.breach)], in: scratch)
    let period = arguments.contains { ["--since", "--days"].contains($0) } ? [] : Self.period
    let outcome = try Executable.detect.run(
      ["history"] + arguments + ["--fail"] + period, folder: scratch.path)
    #expect(outcome.status == 2 && outcome.out.isEmpty, "\(outcome)")
    #expect(outcome.err.contains(words), "\(outcome)")
  }

  @Test func `a type that no event has is refused, one of somebody's own is found`() throws {
    let scratch = try TemporaryFolder()
    try append(0, [HistoryRecords.level(.within)], in: scratch)
    let own = try Executable.detect.run(
      "history", "append-event", "orders.closed", "count=3", folder: scratch.path)
    #expect(own.status == 0, "\(own)")
    let wrong = try Executable.detect.run(
      "history", "events", "--type", "regresion", folder: scratch.path)
    #expect(wrong.status == 2 && wrong.err.contains("holds no event of type 'regresion'"))
    let found = try Executable.detect.run(
      "history", "events", "--type", "orders.closed", folder: scratch.path)
    #expect(found.status == 0 && found.out.contains("orders.closed"), "\(found)")
    let none = try Executable.detect.run(
      "history", "events", "--type", "regression", folder: scratch.path)
    #expect(none.status == 0 && none.out.isEmpty, "\(none)")
  }

  @Test func `an empty identifier names no alert, and a resolved one is not answered`() throws {
    let scratch = try TemporaryFolder()
    try append(0, [HistoryRecords.level(.breach)], in: scratch)
    let id = try #require(
      try JSONValue(alerts(scratch, "--format", "json").out).list?.first?["id"]?.text)
    let empty = try Executable.detect.run("history", "acknowledge", "", folder: scratch.path)
    #expect(empty.status == 2 && empty.err.contains("the identifier is empty"), "\(empty)")
    let resolved = try Executable.detect.run(
      "history", "acknowledge", id, "--resolve", folder: scratch.path)
    #expect(resolved.status == 0 && resolved.out.hasPrefix("resolved: "), "\(resolved)")
    let log = try scratch.read("history/events-2026-10.ndjson")
    let again = try Executable.detect.run("history", "acknowledge", id, folder: scratch.path)
    #expect(again.status == 0 && again.out.hasPrefix("already resolved, nothing changed: "))
    #expect(try scratch.read("history/events-2026-10.ndjson") == log)
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
