/// Why a figure that typically keeps its tolerance is not settled all the same.
package struct LaunchDoubt: Hashable, Sendable {
  /// How the launches scatter; nil where figures are no multiples of each other.
  package let shapes: LaunchShapes?
  /// What the launches are worse by on the average.
  package let mean: Mean

  /// An average worsening, positive where the candidate is worse.
  package enum Mean: Hashable, Sendable {
    /// Candidate ÷ baseline.
    case ratio(Double)
    /// Candidate − baseline, in the metric's unit.
    case difference(Double)
  }
}
