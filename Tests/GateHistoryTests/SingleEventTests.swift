import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateHistory

/// Events that programs give the history one by one.
@Suite struct SingleEventTests {
  private static let now = Timestamp(millisecondsSinceEpoch: 1_770_000_000_000)

  private func event(_ text: String) throws -> SingleEvent {
    try SingleEvent(
      Array(text.utf8), path: "given", now: Self.now, producer: "speedgate-detect/1")
  }

  private func line(_ text: String) throws -> [String: Any] {
    let line = try event(text).line
    return try #require(
      try JSONSerialization.jsonObject(with: Data(line.bytes)) as? [String: Any])
  }

  @Test func `the event of a stage's phases is the general one with the stage's name`() throws {
    let line = try line(
      """
      {"event_type":"formation.performance","timestamp":"2026-02-12T10:00:15.5Z","producer_component":"form_01",
       "run_id":"01KH","payload":{"query_ms":2134,"transform_ms":11936,"write_ms":1164,"rows_read":60,"rows_written":429}}
      """)
    #expect(line["event_type"] as? String == "phase_performance")
    #expect(line["producer_component"] as? String == "form_01")
    #expect(line["timestamp"] as? String == "2026-02-12T10:00:15.500Z")
    let payload = try #require(line["payload"] as? [String: Any])
    #expect(payload["stage"] as? String == "formation" && payload["query_ms"] as? Int == 2134)
  }

  @Test func `the gain of a parallel stage is worked out, not taken over`() throws {
    let line = try line(
      """
      {"event_type":"ingest.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":40000,
       "sequential_ms":120000,"speedup_potential":1.0,"actual_per_job":1}}
      """)
    #expect(line["producer_component"] as? String == "ingest")
    let payload = try #require(line["payload"] as? [String: Any])
    #expect(payload["speedup_potential"] as? Double == 4 && payload["speedup"] as? Double == 3)
    #expect(payload["actual_per_job"] as? Double == 10_000)
  }

  @Test(arguments: [#""speedup":3"#, #""efficiency_pct":75"#])
  func `a measured gain without the sequential time is kept`(member: String) throws {
    let line = try line(
      #"{"event_type":"x.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":40,\#(member)}}"#
    )
    let payload = try #require(line["payload"] as? [String: Any])
    #expect(payload["speedup"] as? Double == 3 && payload["efficiency_pct"] as? Double == 75)
    #expect(payload["sequential_ms"] as? Double == 120)
  }

  @Test func `a type that no command knows is kept with its payload`() throws {
    let line = try line(
      #"{"event_type":"cache.flushed","payload":{"entries":12345678901,"ratio":0.5,"on":true,"none":null,"list":[1]}}"#
    )
    let payload = try #require(line["payload"] as? [String: Any])
    #expect(payload["entries"] as? Int == 12_345_678_901 && payload["ratio"] as? Double == 0.5)
    #expect(payload["none"] is NSNull && (payload["list"] as? [Int]) == [1])
  }

  @Test func `the same event has the same identifier, and another fact another one`() throws {
    func id(_ entries: Int, _ component: String = "a") throws -> RunIdentifier {
      try event(
        #"{"event_type":"cache.flushed","producer_component":"\#(component)","payload":{"entries":\#(entries)}}"#
      ).line.id
    }
    #expect(try id(1) == id(1))
    #expect(try id(1) != id(2))
    #expect(try id(1) != id(1, "b"))
  }

  @Test func `a moment without a zone is UTC, and is reported`() throws {
    let text =
      #"{"event_type":"t","timestamp":"2026-02-12T10:00:15.123456","payload":{}}"#
    #expect(try line(text)["timestamp"] as? String == "2026-02-12T10:00:15.123Z")
    #expect(try event(text).isZoneless)
    #expect(try !event(text.replacing("456\"", with: "456Z\"")).isZoneless)
  }

  @Test(arguments: [
    ("{", "may be cut short"), ("[]", "expected an object for an event"),
    (#"{"payload":{}}"#, "the event has no 'event_type'"),
    (#"{"event_type":"t"}"#, "the event has no 'payload'"),
    (#"{"event_type":"t","payload":1}"#, "expected an object for payload"),
    (#"{"event_type":"t","payload":{"a":NaN}}"#, "NaN is not a valid value"),
    (#"{"event_type":"t","payload":{},"id":"x"}"#, "leave 'id' out"),
    (#"{"event_type":"t","payload":{},"producer":"x"}"#, "unknown key 'producer'"),
    (#"{"event_type":"a b","payload":{}}"#, "event_type cannot be 'a b'"),
    (#"{"event_type":"t","timestamp":"now","payload":{}}"#, "timestamp cannot be 'now'"),
    (#"{"event_type":"t","schema":"speedgate.event/2","payload":{}}"#, "newer than"),
    (
      #"{"event_type":"run_finished","payload":{}}"#,
      "is written by 'speedgate-detect history append'"
    ),
    (#"{"event_type":"alert_resolved","payload":{}}"#, "history acknowledge"),
    (#"{"event_type":"phase_performance","payload":{"query_ms":1}}"#, "'transform_ms' is missing"),
    (
      #"{"event_type":"phase_performance","payload":{"query_ms":-1,"transform_ms":1,"write_ms":1}}"#,
      "query_ms cannot be -1"
    ),
    (
      #"{"event_type":"phase_performance","payload":{"query_ms":1,"transform_ms":1,"write_ms":1,"rows_raed":1}}"#,
      "did you mean rows_read?"
    ),
    (
      #"{"event_type":"x.parallel_performance","payload":{"job_count":1,"max_workers":0,"duration_ms":1}}"#,
      "max_workers cannot be 0"
    ),
    (
      #"{"event_type":"ingest.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":40000,"stage":"other"}}"#,
      "the stage is 'other' in the payload and 'ingest' in event_type"
    ),
    (
      #"{"event_type":"ingest.performance","payload":{"query_ms":1,"transform_ms":1,"write_ms":1,"stage":"other"}}"#,
      "the stage is 'other' in the payload"
    ),
    (
      #"{"event_type":"x.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":40,"sequential_ms":120,"speedup":999}}"#,
      "speedup is 999.0, but 3.0 follows"
    ),
    (
      #"{"event_type":"x.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":40,"speedup":2,"efficiency_pct":90}}"#,
      "efficiency_pct is 90.0, but 50.0 follows"
    ),
    (
      #"{"event_type":"x.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":40,"efficiency_pct":"abc"}}"#,
      "expected a number for efficiency_pct"
    ),
    (
      #"{"event_type":"x.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":40,"waves":-7}}"#,
      "waves cannot be -7"
    ),
    (
      #"{"event_type":"x.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":40,"waves":3}}"#,
      "waves is 3.0, but 1.0 follows"
    ),
    (
      #"{"event_type":"x.parallel_performance","payload":{"job_count":4,"max_workers":4,"duration_ms":0,"speedup":3}}"#,
      "speedup has no meaning for a stage without jobs or without time"
    ),
    (
      #"{"event_type":"step_timings","payload":{"benchmark":"b","steps":[]}}"#, "steps is empty"
    ),
    (
      #"{"event_type":"step_timings","payload":{"benchmark":"b","steps":[{"step_id":"s","duration_ms":1},{"step_id":"s","duration_ms":2}]}}"#,
      "the step 's' is there twice"
    ),
    (
      #"{"event_type":"step_timings","payload":{"benchmark":"b","bottleneck_step":"zzz","steps":[{"step_id":"s","duration_ms":1}]}}"#,
      "bottleneck_step is 'zzz', but the longest step is 's'"
    ),
    (
      #"{"event_type":"breaker_transition","payload":{"circuit":"c","from":"shut","to":"open"}}"#,
      "from cannot be 'shut'"
    ),
  ]) func `what is wrong is refused with its place`(text: String, words: String) throws {
    let error = #expect(throws: FileError.self) { try event(text) }
    #expect(error?.description.hasPrefix("given") == true)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func `a line of another program without a zone is an event of the log`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      "events-2026-02.ndjson",
      #"{"event_type":"t","timestamp":"2026-02-12T10:00:15.123456","payload":{}}"# + "\n")
    var times: [String] = []
    let report = try EventLog(root: folder.path).forEachEvent(EventFilter()) {
      times.append($0.timestamp.rawValue)
    }
    #expect(times == ["2026-02-12T10:00:15.123Z"])
    #expect(report.malformed == 0)
    #expect(
      report.warning?.contains("events-2026-02.ndjson:1: a timestamp names no time zone") == true)
  }
}
