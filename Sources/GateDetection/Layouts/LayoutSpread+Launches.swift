package import GateRecords
import GateStatistics

extension LayoutSpread {
  /// The fewest blocks from which the effect of layouts is estimated.
  private static let leastBlocks = 4

  /// Estimates the effect of layouts on a benchmark whose launches of one side and block shared a layout.
  ///
  /// Each block then holds two layouts, each in several launches. What all launches of a block share, such as the
  /// speed of the machine at that moment, is subtracted. Two speeds are reported only where layouts certainly
  /// differ; a benchmark whose speed changes from launch to launch has no two speeds by placement.
  ///
  /// - Returns: Nil where too little was measured.
  package init?(sharedBySide benchmark: BenchmarkRecord) {
    guard let levels = BlockLevels(benchmark) else { return nil }
    let blocks = LayoutVariance.undisturbed(
      levels.blocks.map { $0.sides.map { $0.map(Elementary.logarithm) } })
    guard blocks.count >= Self.leastBlocks, let variance = LayoutVariance(blocks: blocks) else {
      return nil
    }
    let interval = variance.deviationInterval(confidence: LayoutStudy.confidence)
    var speeds: SpeedPair?
    if interval.low > 0 {
      // The geometric mean, as the variance is one of logarithms.
      speeds = SpeedPair(
        blocks: blocks.map { $0.map { Elementary.exponential(Mean.of($0)) } })
    }
    self.init(
      layouts: variance.layouts, launches: variance.launches,
      byLayout: variance.byLayout.squareRoot(), low: interval.low, high: interval.high,
      withinLayout: variance.within.squareRoot(), twoSpeeds: speeds)
  }

  /// The tolerance that two builds with one layout each need, so that fewer than one in a hundred unchanged
  /// pairs of builds lie beyond it.
  package var fixedTolerance: Double {
    LayoutTolerance.fixed(deviation: byLayout, speeds: twoSpeeds?.ratio)
  }

  /// The same by the upper end of the spread's interval: it is needed at most.
  package var mostFixedTolerance: Double {
    LayoutTolerance.fixed(deviation: high, speeds: twoSpeeds?.ratio)
  }

  /// The least tolerance that an unchanged benchmark is proven to keep in this number of launch pairs, each launch
  /// with a layout of its own; nil where the number is too small to prove anything.
  package func freshTolerance(pairs: Int) -> Double? {
    LayoutTolerance.fresh(deviation: ofLaunch, pairs: pairs)
  }
}
