import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// The files of `docs/budgets` judge runs at their edges as they say, through the whole command.
@Suite struct ShippedBudgetsStories {
  /// What one benchmark of a run took and did.
  struct Work {
    var name: String
    var seconds: Double
    var read: Int64?
    var written: Int64?
    var tags: [String] = []
    var digest: String?
  }

  private static func run(_ work: [Work], launches: Int = 1) -> RunRecord {
    var run = HistoryRecords.run(day: 0)
    run.benchmarks = work.map { work in
      var record = BenchmarkRecord(
        name: BenchmarkIdentifier(work.name), tags: work.tags, status: .measured,
        metrics: [
          MetricSeries(
            metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
            launches: Array(repeating: [work.seconds * 1e9], count: launches))
        ])
      record.resultDigest = work.digest
      if work.read != nil || work.written != nil {
        record.steps = [
          StepRecord(
            stepID: "work", durationMilliseconds: work.seconds * 1_000, rowsRead: work.read,
            rowsWritten: work.written)
        ]
      }
      return record
    }
    return run
  }

  /// Judges by a shipped file; the status of the command, its words, and the verdict.
  private func judge(
    _ run: RunRecord, by file: String
  ) throws -> (status: Int32, words: String, verdict: Verdict) {
    let scratch = try TemporaryFolder()
    try RecordFile.write(run, to: scratch.file("run.json"))
    let budgets = MarkdownPage.root.appending(path: "docs/budgets/\(file).json5").path
    let outcome = try Executable.detect.run(
      "check", "run.json", "--budgets", budgets, "--output", "v.json", folder: scratch.path)
    return (outcome.status, outcome.out, try Stories.verdict(scratch.file("v.json")))
  }

  // Fewer than 100 rows and 10 s with nothing new, 5 s for ten new records.
  @Test(arguments: [
    (9.99, 99, 4.99, Int32(0)), (10, 99, 5, 0), (10.01, 99, 4.99, 1), (9.99, 100, 4.99, 1),
    (9.99, 99, 5.01, 1),
  ]) func `a query without news may take 10 s and read 99 rows, ten new records may take 5 s`(
    _ idle: Double, _ rows: Int, _ ten: Double, _ status: Int32
  ) throws {
    let run = Self.run([
      Work(name: "formation/nothing-new", seconds: idle, read: Int64(rows)),
      Work(name: "formation/ten-new", seconds: ten, read: 10, written: 10),
    ])
    #expect(try judge(run, by: "ceilings").status == status)
  }

  // 1,000 items from end to end: all of them, in less than five minutes.
  @Test(arguments: [
    (299.99, 1_000, Int32(0)), (300.01, 1_000, 1), (120, 999, 1), (120, 1_001, 0),
  ]) func `a thousand items are all processed within 300 s, or the gate fails`(
    _ seconds: Double, _ written: Int, _ status: Int32
  ) throws {
    let run = Self.run([
      Work(name: "ingest/thousand-items", seconds: seconds, written: Int64(written))
    ])
    let judged = try judge(run, by: "ceilings")
    #expect(judged.status == status)
    if status == 1 {
      // The message has the expected and the observed figure.
      let message = try #require(judged.verdict.findings.first?.message)
      #expect(message.contains(seconds > 300 ? "300 s" : "1,000"), "\(message)")
      #expect(message.contains(seconds > 300 ? "300.01" : "999"), "\(message)")
    }
  }

