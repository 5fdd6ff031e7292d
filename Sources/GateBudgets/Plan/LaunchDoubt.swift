/// The reason why a metric that typically keeps its tolerance is not settled nevertheless.
package struct LaunchDoubt: Hashable, Sendable {
  /// How the launches scatter; nil where figures are not multiples of each other.
  package let shapes: LaunchShapes?
  /// The average worsening of the launches.
  package let mean: Mean

  /// Creates what speaks against passing.
  package init(shapes: LaunchShapes?, mean: Mean) {
    self.shapes = shapes
    self.mean = mean
  }

  /// An average worsening, positive where the candidate is worse.
  package enum Mean: Hashable, Sendable {
    /// Candidate ÷ baseline of the arithmetic means.
    case ratio(Double)
    /// Candidate ÷ baseline of the geometric means, which alone lie beyond the tolerance.
    case geometricRatio(Double)
    /// Candidate − baseline, in the metric's unit.
    case difference(Double)
  }
}
