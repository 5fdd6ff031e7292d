/// How grave a regression is, by the ladder in the budgets file.
public enum Severity: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
  /// The first rung.
  case minor
  /// The second rung.
  case major
  /// The third rung.
  case critical

  /// Orders graver severities last.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .minor: 0
    case .major: 1
    case .critical: 2
    }
  }
}

/// The outcome of the whole gate.
public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
  /// There are no failures and no warnings.
  case pass
  /// Something deserves a look, nothing fails the build.
  case warn
  /// The build fails.
  case fail
}

/// The status of a finding about one benchmark and metric, ordered worst first.
public enum FindingStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// The benchmark crashed, hung, threw or measured nothing.
  case failed
  /// The baseline has the benchmark or the metric, the candidate does not.
  case missing
  /// The metric's unit, direction or kind of sample is not the baseline's, so nothing can be compared.
  case changed
  /// Proven worse than the baseline by more than the tolerance.
  case regressed
  /// Proven beyond a limit of the budgets file.
  case overBudget = "over_budget"
  /// The evidence does not settle the question.
  case unproven
  /// Proven better than the baseline by more than the tolerance.
  case improved
  /// There is nothing to compare with yet.
  case new
  /// Left out on purpose.
  case skipped
  /// Proven to execute the same code as the baseline.
  case sameCode = "same_code"
  /// Proven within the tolerance or the budget.
  case passed

  /// Whether a finding of this status fails the build, unless its rule only warns.
  public var failsTheGate: Bool {
    switch self {
    case .failed, .missing, .changed, .regressed, .overBudget: true
    case .unproven, .improved, .new, .skipped, .sameCode, .passed: false
    }
  }
}
