import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// What the history records, and what it says in every form.
@Suite struct HistoryStories {
  private static func history(
    _ scratch: TemporaryFolder, _ arguments: [String]
  ) throws -> Executable.Outcome {
    try Executable.detect.run(["history"] + arguments, folder: scratch.path)
  }

  /// Forty days of one suite, appended run by run, and one run of another branch.
  private static let days: Result<TemporaryFolder, any Error> = Result {
    let scratch = try TemporaryFolder()
    for day in 0..<40 {
      let run = HistoryRecords.run(day: day)
      let outcome = try HistoryRecords.append(
        run, HistoryRecords.verdict(of: run, day: day), in: scratch)
      #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome)")
    }
    let other = HistoryRecords.run(day: 30, branch: "faster")
    _ = try HistoryRecords.append(other, HistoryRecords.verdict(of: other, []), in: scratch)
    return scratch
  }

  private static let period = ["--since", "2026-10-01", "--until", "2026-11-30"]

  private static let shown: [(name: String, arguments: [String])] = [
    ("query", ["query", "--since", "2026-10-01", "--until", "2026-10-02", "--branch", "main"]),
    ("trend", ["trend"] + period),
    (
      "trend-day",
      ["trend", "--by", "day", "--benchmark", "simulation{year=3}", "--since", "2026-10-05"]
        + period.suffix(2)
    ),
    ("steps-month", ["steps", "--benchmark", "parse/*"] + period),
    ("steps-parameter", ["steps", "--parameter", "year"] + period),
    ("summary", ["summary", "--branch", "main"] + period),
    (
      "changes",
      ["changes", "--days", "36500", "--until", "2026-11-30", "--metric", "wall_time"]
    ),
    ("compare", ["compare", "main", "faster", "--metric", "wall_time"] + period),
    ("service-levels", ["service-levels", "--allowed-breaches", "4"] + period),
    ("alerts", ["alerts", "--state", "resolved"] + period),
    ("alerts-open", ["alerts"] + period),
  ]

  @Test(arguments: shown.indices) func `every form of every answer is the one that was looked at`(
    _ index: Int
  ) throws {
    let scratch = try Self.days.get()
    let (name, arguments) = Self.shown[index]
    let forms: [(format: String, ending: String)] =
      [(name == "changes" ? "text" : "table", "txt"), ("json", "json"), ("csv", "csv")]
      + (["trend", "alerts-open"].contains(name) ? [("markdown", "md")] : [])
    for form in forms {
      let outcome = try Self.history(scratch, arguments + ["--format", form.format])
      #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome.err)")
      #expect(try goldenDifference(outcome.out, "history-\(name).\(form.ending)") == nil)
      let file = scratch.file("\(name).\(form.ending)")
      let written = try Self.history(
        scratch, arguments + ["--format", form.format, "--output", file])
      #expect(written.out.isEmpty)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == outcome.out)
    }
    // What a program reads says the same as what a spreadsheet reads.
    let json = try JSONValue(
      Self.history(scratch, arguments + ["--format", "json"]).out)
    let csv = try Self.history(scratch, arguments + ["--format", "csv"]).out
    let rows = try #require(json.list)
    #expect(!rows.isEmpty && csv.components(separatedBy: "\r\n").count == rows.count + 2)
  }

