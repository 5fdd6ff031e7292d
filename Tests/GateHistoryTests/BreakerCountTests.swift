import GateHistory
import GateRecords
import TestSupport
import Testing

@Suite struct BreakerCountTests {
  enum Change {
    case opened
    case recovered(Double)
  }

  /// A benchmark with figures, or with none, whose breaker `model` did this.
  static func benchmark(
    _ name: String, _ changes: [Change], status: BenchmarkStatus = .measured
  ) -> BenchmarkRecord {
    var record = Samples.benchmark(name, [[1]])
    record.status = status
    func event(_ from: BreakerState, _ to: BreakerState, _ recovery: Double? = nil) -> BreakerEvent
    {
      BreakerEvent(
        breaker: "model", launch: 1, from: from, to: to, atMilliseconds: 1,
        recoveryMilliseconds: recovery.map { $0 * 1000 }, recoveryTargetMilliseconds: 2000)
    }
    let events = changes.flatMap { change in
      switch change {
      case .opened: [event(.closed, .open)]
      case .recovered(let seconds):
        [event(.open, .halfOpen), event(.halfOpen, .closed, seconds)]
      }
    }
    record.breakerEvents = events.isEmpty ? nil : events
    return record
  }

  private func counts(_ history: TemporaryHistory) throws -> [BreakerCount] {
    try BreakerLedger(history.log, EventFilter()).counts
  }

  @Test func `a run without events closes a breaker, and one without the benchmark does not`()
    throws
  {
    let history = try TemporaryHistory()
    try history.append(
      Samples.run("A", [Self.benchmark("a", [.opened])], at: Samples.time(days: 0)))
    #expect(try counts(history).map(\.state) == ["open"])
    try history.append(Samples.run("B", [Self.benchmark("b", [])], at: Samples.time(days: 1)))
    #expect(try counts(history).map(\.state) == ["open"])
    try history.append(Samples.run("C", [Self.benchmark("a", [])], at: Samples.time(days: 2)))
    try history.append(Samples.run("D", [Self.benchmark("a", [])], at: Samples.time(days: 3)))
    let closed = try #require(try counts(history).first)
    #expect(closed.state == "closed" && closed.openings == 1)
    #expect(closed.changedAt == Samples.time(days: 2) && closed.seenAt == Samples.time(days: 3))
    try history.append(
      Samples.run("E", [Self.benchmark("a", [.opened])], at: Samples.time(days: 4)))
    #expect(try counts(history).map(\.state) == ["open"])
  }

  @Test func `a skipped benchmark closes nothing`() throws {
    let history = try TemporaryHistory()
    try history.append(
      Samples.run("A", [Self.benchmark("a", [.opened])], at: Samples.time(days: 0)))
    try history.append(
      Samples.run("B", [Self.benchmark("a", [], status: .skipped)], at: Samples.time(days: 1)))
    #expect(try counts(history).map(\.state) == ["open"])
  }

  @Test func `breakers of one name keep apart by suite and benchmark`() throws {
    let history = try TemporaryHistory()
    try history.append(
      Samples.run(
        "A", [Self.benchmark("a", [.opened]), Self.benchmark("b", [.opened, .recovered(1)])]))
    var other = Samples.run("B", [Self.benchmark("a", [.opened])], at: Samples.time(days: 1))
    other.suite.name = "Other"
    try history.append(other)
    let found = try counts(history)
    #expect(
      found.map { "\($0.suite) \($0.benchmark?.rawValue ?? "") \($0.state)" }.sorted()
        == [
          "Other a open", "\(Samples.run("A", []).suite.name) a open",
          "\(Samples.run("A", []).suite.name) b closed",
        ].sorted())
  }

  @Test func `a recovery is one of the newest run only in that run`() throws {
    let history = try TemporaryHistory()
    try history.append(
      Samples.run(
        "A", [Self.benchmark("a", [.opened, .recovered(1.5)])], at: Samples.time(days: 0)))
    let first = try #require(try counts(history).first)
    #expect(first.newestRecoverySeconds == 1.5)
    try history.append(Samples.run("B", [Self.benchmark("a", [])], at: Samples.time(days: 1)))
    let later = try #require(try counts(history).first)
    #expect(later.newestRecoverySeconds == nil)
    #expect(later.lastRecovery == .init(seconds: 1.5, at: Samples.time(days: 0)))
  }

  @Test(arguments: [(BenchmarkStatus.measured, false), (.failed, true), (.skipped, true)])
  func `a benchmark without figures behind an open breaker is a total outage`(
    _ status: BenchmarkStatus, _ isOutage: Bool
  ) throws {
    let history = try TemporaryHistory()
    try history.append(
      Samples.run("A", [Self.benchmark("a", [.opened], status: status)], at: Samples.time(days: 0)))
    #expect(try counts(history).map(\.isOutage) == [isOutage])
    try history.append(Samples.run("B", [Self.benchmark("a", [])], at: Samples.time(days: 1)))
    #expect(try counts(history).map(\.isOutage) == [false])
  }

  @Test func `a verdict counts as a run, and once where the history holds it`() throws {
    let history = try TemporaryHistory()
    let run = Samples.run("A", [Self.benchmark("a", [.opened])], at: Samples.time(days: 0))
    var verdict = Samples.verdict(of: run, at: Samples.time(days: 0))
    verdict.breakerEvents = [
      BenchmarkBreakers(
        benchmark: BenchmarkIdentifier("a"), events: run.benchmarks[0].breakerEvents ?? [])
    ]
    #expect(
      try BreakerLedger(history.log, EventFilter(), with: verdict).counts.map(\.openings) == [1])
    try history.append(run)
    #expect(
      try BreakerLedger(history.log, EventFilter(), with: verdict).counts.map(\.openings) == [1])
    var ledger = BreakerLedger()
    ledger.take(verdict)
    #expect(ledger.counts.map(\.state) == ["open"])
  }
}
