import GateRecords

/// A verdict in one line: the outcome, what went wrong, what went well, and against what.
struct Headline {
  let text: String

  /// Counts the findings.
  ///
  /// - Complexity: O(findings + measurements); a verdict may hold tens of thousands, so each is looked at
  ///   once.
  init(_ verdict: Verdict) {
    let outcome =
      switch verdict.outcome {
      case .pass: "gate passed"
      case .warn: "gate passed with warnings"
      case .fail: "gate failed"
      }
    var worries = Worries()
    var comforts = Comforts()
    for finding in verdict.findings {
      worries.count(finding)
      comforts.count(finding)
    }
    let parts = [worries.texts, comforts.texts(verdict.measurements)].filter { !$0.isEmpty }
      .map { $0.joined(separator: ", ") }
    let counts = parts.isEmpty ? "" : ": " + parts.joined(separator: " · ")
    text =
      "\(outcome)\(counts) · "
      + QuantityFormat.duration(milliseconds: verdict.run.durationMilliseconds)
      + " · \(ReportModel.comparison(verdict))"
  }

  /// A count with its noun; nil for none.
  static func counted(_ count: Int, _ one: String, _ many: String) -> String? {
    count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
  }
}

/// What went wrong or stayed open, counted by finding.
private struct Worries {
  private var statuses: [FindingStatus: Int] = [:]
  private var broken: [FindingRule: Int] = [:]
  private var differing = 0
  private var warnings = 0

  mutating func count(_ finding: Finding) {
    let status = finding.status
    statuses[status, default: 0] += 1
    switch status {
    case .overBudget: broken[finding.rule, default: 0] += 1
    case .failed: differing += finding.rule == .equivalence ? 1 : 0
    case .passed: warnings += finding.warns ? 1 : 0
    case .regressed, .missing, .unproven, .improved, .new, .skipped: break
    }
  }

  var texts: [String] {
    func count(_ status: FindingStatus) -> Int { statuses[status] ?? 0 }
    func count(_ rule: FindingRule) -> Int { broken[rule] ?? 0 }
    return [
      Headline.counted(count(.regressed), "regression", "regressions"),
      Headline.counted(count(.budget), "budget exceeded", "budgets exceeded"),
      Headline.counted(count(.serviceLevel), "service level breached", "service levels breached"),
      Headline.counted(count(.speedup), "speed-up missed", "speed-ups missed"),
      Headline.counted(count(.growth), "growth limit exceeded", "growth limits exceeded"),
      Headline.counted(differing, "result differs", "results differ"),
      Headline.counted(count(.failed) - differing, "benchmark failed", "benchmarks failed"),
      Headline.counted(count(.missing), "benchmark missing", "benchmarks missing"),
      Headline.counted(warnings, "service level warning", "service level warnings"),
      Headline.counted(count(.unproven), "unproven", "unproven"),
    ].compactMap { $0 }
  }
}

/// What went well, counted by benchmark, each once, by the worst that is said of it.
private struct Comforts {
  /// Findings come worst first, so the first of a benchmark is its worst.
  private var worst: [BenchmarkIdentifier: FindingStatus] = [:]
  /// Those of which something passed and still deserves a look.
  private var warned: Set<BenchmarkIdentifier> = []
  private var accepted: Set<BenchmarkIdentifier> = []

  mutating func count(_ finding: Finding) {
    if worst[finding.benchmark] == nil { worst[finding.benchmark] = finding.status }
    if finding.status == .passed, finding.warns { warned.insert(finding.benchmark) }
    if finding.acceptance != nil { accepted.insert(finding.benchmark) }
  }

  func texts(_ measurements: [Measurement]) -> [String] {
    var counts: [FindingStatus: Int] = [:]
    var acceptances = 0
    for (benchmark, status) in worst {
      let status = status == .passed && warned.contains(benchmark) ? .unproven : status
      if status == .passed, accepted.contains(benchmark) {
        acceptances += 1
      } else {
        counts[status, default: 0] += 1
      }
    }
    let unjudged = Set(measurements.lazy.map(\.benchmark).filter { worst[$0] == nil }).count
    func count(_ status: FindingStatus) -> Int { counts[status] ?? 0 }
    return [
      Headline.counted(count(.passed), "passed", "passed"),
      Headline.counted(count(.improved), "improved", "improved"),
      Headline.counted(acceptances, "accepted", "accepted"),
      Headline.counted(count(.new), "new", "new"),
      Headline.counted(count(.skipped), "skipped", "skipped"),
      Headline.counted(unjudged, "without a rule", "without a rule"),
    ].compactMap { $0 }
  }
}
