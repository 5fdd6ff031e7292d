import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Every type of event from the command that writes it, held against the schema and its page.
@Suite struct EventStories {
  private func detect(_ scratch: TemporaryFolder, _ arguments: String...) throws {
    let outcome = try Executable.detect.run(arguments, folder: scratch.path)
    #expect(outcome.status == 0 && outcome.err.isEmpty, "\(arguments): \(outcome)")
  }

  /// A run whose circuit breaker opened and recovered, and whose speed-up was measured.
  private func records() -> (RunRecord, Verdict) {
    var run = HistoryRecords.run(day: 0)
    run.benchmarks[0].breakerEvents = [
      BreakerEvent(
        breaker: "embedding", launch: 2, from: .closed, to: .open, atMilliseconds: 12,
        recoveryTargetMilliseconds: 2000),
      BreakerEvent(
        breaker: "embedding", launch: 2, from: .open, to: .halfOpen, atMilliseconds: 80,
        recoveryTargetMilliseconds: 2000),
      BreakerEvent(
        breaker: "embedding", launch: 2, from: .halfOpen, to: .closed, atMilliseconds: 95,
        recoveryMilliseconds: 15, recoveryTargetMilliseconds: 2000),
    ]
    // swift-format-ignore: NeverUseForceTry
    let speedup = try! Finding(
      benchmark: BenchmarkIdentifier("simulation{year=1}"), rule: .speedup, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter, status: .passed,
      value: 10e9,
      speedup: SpeedupEvidence(
        slower: BenchmarkIdentifier("simulation{year=3}"), ratio: 3.001, low: 2.9, high: 3.1,
        confidence: 0.95, atLeast: 2.5, expected: nil, hasSameResult: true, rationale: nil,
        source: "budgets/orders.json5:9"),
      evidence: Evidence(kind: .observed, launches: 7, samples: 21), message: "three times as fast")
    let findings = [HistoryRecords.regression, HistoryRecords.level(.breach), speedup]
    return (run, HistoryRecords.verdict(of: run, findings))
  }

  /// One log with every type of event in it.
  private func log() throws -> (lines: [JSONValue], scratch: TemporaryFolder) {
    let scratch = try TemporaryFolder()
    let (run, verdict) = records()
    #expect(try HistoryRecords.append(run, verdict, in: scratch).status == 0)
    try detect(
      scratch, "baseline", "update", "run.json", "--baseline", "b", "--reason", "release 1.2",
      "--quiet")
    for side in ["before", "after"] {
      try detect(
        scratch, "claim", side, "order-index", "run.json", "--benchmark", "parse/order", "--by",
        "kim", "--note", "an index", "--quiet")
    }
    let first = try lines(scratch)
    let alert = first.first {
      $0["event_type"]?.text == "finding" && $0["payload"]?["rule"]?.text == "regression"
    }
    let id = try #require(alert?["id"]?.text)
    try detect(scratch, "history", "acknowledge", id, "--by", "kim", "--note", "seen", "--quiet")
    try detect(scratch, "history", "acknowledge", id, "--resolve", "--by", "kim", "--quiet")
    return (try lines(scratch), scratch)
  }

