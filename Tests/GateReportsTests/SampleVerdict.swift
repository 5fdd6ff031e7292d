import GateRecords

/// A verdict in which everything occurs that a report must show.
enum SampleVerdict {
  static let hostileNames = [
    "<script>alert('x')</script>", "a|b`c`*d*_e_~f~[g](http://h)",
    "@everyone #12 :tada: www.evil.test",
    "line\nbreak\rand\u{1B}[31mred", "right\u{202E}left", "emoji 💥 and 日本語", "--> <!-- marker -->",
    String(repeating: "long", count: 2_500), "</details></table>", "$x^2$ &amp; &lt;",
    "\u{200F}right\u{2067}isolated\u{200E}", String(repeating: "\u{202E}א💥", count: 1_100),
    "=1+1", "]]></failure><!ENTITY", "%0A::error::found", "👩\u{200D}🚀",
  ]

  static let environment = EnvironmentRecord(
    operatingSystem: "linux", kernel: "6.1", architecture: "x86_64", processor: "Test CPU",
    processorCount: 2, memoryBytes: 8_000_000_000, virtualization: "virtual machine",
    compiler: "Swift 6.3", buildConfiguration: "release", harnessVersion: "0.1.0")

  static func verdict(
    findings: [Finding], baseline: BaselineSummary? = paired,
    serviceLevels: ServiceLevelCompliance? = nil, policyChanges: [PolicyChange]? = nil,
    measurements: [Measurement] = [], warnings: [String] = []
  ) -> Verdict {
    let start = Timestamp(millisecondsSinceEpoch: 1_795_238_287_000)
    var generator = SystemRandomNumberGenerator()
    let run = RunRecord(
      runID: RunIdentifier(rawValue: "01JDN4V0000000000000000000")
        ?? RunIdentifier(time: start, using: &generator),
      jobID: nil, status: .success, startedAt: start, completedAt: start,
      durationMilliseconds: 38_000,
      suite: SuiteRecord(
        name: "order-benchmarks", programHash: "ab", commit: "fedcba987", branch: "faster",
        hasUncommittedChanges: true), baseline: nil, environment: environment,
      settings: MeasurementSettings(
        profile: "standard", seed: 42, timeBudgetSeconds: 120, filter: nil,
        command: ["speedgate-bench", "run", "OrderBenchmarks", "--filter", "a b*"],
        repetition: .words([
          "speedgate-bench", "run", "OrderBenchmarks", "--filter", "a b*", "--seed", "42",
        ])),
      benchmarks: [], leftOut: [], errors: [], warnings: [])
    var summary = RunSummary(run)
    summary.benchmarkCount = 10
    return Verdict(
      isStrict: false, checkedAt: start, run: summary,
      baseline: baseline,
      policy: DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 47),
      accounting: Accounting(of: findings), serviceLevels: serviceLevels,
      policyChanges: policyChanges, findings: findings,
      measurements: measurements, warnings: warnings)
  }

  static var paired: BaselineSummary? {
    RunIdentifier(rawValue: "OLD").map {
      BaselineSummary(
        runID: $0,
        suite: SuiteRecord(name: "order-benchmarks", commit: "4f2c1aa99", branch: "main"),
        startedAt: Timestamp(millisecondsSinceEpoch: 0), runCount: 3, isSameEnvironment: true,
        isPaired: true)
    }
  }

  static func comparison(
    _ name: String, _ status: FindingStatus, before: Double, after: Double,
    interval: ClosedRange<Double>?, pairs: Int = 14, severity: Severity? = nil,
    kind: Evidence.Kind = .paired, notes: [String] = []
  ) -> Finding {
    // A benchmark that was skipped, failed or is missing as a whole has no comparison.
    if [.skipped, .failed, .missing].contains(status) {
      return presence(name, status, "not measured")
    }
    if status == .overBudget { return budget(name, status, value: after) }
    // swift-format-ignore: NeverUseForceTry
    return try! Finding(
      benchmark: BenchmarkIdentifier(name), rule: .regression, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter, status: status,
      severity: severity ?? (status == .regressed ? .minor : nil), value: after,
      baselineValue: before,
      change: ChangeEstimate(
        ratio: after / before, low: interval?.lowerBound, high: interval?.upperBound,
        confidence: 0.95, tolerance: 0.05, smallestDetectable: status == .unproven ? 0.09 : nil),
      evidence: Evidence(kind: kind, launches: pairs, samples: pairs * 8, baselineRuns: 3),
      message: "wall_time changed", notes: notes)
  }

  static func budget(_ name: String, _ status: FindingStatus, value: Double) -> Finding {
    // swift-format-ignore: NeverUseForceTry
    try! Finding(
      benchmark: BenchmarkIdentifier(name), rule: .budget, metric: .wallTime,
      statistic: .percentile(95), unit: .nanoseconds, direction: .lowerIsBetter, status: status,
      value: value,
      budget: BudgetEvidence(
        bound: .ceiling, budget: 50e6, tolerance: 0.1, limit: 55e6, margin: (55e6 - value) / 50e6,
        low: value * 0.98, high: value * 1.02, confidence: 0.95, rationale: "batches of 32",
        source: "budgets/a.json5:7"),
      evidence: Evidence(kind: .observed, launches: 10, samples: 400),
      message: "p95 of wall_time is measured")
  }

  static func presence(_ name: String, _ status: FindingStatus, _ message: String) -> Finding {
    // swift-format-ignore: NeverUseForceTry
    try! Finding(
      benchmark: BenchmarkIdentifier(name), rule: .presence, status: status,
      evidence: Evidence(kind: .none, launches: 0, samples: 0), message: message)
  }

  /// Every status once, as the face of the product shows them.
  static var rich: Verdict {
    verdict(
      findings: [
        presence("io/upload", .failed, "crashed with SIGILL, a trap such as fatalError"),
        presence(
          "io/legacy", .missing, "the baseline has this benchmark, the suite no longer does"),
        comparison(
          "parse/order", .regressed, before: 1_210_000, after: 1_336_000,
          interval: 1.098...1.111, severity: .minor),
        budget("pipeline/embedding", .overBudget, value: 61.2e6),
        comparison(
          "io/fsync", .unproven, before: 8_900_000, after: 9_105_000, interval: 0.959...1.09,
          pairs: 60, notes: ["60 launch pairs see changes above 9.0 %; measure longer"]),
        comparison(
          "sort/random{n=10000}", .improved, before: 512_000, after: 437_800,
          interval: 0.848...0.861),
        comparison("hash/new", .new, before: 1, after: 1, interval: nil, kind: .none),
        presence("gpu/draw", .skipped, "skipped: needs a GPU"),
        comparison("hash/sha", .passed, before: 40.5, after: 40.7, interval: 0.998...1.01),
        budget("pipeline/segments", .passed, value: 20e6),
      ],
      measurements: [
        Measurement(
          benchmark: BenchmarkIdentifier("formation"), metric: .wallTime, unit: .nanoseconds,
          direction: .lowerIsBetter, samples: 40, launches: 5, minimum: 9e6, mean: 10e6,
          median: 10e6, p95: 11e6, p99: 12e6, maximum: 13e6,
          steps: [
            StepRecord(stepID: "read", durationMilliseconds: 2, rowsRead: 60, rowsWritten: nil),
            StepRecord(stepID: "score", durationMilliseconds: 8, rowsRead: nil, rowsWritten: 429),
          ])
      ],
      warnings: ["the machine was busy; measure on a quieter one"])
  }

  static func serviceLevel(
    _ name: String, _ status: ServiceLevelStatus, _ category: PerformanceCategory, seconds: Double
  ) -> Finding {
    // swift-format-ignore: NeverUseForceTry
    try! Finding(
      benchmark: BenchmarkIdentifier(name), rule: .serviceLevel, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter,
      status: status == .breach ? .overBudget : .passed, value: seconds * 1e9,
      serviceLevel: ServiceLevelEvidence(
        status: status, category: category, warning: 90e9, breach: 120e9,
        rationale: "agreed with planning", source: "budgets/a.json5:9"),
      mode: status == .breach ? .warn : nil, owner: "planning",
      evidence: Evidence(kind: .observed, launches: 3, samples: 3),
      message: "median of wall_time is measured",
      notes: status == .breach ? ["the budgets allow 1 breach"] : [])
  }

  static func speedup(_ status: FindingStatus, ratio: Double) -> Finding {
    // swift-format-ignore: NeverUseForceTry
    try! Finding(
      benchmark: "ingest/parallel-4", rule: .speedup, metric: .wallTime, statistic: .median,
      unit: .nanoseconds, direction: .lowerIsBetter, status: status, value: 120e9 / ratio,
      baselineValue: 120e9,
      speedup: SpeedupEvidence(
        slower: "ingest/sequential", ratio: ratio, low: ratio * 0.97, high: ratio * 1.03,
        confidence: 0.95, atLeast: 2.5, expected: 3, hasSameResult: true, rationale: nil,
        source: "budgets/a.json5:12"),
      evidence: Evidence(kind: .observed, launches: 8, samples: 64), message: "it is faster")
  }

  static func growth(_ status: FindingStatus, _ kind: GrowthEvidence.Limit) -> Finding {
    let values = [100e9, 118e9, 151e9]
    var sum = 0.0
    let points = values.enumerated().map { place, value in
      sum += value
      return GrowthEvidence.Point(
        benchmark: BenchmarkIdentifier("sim/year{year=\(place + 1)}"), parameter: Double(place + 1),
        value: value, change: place == 0 ? nil : value / values[place - 1] - 1, cumulative: sum)
    }
    let isOrder = kind == .complexity
    // swift-format-ignore: NeverUseForceTry
    return try! Finding(
      benchmark: "sim/year{year=3}", rule: .growth, metric: .wallTime, statistic: .median,
      unit: .nanoseconds, direction: .lowerIsBetter, status: status, value: 151e9,
      growth: GrowthEvidence(
        kind: kind, series: "sim/year{year=*}", parameter: "year",
        observed: isOrder ? nil : 0.28, low: isOrder ? nil : 0.26, high: isOrder ? nil : 0.3,
        confidence: isOrder ? nil : 0.975, limit: isOrder ? nil : 0.2,
        allowed: isOrder ? "O(n²)" : nil, fitted: isOrder ? "O(n log n)" : nil,
        fitError: isOrder ? 0.021 : nil, points: points, rationale: "years must not slow down",
        source: "budgets/a.json5:15"),
      evidence: Evidence(kind: .observed, launches: 3, samples: 3), message: "it grows")
  }

  /// Everything that budgets may promise, broken and kept.
  static var promises: Verdict {
    var accepted = comparison(
      "parse/order", .passed, before: 100, after: 109, interval: 1.08...1.1,
      notes: ["accepted up to +12% by kim, until 2027-03-31: validates checksums now"])
    accepted.acceptance = AcceptanceRecord(
      status: .regressed, upTo: "+12%", reason: "validates checksums now", by: "kim",
      expires: "2027-03-31", source: "budgets/a.json5:20")
    var warned = comparison(
      "parse/item", .regressed, before: 100, after: 118, interval: 1.15...1.2, severity: .minor)
    warned.mode = .warn
    var points = budget("match", .overBudget, value: 0.676)
    points.subject = Finding.Subject(
      "match", metric: MetricName(rawValue: "match_rate"), statistic: .minimum, unit: .ratio,
      direction: .higherIsBetter)
    points.judgement = .budget(
      .broken(nil),
      BudgetEvidence(
        bound: .floor, budget: 0.7, tolerance: 0, tolerancePoints: 0.02, limit: 0.68,
        margin: -0.0057, low: nil, high: nil, confidence: nil, rationale: nil,
        source: "b.json5:1"))
    return verdict(
      findings: [
        warned, points, serviceLevel("scd/workforce", .breach, .critical, seconds: 121),
        speedup(.overBudget, ratio: 2.1), growth(.overBudget, .perStep),
        serviceLevel("scd/events", .warning, .good, seconds: 95), accepted,
        serviceLevel("scd/base", .within, .excellent, seconds: 12), growth(.passed, .complexity),
        speedup(.passed, ratio: 3.1),
      ],
      serviceLevels: ServiceLevelCompliance(
        components: 3, within: 1, warnings: 1, breaches: 1, allowedBreaches: 1, issues: 1,
        totalTime: 228e9),
      policyChanges: [
        PolicyChange(
          kind: .tightened, rule: "p95 of wall_time of b", before: nil, after: "within 5 ms",
          reason: "users notice", source: "budgets/a.json5:8"),
        PolicyChange(
          kind: .relaxed, rule: "p95 of wall_time of a", before: "within 50 ms",
          after: "within 60 ms", source: "budgets/a.json5:7"),
      ])
  }

  /// Figures of two metrics, one better when smaller and one better when bigger.
  static var measured: Verdict {
    func row(
      _ name: String, _ metric: MetricName, _ unit: MetricUnit, _ direction: MetricDirection,
      _ scale: Double
    ) -> Measurement {
      Measurement(
        benchmark: BenchmarkIdentifier(name), metric: metric, unit: unit, direction: direction,
        samples: 40, launches: 5, minimum: 0.70 * scale, mean: 0.715 * scale,
        median: 0.71 * scale, p95: 0.72 * scale, p99: 0.73 * scale, maximum: 0.74 * scale)
    }
    return verdict(
      findings: [budget("formation", .passed, value: 50e6)],
      measurements: [
        row("parse/order", .wallTime, .nanoseconds, .lowerIsBetter, 1e6),
        row("formation", .wallTime, .nanoseconds, .lowerIsBetter, 1e8),
        row("formation", .allocations, .count, .lowerIsBetter, 100),
        row("formation", MetricName(rawValue: "match_rate"), .ratio, .higherIsBetter, 1),
      ])
  }

  /// Two commands beside each other, as their user wrote them.
  static func commands(
    _ own: String = "target/tool --input 'a b.txt'",
    against other: String? = "old/tool --input 'a b.txt'", paired isPaired: Bool = true
  ) -> Verdict {
    var baseline = paired
    baseline?.suite = SuiteRecord(name: "tool", command: other)
    baseline?.isPaired = isPaired
    var verdict = verdict(
      findings: [
        comparison(
          "tool", .regressed, before: 5_000_000, after: 5_500_000, interval: 1.08...1.12,
          severity: .minor)
      ], baseline: baseline,
      measurements: [
        Measurement(
          benchmark: "tool", metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
          samples: 112, launches: 14, minimum: 5.2e6, mean: 5.6e6, median: 5.5e6, p95: 5.9e6,
          p99: 6.4e6, maximum: 7.1e6),
        Measurement(
          benchmark: "tool", metric: .spawnTime, unit: .nanoseconds,
          direction: .lowerIsBetter, samples: 14, launches: 14, minimum: 5.6e5, mean: 6.2e5,
          median: 6.1e5, p95: 7.0e5, p99: 7.2e5, maximum: 7.2e5),
      ])
    verdict.run.suite = SuiteRecord(name: "tool", command: own)
    verdict.run.settings.command = [
      "speedgate-bench", "command", "--against-command", other ?? "", "--", "target/tool",
      "--input", "a b.txt",
    ]
    verdict.run.settings.repetition = .words([
      "speedgate-bench", "command", "--against-command", other ?? "", "--seed", "42", "--",
      "target/tool", "--input", "a b.txt",
    ])
    return verdict
  }

  /// Names and messages that try to be something else.
  static var hostile: Verdict {
    verdict(
      findings: hostileNames.map {
        comparison(
          $0, .regressed, before: 100, after: 150, interval: 1.4...1.6, severity: .major,
          notes: ["a note about \($0)"])
      } + hostileNames.map { presence($0 + " gone", .failed, "it said \($0)") },
      warnings: hostileNames)
  }

  /// As many findings as a large suite has.
  static func large(_ count: Int) -> Verdict {
    verdict(
      findings: (0..<count).map {
        comparison(
          "group\($0 % 10)/benchmark{n=\($0)}", $0 < count / 2 ? .regressed : .passed, before: 100,
          after: 120, interval: 1.1...1.3, severity: $0 < count / 2 ? .minor : nil)
      })
  }
}

extension BenchmarkIdentifier: ExpressibleByStringLiteral {
  /// Names a benchmark by a literal.
  public init(stringLiteral value: String) { self.init(value) }
}

extension Finding {
  /// Changes a budget's evidence.
  mutating func editBudget(_ change: (inout BudgetEvidence) -> Void) {
    guard case .budget(let result, var evidence?) = judgement else { return }
    change(&evidence)
    judgement = .budget(result, evidence)
  }

  /// Changes the evidence of a series' growth.
  mutating func editGrowth(_ change: (inout GrowthEvidence) -> Void) {
    guard case .growth(let result, var evidence?) = judgement else { return }
    change(&evidence)
    judgement = .growth(result, evidence)
  }
}
