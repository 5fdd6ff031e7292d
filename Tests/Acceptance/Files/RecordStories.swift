import Foundation
import GateRecords
import TestSupport
import Testing

/// Stored figures, files that contradict themselves, and rules for other suites.
@Suite struct RecordStories {
  typealias Row = ImportedRuns.Row

  // MARK: Stored figures

  @Test(arguments: [0.0, 5]) func `a duration of zero is a figure`(_ before: Double) throws {
    let runs = try ImportedRuns()
    try runs.store([Row(value: before)])
    let answer = try runs.check(runs.imported([Row(value: 0)]))
    #expect(answer.status == 0, "\(answer.outcome)")
    let word = try #require(answer.word("wall_time", of: "work"))
    #expect(word == "passed" || (word == "improved" && before > 0), "\(answer.outcome.out)")
  }

  @Test func `a duration that grows from zero fails`() throws {
    let runs = try ImportedRuns()
    try runs.store([Row(value: 0)])
    let answer = try runs.check(runs.imported([Row(value: 900)]))
    #expect(answer.status == 1, "\(answer.outcome)")
  }

  @Test(arguments: [
    ([10_240.0, 10_241, 10_239, 10_240], 10_241.0, Int32(0)),
    ([10_240, 10_241, 10_239], 10_242, 0),
    ([10_240, 10_241, 10_239, 10_240], 20_480, 1), ([10_240, 10_240, 10_240, 10_240], 10_241, 1),
    ([10_240, 10_240, 10_240], 10_240, 0),
  ]) func `stored counts that disagree among themselves are compared as noise`(
    _ stored: [Double], _ value: Double, _ status: Int32
  ) throws {
    let runs = try ImportedRuns()
    func text(_ bytes: Double) -> String {
      "goos: linux\npkg: a\n"
        + String(
          repeating: "BenchmarkWork 1000 700 ns/op \(Int(bytes)) B/op 2 allocs/op\n", count: 4)
        + "PASS\n"
    }
    for bytes in stored { try runs.store(runs.imported(text(bytes), from: "go")) }
    let answer = try runs.check(runs.imported(text(value), from: "go"))
    #expect(answer.status == status, "\(answer.outcome)")
  }

  // MARK: Files that contradict themselves

  @Test(arguments: [("fail", "pass"), ("fail", "warn"), ("warn", "fail"), ("warn", "pass")])
  func `a verdict whose outcome is not its findings' is refused`(
    _ outcome: String, _ claimed: String
  ) throws {
    let scratch = try TemporaryFolder()
    // A first run warns; a limit below what was measured fails.
    let runs = try ImportedRuns()
    let run = try runs.imported([Row(value: 10)])
    let budgets = try scratch.write(
      "b.json5",
      DrawnGate.budgetsFile(
        outcome == "fail" ? "budgets: [ { benchmark: \"work\", min: \"1 ns\" } ]" : ""))
    let judged = try Executable.detect.run(
      "check", run, "--budgets", budgets, "--output", "-", folder: scratch.path)
    #expect(judged.out.contains("\"outcome\":\"\(outcome)\""), "\(judged.out.prefix(300))")
    _ = try scratch.write(
      "v.json",
      judged.out.replacing("\"outcome\":\"\(outcome)\"", with: "\"outcome\":\"\(claimed)\""))
    let rendered = try Executable.report.run("render", "v.json", folder: scratch.path)
    BadInputTests.expectRefusal(rendered, .report, "v.json")
    let updated = try Executable.detect.run(
      "baseline", "update", run, "--verdict", "v.json", "--baseline", "b", folder: scratch.path)
    BadInputTests.expectRefusal(updated, .detect, "v.json")
  }

