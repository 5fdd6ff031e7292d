import GateRecords
import Testing

@testable import GateHistory

/// Which runs may resolve an alert, and in which order runs count.
@Suite struct AlertCoverageTests {
  private let history: TemporaryHistory

  init() throws { history = try TemporaryHistory() }

  private func judge(
    _ id: String, day: Double, _ findings: [Finding] = [], isCompared: Bool = true,
    measured: [String] = ["job"], checkedOn check: Double? = nil
  ) throws {
    let run = Samples.run(id, [], at: Samples.time(days: day))
    try history.append(run)
    try history.append(
      Samples.verdict(
        of: run, findings: findings, at: Samples.time(days: (check ?? day) + 0.01),
        isCompared: isCompared, measured: measured))
  }

  private func alert() throws -> Alert {
    let found = try Alert.all(in: history.log, EventFilter()).value
    try #require(found.count == 1)
    return found[0]
  }

  private func finding(
    _ rule: FindingRule, _ status: FindingStatus, metric: MetricName = .wallTime
  ) throws -> Finding {
    try Finding(
      benchmark: BenchmarkIdentifier("job"), rule: rule, metric: metric, statistic: .median,
      unit: .nanoseconds, direction: .lowerIsBetter, status: status, value: 200,
      evidence: Evidence(kind: .observed, launches: 5, samples: 50), message: "a finding")
  }

  @Test func `a run without a baseline resolves no regression`() throws {
    try judge("A", day: 0, [Samples.regressed("job", ratio: 1.4)])
    try judge("B", day: 0.1, isCompared: false)
    #expect(try alert().state == .open)
    try judge("C", day: 0.2)
    #expect(try alert().state == .resolved)
  }

  @Test func `a figure that is new resolves no regression of it, one of another metric does`()
    throws
  {
    try judge("A", day: 0, [Samples.regressed("job", ratio: 1.4)])
    try judge("B", day: 0.1, [finding(.regression, .new)])
    #expect(try alert().state == .open)
    try judge("C", day: 0.2, [finding(.regression, .new, metric: .peakMemory)])
    #expect(try alert().state == .resolved)
  }

  @Test func `a run without a baseline resolves what needs none`() throws {
    try judge("A", day: 0, [finding(.budget, .overBudget)])
    try judge("B", day: 0.1, [finding(.regression, .new)], isCompared: false)
    #expect(try alert().state == .resolved)
  }

  @Test func `a run without the anchor resolves no creep`() throws {
    var creep = Samples.regressed("job", ratio: 1.17)
    creep.judgement = .creep(
      .crept(.minor), creep.change,
      CreepEvidence(
        anchorRunID: try #require(RunIdentifier(rawValue: "OLD")), anchorCommit: "abc1234",
        anchorStartedAt: Samples.start, step: 1.03))
    try judge("A", day: 0, [creep])
    try judge("B", day: 0.1, isCompared: false)
    #expect(try alert().state == .open)
    try judge("C", day: 0.2)
    #expect(try alert().state == .resolved)
  }

  @Test(arguments: [FindingRule.regression, .budget])
  func `a run that did not measure a benchmark resolves nothing of it`(_ rule: FindingRule) throws {
    let found =
      rule == .budget
      ? try finding(.budget, .overBudget) : Samples.regressed("job", ratio: 1.4)
    try judge("A", day: 0, [found])
    try judge("B", day: 0.1, measured: [])
    try judge("C", day: 0.2, measured: ["other"])
    #expect(try alert().state == .open && alert().occurrences == 1)
    try judge("D", day: 0.3, measured: ["other", "job"])
    #expect(try alert().state == .resolved && alert().changedBy?.rawValue == "D")
  }

  @Test func `an old run that is judged today closes, reopens and replaces nothing`() throws {
    try judge("NEW", day: 5, [Samples.regressed("job", ratio: 1.4)])
    try judge("OLD", day: 1, checkedOn: 6)
    #expect(try alert().state == .open && alert().isOfNewestRun)
    try judge("NEXT", day: 7)
    try judge("LATE", day: 2, [Samples.regressed("job", ratio: 1.4)], checkedOn: 8)
    #expect(try alert().state == .resolved && alert().changedBy?.rawValue == "NEXT")
    #expect(try alert().origin.runID?.rawValue == "LATE")
  }

  @Test func `an answer holds for the runs that were known when it was given`() throws {
    try judge("A", day: 0, [Samples.regressed("job", ratio: 1.2)])
    let id = try alert().id
    // The next run has begun when somebody resolves the alert, and finds it again afterwards.
    try history.log.append([
      EventLine(
        Event(
          .alertResolved, subject: "answer", at: Samples.time(days: 1.5),
          origin: EventOrigin(producer: "t"),
          payload: AlertAnswered(alertID: id, by: "ana", note: nil)))
    ])
    try judge("B", day: 1, [Samples.regressed("job", ratio: 1.2)], checkedOn: 2)
    #expect(try alert().state == .reopened && alert().changedBy?.rawValue == "B")
  }

  @Test func `a log of an earlier version counts as having judged everything`() throws {
    try judge("A", day: 0, [finding(.budget, .overBudget)])
    try judge("B", day: 0.1, measured: [])
    let text = try history.text()
    try #require(text.contains(#","benchmarks":[]"#) || text.contains(#""benchmarks":[],"#))
    try history.write(
      text.replacing(#","benchmarks":[]"#, with: "").replacing(#""benchmarks":[],"#, with: ""))
    #expect(try alert().state == .resolved)
  }

  @Test(arguments: [
    (EventType.finding, "rule"), (.serviceLevel, "status"), (.gateJudged, "outcome"),
  ]) func `a payload that cannot be read is reported with its line`(
    _ type: EventType, _ key: String
  ) throws {
    try judge("A", day: 0, [finding(.budget, .overBudget), AlertLifeTests.level(310e9)])
    let lines = try history.text().split(separator: "\n").map(String.init)
    let number = try #require(
      lines.firstIndex { $0.contains(#""event_type":"\#(type.rawValue)""#) })
    var damaged = lines
    damaged[number] = damaged[number].replacing(#""\#(key)""#, with: #""no_\#(key)""#)
    try history.write(damaged.joined(separator: "\n") + "\n")
    let report = try Alert.all(in: history.log, EventFilter()).report
    #expect(report.malformed == 1)
    #expect(report.firstMalformed?.hasSuffix("events-2026-11.ndjson:\(number + 1)") == true)
  }

  @Test func `a month that is compressed is reported`() throws {
    try judge("A", day: 0)
    try "x".write(
      toFile: history.path + "/events-2026-10.ndjson.gz", atomically: false, encoding: .utf8)
    let report = try Alert.all(in: history.log, EventFilter()).report
    #expect(report.warning?.contains("events-2026-10.ndjson.gz: a compressed month") == true)
    let later = EventFilter(since: Samples.time(days: 0))
    #expect(try history.log.forEachEvent(later) { _ in }.warning == nil)
  }
}
