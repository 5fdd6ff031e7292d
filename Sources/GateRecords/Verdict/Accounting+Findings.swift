extension Accounting {
  /// Counts what findings say of every benchmark and metric.
  ///
  /// - Parameters:
  ///   - findings: All of a check.
  ///   - withoutRule: Metrics that no rule compares, which have no finding.
  ///   - missing: How many metrics the baseline has of each benchmark that is missing as a whole.
  package init(
    of findings: [Finding], withoutRule: Int = 0, missing: [BenchmarkIdentifier: Int] = [:]
  ) {
    self.init(withoutRule: withoutRule)
    for finding in findings { count(finding, missing: missing) }
  }

  private mutating func count(_ finding: Finding, missing: [BenchmarkIdentifier: Int]) {
    let isAccepted = finding.acceptance != nil
    switch finding.judgement {
    case .presence(.missing):
      let figures = max(1, missing[finding.benchmark] ?? 1)
      if isAccepted { removed += figures } else { vanished += figures }
    case .presence: break
    case .regression(let result, _):
      switch result {
      case .regressed where isAccepted: accepted += 1
      case .missing where isAccepted, .changed where isAccepted: removed += 1
      case .regressed, .improved, .passed, .unproven(.evidence), .unproven(.laxerQuestion),
        .unproven(.launchesDiffer), .unproven(.someLaunches):
        compared += 1
      case .sameCode: sameCode = (sameCode ?? 0) + 1
      case .unproven(.blind): blind += 1
      case .new: new += 1
      case .missing: vanished += 1
      case .changed: changed += 1
      }
    case .budget, .serviceLevel, .speedup, .growth: limits += 1
    // Equal results say nothing of how fast they come.
    case .equivalence: break
    // Its figure is counted where it is compared with the baseline.
    case .creep, .machines: break
    }
  }
}
