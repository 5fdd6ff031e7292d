import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Programs of any language at the door: lines, records of jobs, single events, labelled commands.
@Suite struct LinesStories {
  private static let lines = """
    {"schema":"speedgate.lines/1","job":"intake"}
    {"step":"read","kind":"read","duration_ms":2134,"rows_read":60}
    {"step":"write","kind":"write","duration_ms":1164,"rows_written":429}
    {"duration_ms":3400,"tags":["pipeline"]}

    """

  private static let budgets = """
    { schema: "speedgate.budgets/1",
      budgets: [
        { benchmark: "intake", metric: "rows_read", max: 59 },
        { benchmark: "intake", metric: "step:write", max: "2 s" } ],
      service_levels: { levels: [{ tag: "pipeline", breach: "60 s", min_rows: 10 }] } }
    """

  @Test func `lines on standard input fail a gate by their rows, and their steps are kept`() throws
  {
    let scratch = try TemporaryFolder()
    _ = try scratch.write("budgets.json5", Self.budgets)
    let imported = try Executable.bench.run(
      "import", "--from", "lines", "-", "--output", "run.json", input: Self.lines,
      folder: scratch.path)
    #expect(imported.status == 0, "\(imported.err)")
    let check = try Executable.detect.run(
      "check", "run.json", "--budgets", "budgets.json5", "--output", "verdict.json",
      folder: scratch.path)
    #expect(check.status == 1, "\(check.out)")
    let findings = try Stories.verdict(scratch.file("verdict.json")).findings
    let rows = try #require(findings.first { $0.metric == .rowsRead })
    #expect(rows.status == .overBudget)
    #expect(findings.first { $0.metric == .step("write") }?.status == .passed)
    #expect(findings.contains { $0.serviceLevel?.status == .within })
    for (file, schema) in [("run.json", "run"), ("verdict.json", "verdict")] {
      let document = try JSONValue(scratch.read(file))
      #expect(try JSONSchema(schema).problems(document).isEmpty)
    }
    for line in Self.lines.split(separator: "\n") {
      #expect(try JSONSchema("lines").problems(JSONValue(String(line))).isEmpty, "\(line)")
    }
  }

  @Test func `a bad line writes nothing, and its number is named`() throws {
    let scratch = try TemporaryFolder()
    let kept = try scratch.write("run.json", "kept")
    let file = try scratch.write("lines.ndjson", Self.lines + "{\"step\":\"x\"")
    let outcome = try Executable.bench.run("import", file, "--output", kept)
    BadInputTests.expectRefusal(outcome, .bench, "lines.ndjson:5:12: the file ends")
    #expect(try scratch.read("run.json") == "kept")
  }

  @Test func `a job that ended within an iteration warns, and fails with strictness`() throws {
    let scratch = try TemporaryFolder()
    let budgets =
      #"{ schema: "speedgate.budgets/1", budgets: [{ benchmark: "intake", metric: "rows_read", max: 100 }] }"#
    _ = try scratch.write("budgets.json5", budgets)
    _ = try scratch.write(
      "t.ndjson", Self.lines + #"{"step":"read","duration_ms":5,"rows_read":1000000}"#)
    let imported = try Executable.bench.run(
      "import", "t.ndjson", "--output", "t.json", folder: scratch.path)
    #expect(imported.out.contains("1 row not imported"), "\(imported.out)")
    for (flags, status, headline) in [
      ([], 0, "gate passed with warnings"), (["--strict"], 1, "gate failed"),
    ] {
      let check = try Executable.detect.run(
        ["check", "t.json", "--budgets", "budgets.json5", "--output", "verdict.json"] + flags,
        folder: scratch.path)
      #expect(check.status == Int32(status), "\(check.out)")
      #expect(check.out.contains(headline) && check.out.contains("did not end"), "\(check.out)")
      let document = try JSONValue(scratch.read("verdict.json"))
      #expect(try JSONSchema("verdict").problems(document).isEmpty)
    }
    BadInputTests.expectRefusal(
      try Executable.report.run("render", "t.ndjson", folder: scratch.path), .report,
      "'speedgate-bench import --from lines t.ndjson --output run.json'")
  }

  @Test(arguments: ["check", "history append", "baseline update"])
  func `a job's record in place of a run is refused with the command that imports it`(
    command: String
  ) throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.write(
      "job.json",
      #"{"run_id":"01KH4SATJ0CWDFWGC8NVQ5HF36","job_id":"form_01","duration_ms":84694,"#
        + #""rows_read":978,"rows_written":429}"#)
    let words = command.split(separator: " ").map(String.init)
    let outcome = try Executable.detect.run(words + ["job.json"], folder: scratch.path)
    BadInputTests.expectRefusal(
      outcome, .detect, "'speedgate-bench import --from job-record job.json --output run.json'")
    let imported = try Executable.bench.run(
      "import", "job.json", "--output", "run.json", folder: scratch.path)
    #expect(imported.status == 0, "\(imported.err)")
    #expect(
      try Stories.record(scratch.file("run.json")).runID.rawValue == "01KH4SATJ0CWDFWGC8NVQ5HF36")
  }

