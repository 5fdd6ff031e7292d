import GateRecords
import GateStatistics

extension FigureTest {
  /// Why it is not settled though the typical figure keeps its tolerance, or seems to; nil where that is not
  /// so.
  package var doubt: LaunchDoubt? {
    guard decision == .undecided else { return nil }
    if typicalDecision != .undecided { return launchDoubt }
    let isTypicalWithin = test.estimate <= 1 + test.configuration.tolerance
    let isSomeOnly =
      test.configuration.functional == .median && isTypicalWithin && isMeanWorse && areSomeWorse
    return isSomeOnly ? launchDoubt : nil
  }

  /// Why a figure does not pass although it keeps its tolerance; nil where it may pass.
  ///
  /// There are two reasons. The mean over launches is worse by more than the tolerance. Or more of the
  /// candidate's launches lie apart than of the baseline's, by more than the tolerance, and chance does not
  /// explain the difference. The mean time is a geometric mean over launches itself; for it only the
  /// arithmetic mean counts.
  var launchDoubt: LaunchDoubt? {
    guard !hasMeanRow, !test.isEqual else { return nil }
    let isWorse =
      switch test.configuration.functional {
      case .median: isMeanWorse || isShapeWorse
      case .mean: isArithmeticMeanWorse
      }
    guard isWorse, !isMeanBelowFloor else { return nil }
    return LaunchDoubt(shapes: shapes, mean: shownMean)
  }

  /// How the launches scatter, larger figures counting as worse; nil where they are not multiples.
  package var shapes: LaunchShapes? { launches.shapes }

  private var launches: LaunchLevels {
    let levels = levelsOfOneSpeed
    return LaunchLevels(
      candidate: levels.map(\.candidate), baseline: levels.map(\.baseline),
      direction: planned.direction)
  }

  /// The level of each pair's launches, corrected as if all machines had the same speed.
  ///
  /// Launches of a slow machine lie apart from those of a quick one on both sides, which says nothing.
  private var levelsOfOneSpeed: [(candidate: Double, baseline: Double)] {
    guard !levelStarts.isEmpty, hasRatio else { return levels }
    let all = commonSize(of: levels[...])
    let ends = levelStarts + [levels.count]
    return zip([0] + levelStarts, ends).flatMap { start, end in
      let own = levels[start..<end]
      let size = commonSize(of: own)
      let factor = size > 0 && all > 0 ? all / size : 1
      return own.map { ($0.candidate * factor, $0.baseline * factor) }
    }
  }

  /// The arithmetic mean, which is what adds up, unless only the geometric one is beyond the tolerance.
  private var shownMean: LaunchDoubt.Mean {
    guard hasRatio else { return .difference(launches.meanDifference) }
    if !isDifference, test.isMeanBeyondTolerance, !launches.isMeanWorse(than: meanTolerance) {
      return .geometricRatio(
        planned.direction == .higherIsBetter ? 1 / test.meanRatio : test.meanRatio)
    }
    return .ratio(launches.meanRatio)
  }

  private var isShapeWorse: Bool {
    areSomeWorse && shapes?.differ == true
  }

  /// Whether more of the candidate's launches lie apart, by more than the tolerance.
  private var areSomeWorse: Bool {
    let usual = abs(Percentile.median(of: levels.map(\.baseline)) ?? 0)
    return launches.areSomeWorse(
      than: planned.tolerancePoints == nil
        ? test.configuration.tolerance : planned.tolerance(from: usual))
  }

  private var isMeanWorse: Bool {
    if isDifference { return test.isMeanBeyondTolerance }
    return hasRatio
      ? test.isMeanBeyondTolerance || isArithmeticMeanWorse
      : launches.isMeanWorse(than: meanTolerance)
  }

  /// Whether the arithmetic mean over launches is beyond the tolerance, and chance hardly explains that it is
  /// worse at all.
  ///
  /// It sees what the geometric mean hides, launches that are seldom and much worse, and scatters with each
  /// of them, so it needs more than to lie beyond the tolerance.
  private var isArithmeticMeanWorse: Bool {
    guard !isDifference, hasRatio else { return false }
    let launches = launches
    return launches.isMeanWorse(than: meanTolerance) && launches.isMeanWorseBeyondChance
  }

  /// The tolerance as a share of the baseline's mean.
  private var meanTolerance: Double {
    Self.tolerance(planned, baseline: abs(Mean.of(levels.map(\.baseline))), isNoisy: isNoisy)
  }

  /// Whether the launches' average worsening is below the least difference that counts.
  private var isMeanBelowFloor: Bool {
    let usual = Percentile.median(of: levels.map(\.candidate)) ?? 0
    return launches.meanWorsening < max(planned.floor ?? 0, clock.difference(usual: usual))
  }

  /// Whether the two figures differ by less than ever counts: the budgets' floor, or a few steps of the
  /// clock.
  package var isBelowFloor: Bool {
    guard let shown = estimate else { return false }
    return abs(shown.candidate - shown.baseline)
      < max(planned.floor ?? 0, clock.difference(usual: shown.candidate))
  }
}
