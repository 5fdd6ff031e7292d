import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// A job's run with its steps, from the record to the log.
@Suite struct JobStories {
  /// A job of six steps, of which some read, some transform and one writes.
  private static let steps: [StepRecord] = [
    ("read_me", 2_134.0, 60, nil), ("prepare", 234, nil, nil), ("score", 10_234, 60, 429),
    ("shape", 1_234, 429, nil), ("persist", 234, nil, nil), ("write", 1_164, nil, 429),
  ].map { name, milliseconds, read, written in
    StepRecord(
      stepID: name, durationMilliseconds: milliseconds, rowsRead: read.map { Int64($0) },
      rowsWritten: written.map { Int64($0) })
  }

  private static func job(_ steps: [StepRecord]) -> RunRecord {
    var run = HistoryRecords.run(day: 3)
    run.benchmarks = [
      BenchmarkRecord(
        name: BenchmarkIdentifier("form_obs_intake_01"), status: .measured,
        metrics: [
          MetricSeries(
            metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
            launches: [[15_234e6]])
        ], steps: steps)
    ]
    return run
  }

  private static func events(_ scratch: TemporaryFolder, _ arguments: String...) throws
    -> [JSONValue]
  {
    let outcome = try Executable.detect.run(
      ["history", "events", "--since", "2026-10-01", "--until", "2026-11-30"] + arguments,
      folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome)")
    return try outcome.out.split(separator: "\n").map { try JSONValue(String($0)) }
  }

  private static func appended(_ run: RunRecord) throws -> TemporaryFolder {
    let scratch = try TemporaryFolder()
    let outcome = try HistoryRecords.append(run, HistoryRecords.verdict(of: run, []), in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    return scratch
  }

  // 2,134 + 234 + 10,234 + 1,234 + 234 + 1,164 ms are 15.234 s. In them 549 rows are read and 858 written, which is
  // 36.04 and 56.32 rows a second; the document of the example prints 29.1 and 376.8, which its formula does not give.
  @Test func `steps keep their order and their nulls, and their sums give the rates of the job`()
    throws
  {
    let scratch = try Self.appended(Self.job(Self.steps))
    let timings = try #require(try Self.events(scratch, "--type", "step_timings").first?["payload"])
    let steps = try #require(timings["steps"]?.list)
    #expect(
      steps.compactMap { $0["step_id"]?.text }
        == ["read_me", "prepare", "score", "shape", "persist", "write"])
    #expect(timings["bottleneck_step"]?.text == "score")
    #expect(steps[1]["rows_read"] == .null && steps[1]["rows_written"] == .null)
    let milliseconds = steps.compactMap { $0["duration_ms"]?.number }.reduce(0, +)
    #expect(milliseconds == 15_234)
    let finished = try #require(
      try Self.events(scratch, "--type", "run_finished").first?["payload"])
    let read = try #require(finished["rows_read"]?.number)
    let written = try #require(finished["rows_written"]?.number)
    #expect(read == 549 && written == 858)
    func perSecond(_ rows: Double) -> Double { (rows / milliseconds * 100_000).rounded() / 100 }
    #expect(perSecond(read) == 36.04 && perSecond(written) == 56.32)
  }

  @Test func `a job without steps has no step timings, no bottleneck and no indicators`() throws {
    let run = Self.job([])
    let scratch = try Self.appended(run)
    #expect(try Self.events(scratch, "--type", "step_timings").isEmpty)
    let record = try JSONValue(try scratch.read("run.json"))["benchmarks"]?.list?.first
    #expect(record?["performance_indicators"] == nil)
    let finished = try #require(
      try Self.events(scratch, "--type", "run_finished").first?["payload"])
    #expect(finished["rows_read"] == nil && finished["rows_written"] == nil)
  }

  @Test func `events are found by run, by type and by time, in any combination`() throws {
    let scratch = try Self.appended(Self.job(Self.steps))
    let other = HistoryRecords.run(day: 5)
    _ = try HistoryRecords.append(other, HistoryRecords.verdict(of: other, []), in: scratch)
    let run = Self.job(Self.steps).runID.rawValue
    let ofRun = try Self.events(scratch, "--run", run)
    #expect(!ofRun.isEmpty && ofRun.allSatisfy { $0["run_id"]?.text == run })
    let both = try Self.events(scratch, "--run", run, "--type", "run_finished")
    #expect(both.count == 1)
    let late = try Executable.detect.run(
      "history", "events", "--since", "2026-10-05", "--type", "run_finished", folder: scratch.path)
    #expect(late.out.split(separator: "\n").count == 1 && late.out.contains(other.runID.rawValue))
  }

  /// A record with the keys that the first version had and no more.
  private static let earliest = """
    {"schema": "speedgate.run/1", "run_id": "01KH4SATJ0CWDFWGC8NVQ5HF36", "status": "success",
     "started_at": "2026-10-03T08:00:00Z", "completed_at": "2026-10-03T08:01:24Z", "duration_ms": 84694,
     "suite": {"name": "orders"},
     "environment": {"os": "linux", "kernel": "6.1", "arch": "x86_64", "processor": "Test CPU",
       "processor_count": 2, "memory_bytes": 8000000000, "compiler": "Swift 6.3",
       "build_configuration": "release", "harness_version": "0.1.0"},
     "settings": {"profile": "standard", "seed": 7, "command": ["bench"]},
     "benchmarks": [{"name": "form", "tags": [], "status": "measured", "sampling": "batched",
       "iterations_per_sample": 1, "notes": [],
       "steps": [{"step_id": "read", "duration_ms": 5, "rows_read": null, "rows_written": null}],
       "metrics": [{"metric": "wall_time", "unit": "ns", "direction": "lower_is_better",
         "deterministic": false, "launches": [[5000000]]}]}],
     "left_out": [], "errors": [], "warnings": []}
    """

  @Test func `a record of the first version, without what was added since, is judged and kept`()
    throws
  {
    let scratch = try TemporaryFolder()
    _ = try scratch.write("run.json", Self.earliest)
    let check = try Executable.detect.run(
      "check", "run.json", "--output", "v.json", folder: scratch.path)
    #expect(check.status == 0 && check.err.isEmpty, "\(check)")
    let append = try Executable.detect.run(
      "history", "append", "run.json", "v.json", folder: scratch.path)
    #expect(append.status == 0, "\(append)")
    let timings = try Self.events(scratch, "--type", "step_timings").first?["payload"]?["steps"]?
      .list
    #expect(timings?.first?["step_id"]?.text == "read")
  }
}
