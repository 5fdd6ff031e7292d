import GateRecords
import Testing

@testable import GateHistory

@Suite struct AlertTests {
  private func judge(
    _ history: TemporaryHistory, _ id: String, day: Double, _ findings: [Finding] = [],
    branch: String = "main"
  ) throws {
    let run = Samples.run(id, [], at: Samples.time(days: day), branch: branch)
    try history.append(
      Samples.verdict(
        of: run, findings: findings, isCompared: true, measured: ["a", "b", "c", "job"]))
  }

  private func level(_ name: String, _ status: ServiceLevelStatus, _ value: Double) -> Finding {
    // swift-format-ignore: NeverUseForceTry
    try! Finding(
      benchmark: BenchmarkIdentifier(name), rule: .serviceLevel, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter,
      status: status == .breach ? .overBudget : .passed, value: value,
      serviceLevel: ServiceLevelEvidence(
        status: status, category: .poor, warning: 90, breach: 120, rationale: nil, source: "b:1"),
      evidence: Evidence(kind: .observed, launches: 5, samples: 50), message: "level")
  }

  private func alerts(_ history: TemporaryHistory) throws -> [Alert] {
    try Alert.all(in: history.log, EventFilter()).value
  }

  @Test func `a regression that stays is one alert, and is resolved when the gate is content`()
    throws
  {
    let history = try TemporaryHistory()
    try judge(history, "A", day: 0, [Samples.regressed("b", ratio: 1.4)])
    try judge(history, "B", day: 0.1, [Samples.regressed("b", ratio: 1.5)])
    var alert = try #require(try alerts(history).first)
    #expect(try alerts(history).count == 1)
    #expect(alert.state == .open && alert.occurrences == 2 && alert.severity == .major)
    #expect(alert.origin.runID?.rawValue == "A")
    try judge(history, "C", day: 0.2)
    alert = try #require(try alerts(history).first)
    #expect(alert.state == .resolved)
    try judge(history, "D", day: 0.3, [Samples.regressed("b", ratio: 1.4)])
    #expect(try alerts(history).map(\.state) == [.reopened])
  }

  @Test(arguments: [RuleMode.warn, .enforce])
  func `a creep is an alert of its own, also where it only warns`(_ mode: RuleMode) throws {
    let history = try TemporaryHistory()
    var creep = Samples.regressed("b", ratio: 1.17)
    creep.judgement = .creep(
      .crept(.minor), creep.change,
      CreepEvidence(
        anchorRunID: try #require(RunIdentifier(rawValue: "OLD")), anchorCommit: "abc1234",
        anchorStartedAt: Samples.start, step: 1.03))
    creep.mode = mode
    creep.message = "it crept"
    try judge(history, "A", day: 0, [creep])
    try judge(history, "B", day: 0.1, [creep, Samples.regressed("b", ratio: 1.4)])
    let found = try alerts(history)
    #expect(found.map(\.message) == ["it got slower", "it crept"])
    #expect(found.map(\.occurrences) == [1, 2] && found.allSatisfy { $0.state == .open })
    // It is no step of the run that finds it, so it is none of the run's regressions.
    let rate = try RegressionRate(EventFilter(), in: history.log)
    #expect(rate == RegressionRate(judged: 2, regressed: 1, regressions: 1))
    try judge(history, "C", day: 0.2)
    #expect(try alerts(history).map(\.state) == [.resolved, .resolved])
  }

  @Test func `another branch resolves nothing`() throws {
    let history = try TemporaryHistory()
    try judge(history, "A", day: 0, [Samples.regressed("b", ratio: 1.4)])
    try judge(history, "B", day: 0.1, branch: "other")
    #expect(try alerts(history).map(\.state) == [.open])
  }

  @Test func `somebody acknowledges, then resolves`() throws {
    let history = try TemporaryHistory()
    try judge(history, "A", day: 0, [Samples.regressed("b", ratio: 1.4)])
    let id = try #require(try alerts(history).first).id
    for (type, state) in [
      (EventType.alertAcknowledged, Alert.State.acknowledged), (.alertResolved, .resolved),
    ] {
      let day = type == .alertResolved ? 0.4 : 0.2
      try history.log.append([
        EventLine(
          Event(
            type, subject: id.rawValue, at: Samples.time(days: day),
            origin: EventOrigin(producer: "t"),
            payload: AlertAnswered(alertID: id, by: "ana", note: "on it")))
      ])
      let alert = try #require(try alerts(history).first)
      #expect(alert.state == state && alert.answeredBy == "ana" && alert.note == "on it")
    }
  }

