import Testing

@testable import Speedgate

@Suite struct StepRecorderTests {
  struct Refusal: Error {}

  static func recorder() -> (StepRecorder, BenchmarkRun.Iteration) {
    let recorder = StepRecorder(clock: .assumed)
    recorder.isRecording = true
    return (recorder, BenchmarkRun.Iteration(recorder: recorder))
  }

  @Test func `rows add up under the step that is running`() {
    let (recorder, iteration) = Self.recorder()
    for _ in 0..<3 {
      iteration.step("read", rowsRead: 60) { iteration.rows(read: 1) }
      iteration.step("write") { iteration.rows(written: 7) }
    }
    #expect(recorder.totals.map(\.name) == ["read", "write"])
    #expect(recorder.totals.map(\.rowsRead) == [183, nil])
    #expect(recorder.totals.map(\.rowsWritten) == [nil, 21])
  }

  @Test func `no rows and nothing said about rows are two things`() {
    let (recorder, iteration) = Self.recorder()
    iteration.step("found none", rowsRead: 0, rowsWritten: 0) {}
    iteration.step("says nothing") {}
    #expect(recorder.totals.map(\.rowsRead) == [0, nil])
    #expect(recorder.totals.map(\.rowsWritten) == [0, nil])
  }

  @Test func `a step inside a step gives the outer one back its rows`() {
    let (recorder, iteration) = Self.recorder()
    iteration.step("outer") {
      iteration.step("inner") { iteration.rows(read: 1) }
      iteration.rows(read: 10)
    }
    #expect(recorder.totals.map(\.name) == ["outer", "inner"])
    #expect(recorder.totals.map(\.rowsRead) == [10, 1])
    #expect(recorder.totals[0].nanoseconds >= recorder.totals[1].nanoseconds)
  }

  @Test func `steps may come in any order and again`() {
    let (recorder, iteration) = Self.recorder()
    for name in ["a", "b", "a", "a", "c", "b", "a"] { iteration.step(name, rowsRead: 1) {} }
    #expect(recorder.totals.map(\.name) == ["a", "b", "c"])
    #expect(recorder.totals.map(\.rowsRead) == [4, 2, 1])
  }

  @Test func `a step that throws has ended all the same`() {
    let (recorder, iteration) = Self.recorder()
    try? iteration.step("fails", rowsRead: 2) { throw Refusal() }
    iteration.rows(read: 100)
    #expect(recorder.totals.map(\.rowsRead) == [2])
  }

  @Test func `nothing is kept while recording is off`() {
    let (recorder, iteration) = Self.recorder()
    recorder.isRecording = false
    iteration.step("read", rowsRead: 60) { iteration.rows(written: 3) }
    recorder.finish(iterations: 5)
    #expect(recorder.totals == [.init(name: "read")])
    #expect(recorder.iterations == 0)
  }

  @Test func `a clock that costs more than the step took leaves nothing, not less`() {
    let recorder = StepRecorder(
      clock: HarnessClock(number: 0, name: "dear", resolution: 1, cost: 1e15))
    recorder.isRecording = true
    BenchmarkRun.Iteration(recorder: recorder).step("short") {}
    #expect(recorder.totals.map(\.nanoseconds) == [0])
  }
}