  @Test func `runs that no gate would pass are not stored`() throws {
    let runs = try ImportedRuns()
    let text = try String(contentsOfFile: runs.imported([Row(value: 10)]), encoding: .utf8)
    let broken = [
      (
        "no benchmark",
        text.replacing(
          /"benchmarks":\[.*?\],"completed_at"/, with: "\"benchmarks\":[],\"completed_at\"")
      ),
      ("a negative time", text.replacing(/"launches":\[\[[^\]]*\]\]/, with: "\"launches\":[[-5]]")),
      ("no samples", text.replacing(/"launches":\[\[[^\]]*\]\]/, with: "\"launches\":[]")),
      (
        "a failed benchmark",
        text.replacing(
          "\"status\":\"measured\"",
          with:
            "\"failure\":{\"kind\":\"crashed\",\"message\":\"it crashed\"},\"status\":\"failed\"")
      ),
    ]
    for (name, changed) in broken {
      #expect(changed != text, "\(name) was not written")
      let file = try runs.scratch.write("broken.json", changed)
      let outcome = try Executable.detect.run(
        "baseline", "update", file, "--baseline", "baselines", folder: runs.scratch.path)
      #expect(outcome.status == 2, "\(name): \(outcome)")
      #expect(runs.records.isEmpty, "\(name)")
    }
  }

  // MARK: Removed and renamed

  /// Two stored benchmarks, of which the next run has one, or one under another name.
  private func runs(budgets: String) throws -> (runs: ImportedRuns, budgets: String) {
    let runs = try ImportedRuns()
    try runs.store([Row(name: "kept", value: 10), Row(name: "old", value: 20)])
    return (runs, try runs.scratch.write("b.json5", DrawnGate.budgetsFile(budgets)))
  }

  @Test
  func `a benchmark that was removed on purpose passes with its reason, and is then forgotten`()
    throws
  {
    let (runs, budgets) = try runs(
      budgets: """
        removed: [ { benchmark: "old", reason: "the format is gone", by: "kim" } ]
        """)
    let run = try runs.imported([Row(name: "kept", value: 10)])
    let answer = try runs.check(run, "--budgets", budgets)
    #expect(answer.status == 0, "\(answer.outcome)")
    #expect(
      answer.verdict?.findings.contains { $0.acceptance?.reason == "the format is gone" } == true)
    _ = try Executable.detect.run(
      "check", run, "--baseline", "baselines", "--budgets", budgets, "--output", "v.json",
      folder: runs.scratch.path)
    let updated = try Executable.detect.run(
      "baseline", "update", run, "--verdict", "v.json", "--baseline", "baselines",
      folder: runs.scratch.path)
    #expect(updated.status == 0, "\(updated.err)")
    // From then on nothing is missing, with the entry or without it.
    let later = try runs.check(runs.imported([Row(name: "kept", value: 10)]))
    #expect(later.status == 0, "\(later.outcome)")
  }

  @Test(arguments: [
    "", "removed: [ { benchmark: \"kept\", reason: \"r\", by: \"k\" } ]",
    "removed: [ { benchmark: \"old\", reason: \"r\", by: \"k\", expires: \"2020-01-31\" } ]",
  ]) func `a benchmark that vanished otherwise stays missing`(_ rules: String) throws {
    let (runs, budgets) = try runs(budgets: rules)
    let answer = try runs.check(
      runs.imported([Row(name: "kept", value: 10)]), "--budgets", budgets)
    #expect(answer.status == 1 && answer.word(nil, of: "old") == "missing", "\(answer.outcome)")
  }

  @Test func `a renamed benchmark is compared with what it was`() throws {
    let (runs, budgets) = try runs(
      budgets: """
        renamed: [ { from: "old", to: "new", reason: "a better name", by: "kim" } ]
        """)
    func answer(_ value: Double) throws -> DrawnGate.Answer {
      try runs.check(
        runs.imported([Row(name: "kept", value: 10), Row(name: "new", value: value)]), "--budgets",
        budgets)
    }
    let equal = try answer(20)
    #expect(equal.status == 0 && equal.word("wall_time", of: "new") == "passed", "\(equal.outcome)")
    let slower = try answer(60)
    #expect(slower.status == 1 && slower.word("wall_time", of: "new") == "regressed")
  }

  // MARK: Rules for other suites

  @Test func `budgets for a suite that does not exist are named by the check`() throws {
    let runs = try ImportedRuns()
    let budgets = try runs.scratch.write(
      "budgets/b.json5",
      DrawnGate.budgetsFile(
        "suite: \"kernel\", budgets: [ { benchmark: \"work\", min: \"1 ns\" } ]"))
    let answer = try runs.check(
      runs.imported([Row(value: 10)]), "--budgets",
      URL(fileURLWithPath: budgets).deletingLastPathComponent().path)
    #expect(
      answer.outcome.out.contains("'kernel'") || answer.outcome.out.contains("suite kernel"),
      "\(answer.outcome.out)")
    #expect(answer.outcome.out.contains("warning"), "\(answer.outcome.out)")
  }

  @Test func `every command honours the suite that a file is for`() throws {
    let runs = try ImportedRuns()
    for (suite, limit) in [("kernels", "1 s"), ("orders", "2 s")] {
      try runs.scratch.write(
        "budgets/\(suite).json5",
        DrawnGate.budgetsFile(
          "suite: \"\(suite)\", budgets: [ { benchmark: \"work\", median: \"\(limit)\" } ]"))
    }
    let run = try runs.imported([Row(value: 10), Row(value: 11)])
    let folder = runs.scratch.path
    #expect(try runs.check(run, "--budgets", "budgets").status == 0)
    let valid = try Executable.detect.run("budgets", "validate", "budgets", folder: folder)
    #expect(valid.status == 0, "\(valid)")
    let explained = try Executable.detect.run(
      "budgets", "explain", "work", "--run", run, "--budgets", "budgets", folder: folder)
    #expect(explained.out.contains("within 1 s") && !explained.out.contains("within 2 s"))
    let all = try Executable.detect.run(
      "budgets", "explain", "work", "--budgets", "budgets", folder: folder)
    #expect(all.status == 2 && all.err.contains("--suite"), "\(all)")
    let alerts = try Executable.report.run(
      "alert-rules", "--budgets", "budgets", "--output", "-", folder: folder)
    #expect(alerts.status == 0, "\(alerts)")
    // Each rule watches its own suite's series.
    #expect(
      alerts.out.contains(#"suite=\"kernels\""#) && alerts.out.contains(#"suite=\"orders\""#),
      "\(alerts.out)")
  }
}
