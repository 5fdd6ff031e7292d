import GateProtocol
import GateRecords
import Testing

@Suite struct WorkerMessageTests {
  static let messages: [WorkerMessage] = [
    .greeting(
      WorkerGreeting(
        version: 1, harness: "0.1.0", suite: "Order Benchmarks", configuration: "release",
        compiler: "Swift 6.3", clock: "CLOCK_MONOTONIC", resolution: 20, cost: 23.6)),
    .benchmark(ListedBenchmark(index: 0, name: "sort/random{n=1000}")),
    .benchmark(
      ListedBenchmark(
        index: 41, name: "a name, with\nall sorts of % things: \u{202E}é",
        samplesSingleIterations: true,
        timeLimit: 2.5, usesSeveralThreads: true, tags: ["slow, very", "-"],
        throughput: .items(1000))),
    .benchmark(ListedBenchmark(index: 2, name: "-", tags: [""], throughput: .bytes(0.5))),
    .benchmark(ListedBenchmark(index: 3, name: "a", metrics: ["wall_time", "cycles"])),
    .benchmark(ListedBenchmark(index: 4, name: "b", sameResultAs: "-")),
    .benchmark(ListedBenchmark(index: 5, name: "c", metrics: ["x,y"], sameResultAs: "a b")),
    .benchmark(
      ListedBenchmark(
        index: 6, name: "d", source: SourcePlace(file: "Orders/Main Suite.swift", line: 12))),
    .benchmark(
      ListedBenchmark(
        index: 7, name: "e", metrics: ["cycles"], sameResultAs: "d",
        source: SourcePlace(file: "O/日本.swift", line: SourcePlace.lastLine))),
    .end(count: 3), .ready(index: 7),
    .calibrated(iterations: 1_000_000, nanosecondsPerIteration: 0.4375), .warmed(iterations: 12),
    .sample(
      WorkerSample(
        iterations: 3, wallTime: 1_000_000.5, processorTime: 999_000, involuntarySwitches: 1)),
    .counter(
      WorkerCounter(name: "allocations", unit: "count", kind: .exact, reading: .value(0))),
    .counter(
      WorkerCounter(
        name: "-", unit: "drops of water", direction: .higherIsBetter, kind: .level,
        reading: .absent("perf_event_open: no such file, or\n\"none\""))),
    .counter(WorkerCounter(name: "a", unit: "", kind: .varies, reading: .absent(""))),
    .counted(iterations: 100),
    .stack(
      WorkerStack(
        count: 3,
        places: [.library("memmove, or so"), .guess(0x1a2b), .program(0xffff), .library("")])),
    .looked(iterations: 12, nanoseconds: 1.5, reason: nil),
    .looked(iterations: 0, nanoseconds: 0, reason: "-"),
    .countedTogether(
      FirstVersionCounts(
        iterations: 100, allocations: 300, allocatedBytes: nil, pageFaults: 0, contextSwitches: 2,
        instructions: nil, cycles: 12)),
    .metric(
      WorkerMetric(name: "match_rate", unit: "ratio", direction: .higherIsBetter, value: 0.83)),
    .metric(WorkerMetric(name: "misses", unit: "count", direction: .lowerIsBetter, value: -1e-9)),
    .step(WorkerStep(name: "read", nanoseconds: 12, rowsRead: 60, rowsWritten: nil, iterations: 1)),
    .step(WorkerStep(name: "-", nanoseconds: 0, rowsRead: nil, rowsWritten: 0, iterations: 9)),
    .step(
      WorkerStep(
        name: "load", nanoseconds: 7, rowsRead: nil, rowsWritten: 40, iterations: 2, kind: .write)),
    .stepDetail(.times(name: "-", [0, 12, .max])),
    .stepDetail(.rows(name: "a b", read: 0...150, written: nil)),
    .stepDetail(.rows(name: "a", read: nil, written: 1...Int64.max)),
    .stepDetail(
      .iterations(
        .written,
        RowCounts(entries: [.init(rows: 0, iterations: 2), .init(rows: 1, iterations: 1)])
          ?? RowCounts())),
    .sample(
      WorkerSample(
        iterations: 1, wallTime: 5, processorTime: 5, involuntarySwitches: 0, faults: 7)),
    .breaker(
      WorkerBreaker(
        name: "the model", from: .closed, to: .open, time: 12.5, recoveryTime: nil,
        recoveryTarget: 2e9)),
    .breaker(
      WorkerBreaker(
        name: "-", from: .halfOpen, to: .closed, time: 0, recoveryTime: 1.5e9, recoveryTarget: 0)),
    .digest(""), .digest("e3b0 c442"), .memory(nil), .memory(8_724_480), .finished,
    .failed(WorkerFailure(kind: .threw, message: "no such file:\n\t\"x\"")),
    .failed(WorkerFailure(kind: .measuredNothing, message: "")),
  ]

