package import GateFiles
package import GateRecords

/// The events of a verdict for the history.
package enum VerdictEvents {
  /// The events of a verdict: its findings that are news, its regressions, and the judgement last.
  ///
  /// - Parameter isAlone: Whether the run itself is not at hand, so that the figures come from the
  ///   verdict too.
  /// - Throws: ``FileError/notWritable(path:reason:)`` when a figure is not finite.
  package static func lines(
    of verdict: Verdict, isAlone: Bool, producer: String
  ) throws(FileError) -> [EventLine] {
    let origin = EventOrigin(
      runID: verdict.run.runID, suite: verdict.run.suite, environment: verdict.run.environment,
      producer: producer)
    var lines = isAlone ? try measurements(of: verdict, origin: origin) : []
    var subjects: [String: Int] = [:]
    for finding in verdict.findings {
      let subject = subject(of: finding)
      let number = subjects[subject, default: 0] + 1
      subjects[subject] = number
      lines += try self.lines(
        of: finding, subject: number == 1 ? subject : "\(subject)\u{0}#\(number)", in: verdict,
        origin: origin)
    }
    var counts: [String: Int] = [:]
    for finding in verdict.findings { counts[finding.status.rawValue, default: 0] += 1 }
    let judgement = GateJudged(
      outcome: verdict.outcome, isStrict: verdict.isStrict,
      baselineRunID: verdict.baseline?.runID,
      isFiltered: verdict.run.settings.filter != nil || verdict.run.settings.shard != nil
        || verdict.run.partial == true,
      findings: counts, anchorRunID: verdict.anchor?.runID, benchmarks: judged(in: verdict),
      notCompared: notCompared(in: verdict))
    lines.append(
      try EventLine(
        Event(.gateJudged, subject: "", at: verdict.checkedAt, origin: origin, payload: judgement)))
    return lines
  }

  /// The benchmarks that have figures or a finding that settles something, and the series whose growth was judged.
  private static func judged(in verdict: Verdict) -> [String] {
    var names = Set(verdict.measurements.lazy.map(\.benchmark.rawValue))
    for finding in verdict.findings {
      switch finding.status {
      case .failed, .missing, .unproven, .new: break
      case .changed, .regressed, .overBudget, .improved, .skipped, .sameCode, .passed:
        names.insert(finding.component)
      }
    }
    return names.sorted()
  }

  private static func notCompared(in verdict: Verdict) -> [GateJudged.FigureName]? {
    let figures = verdict.findings.compactMap { finding in
      finding.status == .new
        ? finding.metric.map { GateJudged.FigureName(benchmark: finding.benchmark, metric: $0) }
        : nil
    }
    return figures.isEmpty ? nil : figures
  }

  /// Returns the subject of a finding: the judged figure and the rule.
  ///
  /// Where one rule alone can judge a figure it is left out, as earlier versions did, so that a run that they
  /// appended keeps its identifiers. Rules that cannot be distinguished otherwise are numbered in the verdict's order.
  private static func subject(of finding: Finding) -> String {
    let parts = [
      finding.benchmark.rawValue, finding.rule.rawValue, finding.metric?.rawValue ?? "",
      finding.statistic?.rawValue ?? "",
    ]
    let rule = finding.ruleSubject
    return (rule.isEmpty ? parts : parts + [rule]).joined(separator: "\u{0}")
  }

  private static func lines(
    of finding: Finding, subject: String, in verdict: Verdict, origin: EventOrigin
  ) throws(FileError) -> [EventLine] {
    func line<Payload: Codable & Hashable & Sendable>(_ type: EventType, _ payload: Payload)
      throws(FileError) -> EventLine
    {
      try EventLine(
        Event(type, subject: subject, at: verdict.checkedAt, origin: origin, payload: payload))
    }
    var lines: [EventLine] = []
    // A later reader asks for changes that are accepted now.
    if finding.status.isNews || finding.acceptance != nil {
      var plain = finding
      plain.history = nil
      lines.append(try line(.finding, plain))
    }
    if let regression = RegressionDetected(finding, baseline: verdict.baseline) {
      lines.append(try line(.regression, regression))
    }
    if let level = ServiceLevelJudged(finding) { lines.append(try line(.serviceLevel, level)) }
    if let speedup = finding.speedup {
      let measured = SpeedupMeasured(
        faster: finding.benchmark, slower: speedup.slower,
        speedup: speedup.ratio.brief(beside: [speedup.atLeast]),
        atLeast: speedup.atLeast, isSameResult: speedup.hasSameResult,
        isMet: finding.status == .passed)
      lines.append(try line(.speedupMeasured, measured))
    }
    return lines
  }

  private static func measurements(
    of verdict: Verdict, origin: EventOrigin
  ) throws(FileError) -> [EventLine] {
    let time = verdict.run.startedAt
    var names: [BenchmarkIdentifier] = []
    var figures: [BenchmarkIdentifier: [MetricFigures]] = [:]
    var steps: [BenchmarkIdentifier: [StepRecord]] = [:]
    var indicators: [BenchmarkIdentifier: PerformanceIndicators] = [:]
    for measurement in verdict.measurements {
      if figures[measurement.benchmark] == nil { names.append(measurement.benchmark) }
      figures[measurement.benchmark, default: []].append(MetricFigures(measurement))
      if let named = measurement.steps { steps[measurement.benchmark] = named }
      indicators[measurement.benchmark] =
        measurement.performanceIndicators ?? indicators[measurement.benchmark]
    }
    var breakers: [BenchmarkIdentifier: [BreakerEvent]] = [:]
    for entry in verdict.breakerEvents ?? [] { breakers[entry.benchmark] = entry.events }
    var lines: [EventLine] = []
    for name in names {
      let result = BenchmarkResult(
        benchmark: name, status: .measured, failure: nil, metrics: figures[name] ?? [])
      lines.append(
        try EventLine(
          Event(
            .benchmarkResult, subject: name.rawValue, at: time, origin: origin, payload: result)))
      lines += try RunEvents.breakerLines(name, breakers[name] ?? [], at: time, origin: origin)
      guard let steps = steps[name] else { continue }
      lines += try RunEvents.stepLines(name, steps, indicators[name], at: time, origin: origin)
    }
    // A benchmark that failed or was left out has no figures, but its breaker may be the reason.
    var errors: [String] = []
    for finding in verdict.findings where finding.rule == .presence {
      let name = finding.benchmark
      guard figures[name] == nil else { continue }
      if finding.status == .failed {
        errors.append("\(name): \(finding.message)")
        let result = BenchmarkResult(
          benchmark: name, status: .failed, failure: finding.message, metrics: [])
        lines.append(
          try EventLine(
            Event(
              .benchmarkResult, subject: name.rawValue, at: time, origin: origin, payload: result)))
      }
      lines += try RunEvents.breakerLines(name, breakers[name] ?? [], at: time, origin: origin)
    }
    let all = Array(steps.values.joined())
    let finished = RunFinished(
      status: verdict.run.status, durationMilliseconds: verdict.run.durationMilliseconds,
      profile: verdict.run.settings.profile, jobID: nil, completedAt: nil, measured: names.count,
      failed: errors.count, rowsRead: RunEvents.sum(all, \.rowsRead),
      rowsWritten: RunEvents.sum(all, \.rowsWritten), errors: errors)
    lines.append(
      try EventLine(
        Event(.runFinished, subject: "", at: time, origin: origin, payload: finished)))
    return lines
  }
}