  // 120 s with a warning at 90 s; 300 and 240; 30 and 20; 1800 and 1200 by tag; else 300 s and four fifths of it.
  @Test(arguments: [
    ("scd_workforce_state", "", 90.0, "WITHIN_SLA", "GOOD"),
    ("scd_workforce_state", "", 90.01, "SLA_WARNING", "GOOD"),
    ("scd_workforce_state", "", 60, "WITHIN_SLA", "EXCELLENT"),
    ("scd_workforce_state", "", 96, "SLA_WARNING", "GOOD"),
    ("scd_workforce_state", "", 120, "SLA_WARNING", "POOR"),
    ("scd_workforce_state", "", 120.01, "SLA_BREACH", "CRITICAL"),
    ("fct_yearly_events", "", 240, "WITHIN_SLA", "GOOD"),
    ("fct_yearly_events", "", 240.01, "SLA_WARNING", "POOR"),
    ("int_baseline_workforce", "", 20.01, "SLA_WARNING", "GOOD"),
    ("int_baseline_workforce", "", 30.01, "SLA_BREACH", "CRITICAL"),
    ("multi_year_simulation", "full-simulation", 1_200, "WITHIN_SLA", "GOOD"),
    ("multi_year_simulation", "full-simulation", 1_800.01, "SLA_BREACH", "CRITICAL"),
    ("anything", "", 240, "WITHIN_SLA", "GOOD"), ("anything", "", 300, "SLA_WARNING", "POOR"),
    ("anything", "", 300.01, "SLA_BREACH", "CRITICAL"),
  ]) func `a component's level and category change where its thresholds are exceeded`(
    _ name: String, _ tag: String, _ seconds: Double, _ level: String, _ category: String
  ) throws {
    let run = Self.run([Work(name: name, seconds: seconds, tags: tag.isEmpty ? [] : [tag])])
    let judged = try judge(run, by: "service-levels")
    let found = try #require(judged.verdict.findings.compactMap(\.serviceLevel).first)
    #expect(found.status.rawValue == level && found.category.rawValue == category)
    // One breach is allowed, so it only warns.
    #expect(judged.status == 0)
  }

  @Test(arguments: [(1, Int32(0)), (2, 1), (3, 1)])
  func `a run with one breach is compliant, with two it is not`(
    _ breaches: Int, _ status: Int32
  ) throws {
    let names = ["scd_workforce_state", "fct_yearly_events", "int_baseline_workforce"]
    let run = Self.run(
      names.enumerated().map { Work(name: $1, seconds: $0 < breaches ? 301 : 1) })
    let judged = try judge(run, by: "service-levels")
    #expect(judged.status == status)
    #expect(judged.words.contains(status == 0 ? "compliant" : "not compliant"))
  }

  // Four jobs of 30 s: 120 s in turn, 40 s at once. Two of them: 60 s and 30 s.
  @Test(arguments: [
    (120.0, 40.0, 60.0, 30.0, "ab", "ab", Int32(0)), (120, 48, 60, 30, "ab", "ab", 0),
    (120, 48.01, 60, 30, "ab", "ab", 1), (120, 40, 60, 30.01, "ab", "ab", 1),
    (120, 40, 60, 30, "ab", "cd", 1),
  ]) func `four jobs at once are 3 times as fast, two are twice, with the same result`(
    _ slow4: Double, _ fast4: Double, _ slow2: Double, _ fast2: Double, _ one: String,
    _ other: String, _ status: Int32
  ) throws {
    let pairs = [
      ("ingest/sequential-4", slow4, one), ("ingest/parallel-4", fast4, other),
      ("ingest/sequential-2", slow2, one), ("ingest/parallel-2", fast2, one),
      ("formation/not_exists", 85, one), ("formation/anti_join", 34, one),
      ("formation/everything", 85, one), ("formation/nothing-new", 4.25, one),
    ]
    let run = Self.run(
      pairs.map { Work(name: $0, seconds: $1, written: 7, digest: $2) }, launches: 2)
    let judged = try judge(run, by: "speed-ups")
    #expect(judged.status == status, "\(judged.words)")
    let four = judged.verdict.findings.first {
      $0.benchmark.rawValue == "ingest/parallel-4" && $0.speedup != nil
    }
    #expect(four?.speedup?.ratio == slow4 / fast4)
  }

  // 60 % less than 85 s is 34 s; 95 % less is 4.25 s, and 5 s is 94.1 % less only.
  @Test(arguments: [(34.0, 4.25, Int32(0)), (34.01, 4.25, 1), (34, 4.26, 1), (34, 5, 1)])
  func `a reduction by 60 per cent, and by 95 without new data, is kept at its edge`(
    _ optimised: Double, _ idle: Double, _ status: Int32
  ) throws {
    let run = Self.run(
      [
        ("ingest/sequential-4", 120), ("ingest/parallel-4", 40), ("ingest/sequential-2", 60),
        ("ingest/parallel-2", 30), ("formation/not_exists", 85), ("formation/anti_join", optimised),
        ("formation/everything", 85), ("formation/nothing-new", idle),
      ].map { Work(name: $0, seconds: $1, digest: "ab") }, launches: 2)
    #expect(try judge(run, by: "speed-ups").status == status)
  }
}