  private func lines(
    _ scratch: TemporaryFolder, of history: String = "history"
  ) throws -> [JSONValue] {
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.file(history))
    return try names.filter { $0.hasSuffix(".ndjson") }.sorted().flatMap { name in
      try scratch.read("\(history)/\(name)").split(separator: "\n").map {
        try JSONValue(String($0))
      }
    }
  }

  @Test func `every type is written, fits the schema, and is on the page`() throws {
    let (lines, _) = try log()
    let schema = try JSONSchema("event")
    for line in lines {
      let problems = schema.problems(line)
      #expect(problems.isEmpty, "\(line["event_type"] as Any): \(problems)")
    }
    let types = Set(lines.compactMap { $0["event_type"]?.text })
    // No run of a suite says how a pipeline's stage ran its jobs.
    let ofPipelines: Set = ["parallel_stage_performance"]
    #expect(types.union(ofPipelines) == Set(schema.constants(of: "event_type")))
    let rows = try MarkdownPage("docs/formats/event-log.md").prose
      .filter { $0.hasPrefix("| `") && $0.contains("` |") }
      .compactMap { $0.split(separator: "|").first }
      .flatMap { $0.matches(of: /`([a-z_]+)`/).map { String($0.1) } }
    #expect(types.isSubset(of: rows), "\(types.subtracting(rows))")
    #expect(Set(lines.compactMap { $0["id"]?.text }).count == lines.count)
  }

  @Test func `a run with steps says how its component read, worked and wrote`() throws {
    let (lines, scratch) = try log()
    let phases = lines.filter { $0["event_type"]?.text == "phase_performance" }
    let line = try #require(phases.first)
    #expect(phases.count == 1 && line["producer_component"]?.text == "simulation{year=1}")
    let payload = try #require(line["payload"])
    #expect(payload["query_ms"]?.number == 2134 && payload["transform_ms"]?.number == 7866)
    #expect(payload["write_ms"]?.number == 0)
    #expect(payload["rows_read"]?.number == 60 && payload["rows_written"]?.number == 429)
    // It is found by its run, its type, its time and its component.
    let found = try Executable.detect.run(
      "history", "events", "--since", "2026-10-01", "--type", "phase_performance", "--producer",
      "simulation{year=1}", "--run", line["run_id"]?.text ?? "", folder: scratch.path)
    #expect(found.out.split(separator: "\n").count == 1)
    let about = try Executable.detect.run(
      "history", "events", "--since", "2026-10-01", "--benchmark", "simulation{year=3}",
      folder: scratch.path)
    let types = try about.out.split(separator: "\n").map {
      try JSONValue(String($0))["event_type"]?.text
    }
    #expect(
      Set(types)
        == ["benchmark_result", "finding", "service_level_status", "speedup_measured"])
  }

  @Test func `a stage of parallel jobs fits the schema`() throws {
    let stage = ParallelStagePerformance(
      stage: "ingest", jobs: 4, workers: 4, milliseconds: 40_000, sequentialMilliseconds: 120_000)
    let payload = String(decoding: try RecordFile.encode(stage, path: "p"), as: UTF8.self)
    let line = try JSONValue(
      """
      {"schema": "speedgate.event/1", "id": "A", "event_type": "parallel_stage_performance",
       "timestamp": "2026-11-21T08:00:00.000Z", "producer_component": "pipeline.ingest",
       "payload": \(payload)}
      """)
    #expect(try JSONSchema("event").problems(line).isEmpty)
    #expect(line["payload"]?["efficiency_pct"]?.number == 75)
  }

  @Test func `the schema refuses what does not belong`() throws {
    let schema = try JSONSchema("event")
    func line(_ type: String, _ payload: String) throws -> [String] {
      schema.problems(
        try JSONValue(
          """
          {"schema": "speedgate.event/1", "id": "A", "event_type": "\(type)",
           "timestamp": "2026-11-21T08:00:00.000Z", "payload": \(payload)}
          """))
    }
    #expect(try line("baseline_updated", "{\"program\": true}").isEmpty)
    #expect(try line("baseline_updated", "{}") == ["$.payload lacks program"])
    #expect(try line("baseline_updated", "{\"program\": true, \"x\": 1}") == ["$.payload has x"])
    #expect(try line("baseline_updated", "{\"program\": 1}").count == 1)
    #expect(
      try line("breaker_transition", "{\"circuit\":\"c\",\"from\":\"shut\",\"to\":\"open\"}").count
        == 1)
  }

  @Test func `what a run's breakers, speed-ups and baselines did is reported in full`() throws {
    let (lines, scratch) = try log()
    func payloads(_ type: String) -> [JSONValue] {
      lines.filter { $0["event_type"]?.text == type }.compactMap { $0["payload"] }
    }
    let breakers = payloads("breaker_transition")
    #expect(breakers.map { $0["to"]?.text } == ["open", "half_open", "closed"])
    #expect(breakers.last?["recovery_s"]?.number == 0.015)
    #expect(
      breakers.allSatisfy { $0["benchmark"]?.text == "parse/order" && $0["launch"]?.number == 2 })
    let speedup = try #require(payloads("speedup_measured").first)
    #expect(speedup["speedup"]?.number == 3.001 && speedup["met"] == .truth(true))
    let baseline = try #require(lines.first { $0["event_type"]?.text == "baseline_updated" })
    #expect(baseline["payload"]?["program"] == .truth(false))
    #expect(baseline["payload"]?["reason"]?.text == "release 1.2")
    #expect(baseline["run_id"]?.text == "RUN-main-0" && baseline["branch"]?.text == "main")
    #expect(payloads("claim_before").first?["launches"]?.list?.count == 7)
    // The breaker closed again, so nothing of it is left open.
    let alerts = try Executable.detect.run(
      "history", "alerts", "--since", "2026-10-01", "--format", "json", folder: scratch.path)
    #expect(!alerts.out.contains("embedding"))
  }

  @Test func `a baseline is reported to a history only where there is one`() throws {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    try detect(scratch, "baseline", "update", "run.json", "--baseline", "b", "--quiet")
    #expect(!FileManager.default.fileExists(atPath: scratch.file("history")))
    try detect(
      scratch, "baseline", "update", "run.json", "--baseline", "b", "--history", "h", "--quiet")
    #expect(FileManager.default.fileExists(atPath: scratch.file("h")))
  }

  @Test func `a verdict appended alone records of breakers what the run would have recorded`()
    throws
  {
    func breaker(_ name: String) -> [BreakerEvent] {
      [(BreakerState.closed, BreakerState.open), (.open, .halfOpen)].map {
        BreakerEvent(
          breaker: name, launch: 1, from: $0, to: $1, atMilliseconds: 12,
          recoveryTargetMilliseconds: 2000)
      }
    }
    // One was measured, one failed, and one was left out because its breaker stayed open.
    var run = HistoryRecords.run(day: 0)
    run.benchmarks[0].breakerEvents = breaker("measured")
    run.benchmarks[1].breakerEvents = breaker("failed")
    run.benchmarks[1].status = .failed
    run.benchmarks[1].metrics = []
    run.benchmarks[1].failure = BenchmarkFailure(kind: .crashed, message: "it stopped")
    run.benchmarks[3].breakerEvents = breaker("left out")
    run.benchmarks[3].status = .skipped
    run.benchmarks[3].failure = BenchmarkFailure(kind: .skipped, message: "its breaker is open")
    run.benchmarks[3].metrics = []
    let scratch = try TemporaryFolder()
    try RecordFile.write(run, to: scratch.file("run.json"))
    _ = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.path)
    func reported(_ file: String, in history: String, _ type: String) throws -> [JSONValue] {
      try detect(scratch, "history", "append", file, "--history", history, "--quiet")
      return try lines(scratch, of: history).filter { $0["event_type"]?.text == type }
    }
    let events = try reported("verdict.json", in: "alone", "breaker_transition")
    #expect(
      events.compactMap { $0["payload"]?["circuit"]?.text } == [
        "measured", "measured", "failed", "failed", "left out", "left out",
      ])
    let whole = try reported("run.json", in: "whole", "breaker_transition")
    #expect(whole.count == 6 && events == whole)
    let failures = try ["alone", "whole"].map { history in
      try lines(scratch, of: history).first { $0["payload"]?["status"]?.text == "failed" }
    }
    #expect(failures[0]?["payload"]?["failure"]?.text == "it stopped")
    #expect(failures[0]?["id"] != nil && failures[0] == failures[1])
    // The run counts once, whichever of the two comes first.
    let alerts = try Executable.detect.run(
      "history", "alerts", "--history", "alone", "--since", "2026-10-01", "--format", "json",
      folder: scratch.path)
    for name in ["measured", "failed", "left out"] {
      #expect(alerts.out.contains("\"\(name)\""), "\(alerts.out)")
    }
  }

  @Test func `a check that makes the first baseline records it in the history, once`() throws {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    func check(_ more: String...) throws {
      let outcome = try Executable.detect.run(
        ["check", "run.json", "--quiet"] + more, folder: scratch.path)
      #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome)")
    }
    func updates(_ history: String) throws -> [JSONValue] {
      guard FileManager.default.fileExists(atPath: scratch.file(history)) else { return [] }
      return try lines(scratch, of: history).filter {
        $0["event_type"]?.text == "baseline_updated"
      }
    }
    try check("--baseline", "a", "--history", "h", "--read-only")
    try check("--baseline", "a")
    #expect(try updates("h").isEmpty && updates("history").isEmpty)
    try check("--baseline", "b", "--history", "h")
    let event = try #require(try updates("h").first)
    #expect(event["payload"]?["program"] == .truth(false))
    #expect(
      event["payload"]?["reason"]?.text
        == "the first baseline of this suite on this kind of machine")
    #expect(event["run_id"]?.text == "RUN-main-0")
    // The next run finds a baseline, so nothing is made and nothing is reported.
    try check("--baseline", "b", "--history", "h")
    #expect(try updates("h").count == 1)
    // As elsewhere, ./history needs no naming once it is there.
    try FileManager.default.createDirectory(
      atPath: scratch.file("history"), withIntermediateDirectories: true)
    try check("--baseline", "c")
    #expect(try updates("history").count == 1)
  }
}