  @Test func `service levels and breakers raise alerts by their own words`() throws {
    let history = try TemporaryHistory()
    try judge(history, "A", day: 0, [level("w", .warning, 100), level("x", .breach, 130)])
    let origin = EventOrigin(producer: "t")
    for (index, state) in [("closed", "open"), ("open", "half_open"), ("half_open", "closed")]
      .enumerated()
    {
      try history.log.append([
        EventLine(
          Event(
            .breakerTransition, subject: "\(index)",
            at: Samples.time(days: 0.1 + Double(index) / 100), origin: origin,
            payload: BreakerTransition(
              circuit: "embedding", from: state.0, to: state.1, recoverySeconds: nil)))
      ])
      let breaker = try #require(try alerts(history).first { $0.component == "embedding" })
      #expect(breaker.state == (index == 2 ? .resolved : .open))
    }
    let found = try alerts(history)
    #expect(
      found.map(\.message) == [
        "SLA_BREACH: wall_time is 130 ns, above 120 ns",
        "circuit breaker went from open to half_open",
        "SLA_WARNING: wall_time is 100 ns, above 90 ns",
      ])
    #expect(found.map(\.severity) == [.critical, .minor, .minor])
  }

  @Test func `a breaker of a run stays open until a later run does without it`() throws {
    let history = try TemporaryHistory()
    func judge(_ id: String, _ day: Double, opens: Bool) throws {
      var benchmark = Samples.benchmark("pipeline/embedding", [[1]])
      if opens {
        benchmark.breakerEvents = [
          BreakerEvent(
            breaker: "embedding", launch: 1, from: .closed, to: .open, atMilliseconds: 3,
            recoveryTargetMilliseconds: 2000)
        ]
      }
      let run = Samples.run(id, [benchmark], at: Samples.time(days: day))
      try history.append(run)
      try history.append(
        Samples.verdict(
          of: run, at: Samples.time(days: day + 0.01), measured: ["pipeline/embedding"]))
    }
    try judge("A", 0, opens: true)
    let alert = try #require(try alerts(history).first)
    #expect(alert.state == .open && alert.severity == .critical)
    #expect(
      alert.message == "circuit breaker went from closed to open in pipeline/embedding")
    try judge("B", 1, opens: true)
    #expect(try alerts(history).map(\.occurrences) == [2])
    #expect(try alerts(history).first?.state == .open)
    try judge("C", 2, opens: false)
    #expect(try alerts(history).map(\.state) == [.resolved])
    let counts = try BreakerLedger(history.log, EventFilter()).counts
    #expect(counts.map(\.openings) == [2])
  }

  @Test func `breakers of one name in two benchmarks raise and resolve alerts of their own`() throws
  {
    let history = try TemporaryHistory()
    let run = Samples.run(
      "A",
      [
        BreakerCountTests.benchmark("a", [.opened]),
        BreakerCountTests.benchmark("b", [.opened, .recovered(0.5)]),
      ])
    try history.append(run)
    let found = try alerts(history)
    #expect(found.count == 2)
    #expect(found.first { $0.message.hasSuffix("in a") }?.state == .open)
    #expect(found.first { $0.message.hasSuffix("in b") }?.state == .resolved)
  }

  @Test func `compliance counts warnings as not within, worst first`() throws {
    let history = try TemporaryHistory()
    // Seven within, two warnings and one breach are 70 %; two of three are 66.67 %.
    let statuses: [ServiceLevelStatus] =
      Array(repeating: .within, count: 7) + [.warning, .warning, .breach]
    for (index, status) in statuses.enumerated() {
      var findings = [level("ten", status, 50 + Double(index))]
      if index < 3 { findings.append(level("three", index < 2 ? .within : .warning, 80)) }
      try judge(history, "R\(index)", day: Double(index) / 100, findings)
    }
    try judge(history, "R9", day: 0.09, [level("ten", .breach, 59)])
    let levels = try Compliance.all(in: history.log, EventFilter()).value
    #expect(levels.map(\.benchmark.rawValue) == ["three", "ten"])
    #expect(levels.map(\.percent) == [66.67, 70])
    #expect(levels[1].total == 10 && levels[1].warnings == 2 && levels[1].breaches == 1)
    #expect(levels[1].worst == 59)
    // As many breaches as allowed are kept, one more is not; a warning is no breach.
    #expect(levels[0].isKept(allowingBreaches: 0))
    #expect(levels[1].isKept(allowingBreaches: 1) && !levels[1].isKept(allowingBreaches: 0))
  }
}

