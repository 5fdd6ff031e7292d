import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Benchmarks that are gone, have other names, or were not asked for; and suites by name.
@Suite struct NameStories {
  static func write(
    _ body: String, to name: String = "b", in scratch: TemporaryFolder
  ) throws {
    try FileManager.default.createDirectory(
      atPath: scratch.file("budgets"), withIntermediateDirectories: true)
    _ = try scratch.write(
      "budgets/\(name).json5", "{ schema: \"speedgate.budgets/1\",\n\(body) }")
  }

  /// Stores the run of day 0 as the baseline and gives the one of day 1, changed.
  static func stored(
    in scratch: TemporaryFolder, _ change: (inout RunRecord) -> Void
  ) throws -> String {
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("old.json"))
    let stored = try Executable.detect.run(
      "baseline", "update", "old.json", folder: scratch.path)
    #expect(stored.status == 0, "\(stored)")
    var run = HistoryRecords.run(day: 1)
    change(&run)
    try RecordFile.write(run, to: scratch.file("run.json"))
    return "run.json"
  }

  @Test func `a benchmark removed on purpose passes, and the run becomes the baseline`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.stored(in: scratch) { $0.benchmarks.removeFirst() }
    let missing = try Executable.detect.run(
      "check", run, "--output", "v.json", folder: scratch.path)
    #expect(missing.status == 1 && missing.out.contains("'removed' or 'renamed' in the budgets"))
    BadInputTests.expectRefusal(
      try Executable.detect.run(
        "baseline", "update", run, "--verdict", "v.json", folder: scratch.path), .detect,
      "the gate failed")

    try Self.write(
      "removed: [ { benchmark: \"parse/order\", reason: \"no longer read\", by: \"kim\" } ]",
      in: scratch)
    let accepted = try Executable.detect.run(
      "check", run, "--output", "v.json", folder: scratch.path)
    #expect(accepted.status == 0, "\(accepted)")
    #expect(accepted.out.contains("removed on purpose by kim: no longer read"), "\(accepted.out)")
    for format in ["markdown", "html", "json"] {
      let report = try Executable.report.run(
        "render", "v.json", "--\(format)", "-", folder: scratch.path)
      #expect(report.status == 0 && report.out.contains("no longer read"), "\(format) \(report)")
    }
    let updated = try Executable.detect.run(
      "baseline", "update", run, "--verdict", "v.json", folder: scratch.path)
    #expect(updated.status == 0, "\(updated)")
  }

  @Test func `a renamed benchmark keeps its baseline and its history`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.stored(in: scratch) {
      $0.benchmarks[0].name = BenchmarkIdentifier("parse/orders")
      // Ten times as slow: without the rename this would be new.
      $0.benchmarks[0].metrics[0].launches = $0.benchmarks[0].metrics[0].launches.map {
        $0.map { $0 * 10 }
      }
    }
    try Self.write(
      "renamed: [ { from: \"parse/order\", to: \"parse/orders\", reason: \"many\", by: \"kim\" } ]",
      in: scratch)
    let check = try Executable.detect.run(
      "check", run, "--output", "v.json", folder: scratch.path)
    let findings = try Stories.verdict(scratch.file("v.json")).findings
    let finding = try #require(findings.first { $0.benchmark.rawValue == "parse/orders" })
    #expect(finding.baselineValue != nil && (finding.change?.ratio ?? 0) > 9, "\(check)")
    #expect(!findings.contains { $0.status == .missing || $0.status == .new })

    for file in ["old.json", "run.json"] {
      let appended = try Executable.detect.run(
        "history", "append", file, "--history", "history", folder: scratch.path)
      #expect(appended.status == 0, "\(appended)")
    }
    func rows(_ benchmark: String, _ arguments: String...) throws -> [String] {
      let query = try Executable.detect.run(
        ["history", "query", "--benchmark", benchmark, "--days", "10000", "--format", "csv"]
          + arguments, folder: scratch.path)
      #expect(query.status == 0, "\(query)")
      return query.out.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }
    for name in ["parse/order", "parse/orders"] {
      let found = try rows(name)
      #expect(found.count == 2 && found.allSatisfy { $0.contains("parse/orders") }, "\(found)")
    }
    try Self.write("budgets: []", in: scratch)
    #expect(try rows("parse/orders").count == 1)
    _ = try scratch.write("budgets/b.json5", "{")
    BadInputTests.expectRefusal(
      try Executable.detect.run("history", "query", folder: scratch.path), .detect,
      "budgets/b.json5:1")
  }

  // MARK: Partial

  @Test func `a partial run is judged for what it has, and becomes no baseline`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.stored(in: scratch) { $0.benchmarks.removeFirst(3) }
    #expect(try Executable.detect.run("check", run, folder: scratch.path).status == 1)
    let partial = try Executable.detect.run(
      "check", run, "--partial", "--output", "v.json", folder: scratch.path)
    #expect(partial.status == 0, "\(partial)")
    #expect(partial.out.contains("partial run: 3 benchmarks of the baseline were not measured"))

    // On an empty folder a run would become the first baseline.
    let first = try Executable.detect.run(
      "check", run, "--partial", "--baseline", "empty", folder: scratch.path)
    #expect(first.status == 0 && !first.out.contains("baseline established"), "\(first)")
    #expect(!FileManager.default.fileExists(atPath: scratch.file("empty")))
  }

  @Test func `an import can be partial, and is stored only when it is forced`() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.write("r.json", "[{\"name\": \"a\", \"unit\": \"ns\", \"value\": 12}]")
    let whole = try Executable.bench.run(
      "import", "--from", "generic", "r.json", "--output", "whole.json", folder: scratch.path)
    let part = try Executable.bench.run(
      "import", "--from", "generic", "r.json", "--partial", "--output", "part.json",
      folder: scratch.path)
    #expect(whole.status == 0 && part.status == 0, "\(whole) \(part)")
    #expect(try !Stories.record(scratch.file("whole.json")).isPartial)
    #expect(try Stories.record(scratch.file("part.json")).isPartial)
    #expect(try !scratch.read("whole.json").contains("\"partial\""))
    BadInputTests.expectRefusal(
      try Executable.detect.run("baseline", "update", "part.json", folder: scratch.path), .detect,
      "the run is partial")
    #expect(!FileManager.default.fileExists(atPath: scratch.file("baselines")))
    let forced = try Executable.detect.run(
      "baseline", "update", "part.json", "--force", folder: scratch.path)
    #expect(forced.status == 0, "\(forced)")
  }

  // MARK: Suites

  @Test func `budgets of a misspelt suite warn wherever they would be used`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.stored(in: scratch) { _ in }
    try Self.write(
      "suite: \"order\", budgets: [ { benchmark: \"*\", max: \"1 ns\" } ]", in: scratch)
    let words =
      "budgets/b.json5:2 is for the suite 'order', and no budgets file names 'orders', which was "
      + "measured; did you mean orders?"
    let check = try Executable.detect.run(
      "check", run, "--output", "v.json", folder: scratch.path)
    #expect(check.status == 0, "\(check)")
    #expect(try Stories.verdict(scratch.file("v.json")).warnings.contains(words))
    #expect(try Executable.detect.run("check", run, "--strict", folder: scratch.path).status == 1)
    let command = try Executable.bench.run(
      ["command", "--name", "orders", "--runs", "1", "--profile", "quick", "--time-budget", "1s"]
        + ["--output", "c.json", "--", "true"], folder: scratch.path)
    #expect(command.err.contains("warning: \(words)"), "\(command)")
    let validated = try Executable.detect.run(
      "budgets", "validate", "--run", run, "--strict", folder: scratch.path)
    #expect(validated.status == 1 && validated.err.contains(words), "\(validated)")
    let explained = try Executable.detect.run(
      "budgets", "explain", "parse/order", "--suite", "orders", folder: scratch.path)
    #expect(explained.status == 0 && explained.err.contains(words), "\(explained)")
  }

  @Test func `two files for two suites are accepted by every command`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.stored(in: scratch) { _ in }
    try Self.write(
      "suite: \"orders\", budgets: [ { benchmark: \"parse/order\", max: \"1 h\" } ]", to: "a",
      in: scratch)
    try Self.write(
      "suite: \"others\", budgets: [ { benchmark: \"parse/order\", max: \"2 h\" } ]", to: "b",
      in: scratch)
    let check = try Executable.detect.run("check", run, "--strict", folder: scratch.path)
    #expect(!check.out.contains("suite"), "\(check)")
    let validated = try Executable.detect.run("budgets", "validate", folder: scratch.path)
    #expect(
      validated.out == """
        budgets: 2 rules, no warnings
          suite orders: 1 rule
          suite others: 1 rule

        """, "\(validated)")
    BadInputTests.expectRefusal(
      try Executable.detect.run("budgets", "explain", "parse/order", folder: scratch.path), .detect,
      "for several suites: orders, others; name one with --suite")
    for (suite, limit) in [("orders", "1 h"), ("others", "2 h")] {
      let explained = try Executable.detect.run(
        "budgets", "explain", "parse/order", "--suite", suite, folder: scratch.path)
      #expect(explained.out.contains("max of wall_time: within \(limit)"), "\(explained)")
    }
    BadInputTests.expectRefusal(
      try Executable.detect.run(
        "budgets", "explain", "parse/order", "--suite", "others", "--run", run,
        folder: scratch.path), .detect, "--suite names others, but the run is of orders")
    let alerts = try Executable.report.run("alert-rules", "--output", "-", folder: scratch.path)
    #expect(alerts.status == 0, "\(alerts)")
    #expect(
      alerts.out.contains("suite=\\\"orders\\\"") && alerts.out.contains("suite=\\\"others\\\""))

    // Two files for one suite contradict each other still.
    try Self.write(
      "suite: \"orders\", budgets: [ { benchmark: \"parse/order\", max: \"3 h\" } ]", to: "b",
      in: scratch)
    BadInputTests.expectRefusal(
      try Executable.detect.run("budgets", "validate", folder: scratch.path), .detect,
      "limits max of wall_time for 'parse/order' a second time")
  }
}
