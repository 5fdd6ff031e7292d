import GateProtocol
import Testing

@testable import Speedgate

@Suite struct WorkerTests {
  struct Refusal: Error, CustomStringConvertible {
    let description = "no such fixture"
  }

  struct Suite: BenchmarkSuite {
    var benchmarks: Benchmarks {
      Benchmark("works") { run in
        run.record("match_rate", 0.75, unit: .ratio, better: .higher)
        run.resultDigest("abc")
        run.measure { blackHole((0..<200).reduce(0) { blackBox($0 &+ $1) }) }
      }
      Benchmark("throws") { _ in throw Refusal() }
      Benchmark("throws inside") { run in
        try run.measure { throw Refusal() }
      }
      Benchmark("skips") { run in try run.skip("needs a printer") }
      Benchmark("never measures") { _ in }
      Benchmark("measures twice") { run in
        run.measure { blackHole(blackBox(1)) }
        run.measure { blackHole(blackBox(2)) }
      }
      Benchmark("records nonsense") { run in
        run.record("rate", .nan, unit: .count, better: .lower)
        run.measure { blackHole(blackBox(1)) }
      }
      Benchmark("steps") { run in
        run.measure { iteration in
          iteration.step("read", rowsRead: 60) { blackHole(blackBox(1)) }
          iteration.step("write") { iteration.rows(written: 7) }
        }
      }
      Benchmark("asynchronous") { run in
        await run.measure { await Task.yield() }
      }
      Benchmark("counts rows below none") { run in
        run.measure { iteration in iteration.step("join", rowsRead: -5) { blackHole(blackBox(1)) } }
      }
    }
  }

  /// What a worker answers to a script.
  static func answers(_ script: String...) async -> [WorkerMessage] {
    await answers(script)
  }

  static func answers(_ script: [String]) async -> [WorkerMessage] {
    let channel = ScriptedChannel(script)
    let worker = Worker(
      SuiteDeclaration(name: "Suite", cases: Suite().benchmarks.cases), channel: channel,
      clock: .assumed)
    await Worker.serve(worker)
    return channel.heard.compactMap { WorkerMessage(line: $0) }
  }

  /// All that a worker says, word by word, by a clock.
  private static func heard(_ script: [String], by clock: HarnessClock) async -> [String] {
    let channel = ScriptedChannel(script)
    let declared = SuiteDeclaration(name: "Suite", cases: Suite().benchmarks.cases)
    await Worker.serve(Worker(declared, channel: channel, clock: clock))
    return channel.heard
  }

  @Test func `a worker that is traced says the same digits each time`() async {
    let script = [
      "run 7", "calibrate 1000000", "warm 1000000", "sample 3 2", "finish", "run 0", "sample 3 1",
      "finish", "quit",
    ]
    let first = await Self.heard(script, by: .madeUp)
    #expect(first == (await Self.heard(script, by: .madeUp)))
    let samples = first.compactMap { line -> WorkerSample? in
      if case .sample(let sample) = WorkerMessage(line: line) { return sample }
      return nil
    }
    // Each reading is a millisecond later than the one before, however long a batch takes; steps read the clock, too.
    #expect(samples.map(\.wallTime) == [13_000_000, 13_000_000, 1_000_000])
    #expect(samples.allSatisfy { $0.processorTime == 0 && $0.involuntarySwitches == 0 })
    #expect(first.contains(WorkerMessage.memory(nil).line))
    #expect(!HarnessClock.madeUp.isReal && HarnessClock.measured().isReal)
  }

  @Test func `one worker serves plain and asynchronous bodies by turns`() async {
    let script = [0, 8, 8, 7, 8, 0].flatMap { ["run \($0)", "sample 2 1", "finish"] } + ["quit"]
    let messages = await Self.answers(script)
    let ready = messages.compactMap { message -> Int? in
      if case .ready(let index) = message { return index }
      return nil
    }
    #expect(ready == [0, 8, 8, 7, 8, 0])
    #expect(messages.filter { $0 == .finished }.count == 6)
    #expect(Self.failure(messages) == nil)
  }

  static func failure(_ messages: [WorkerMessage]) -> WorkerFailure? {
    for case .failed(let failure) in messages { return failure }
    return nil
  }

  @Test func `a worker greets, lists and quits`() async throws {
    let messages = await Self.answers("list", "quit", "list")
    guard case .greeting(let greeting) = messages.first else {
      Issue.record("no greeting")
      return
    }
    #expect(greeting.version == 5 && greeting.suite == "Suite")
    #expect(messages.last == .end(count: 10))
    #expect(messages.count == 12)
  }

