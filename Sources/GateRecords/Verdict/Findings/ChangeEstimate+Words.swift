/// A change in words, the same in messages and in every report.
extension ChangeEstimate {
  /// The change beside the tolerance that it is held against, as per cent.
  package var figures: FigureAndLimits { figures(of: ratio) }

  /// The change alone, as shown beside the tolerance.
  package var size: String { size(of: ratio) }

  /// An end of its interval without the unit, with enough digits to distinguish it from the tolerance.
  package func end(_ ratio: Double) -> String { String(size(of: ratio).dropLast(2)) }

  /// The same for figures without noise, of which the smallest change is one and must not read as nothing.
  package var exactFigures: FigureAndLimits { figures(of: ratio, beside: ratio == 1 ? [] : [0]) }

  /// The change of a share in points, beside the points that are tolerated; nil where the tolerance is a
  /// percentage.
  ///
  /// - Parameters:
  ///   - ratio: An end of the interval; the estimate unless given.
  ///   - baseline: The baseline's figure.
  package func points(_ ratio: Double? = nil, from baseline: Double) -> FigureAndLimits? {
    guard let points = tolerancePoints else { return nil }
    let size = abs(baseline)
    // Both thresholds may be the same number of points, and their shares differ in the last bits.
    let label = severityThreshold.map { abs($0 * size - points) <= 1e-12 ? points : $0 * size }
    let thresholds = [points, -points] + (label.map { [$0, -$0] } ?? [])
    let difference = ((ratio ?? self.ratio) - 1) * size
    let reached = thresholds.first { abs(difference - $0) <= 1e-9 * size }
    return FigureAndLimits(points: reached ?? difference, thresholds)
  }

  /// A share with enough digits to distinguish it from the tolerance; nil where the tolerance is a percentage.
  package func share(_ value: Double, from baseline: Double) -> String? {
    guard let points = tolerancePoints else { return nil }
    let limits = [baseline - points, baseline + points]
    let reached = limits.first { abs(value - $0) <= 1e-9 * abs(baseline) }
    return FigureAndLimits(reached ?? value, limits, unit: .ratio).value
  }

  private func figures(of ratio: Double, beside others: [Double] = []) -> FigureAndLimits {
    let (change, thresholds) = changeAndThresholds(ratio)
    return FigureAndLimits(percent: change, thresholds + others, isSigned: true)
  }

  private func size(of ratio: Double) -> String {
    let (change, thresholds) = changeAndThresholds(ratio)
    return FigureAndLimits.signedPercent(change, beside: thresholds)
  }

  private func changeAndThresholds(_ ratio: Double) -> (change: Double, thresholds: [Double]) {
    // A number that exceeds a threshold only by rounding does not exceed it, and must not look as if it did.
    let thresholds = [tolerance, -tolerance] + (severityThreshold.map { [$0, -$0] } ?? [])
    let change = ratio - 1
    let reached = thresholds.first { abs(change - $0) <= 1e-9 }
    return (reached ?? change, thresholds)
  }
}