@Suite struct HistoryComparisonTests {
  private func compare(
    _ history: TemporaryHistory, _ left: String, _ right: String,
    _ dimension: HistoryComparison.Dimension
  ) throws -> [HistoryComparison] {
    var query = MetricQuery(EventFilter(), statistic: .low)
    let lows = try history.histories(query)
    query.statistic = .high
    let highs = try history.histories(query)
    query.statistic = .median
    return HistoryComparison.all(
      left, right, by: dimension, histories: try history.histories(query), lows: lows,
      highs: highs)
  }

  private let launches = (0..<12).map { [100 + Double($0 % 5)] }

  @Test func `two runs are compared by their own intervals`() throws {
    let history = try TemporaryHistory()
    try history.append(Samples.run("A", [Samples.benchmark("b", launches)]))
    try history.append(
      Samples.run("B", [Samples.benchmark("b", launches.map { [$0[0] * 1.2] })]))
    let comparison = try #require(try compare(history, "A", "B", .run).first)
    #expect(abs(comparison.size.estimate - 0.2) < 1e-9)
    let low = try #require(comparison.size.low)
    let high = try #require(comparison.size.high)
    #expect(low > 0.1 && low < 0.2 && high > 0.2 && high < 0.3)
  }

  @Test func `two branches are compared over their runs`() throws {
    let history = try TemporaryHistory()
    for index in 0..<10 {
      for (branch, factor) in [("main", 1.0), ("faster", 0.8)] {
        try history.append(
          Samples.run(
            "\(branch)-\(index)",
            [Samples.benchmark("b", [[factor * (1000 + Double(index * 7 % 10))]])],
            at: Samples.time(days: Double(index) / 100), branch: branch))
      }
    }
    let comparison = try #require(try compare(history, "main", "faster", .branch).first)
    #expect(abs(comparison.size.estimate + 0.2) < 0.003)
    #expect(comparison.left.values.count == 10 && comparison.right.low != nil)
  }

  @Test func `two environments are compared, each by its own runs`() throws {
    let history = try TemporaryHistory()
    var arm = Samples.environment
    arm.architecture = "arm64"
    let keys = [Samples.environment.key, arm.key]
    try #require(keys[0] != keys[1])
    for index in 0..<10 {
      for (environment, factor) in [(Samples.environment, 1.0), (arm, 1.5)] {
        let value = factor * (1000 + Double(index * 7 % 10))
        var benchmarks = [Samples.benchmark("b", [[value]])]
        // What only one side has is compared with nothing.
        if environment == arm { benchmarks.append(Samples.benchmark("only-there", [[value]])) }
        try history.append(
          Samples.run(
            "\(environment.architecture)-\(index)", benchmarks,
            at: Samples.time(days: Double(index) / 100), environment: environment))
      }
    }
    let found = try compare(history, keys[0], keys[1], .environment)
    #expect(found.map(\.history.benchmark.rawValue) == ["b"])
    let comparison = try #require(found.first)
    #expect(comparison.left.values.count == 10 && comparison.right.values.count == 10)
    #expect(abs(comparison.left.median - 1004.5) < 1e-9)
    #expect(abs(comparison.right.median - 1506.75) < 1e-9)
    #expect(abs(comparison.size.estimate - 0.5) < 0.003)
    let low = try #require(comparison.size.low)
    let high = try #require(comparison.size.high)
    #expect(low > 0.4 && low < 0.5 && high > 0.5 && high < 0.6)
    // Patterns do as well as whole keys, and a kind of machine without runs is compared with none.
    #expect(try compare(history, "*x86-64*", "*arm64*", .environment).count == 1)
    #expect(try compare(history, keys[0], "absent", .environment).isEmpty)
    // Of two runs of different machines nothing is compared as if they were one.
    #expect(try compare(history, "x86_64-0", "arm64-0", .run).isEmpty)
  }

  @Test func `two scenarios are matched up by what the stars mean`() throws {
    let history = try TemporaryHistory()
    try history.append(
      Samples.run(
        "A",
        ["a{s=base}", "a{s=growth}", "b{s=base}", "b{s=growth}", "c{s=base}"].map {
          Samples.benchmark($0, [[$0.contains("growth") ? 150 : 100]])
        }))
    let found = try compare(history, "*{s=base}", "*{s=growth}", .scenario)
    #expect(found.map(\.history.benchmark.rawValue) == ["a{s=base}", "b{s=base}"])
    #expect(found.allSatisfy { abs($0.size.estimate - 0.5) < 1e-12 })
    #expect(HistoryComparison.stars(of: "x/*/n=*}", in: "x/ab/n=7}") == "ab/n=7")
  }
}
