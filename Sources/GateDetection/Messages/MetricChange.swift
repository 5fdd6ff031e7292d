package import GateRecords

/// A metric on both sides of a comparison, as it is shown.
package struct MetricChange: Hashable, Sendable {
  /// The conclusion of the comparison.
  package enum Conclusion: Hashable, Sendable {
    /// It is beyond the tolerance.
    case beyond(tolerance: String, provenAfter: Int?)
    /// It has a severity and is within the tolerance.
    case labelled(Severity, from: String?, provenAfter: Int?)
    /// It is within the tolerance beyond which it fails, and has a severity.
    case failsBeyond(tolerance: String, provenAfter: Int?)
    /// It is better.
    case improved
    /// It is not decided.
    case unproven(tolerance: String)
    /// The typical value keeps the tolerance, and some launches do not.
    case launchesDiffer(String, tolerance: String)
    /// It is within the tolerance.
    case within(tolerance: String)
    /// It is better by more than the tolerance, which was not tried to be proven.
    case perhapsBetter(tolerance: String)
    /// It is below the least difference that counts.
    case belowFloor(String, isWorse: Bool)
    /// The figures say it all.
    case plain
  }

  /// The metric.
  package let metric: MetricName
  /// The baseline's figure, with what it was made of.
  package let before: String
  /// The candidate's figure.
  package let after: String
  /// The change.
  package let change: String

  /// The change in words.
  var text: String { "\(metric) went from \(before) to \(after) (\(change))" }
}

extension MetricChange.Conclusion {
  /// The text after the change.
  var text: String {
    switch self {
    case .beyond(let tolerance, let pairs):
      Self.proof(pairs) + "; up to \(tolerance) worse is tolerated"
    case .labelled(let severity, let start, let pairs):
      Self.proof(pairs) + "; that is \(severity.rawValue)\(start.map { " beyond \($0)" } ?? "")"
        + " and only warns"
    case .failsBeyond(let tolerance, let pairs):
      Self.proof(pairs) + "; it fails beyond \(tolerance)"
    case .improved: ", an improvement"
    case .unproven(let tolerance): "; it is not proven whether it is worse by \(tolerance)"
    case .launchesDiffer(let words, let tolerance):
      ", but \(words); it is not proven whether its mean is worse by \(tolerance)"
    case .within(let tolerance): ", within the tolerance of \(tolerance)"
    case .perhapsBetter(let tolerance):
      ", better by more than \(tolerance); the launch pairs do not prove an improvement"
    case .belowFloor(let floor, let isWorse):
      isWorse
        ? ", but changes below \(floor) are ignored"
        : ", and a worsening of less than \(floor) is ignored"
    case .plain: ""
    }
  }

  private static func proof(_ pairs: Int?) -> String {
    pairs.map { "; proven after \($0) launch pairs" } ?? ""
  }
}
