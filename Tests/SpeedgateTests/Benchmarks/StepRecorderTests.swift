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
      recorder.endIteration()
    }
    #expect(recorder.totals.map(\.name) == ["read", "write"])
    #expect(recorder.totals.map(\.rowsRead) == [183, nil])
    #expect(recorder.totals.map(\.rowsWritten) == [nil, 21])
  }

  @Test func `no rows and nothing said about rows are two things`() {
    let (recorder, iteration) = Self.recorder()
    iteration.step("found none", rowsRead: 0, rowsWritten: 0) {}
    iteration.step("says nothing") {}
    recorder.endIteration()
    #expect(recorder.totals.map(\.rowsRead) == [0, nil])
    #expect(recorder.totals.map(\.rowsWritten) == [0, nil])
  }

  @Test func `a step inside a step gives the outer one back its rows`() {
    let (recorder, iteration) = Self.recorder()
    iteration.step("outer") {
      iteration.step("inner") { iteration.rows(read: 1) }
      iteration.rows(read: 10)
    }
    recorder.endIteration()
    #expect(recorder.totals.map(\.name) == ["outer", "inner"])
    #expect(recorder.totals.map(\.rowsRead) == [10, 1])
    #expect(recorder.totals[0].nanoseconds >= recorder.totals[1].nanoseconds)
  }

  @Test func `steps may come in any order and again`() {
    let (recorder, iteration) = Self.recorder()
    for name in ["a", "b", "a", "a", "c", "b", "a"] { iteration.step(name, rowsRead: 1) {} }
    recorder.endIteration()
    #expect(recorder.totals.map(\.name) == ["a", "b", "c"])
    #expect(recorder.totals.map(\.rowsRead) == [4, 2, 1])
  }

  @Test func `a step that throws has ended all the same`() {
    let (recorder, iteration) = Self.recorder()
    try? iteration.step("fails", rowsRead: 2) { throw Refusal() }
    iteration.rows(read: 100)
    recorder.endIteration()
    #expect(recorder.totals.map(\.rowsRead) == [2])
  }

  @Test func `nothing is kept while recording is off`() {
    let (recorder, iteration) = Self.recorder()
    recorder.isRecording = false
    iteration.step("read", rowsRead: 60) { iteration.rows(written: 3) }
    recorder.endIteration()
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

  @Test func `the extremes are those of single iterations, not of a batch`() {
    let (recorder, iteration) = Self.recorder()
    for place in 0..<100 {
      iteration.step("read", rowsRead: place % 2 == 0 ? 150 : 0) {}
      recorder.endIteration()
    }
    recorder.finish(iterations: 100)
    #expect(recorder.totals[0].rowsRead == 7_500)
    #expect(recorder.totals[0].read.range(of: 100) == 0...150)
    #expect(
      recorder.rowsRead?.ranked() == [Double](repeating: 0, count: 16)
        + [Double](repeating: 150, count: 16))
  }

  @Test func `an iteration that says nothing about rows has none`() {
    let (recorder, iteration) = Self.recorder()
    for place in 0..<99 {
      if place % 3 == 0 { iteration.step("write", rowsWritten: 1) {} }
      recorder.endIteration()
    }
    recorder.finish(iterations: 99)
    #expect(recorder.totals[0].written.range(of: 99) == 0...1)
    #expect(recorder.rowsWritten?.mean == 1.0 / 3)
    #expect(recorder.rowsRead == nil)
  }

  @Test func `the rows of an iteration are the sum over its steps, however often they run`() {
    let (recorder, iteration) = Self.recorder()
    for _ in 0..<2 {
      for _ in 0..<3 { iteration.step("page", rowsRead: 10) {} }
      iteration.step("rest", rowsRead: 4) {}
      recorder.endIteration()
    }
    recorder.finish(iterations: 2)
    #expect(recorder.totals.map { $0.read.range(of: 2) } == [30...30, 4...4])
    #expect(recorder.rowsRead?.ranked() == [34])
  }

  @Test func `every sample has its own time, also before a step first ran`() {
    let (recorder, iteration) = Self.recorder()
    for sample in 0..<3 {
      iteration.step("early") {}
      if sample == 2 { iteration.step("late") {} }
      recorder.endIteration()
      recorder.finish(iterations: sample == 1 ? 0 : 1)
    }
    #expect(recorder.totals.map(\.samples.count) == [3, 3])
    #expect(recorder.totals[1].samples.prefix(2) == [0, 0])
    #expect(recorder.totals[0].samples.reduce(0, +) == recorder.totals[0].nanoseconds)
    #expect(recorder.iterations == 2)
  }

  @Test func `a step has the kind that it declares, and no two of them`() {
    let (recorder, iteration) = Self.recorder()
    iteration.step("load", .write, rowsWritten: 40) {}
    iteration.step("load", .write) {}
    iteration.step("other") {}
    #expect(recorder.totals.map(\.kind) == [.write, nil] && recorder.misuse == nil)
    iteration.step("load", .read) {}
    #expect(recorder.misuse == "the step load is given two kinds; give each kind a step of its own")
  }

  @Test func `an asynchronous step declares its kind, too`() async {
    let (recorder, iteration) = Self.recorder()
    await iteration.step("fetch it", .read, rowsRead: 2) { await Task.yield() }
    recorder.endIteration()
    #expect(recorder.totals.map(\.kind) == [.read] && recorder.totals[0].rowsRead == 2)
  }

  @Test func `a batch that is forgotten leaves no rows and no time, and keeps its places`() {
    let (recorder, iteration) = Self.recorder()
    iteration.step("read", rowsRead: 5) {}
    recorder.endIteration()
    recorder.finish(iterations: 1)
    recorder.save()
    iteration.step("read", rowsRead: 900) {}
    iteration.step("new", .write, rowsWritten: 900) {}
    recorder.endIteration()
    recorder.restore()
    recorder.finish(iterations: 0)
    #expect(recorder.totals.map(\.rowsRead) == [5, nil] && recorder.totals[1].rowsWritten == nil)
    #expect(recorder.rowsRead?.ranked() == [5] && recorder.rowsWritten == nil)
    #expect(recorder.totals.map(\.samples.count) == [2, 2] && recorder.totals[0].samples[1] == 0)
  }
}
