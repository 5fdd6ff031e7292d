import GateRecords
import GateStatistics

extension FigureTest {
  /// Whether all figures are positive, or all zero, so that one is a multiple of the other.
  var hasRatio: Bool {
    levels.allSatisfy { $0.candidate > 0 && $0.baseline > 0 }
      || levels.allSatisfy { $0.candidate == 0 && $0.baseline == 0 }
  }

  /// The estimate from the launches; nil without a pair that has values on both sides.
  ///
  /// The estimate compares launches that shared their moments of the machine, so it is not the quotient of two
  /// figures that each side has by itself. The two figures share the common level of all launches instead.
  package var estimate: FigureEstimate? {
    guard test.count > 0, !levels.isEmpty else { return nil }
    if isDifference { return byPoints }
    if hasRatio { return byRatio }
    return hasOrderOnly ? byOrder : turned
  }

  /// Whether the figures are of two signs, or some of them zero, so that no quotient means anything.
  var hasOrderOnly: Bool {
    !hasRatio && !(isTurned && levels.allSatisfy { $0.candidate < 0 && $0.baseline < 0 })
  }

  private var isMirrored: Bool { planned.direction == .higherIsBetter }

  private func center(_ values: [Double]) -> Double {
    test.configuration.functional == .mean ? Mean.of(values) : Percentile.median(of: values) ?? 0
  }

  /// The test's estimate and interval as growth of the figure, whichever way it gets better.
  private var growth: (estimate: Double, low: Double?, high: Double?) {
    let (low, high) = test.interval
    guard isMirrored else { return (test.estimate, low, high) }
    return (1 / test.estimate, high.map { 1 / $0 }, low.map { 1 / $0 })
  }

  private var byRatio: FigureEstimate {
    let growth = growth
    var before = center(levels.map(\.baseline))
    var after = center(levels.map(\.candidate))
    if before > 0, growth.estimate.isFinite, growth.estimate > 0 {
      let half = growth.estimate.squareRoot()
      let size = commonSize(of: levels[...])
      (after, before) = (size * half, size / half)
    }
    return FigureEstimate(
      candidate: after, baseline: before, ratio: growth.estimate, low: growth.low,
      high: growth.high)
  }

  /// The size that launches of both sides have in common.
  func commonSize(of levels: ArraySlice<(candidate: Double, baseline: Double)>) -> Double {
    Elementary.exponential(
      center(
        levels.map {
          (Elementary.logarithm(abs($0.candidate)) + Elementary.logarithm(abs($0.baseline))) / 2
        }))
  }

  private var byPoints: FigureEstimate {
    let before = center(levels.map(\.baseline))
    let growth = growth
    func share(_ ratio: Double) -> Double {
      FigureEstimate.share(Elementary.logarithm(ratio), of: before)
    }
    return FigureEstimate(
      candidate: before + Elementary.logarithm(growth.estimate), baseline: before,
      ratio: share(growth.estimate), low: growth.low.map(share), high: growth.high.map(share))
  }

  /// Of figures that are all negative the test has the quotient turned: baseline ÷ candidate.
  private var turned: FigureEstimate {
    let growth = growth
    let before = -commonSize(of: levels[...]) * growth.estimate.squareRoot()
    func difference(_ ratio: Double) -> Double { before / ratio - before }
    return FigureEstimate(
      baseline: before,
      .init(
        estimate: difference(growth.estimate), low: growth.low.map(difference),
        high: growth.high.map(difference)))
  }

  /// Figures of two signs, or zeros among others, have an order and differences.
  private var byOrder: FigureEstimate {
    let differences = levels.map { $0.candidate - $0.baseline }
    let (low, high) = test.interval(ofDifferences: differences)
    return FigureEstimate(
      baseline: center(levels.map(\.baseline)),
      .init(estimate: center(differences), low: low, high: high))
  }

  /// Whether figures that have an order only are proven to keep the tolerance: by the interval of their
  /// differences, as quotients, which the test goes by, mean nothing there.
  var isOrderWithin: Bool {
    guard let estimate, let difference = estimate.difference else { return false }
    guard let end = isMirrored ? difference.low : difference.high else { return false }
    let usual = abs(estimate.baseline)
    let share = Self.tolerance(planned, baseline: usual, isNoisy: isNoisy)
    let allowed = max(share * usual, planned.floor ?? 0)
    return (isMirrored ? -end : end) <= allowed + 1e-9 * usual
  }
}
