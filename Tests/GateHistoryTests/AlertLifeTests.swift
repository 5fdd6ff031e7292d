import GateRecords
import Testing

@testable import GateHistory

/// What becomes of an alert after it was raised.
@Suite struct AlertLifeTests {
  private let history: TemporaryHistory

  init() throws { history = try TemporaryHistory() }

  private func judge(
    _ id: String, day: Double, _ findings: [Finding] = [], branch: String = "main",
    benchmarks: [BenchmarkRecord] = []
  ) throws {
    let run = Samples.run(id, benchmarks, at: Samples.time(days: day), branch: branch)
    try history.append(
      Samples.verdict(of: run, findings: findings, isCompared: true, measured: ["job"]))
  }

  private func answer(_ type: EventType, _ id: RunIdentifier, day: Double) throws {
    try history.log.append([
      EventLine(
        Event(
          type, subject: "\(id.rawValue) \(day)", at: Samples.time(days: day),
          origin: EventOrigin(producer: "t"),
          payload: AlertAnswered(alertID: id, by: "ana", note: "on it")))
    ])
  }

  private func alert() throws -> Alert {
    let found = try Alert.all(in: history.log, EventFilter()).value
    try #require(found.count == 1)
    return found[0]
  }

  static func level(_ value: Double, tag: String? = nil) throws -> Finding {
    let status: ServiceLevelStatus = value > 300e9 ? .breach : value > 240e9 ? .warning : .within
    return try Finding(
      benchmark: BenchmarkIdentifier("job"), rule: .serviceLevel, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter,
      status: status == .breach ? .overBudget : .passed, value: value,
      serviceLevel: ServiceLevelEvidence(
        status: status, category: .poor, warning: 240e9, breach: 300e9,
        scope: tag.map { "tag \($0)" }, componentType: tag, rationale: nil, source: "b:1"),
      evidence: Evidence(kind: .observed, launches: 5, samples: 50), message: "level")
  }

  private func regressed(_ severity: Severity, _ ratio: Double) -> Finding {
    var finding = Samples.regressed("job", ratio: ratio)
    finding.judgement = .regression(.regressed(severity), finding.change)
    finding.message = "\(ratio) times"
    return finding
  }

  @Test func `a warning of a service level that becomes a breach is a grave alert`() throws {
    try judge("A", day: 0, [Self.level(250e9)])
    #expect(try alert().severity == .minor)
    try judge("B", day: 0.1, [Self.level(310e9)])
    let alert = try alert()
    #expect(alert.severity == .critical && alert.occurrences == 2)
    #expect(alert.message == "SLA_BREACH: wall_time is 310 s, above 300 s")
  }

  @Test func `a regression that grows is reported with its newest severity and figures`() throws {
    try judge("A", day: 0, [regressed(.minor, 1.18)])
    try judge("B", day: 0.1, [regressed(.critical, 1.8)])
    #expect(try alert().severity == .critical && alert().message == "1.8 times")
  }

  @Test func `what was acknowledged asks again when it becomes graver`() throws {
    try judge("A", day: 0, [regressed(.minor, 1.18)])
    try answer(.alertAcknowledged, alert().id, day: 0.05)
    try judge("B", day: 0.1, [regressed(.minor, 1.2)])
    #expect(try alert().state == .acknowledged)
    try judge("C", day: 0.2, [regressed(.critical, 1.8)])
    #expect(try alert().state == .reopened && alert().change == .escalated)
    // As grave as it was acknowledged, it stays acknowledged, also after it has been less.
    try answer(.alertAcknowledged, alert().id, day: 0.25)
    try judge("D", day: 0.3, [regressed(.minor, 1.18)])
    try judge("E", day: 0.4, [regressed(.critical, 1.8)])
    #expect(try alert().state == .acknowledged && alert().severity == .critical)
  }

  @Test func `what is found again after it was resolved is the same alert, reopened`() throws {
    try judge("A", day: 0, [regressed(.minor, 1.18)])
    let id = try alert().id
    try judge("B", day: 0.1)
    var found = try alert()
    #expect(found.state == .resolved && found.changedBy?.rawValue == "B")
    try judge("C", day: 0.2, [regressed(.minor, 1.18)])
    found = try alert()
    #expect(found.state == .reopened && found.id == id && found.occurrences == 2)
    #expect(found.changedBy?.rawValue == "C")
    // Somebody closes it, and it comes back.
    try answer(.alertResolved, found.id, day: 0.25)
    #expect(try alert().state == .resolved && alert().changedBy == nil)
    try judge("D", day: 0.3, [regressed(.minor, 1.18)])
    #expect(try alert().state == .reopened)
  }