  @Test(arguments: messages) func `a message survives its line`(_ message: WorkerMessage) {
    #expect(WorkerMessage(line: message.line) == message)
    #expect(!message.line.contains("\n"))
  }

  // What a benchmark prints may look like this; none of it may pass for a reply.
  @Test(arguments: [
    "", " ", "hello", "sample", "sample 1 2", "sample 0 1.0 1 1", "sample 1 nan 1 1",
    "sample 1 inf 1 1", "sample 1 1.0 1 1 extra", "calibrated x 1.0", "memory", "memory x",
    "ready -", "failed", "failed threw", "failed unknown x", "benchmark 0 a batched - single -",
    "benchmark 0 a sometimes - single - - -", "step read 1 2", "digest %4", "digest %ZZ",
    "digest %FF", "finished now", "speedgate-worker", "sample 1 1.0 1 1 0",
    "benchmark 0 a batched - single - - - -",
    "benchmark 0 a batched - single - - - - -",
    "benchmark 0 a batched - single - - - - - O/M.swift",
    "benchmark 0 a batched - single - - - - - O/M.swift -",
    "benchmark 0 a batched - single - - - - - %4 3",
    "benchmark 0 a batched - single - - - - - O/M.swift 3 4", "breaker a closed ajar 1 - 1",
    "stack 0 1a", "stack 1", "stack 1 1a,", "stack 1 xyz", "stack 1 @%4", "looked 1 1",
    "looked 1 -1 -",
    "counted 0", "counted", "counted 1 2", "counted 1 2 3 - 5 6 7", "counted 1 2 3 4 5 6 7 8",
    "counter a count lower_is_better exact", "counter a count lower_is_better exact -",
    "counter a count lower_is_better exact 1 why", "counter a count lower_is_better often 1",
    "counter a count up exact 1", "counter % count lower_is_better exact 1",
    "breaker a closed open 1 -1 1", "breaker a closed open 1 -",
  ]) func `what is no message is refused`(_ line: String) {
    #expect(WorkerMessage(line: line) == nil)
  }

  @Test(arguments: [
    "/home/someone/Main.swift 3", "../Main.swift 3", "O/../Main.swift 3", "O/M.swift 0",
    "O/M.swift 99999999999", "% 3", "O/M%0A::error::.swift 3", "O%5CM.swift 3", "C:/M.swift 3",
    "O//M.swift 3", "O/%E2%80%AEM.swift 3",
  ]) func `a place that cannot be is left out, and the benchmark is not`(_ place: String) {
    let line = "benchmark 0 a batched - single - - - - - " + place
    #expect(WorkerMessage(line: line) == .benchmark(ListedBenchmark(index: 0, name: "a")))
  }

  @Test func `an older worker names no place`() {
    #expect(
      WorkerMessage(line: "benchmark 0 a batched - single - - -")
        == .benchmark(ListedBenchmark(index: 0, name: "a")))
  }
}

@Suite struct DriverMessageTests {
  @Test(arguments: [
    DriverMessage.list, .run(index: 3), .calibrate(target: 1_000_000), .warm(duration: 5),
    .sample(iterations: 40, count: 10), .finish, .quit,
  ]) func `a message survives its line`(_ message: DriverMessage) {
    #expect(DriverMessage(line: message.line) == message)
  }

  @Test(arguments: [
    "", "lists", "run", "run -1", "run x", "sample 0 1", "sample 1 0", "sample 1", "quit now",
    "calibrate -5",
  ]) func `what is no message is refused`(_ line: String) {
    #expect(DriverMessage(line: line) == nil)
  }
}
