/// The one order of findings, worst first: in `verdict.json`, in the terminal, in comments, on pages and in summaries.
///
/// Findings are ordered by ``Finding/Concern``, then by status, severity, size, benchmark, rule and metric.
package struct FindingOrder: Comparable {
  private let concern: Finding.Concern
  private let status: Int
  private let severity: Int
  private let size: Double
  private let benchmark: BenchmarkIdentifier
  private let rule: Int
  private let metric: MetricName?
  private let statistic: Statistic?

  /// Takes from a finding what decides its place.
  package init(_ finding: Finding) {
    concern = finding.concern
    status = finding.status.rank
    severity = finding.severity.flatMap { Severity.allCases.firstIndex(of: $0) } ?? -1
    size = finding.size
    benchmark = finding.benchmark
    rule = finding.rule.rank
    metric = finding.metric
    statistic = finding.statistic
  }

  package static func < (left: Self, right: Self) -> Bool {
    if left.concern != right.concern { return left.concern < right.concern }
    if left.status != right.status { return left.status < right.status }
    if left.severity != right.severity { return left.severity > right.severity }
    if left.size != right.size { return left.size > right.size }
    if left.benchmark != right.benchmark { return left.benchmark < right.benchmark }
    if left.rule != right.rule { return left.rule < right.rule }
    if left.metric != right.metric {
      return left.metric?.rawValue ?? "" < right.metric?.rawValue ?? ""
    }
    return left.statistic?.rawValue ?? "" < right.statistic?.rawValue ?? ""
  }

  /// Findings in this order; equal ones stay as they are.
  ///
  /// A finding is large and its key is small, so the keys are sorted and each finding is moved once.
  package static func worstFirst(_ findings: [Finding]) -> [Finding] {
    let keys = findings.map(FindingOrder.init)
    // Findings of a verdict are in order already.
    guard zip(keys, keys.dropFirst()).contains(where: { $1 < $0 }) else { return findings }
    return keys.indices.sorted { left, right in
      if keys[left] < keys[right] { return true }
      return keys[right] < keys[left] ? false : left < right
    }
    .map { findings[$0] }
  }
}

extension Finding {
  /// The urgency of a finding for its reader, the most urgent first.
  package enum Concern: Int, Hashable, Sendable, Comparable {
    /// It fails the gate.
    case fails
    /// It breaks a rule that only warns, or is close to a service level.
    case warns
    /// The measurements do not decide it.
    case unproven
    /// It is worse, and the budgets accept that.
    case accepted
    /// It is better.
    case improved
    /// There is nothing to do about it.
    case none

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The urgency of the finding for its reader.
  package var concern: Concern {
    if failsTheGate { return .fails }
    if acceptance != nil { return .accepted }
    if status == .unproven { return .unproven }
    if warns { return .warns }
    return status == .improved ? .improved : .none
  }

  /// How bad the figures are, comparable within one status; of an improvement, how large it is.
  fileprivate var size: Double {
    if let budget { return -budget.margin }
    guard let change else { return 0 }
    let worse = direction == .higherIsBetter ? 1 / max(change.ratio, 1e-9) : change.ratio
    return status == .improved ? 1 / max(worse, 1e-9) : worse
  }
}

extension FindingStatus {
  /// Its place among the statuses, which are declared worst first.
  fileprivate var rank: Int {
    switch self {
    case .failed: 0
    case .missing: 1
    case .changed: 2
    case .regressed: 3
    case .overBudget: 4
    case .unproven: 5
    case .improved: 6
    case .new: 7
    case .skipped: 8
    case .sameCode: 9
    case .passed: 10
    }
  }
}

extension FindingRule {
  fileprivate var rank: Int {
    switch self {
    case .presence: 0
    case .regression: 1
    case .budget: 2
    case .serviceLevel: 3
    case .speedup: 4
    case .growth: 5
    case .equivalence: 6
    case .creep: 7
    case .machines: 8
    }
  }
}
