import Foundation
import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// Run records that pipelines keep of their jobs, in their old and their newer form (R1).
@Suite struct JobRecordTests {
  private static let short =
    #"{"run_id":"01KH4SATJ0CWDFWGC8NVQ5HF36","job_id":"form_obs_intake_01","duration_ms":84694,"#
    + #""rows_read":978,"rows_written":429}"#

  private func run(_ text: String) throws -> RunRecord {
    Fixture.run(try Fixture.parsed(text, format: .jobRecord), format: .jobRecord)
  }

  @Test func `a record of five keys is recognised and read`() throws {
    let file = ImportFile(path: "given", bytes: Array(Self.short.utf8))
    #expect(try InterchangeFormat.recognised(in: [file]) == .jobRecord)
    let run = try run(Self.short)
    #expect(run.runID.rawValue == "01KH4SATJ0CWDFWGC8NVQ5HF36")
    #expect(run.jobID == "form_obs_intake_01" && run.suite.name == "form_obs_intake_01")
    #expect(run.status == .success && run.durationMilliseconds == 84_694)
    let benchmark = run.benchmarks[0]
    #expect(benchmark.series(of: .wallTime)?.launches == [[84_694_000_000]])
    #expect(benchmark.series(of: .rowsRead)?.launches == [[978]])
    #expect(benchmark.series(of: .rowsWritten)?.launches == [[429]])
    #expect(benchmark.steps.isEmpty && benchmark.performanceIndicators == nil)
  }

