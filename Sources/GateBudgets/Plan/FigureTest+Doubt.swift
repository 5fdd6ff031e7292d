import GateRecords
import GateStatistics

extension FigureTest {
  /// Why it is not settled though the typical figure keeps its tolerance, or seems to; nil where that is not
  /// so.
  package var doubt: LaunchDoubt? {
    guard decision == .undecided else { return nil }
    if typicalDecision != .undecided { return launchDoubt }
    let isTypicalWithin = test.estimate <= 1 + test.configuration.tolerance
    return isTypicalWithin && isMeanWorse && areSomeWorse ? launchDoubt : nil
  }

  /// What speaks against passing though the typical figure keeps its tolerance; nil where nothing does.
  ///
  /// The mean over launches must not be worse by more than the tolerance, and not so many more of the
  /// candidate's launches may lie apart, by more than the tolerance, that chance does not explain it.
  var launchDoubt: LaunchDoubt? {
    guard !hasMeanRow, test.configuration.functional == .median, !test.isEqual,
      isMeanWorse || isShapeWorse, !isMeanBelowFloor
    else { return nil }
    return LaunchDoubt(
      shapes: shapes,
      mean: hasRatio
        ? .ratio(planned.direction == .higherIsBetter ? 1 / test.meanRatio : test.meanRatio)
        : .difference(meanDifference))
  }

  /// How the launches scatter, larger figures counting as worse; nil where they are no multiples.
  package var shapes: LaunchShapes? {
    func worse(_ level: Double) -> Double {
      planned.direction == .higherIsBetter ? 1 / level : level
    }
    return LaunchShapes(
      candidate: levels.map { worse($0.candidate) }, baseline: levels.map { worse($0.baseline) })
  }

  private var isShapeWorse: Bool {
    areSomeWorse && shapes?.differ == true
  }

  /// Whether more of the candidate's launches lie apart, by more than the tolerance.
  private var areSomeWorse: Bool {
    guard let shapes, shapes.isCandidateWorse else { return false }
    let usual = abs(Percentile.median(of: levels.map(\.baseline)) ?? 0)
    let allowed =
      planned.tolerancePoints == nil ? test.configuration.tolerance : planned.tolerance(from: usual)
    return RegressionLadder.exceeds(shapes.candidate.times - 1, allowed)
  }

  private var isMeanWorse: Bool {
    if isDifference || hasRatio { return test.isMeanBeyondTolerance }
    let usual = abs(Mean.of(levels.map(\.baseline)))
    let allowed = Self.tolerance(planned, baseline: usual, isNoisy: isNoisy) * usual
    return worsening(meanDifference) > allowed + 1e-9 * (usual + abs(meanDifference))
  }

  /// Whether the launches are worse on the average by less than ever counts.
  private var isMeanBelowFloor: Bool {
    let usual = Percentile.median(of: levels.map(\.candidate)) ?? 0
    return worsening(meanDifference) < max(planned.floor ?? 0, clock.difference(usual: usual))
  }

  /// Candidate − baseline on the average.
  private var meanDifference: Double {
    levels.isEmpty ? 0 : Mean.of(levels.map { $0.candidate - $0.baseline })
  }

  private func worsening(_ difference: Double) -> Double {
    planned.direction == .higherIsBetter ? -difference : difference
  }

  /// Whether the two figures differ by less than ever counts: the budgets' floor, or a few steps of the
  /// clock.
  package var isBelowFloor: Bool {
    guard let shown = estimate else { return false }
    return abs(shown.candidate - shown.baseline)
      < max(planned.floor ?? 0, clock.difference(usual: shown.candidate))
  }
}
