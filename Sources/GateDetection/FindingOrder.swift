import GateRecords

/// What a report shows first: worse findings, by status, severity, size of the change, and name.
struct FindingOrder: Comparable {
  private let status: Int
  private let severity: Int
  private let badness: Double
  private let benchmark: BenchmarkIdentifier
  private let summary: String

  private init(_ finding: Finding) {
    status = FindingStatus.allCases.firstIndex(of: finding.status) ?? 0
    severity = finding.severity.flatMap { Severity.allCases.firstIndex(of: $0) } ?? -1
    badness = finding.badness
    benchmark = finding.benchmark
    summary = (finding.metric?.rawValue ?? "") + " " + (finding.statistic?.rawValue ?? "")
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.status != right.status { return left.status < right.status }
    if left.severity != right.severity { return left.severity > right.severity }
    if left.badness != right.badness { return left.badness > right.badness }
    if left.benchmark != right.benchmark { return left.benchmark < right.benchmark }
    return left.summary < right.summary
  }

  /// Findings in this order.
  ///
  /// A finding is large and its key small, so the keys are sorted and each finding is moved once.
  static func worstFirst(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().map { (FindingOrder($1), $0) }.sorted { $0 < $1 }
      .map { findings[$0.1] }
  }
}

extension Finding {
  /// How bad the figures are, comparable within one status.
  fileprivate var badness: Double {
    if let budget { return -budget.margin }
    guard let change else { return 0 }
    let worse = direction == .higherIsBetter ? 1 / max(change.ratio, 1e-9) : change.ratio
    // An improvement is worth showing by its size, too.
    return status == .improved ? 1 / max(worse, 1e-9) : worse
  }
}