  @Test func `a whole record keeps its steps, and its indicators are worked out again`() throws {
    let results = try Fixture.results("job-record.json", format: .jobRecord)
    let run = Fixture.run(results, format: .jobRecord)
    #expect(run.startedAt.rawValue == "2026-02-12T10:00:00.000Z")
    #expect(run.completedAt.rawValue == "2026-02-12T10:00:15.000Z")
    #expect(run.warnings.contains { $0.contains("read as UTC") })
    let benchmark = run.benchmarks[0]
    #expect(
      benchmark.steps.map(\.stepID)
        == ["read_me", "prepare", "score", "shape", "persist", "write"])
    #expect(benchmark.steps[0].rowsRead == 60 && benchmark.steps[0].rowsWritten == nil)
    #expect(benchmark.performanceIndicators?.bottleneckStep == "score")
    #expect(benchmark.performanceIndicators?.queryEfficiency == .good)
    // The rows of the record as a whole, not the sum of its steps, which is 549.
    #expect(benchmark.series(of: .rowsRead)?.launches == [[60]])
    #expect(
      benchmark.series(of: MetricName(rawValue: "step:score"))?.launches == [[10_234_000_000]])
  }

  @Test func `failure, partial and success say how the run went`() throws {
    func text(_ status: String, _ errors: String) -> String {
      Self.short.replacing(
        "\"job_id\"", with: "\"status\":\"\(status)\",\"errors\":[\(errors)],\"job_id\"")
    }
    let failed = try run(text("failure", "\"no connection\""))
    #expect(failed.status == .failure && failed.errors == ["form_obs_intake_01: no connection"])
    #expect(failed.benchmarks[0].failure?.message == "no connection")
    let partial = try run(text("partial", "{\"message\":\"two rows were bad\"}"))
    #expect(partial.status == .partial)
    #expect(partial.errors == ["form_obs_intake_01: two rows were bad"])
    #expect(try run(text("success", "")).status == .success)
    #expect(throws: FileError.self) { try run(text("done", "")) }
  }

  @Test(arguments: ["\n", ",\n"])
  func `several records are several launches, as lines or as an array`(separator: String) throws {
    let second = Self.short.replacing("HF36", with: "HF37")
    let text = [Self.short, second].joined(separator: separator)
    let run = try run(separator == "\n" ? text : "[" + text + "]")
    #expect(run.benchmarks.count == 1)
    #expect(run.benchmarks[0].series(of: .wallTime)?.launches.count == 2)
    #expect(run.runID.rawValue != "01KH4SATJ0CWDFWGC8NVQ5HF36")
  }

  @Test(arguments: [
    (#"{"run_id":"r","job_id":"j"}"#, "the key 'duration_ms' is missing"),
    (#"{"run_id":"r","job_id":"j","duration_ms":-1}"#, "below zero"),
    (#"{"run_id":"r","job_id":"j","duration_ms":1,"rows_read":-1}"#, "below zero"),
    (#"{"run_id":"r","job_id":"j","duration_ms":1,"rows_read":0.5}"#, "not a number of rows"),
    (#"{"run_id":"r","job_id":"j","duration_ms":NaN}"#, "not a finite number"),
    (#"{"run_id":"r","job_id":"","duration_ms":1}"#, "a name is empty"),
    (#"{"run_id":"r","job_id":"j","duration_ms":1e300}"#, "more than thirty years"),
    (
      #"{"run_id":"r","job_id":"j","duration_ms":1,"started_at":"garbage"}"#,
      "started_at cannot be 'garbage'"
    ),
    (
      #"{"run_id":"r","job_id":"j","duration_ms":1,"completed_at":"garbage"}"#,
      "completed_at cannot be 'garbage'"
    ),
    (
      #"{"run_id":"r","job_id":"j","duration_ms":1,"completed_at":1770000000}"#,
      "expected a text, found a number"
    ),
    (
      #"{"run_id":"r","job_id":"j","duration_ms":1,"started_at":"2026-02-12T10:00:01Z","#
        + #""completed_at":"2026-02-12T10:00:00Z"}"#, "completed_at is before started_at"
    ),
    (
      #"{"run_id":"r","job_id":"j","duration_ms":1,"step_timings":[{"step_id":"s","duration_ms":1e300}]}"#,
      "more than thirty years"
    ),
    (
      #"{"run_id":"01KH4SATJ0CWDFWGC8NVQ5HF36","job_id":"form_obs_intake_01","duration_ms":1,"x":1}"#
        + "\n" + short, "is there twice"
    ),
    (
      #"{"run_id":"r","job_id":"j","duration_ms":1,"step_timings":[{"step_id":"s"}]}"#,
      "the key 'duration_ms' is missing"
    ),
  ]) func `what cannot be is refused with its place`(text: String, words: String) throws {
    let error = #expect(throws: FileError.self) {
      _ = try Fixture.parsed(text, format: .jobRecord)
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    let second = #expect(throws: FileError.self) {
      _ = try Fixture.parsed(Self.short + "\n" + text, format: .jobRecord)
    }
    #expect(second?.description.hasPrefix("given:2:") == true, "\(second?.description ?? "")")
  }

  @Test(arguments: [
    (#""completed_at":"2026-02-12T10:00:00""#, "names no time zone"),
    (#""row_read":5"#, "did you mean rows_read?"),
    (#""step_timings":[{"step_id":"s","duration_ms":900}]"#, "longer than its whole job"),
    (
      #""step_timings":[{"step_id":"s","duration_ms":1,"row_written":5}]"#,
      "did you mean rows_written?"
    ),
  ]) func `what is probably a mistake is reported`(member: String, words: String) throws {
    let record = #"{"run_id":"r","job_id":"j","duration_ms":5,\#(member)}"#
    #expect(try run(record).warnings.contains { $0.contains(words) })
  }

  @Test func `the earliest start and the latest end of several records count`() throws {
    func record(_ run: String, _ hour: String) -> String {
      #"{"run_id":"\#(run)","job_id":"j","duration_ms":5,"started_at":"2026-02-12T\#(hour):00:00Z","#
        + #""completed_at":"2026-02-12T\#(hour):30:00Z"}"#
    }
    let run = try run(record("a", "11") + "\n" + record("b", "10"))
    #expect(run.startedAt.rawValue == "2026-02-12T10:00:00.000Z")
    #expect(run.completedAt.rawValue == "2026-02-12T11:30:00.000Z")
  }

  @Test(arguments: [
    (short, "job-record"), ("[" + short + "]", "job-record"),
    (LinesTests.header + #"{"benchmark":"a","duration_ms":1}"#, "lines"),
  ]) func `where a run is needed, the message has the exact command`(
    text: String, format: String
  ) throws {
    let error = #expect(throws: FileError.self) {
      _ = try RecordFile.decode(
        RunRecord.self, schema: RunRecord.schema, from: Data(text.utf8), path: "my run.json")
    }
    let verdict = #expect(throws: FileError.self) {
      _ = try RecordFile.decode(
        Verdict.self, schema: Verdict.schema, from: Data(text.utf8), path: "my run.json")
    }
    #expect(verdict?.description == error?.description)
    #expect(
      error?.description.contains(
        "'speedgate-bench import --from \(format) 'my run.json' --output run.json'") == true)
  }
}