  @Test func `a run that cannot decide resolves nothing`() throws {
    try judge("A", day: 0, [regressed(.major, 1.4)])
    var unproven = regressed(.major, 1.3)
    unproven.judgement = .regression(.unproven(.evidence), unproven.change)
    try judge("B", day: 0.1, [unproven])
    #expect(try alert().state == .open && alert().occurrences == 1)
    let missing = Finding(
      Finding.Subject(BenchmarkIdentifier("job")), .presence(.missing), message: "it is gone")
    try judge("C", day: 0.2, [missing])
    let found = try Alert.all(in: history.log, EventFilter()).value
    #expect(found.map(\.state) == [.open, .open])
    try judge("D", day: 0.3)
    #expect(
      try Alert.all(in: history.log, EventFilter()).value.map(\.state) == [.resolved, .resolved])
  }

  @Test func `an accepted removal of a benchmark resolves its alerts`() throws {
    try judge("A", day: 0, [regressed(.major, 1.4)])
    var removed = Finding(
      Finding.Subject(BenchmarkIdentifier("job")), .presence(.missing), message: "it is gone")
    removed.acceptance = AcceptanceRecord(
      status: .missing, upTo: nil, reason: "no longer needed", by: "ana", expires: nil,
      source: "b:1")
    try judge("B", day: 0.1, [removed])
    #expect(try alert().state == .resolved)
  }

  @Test func `what the newest run opened, escalated or reopened is new until it is answered`()
    throws
  {
    try judge("A", day: 0, [regressed(.minor, 1.18)])
    #expect(try alert().isOfNewestRun)
    try judge("B", day: 0.1, [regressed(.minor, 1.18)])
    #expect(try !alert().isOfNewestRun)
    #expect(try alert().isNew(since: Samples.time(days: 0)))
    #expect(try !alert().isNew(since: Samples.time(days: 0.05)))
    try judge("C", day: 0.2, [regressed(.critical, 1.8)])
    #expect(try alert().isOfNewestRun && alert().isNew(since: Samples.time(days: 0.15)))
    // A run of another branch is no newer run of this one.
    try judge("D", day: 0.3, branch: "other")
    #expect(try alert().isOfNewestRun)
    try answer(.alertAcknowledged, alert().id, day: 0.4)
    #expect(try !alert().isOfNewestRun && !alert().isNew(since: Samples.time(days: 0)))
    try judge("E", day: 0.5)
    try judge("F", day: 0.6, [regressed(.minor, 1.18)])
    #expect(try alert().isOfNewestRun && alert().change == .reopened)
  }

  @Test func `an alert keeps its identifier and its answers in every period`() throws {
    try judge("A", day: 0, [regressed(.minor, 1.18)])
    let id = try alert().id
    try answer(.alertAcknowledged, id, day: 0.1)
    try judge("B", day: 1, [regressed(.minor, 1.18)])
    let later = try Alert.all(in: history.log, EventFilter(since: Samples.time(days: 0.9))).value
    #expect(later.map(\.id) == [id] && later.map(\.state) == [.acknowledged])
    #expect(later.first?.isNamed(String(id.rawValue.suffix(6))) == true)
    #expect(try Alert.all(in: history.log, EventFilter(since: Samples.time(days: 2))).value.isEmpty)
    #expect(try Alert.all(in: history.log, EventFilter(run: "B")).value.map(\.id) == [id])
    #expect(try Alert.all(in: history.log, EventFilter(run: "C")).value.isEmpty)
  }

  @Test func `an answer to any event of an alert is an answer to the alert`() throws {
    try judge("A", day: 0, [regressed(.minor, 1.18)])
    try judge("B", day: 0.1, [regressed(.minor, 1.18)])
    var ids: [RunIdentifier] = []
    try history.log.forEachEvent(EventFilter(types: [.finding])) {
      ids += [$0.id].compactMap { $0 }
    }
    try #require(ids.count == 2)
    try answer(.alertAcknowledged, ids[1], day: 0.2)
    #expect(try alert().state == .acknowledged && alert().id == ids[0])
  }

  @Test func `a service level of an earlier version goes on under the same alert`() throws {
    try judge("A", day: 0, [Self.level(250e9)])
    try answer(.alertAcknowledged, alert().id, day: 0.05)
    try judge("B", day: 0.1, [Self.level(250e9, tag: "ingest")])
    #expect(try alert().state == .acknowledged && alert().occurrences == 2)
  }

  @Test func `a run that is appended or checked twice is one occurrence`() throws {
    try judge("A", day: 0, [regressed(.minor, 1.18)])
    try judge("A", day: 0, [regressed(.minor, 1.18)])
    #expect(try alert().occurrences == 1)
  }

  @Test func `what a rule finds that only warns is an alert, too`() throws {
    var warned = regressed(.major, 1.4)
    warned.mode = .warn
    try judge("A", day: 0, [warned])
    #expect(try alert().severity == .major && alert().state == .open)
  }
}