  @Test func `a fifth slower is degrading, and a gate can be made of it`() throws {
    let scratch = try Self.days.get()
    let arguments = ["--metric", "wall_time", "--format", "json"] + Self.period
    let trend = try Self.history(scratch, ["trend", "--fail"] + arguments)
    #expect(trend.status == 1)
    let rows = try #require(try JSONValue(trend.out).list)
    let parser = try #require(rows.first { $0["benchmark"]?.text == "parse/order" })
    #expect(parser["trend"]?.text == "degrading")
    #expect(abs((parser["level_change"]?.number ?? 0) - 0.2) < 0.005)
    #expect(rows.filter { $0["trend"]?.text != "stable" }.count == 1)
    #expect(
      try Self.history(
        scratch, ["trend", "--fail", "--benchmark", "simulation*"] + arguments
      ).status == 0)
  }

  @Test func `more breaches than allowed can fail, as many do not`() throws {
    let scratch = try Self.days.get()
    for (allowed, status) in [("4", Int32(1)), ("5", 0)] {
      let outcome = try Self.history(
        scratch, ["service-levels", "--fail", "--allowed-breaches", allowed] + Self.period)
      #expect(outcome.status == status, "\(outcome.out)")
    }
  }

  @Test func `what was archived is listed, and pruned only when somebody says so`() throws {
    let scratch = try TemporaryFolder()
    for day in 0..<4 {
      let run = HistoryRecords.run(day: day)
      _ = try HistoryRecords.append(run, HistoryRecords.verdict(of: run, day: day), in: scratch)
    }
    let listed = try Self.history(scratch, ["list"])
    #expect(listed.out.split(separator: "\n").count == 9)
    #expect(listed.out.contains("benchmark_") && listed.out.contains("match_rate 70.0 %"))
    let rows = try #require(
      try JSONValue(Self.history(scratch, ["list", "--format", "json"]).out).list)
    #expect(
      rows.allSatisfy { ($0["size"]?.number ?? 0) > 200 && $0["duration_ms"]?.number == 95_000 })

    // Files of long ago, by their names.
    let folder = scratch.file("history/archive")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    for (place, name) in names.enumerated() {
      try FileManager.default.moveItem(
        atPath: "\(folder)/\(name)", toPath: "\(folder)/benchmark_2020010\(place + 1)_000000.json")
    }
    let dry = try Self.history(scratch, ["prune", "--keep-days", "30"])
    #expect(
      dry.out.split(separator: "\n").count == 4 && dry.out.contains("\n3 files, ")
        && dry.out.hasPrefix("would remove "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 8)
    let done = try Self.history(scratch, ["prune", "--keep-days", "30", "--yes"])
    #expect(done.out == dry.out.replacing("would remove ", with: "removed "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 5)
  }

  @Test func `append says how large the archive is, and removes from it only on request`()
    throws
  {
    let scratch = try TemporaryFolder()
    let run = HistoryRecords.run(day: 0)
    let verdict = HistoryRecords.verdict(of: run, day: 0)
    for _ in 0..<4 { _ = try HistoryRecords.append(run, verdict, in: scratch) }
    let folder = scratch.file("history/archive")
    for (place, name) in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .prefix(4).enumerated()
    {
      try FileManager.default.moveItem(
        atPath: "\(folder)/\(name)",
        toPath: "\(folder)/benchmark_2020010\(place + 1)_000000.json.gz")
    }
    let reported = try Self.history(scratch, ["append", "run.json"])
    #expect(
      reported.out.contains("archive: 9 files, ") && reported.out.contains("4 files, ")
        && reported.out.contains(
          "are older than 30 days, which 'speedgate-detect history prune --yes' removes"),
      "\(reported.out)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 9)
    let pruned = try Self.history(
      scratch, ["append", "run.json", "--keep-days", "30", "--plain"])
    #expect(pruned.out.components(separatedBy: "removed: ").count == 5, "\(pruned.out)")
    #expect(pruned.out.contains("nothing is older than 30 days"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 6 && names.count { $0.hasSuffix(".json") } == 1)
    // A record of the archive is read like any other.
    let kept = try #require(names.first { $0.hasSuffix(".json.gz") })
    try FileManager.default.moveItem(
      atPath: "\(folder)/\(kept)", toPath: scratch.file("kept.json.gz"))
    #expect(
      try Self.history(scratch, ["append", "kept.json.gz", "--history", "other"]).status == 0)
  }

  @Test func `a run that is appended twice counts once, and events stand as they were written`()
    throws
  {
    let scratch = try TemporaryFolder()
    let run = HistoryRecords.run(day: 0)
    let verdict = HistoryRecords.verdict(of: run, day: 0)
    for _ in 0..<2 { _ = try HistoryRecords.append(run, verdict, in: scratch) }
    let query = try Self.history(
      scratch, ["query", "--since", "2026-10-01", "--format", "csv", "--metric", "wall_time"])
    #expect(query.out.components(separatedBy: "\r\n").count == 4 + 2)
    let events = try Self.history(scratch, ["events", "--since", "2026-10-01"])
    #expect(events.out == (try scratch.read("history/events-2026-10.ndjson")))
    let steps = try Self.history(
      scratch,
      ["events", "--since", "2026-10-01", "--type", "step_timings", "--run", "RUN-main"])
    #expect(steps.out.split(separator: "\n").count == 2)
    #expect(steps.out.contains("\"bottleneck_step\":\"score\""))
  }

  @Test(arguments: [
    (["append"], "no run or verdict is named"),
    (["append", "absent.json"], "no such file"),
    (["append", "run.json", "run.json"], "two runs are named"),
    (["append", "run.json", "other.json"], "judges another run"),
    (["append", "empty.json"], "is empty"),
    (["query", "--since", "yesterday"], "--since cannot be 'yesterday'"),
    (["query", "--days", "0"], "a whole number from 1"),
    (["query", "--metric-type", "all-of-them"], "it is one of benchmark, quality, all"),
    (["query", "--format", "xml"], "it is one of table, json, csv"),
    (["query", "--output", "history"], "cannot be written"),
    (["trend", "--alpha", "2"], "lies between 0% and 100%"),
    (["trend", "--statistic", "mode"], "it is one of median"),
    (["steps", "--by", "decade"], "it is one of day, week, month, quarter, year"),
    (["steps", "--by", "month", "--parameter", "n"], "exclude each other"),
    (["changes", "--release", "feed"], "holds no run of commit feed"),
    (["compare", "main"], "two sides are needed"),
    (["compare", "main", "absent"], "holds nothing that main and absent share"),
    (["service-levels", "--allowed-breaches", "-1"], "a whole number from 0"),
    (["alerts", "--severity", "bad"], "it is one of minor, major, critical"),
    (["acknowledge"], "no alert is named"),
    (["acknowledge", "NONE"], "holds no alert NONE"),
    (["query", "--history", "histroy"], "histroy: there is no history"),
    (["trend", "--fail", "--history", "histroy"], "histroy: there is no history"),
    (["service-levels", "--history", "histroy"], "histroy: there is no history"),
    (["alerts", "--history", "run.json"], "run.json: there is no history"),
    (["list", "--history", "histroy"], "histroy: there is no history"),
    (["events", "--history", "histroy"], "histroy: there is no history"),
    (["changes", "--history", "histroy"], "histroy: there is no history"),
    (["prune", "--keep-days", "all"], "a whole number from 1"),
    (["append", "run.json", "--plain", "--no-archive"], "--no-archive keeps none"),
  ]) func `mistakes are reported in one line and change nothing`(
    _ arguments: [String], _ words: String
  ) throws {
    let scratch = try TemporaryFolder()
    let run = HistoryRecords.run(day: 0)
    _ = try HistoryRecords.append(run, HistoryRecords.verdict(of: run, day: 0), in: scratch)
    try RecordFile.write(
      HistoryRecords.verdict(of: HistoryRecords.run(day: 1), day: 1), to: scratch.file("other.json")
    )
    _ = try scratch.write("empty.json", "")
    let log = try scratch.read("history/events-2026-10.ndjson")
    let since = arguments[0] == "compare" ? ["--since", "2026-10-01"] : []
    let outcome = try Self.history(scratch, arguments + since)
    #expect(outcome.status == 2 && outcome.out.isEmpty, "\(outcome)")
    let reported = outcome.err.split(separator: "\n").last.map(String.init) ?? ""
    #expect(reported.hasPrefix("speedgate-detect: ") && reported.contains(words), "\(outcome.err)")
    #expect(try scratch.read("history/events-2026-10.ndjson") == log)
  }

  @Test func `lines that are no events are named and passed over, newer ones are refused`() throws {
    let scratch = try TemporaryFolder()
    let run = HistoryRecords.run(day: 0)
    _ = try HistoryRecords.append(run, HistoryRecords.verdict(of: run, day: 0), in: scratch)
    let log = try scratch.read("history/events-2026-10.ndjson")
    _ = try scratch.write("history/events-2026-10.ndjson", "not an event\n" + log)
    let query = try Self.history(scratch, ["query", "--since", "2026-10-01"])
    #expect(query.status == 0 && query.out.contains("parse/order"))
    #expect(
      query.err.contains("events-2026-10.ndjson:1: a line is not an event and was passed over"))
    _ = try scratch.write(
      "history/events-2026-10.ndjson", log.replacing("speedgate.event/1", with: "speedgate.event/9")
    )
    let newer = try Self.history(scratch, ["query", "--since", "2026-10-01"])
    #expect(
      newer.status == 2 && newer.err.contains("is version speedgate.event/9, newer"), "\(newer)")
  }
}