  @Test func `single events are added all together or not at all, and twice counts once`() throws {
    let scratch = try TemporaryFolder()
    func append(_ arguments: [String], _ input: String = "") throws -> Executable.Outcome {
      try Executable.detect.run(
        ["history", "append-event"] + arguments, input: input, folder: scratch.path)
    }
    let phase = [
      "formation.performance", "query_ms=2134", "transform_ms=11936", "write_ms=1164",
      "--at", "2026-02-12T10:00:15", "--run", "01KH", "--component", "form_01",
    ]
    for _ in 1...2 {
      let outcome = try append(phase)
      #expect(outcome.status == 0, "\(outcome.err)")
      #expect(outcome.err.contains("no time zone and is read as UTC"))
    }
    let stage =
      #"{"event_type":"ingest.parallel_performance","timestamp":"2026-02-12T10:00:00Z","#
      + #""payload":{"job_count":4,"max_workers":4,"duration_ms":40000}}"#
    BadInputTests.expectRefusal(
      try append(["-"], stage + "\n{\"event_type\":\"t\"}\n"), .detect,
      "standard input:2:1: the event has no")
    #expect(try append(["-"], stage).status == 0)
    let log = try scratch.read("history/events-2026-02.ndjson").split(separator: "\n")
    #expect(log.count == 3)
    for line in log {
      #expect(try JSONSchema("event").problems(JSONValue(String(line))).isEmpty, "\(line)")
    }
    let ids = Set(log.compactMap { line in line.split(separator: "\"").dropFirst(7).first })
    #expect(ids.count == 2)
    for (arguments, words) in [
      ([], "no event is named"), (["t", "x"], "write KEY=VALUE"),
      (["run_finished"], "is written by 'speedgate-detect history append'"),
      (["-", "a=1"], "leave KEY=VALUE out"),
      (["phase_performance", "query_ms=soon"], "expected a number"),
    ] { BadInputTests.expectRefusal(try append(arguments, "{}"), .detect, words) }
  }

  @Test func `commands have labels, from the line and from a file, and become one record`() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.write(
      "tools.json5",
      """
      { schema: "speedgate.commands/1", defaults: { tags: ["tool"] }, benchmarks: [
        { name: "one", command: "true" }, { name: "two", command: "true", tags: ["other"] } ] }
      """)
    func measure(_ arguments: [String]) throws -> Executable.Outcome {
      try Executable.bench.run(
        ["command", "--profile", "quick", "--time-budget", "2s", "--runs", "2"] + arguments,
        folder: scratch.path)
    }
    #expect(try measure(["--file", "tools.json5", "--output", "file.json"]).status == 0)
    let file = try Stories.record(scratch.file("file.json"))
    #expect(file.benchmarks.map(\.tags) == [["tool"], ["other"]])
    for name in ["a", "b"] {
      let outcome = try measure([
        "--suite", "tools", "--name", name, "--tag", "x*", "--tag", name, "--output",
        "\(name).json",
        "--", "true",
      ])
      #expect(outcome.status == 0, "\(outcome.err)")
    }
    let merged = try Executable.bench.run(
      "merge", "a.json", "b.json", "--output", "run.json", folder: scratch.path)
    #expect(merged.status == 0, "\(merged.err)")
    let run = try Stories.record(scratch.file("run.json"))
    #expect(run.benchmarks.map(\.tags) == [["x*", "a"], ["x*", "b"]])
    BadInputTests.expectRefusal(
      try measure(["--file", "tools.json5", "--tag", "x"]), .bench,
      "--tag cannot be given with --file")
    BadInputTests.expectRefusal(
      try measure(["--tag", "a\nb", "--output", "c.json", "--", "true"]), .bench,
      "--tag holds a line end")
    _ = try scratch.write(
      "odd.json5",
      #"{ schema: "speedgate.commands/1", benchmarks: [{ name: "a", command: "true", tags: ["a\nb"] }] }"#
    )
    BadInputTests.expectRefusal(
      try measure(["--file", "odd.json5", "--output", "c.json"]), .bench,
      "a tag holds a line end")
  }
}
