/// A change in words, the same in messages and in every report.
extension ChangeEstimate {
  /// The change beside the tolerance that it is held against, as per cent.
  package var figures: FigureAndLimits { figures(of: ratio) }

  /// An end of its interval without the unit, told from the tolerance as the change itself is.
  package func end(_ ratio: Double) -> String { String(figures(of: ratio).value.dropLast(2)) }

  private func figures(of ratio: Double) -> FigureAndLimits {
    // What is above a threshold by the last bits of a number is not above it, and must not read so.
    let thresholds = [tolerance, -tolerance] + (severityThreshold.map { [$0, -$0] } ?? [])
    let change = ratio - 1
    let reached = thresholds.first { abs(change - $0) <= 1e-9 }
    return FigureAndLimits(percent: reached ?? change, thresholds, isSigned: true)
  }
}
