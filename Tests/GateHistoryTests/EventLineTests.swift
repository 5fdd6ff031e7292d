import Foundation
import GateRecords
import Testing

@testable import GateHistory

@Suite struct EventLineTests {
  private func text(_ lines: [EventLine]) -> [String] {
    lines.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test func `a line holds the envelope in a fixed order and the payload last`() throws {
    let run = Samples.run(
      [Samples.benchmark("sort/random{n=10}", [[1.23456789012345, 2, 3]])], branch: "a\"b\n")
    let lines = text(try RunEvents.lines(of: run, producer: "speedgate-detect/9"))
    #expect(
      lines[0].replacing(/"id":"[^"]*"/, with: "\"id\":\"ID\"")
        == """
        {"schema":"speedgate.event/1","id":"ID","event_type":"benchmark_result",\
        "timestamp":"2026-11-21T08:00:00.000Z","run_id":"RUN","suite":"suite",\
        "commit":"0123456789abcdef","branch":"a\\"b\\n",\
        "environment":"linux-x86-64-test-cpu-2cpu-release",\
        "producer_component":"speedgate-detect/9","payload":{"benchmark":"sort/random{n=10}",\
        "metrics":[{"direction":"lower_is_better","launches":1,"max":3,"mean":2.078189297,\
        "median":2,"metric":"wall_time","min":1.23456789,"p95":3,"p99":3,"samples":3,\
        "unit":"ns"}],"status":"measured"}}

        """)
  }

  @Test func `the run itself comes last, so that it vouches for what is before`() throws {
    let steps = [
      StepRecord(stepID: "read", durationMilliseconds: 2134, rowsRead: 60, rowsWritten: nil),
      StepRecord(stepID: "score", durationMilliseconds: 10_234, rowsRead: nil, rowsWritten: 429),
      StepRecord(stepID: "shape", durationMilliseconds: 10_234, rowsRead: 489, rowsWritten: 429),
    ]
    let run = Samples.run([Samples.benchmark("formation", [[1]], steps: steps)])
    let lines = text(try RunEvents.lines(of: run, producer: "t"))
    #expect(lines.count == 4)
    #expect(lines[1].contains("\"event_type\":\"step_timings\""))
    // The longest, the first of two that are equally long.
    #expect(lines[1].contains("\"bottleneck_step\":\"score\""))
    #expect(lines[2].contains("\"event_type\":\"phase_performance\""))
    #expect(lines[3].contains("\"event_type\":\"run_finished\""))
    #expect(lines[3].contains("\"rows_read\":549") && lines[3].contains("\"rows_written\":858"))
  }

  @Test func `the same run gives the same identifiers, another one others`() throws {
    let one = Samples.run("A", [Samples.benchmark("b", [[1]]), Samples.benchmark("c", [[1]])])
    let ids = try RunEvents.lines(of: one, producer: "x").map(\.id)
    #expect(Set(ids).count == 3)
    #expect(try RunEvents.lines(of: one, producer: "y").map(\.id) == ids)
    var other = one
    other.runID = try #require(RunIdentifier(rawValue: "B"))
    #expect(Set(try RunEvents.lines(of: other, producer: "x").map(\.id)).isDisjoint(with: ids))
    #expect(ids.allSatisfy { $0.rawValue.count == 26 && $0.rawValue.hasPrefix("01M7YH") })
  }

  @Test(arguments: [
    (Samples.regressed("b", ratio: 1.5), "\"degradation_pct\":50,"),
    (Samples.regressed("b", ratio: 0.75, direction: .higherIsBetter), "\"degradation_pct\":25,"),
  ])
  func `a regression says how much worse it got, whichever way is better`(
    finding: Finding, expected: String
  ) throws {
    let verdict = Samples.verdict(of: Samples.run([]), findings: [finding])
    let lines = text(try VerdictEvents.lines(of: verdict, isAlone: false, producer: "t"))
    #expect(lines.count == 3)
    #expect(lines[1].contains("\"event_type\":\"regression\""))
    #expect(lines[1].contains(expected), "\(lines[1])")
    // Recorded with its threshold and as pending.
    #expect(
      lines[1].contains("\"status\":\"PENDING\"") && lines[1].contains("\"threshold_pct\":5,"))
    #expect(lines[2].contains("\"findings\":{\"regressed\":1}"))
  }

  @Test func `a regression names all baseline runs and the threshold of its label`() throws {
    var finding = Samples.regressed("b", ratio: 1.2)
    let runs = ["A", "B"].compactMap { RunIdentifier(rawValue: $0) }
    finding.evidence.baselineRunIDs = runs
    if case .regression(let result, let change?) = finding.judgement {
      var labelled = change
      labelled.severityThreshold = 0.15
      finding.judgement = .regression(result, labelled)
    }
    let verdict = Samples.verdict(of: Samples.run([]), findings: [finding])
    let line = text(try VerdictEvents.lines(of: verdict, isAlone: false, producer: "t"))[1]
    #expect(line.contains("\"baseline_run_ids\":[\"A\",\"B\"]"), "\(line)")
    #expect(line.contains("\"threshold_pct\":15,"))
  }

  @Test func `a run's event lists what benchmarks failed of, alone or beside its verdict`() throws {
    let failed = BenchmarkRecord(
      name: BenchmarkIdentifier("load"), status: .failed,
      failure: BenchmarkFailure(kind: .threw, message: "no such table"))
    let run = Samples.run([failed])
    let line = try #require(text(try RunEvents.lines(of: run, producer: "t")).last)
    #expect(line.contains("\"errors\":[\"load: no such table\"]"), "\(line)")
    // swift-format-ignore: NeverUseForceTry
    let finding = try! Finding(
      benchmark: BenchmarkIdentifier("load"), rule: .presence, status: .failed,
      evidence: .none, message: "no such table")
    let verdict = Samples.verdict(of: run, findings: [finding])
    let lines = text(try VerdictEvents.lines(of: verdict, isAlone: true, producer: "t"))
    #expect(lines.contains { $0.contains("\"errors\":[\"load: no such table\"]") }, "\(lines)")
  }

  @Test(arguments: [10e9 * (1 + 1e-11), 10e9 * (1 - 1e-11)])
  func `a figure in the log lies on the side of its limit on which it was judged`(
    _ value: Double
  ) throws {
    #expect(value.brief == 10e9)
    #expect(value.brief(beside: [10e9]) == value)
    #expect(value.brief(beside: [9e9]) == 10e9)
  }

  @Test func `a figure that is no number is refused`() {
    let event = Event(
      .speedupMeasured, subject: "", at: Samples.start, origin: EventOrigin(producer: "t"),
      payload: SpeedupMeasured(
        faster: BenchmarkIdentifier("a"), slower: BenchmarkIdentifier("b"), speedup: .infinity,
        atLeast: nil, isSameResult: nil, isMet: false))
    #expect(throws: (any Error).self) { try EventLine(event) }
  }
}