extension FindingStatus {
  /// Whether a finding of this status is worth an event of its own.
  fileprivate var isNews: Bool {
    switch self {
    case .failed, .missing, .changed, .regressed, .overBudget, .unproven, .improved: true
    case .new, .skipped, .sameCode, .passed: false
    }
  }
}

extension RegressionDetected {
  /// The regression that a finding proves; nil when it proves none.
  fileprivate init?(_ finding: Finding, baseline: BaselineSummary?) {
    // A creep is not a change of this run: it stays until the anchor moves, and has an alert of its own.
    guard finding.rule == .regression, finding.status == .regressed, let metric = finding.metric,
      let unit = finding.unit,
      let change = finding.change, let value = finding.value, let before = finding.baselineValue
    else { return nil }
    let worsening =
      finding.direction == .higherIsBetter ? 1 - change.ratio : change.ratio - 1
    let threshold = ((change.severityThreshold ?? change.tolerance) * 100).brief
    self.init(
      benchmark: finding.benchmark, metric: metric, unit: unit, baselineRunID: baseline?.runID,
      baselineRunIDs: finding.evidence.baselineRunIDs,
      baselineValue: before.brief, currentValue: value.brief,
      degradationPercent: (worsening * 100).brief(beside: [threshold]),
      thresholdPercent: threshold, severity: finding.severity)
  }
}

extension ServiceLevelJudged {
  /// How a service level was kept; nil when the finding is about something else.
  fileprivate init?(_ finding: Finding) {
    guard let level = finding.serviceLevel, let metric = finding.metric, let unit = finding.unit,
      let value = finding.value
    else { return nil }
    self.init(
      benchmark: finding.benchmark, metric: metric, unit: unit,
      value: value.brief(beside: [level.warning, level.breach]),
      warning: level.warning, breach: level.breach, status: level.status,
      category: level.category, scope: level.scope, componentType: level.componentType)
  }
}

extension MetricFigures {
  /// The figures as a verdict shows them.
  fileprivate init(_ measurement: Measurement) {
    self.init(
      metric: measurement.metric, unit: measurement.unit, direction: measurement.direction,
      samples: measurement.samples, launches: measurement.launches,
      minimum: measurement.minimum.brief, mean: measurement.mean.brief,
      median: measurement.median.brief, p95: measurement.p95.brief, p99: measurement.p99.brief,
      maximum: measurement.maximum.brief)
  }
}