  @Test func `a benchmark is sampled as often and as long as the driver asks`() async throws {
    let messages = await Self.answers("run 0", "sample 3 2", "sample 5 1", "finish", "quit")
    let samples = messages.compactMap { message -> WorkerSample? in
      if case .sample(let sample) = message { return sample }
      return nil
    }
    #expect(samples.map(\.iterations) == [3, 3, 5])
    #expect(messages[1] == .ready(index: 0))
    #expect(
      messages.contains(
        .metric(
          WorkerMetric(name: "match_rate", unit: "ratio", direction: .higherIsBetter, value: 0.75)))
    )
    #expect(messages.contains(.digest("abc")))
    #expect(messages.last == .finished)
  }

  @Test func `a step that reports a negative row count fails its benchmark`() async throws {
    let messages = await Self.answers("run 9", "sample 3 2", "finish", "quit")
    let failure = try #require(Self.failure(messages))
    #expect(failure.message.contains("the step join reported a negative row count"))
  }

  @Test func `a suite with a mistake greets, and answers list and run with what is wrong`() async {
    let channel = ScriptedChannel(["list", "run 0", "quit"])
    let declared = SuiteDeclaration(
      name: "Suite", cases: Benchmark("x") { _ in }.timeLimit(.zero).cases)
    await Worker.serve(Worker(declared, channel: channel, clock: .assumed))
    #expect(channel.kinds == ["speedgate-worker", "failed", "failed"])
    let failures = channel.heard.compactMap { WorkerMessage(line: $0) }.dropFirst()
    for message in failures {
      guard case .failed(let failure) = message else { continue }
      #expect(failure.kind == .threw)
      #expect(failure.message.contains("benchmark 'x': its time limit is 0.0 seconds"))
    }
  }

  @Test func `a counting pass shows every counter, then the iterations`() async throws {
    let messages = await Self.answers("run 0", "count 2", "count 5", "finish", "quit")
    let counters = messages.compactMap { message -> WorkerCounter? in
      if case .counter(let counter) = message { return counter }
      return nil
    }
    let names = CountedMetric.all.map(\.metric.name.rawValue)
    #expect(counters.map(\.name) == names + names)
    #expect(
      messages.filter { if case .counted = $0 { true } else { false } } == [
        .counted(iterations: 2), .counted(iterations: 5),
      ])
    for counter in counters {
      if case .absent(let reason) = counter.reading { #expect(!reason.isEmpty, "\(counter.name)") }
    }
  }

  @Test(arguments: [
    ("run 1", "no such fixture"), ("run 4", "never called measure"), ("run 99", "no benchmark 99"),
  ]) func `a body that does not measure is a failure with a reason`(
    _ command: String, _ reason: String
  ) async throws {
    let failure = try #require(Self.failure(await Self.answers(command, "quit")))
    #expect(failure.message.contains(reason))
  }

  @Test func `an error inside the measured part ends the benchmark and not the worker`()
    async throws
  {
    let messages = await Self.answers("run 2", "sample 1 1", "run 0", "finish", "quit")
    #expect(Self.failure(messages)?.kind == .threw)
    #expect(messages.last == .finished)
  }

  @Test func `a skipped benchmark says why`() async throws {
    let failure = try #require(Self.failure(await Self.answers("run 3", "quit")))
    #expect(failure == WorkerFailure(kind: .skipped, message: "needs a printer"))
  }

  @Test func `measuring twice is refused`() async throws {
    let failure = try #require(Self.failure(await Self.answers("run 5", "finish", "quit")))
    #expect(failure.kind == .measuredNothing && failure.message.contains("2 times"))
  }

  @Test func `a metric that is no number is refused`() async throws {
    let failure = try #require(Self.failure(await Self.answers("run 6", "finish", "quit")))
    #expect(failure.message.contains("rate is nan"))
  }

  // Calibration and warm-up run the body, too; their steps must not be in the totals.
  @Test func `steps are totalled over the timed samples alone`() async throws {
    let messages = await Self.answers(
      "run 7", "calibrate 1000", "warm 1000", "sample 4 3", "warm 1000", "finish", "quit")
    let steps = messages.compactMap { message -> WorkerStep? in
      if case .step(let step) = message { return step }
      return nil
    }
    #expect(steps.map(\.name) == ["read", "write"])
    #expect(steps.map(\.iterations) == [12, 12])
    #expect(steps.map(\.rowsRead) == [720, nil])
    #expect(steps.map(\.rowsWritten) == [nil, 84])
    let details = messages.compactMap { message -> WorkerStepDetail? in
      if case .stepDetail(let detail) = message { return detail }
      return nil
    }
    let times = details.compactMap { detail -> (String, [UInt64])? in
      if case .times(let name, let samples) = detail { return (name, samples) }
      return nil
    }
    #expect(times.map(\.0) == ["read", "write"] && times.map(\.1.count) == [3, 3])
    #expect(zip(times, steps).allSatisfy { $0.1.reduce(0, +) == $1.nanoseconds })
    let rows = details.filter { if case .iterations = $0 { true } else { false } }
    #expect(
      rows == [
        .iterations(.read, try #require(RowCounts(entries: [.init(rows: 60, iterations: 12)]))),
        .iterations(.written, try #require(RowCounts(entries: [.init(rows: 7, iterations: 12)]))),
      ])
  }

  @Test func `an asynchronous body is sampled, too`() async throws {
    let messages = await Self.answers("run 8", "sample 2 1", "finish", "quit")
    #expect(messages.last == .finished)
    #expect(Self.failure(messages) == nil)
  }

  @Test func `what a driver must not say is answered as such`() async throws {
    let messages = await Self.answers("sample 1 1", "nonsense", "run 0", "list", "quit")
    let failures = messages.compactMap { message -> WorkerFailure.Kind? in
      if case .failed(let failure) = message { return failure.kind }
      return nil
    }
    #expect(failures == [.protocolError, .protocolError, .protocolError])
  }

  @Test func `a driver that goes away ends the worker`() async throws {
    let messages = await Self.answers("run 0", "sample 1 1")
    #expect(messages.count >= 3)
  }
}
