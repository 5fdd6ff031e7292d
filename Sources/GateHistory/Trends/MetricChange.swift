import GateRecords
import GateStatistics

/// One place in a metric's history where its level changed for good.
package struct MetricChange: Hashable, Sendable {
  /// How the level changed.
  package enum Kind: String, Hashable, Sendable {
    /// From one run to the next.
    case shift
    /// Little by little over the whole period, by no single commit.
    case drift
  }

  /// The metric.
  package let history: MetricHistory
  /// How the level changed.
  package let kind: Kind
  /// The level before, or where the drift began.
  package let before: Double
  /// The level after, or where the drift has come.
  package let after: Double
  /// By how much, with its interval where there are runs enough.
  package let size: ChangeSize
  /// How sure it is that something changed, after looking everywhere, in [0, 1].
  package let confidence: Double
  /// The last run that surely has the old level.
  package let lastBefore: MetricHistory.Point
  /// The first run that surely has the new level.
  package let firstAfter: MetricHistory.Point
  /// How many runs lie from the one to the other.
  package let runsApart: Int

  /// Whether it got worse.
  package var isWorse: Bool {
    (after > before) == (history.direction == .lowerIsBetter)
  }

  /// The changes of many histories, looked for on all processors, newest first.
  package static func all(
    in histories: MetricHistories, alpha: Double, atLeast: Double
  ) async -> [MetricChange] {
    await withTaskGroup(of: [MetricChange].self) { group in
      for history in histories.series {
        group.addTask { all(in: history, alpha: alpha, atLeast: atLeast) }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }.sorted {
      ($1.firstAfter.milliseconds, $0.history.benchmark, $0.history.metric)
        < ($0.firstAfter.milliseconds, $1.history.benchmark, $1.history.metric)
    }
  }

  /// The changes of a history, oldest first.
  ///
  /// - Parameters:
  ///   - alpha: How often a history without a change may show one, about.
  ///   - atLeast: The smallest change to report, as a share, or in points for a metric that is
  ///     itself a share.
  package static func all(
    in history: MetricHistory, alpha: Double, atLeast: Double
  ) -> [MetricChange] {
    let values = history.points.map(\.value)
    let shifts = LevelShifts(values, alpha: alpha).shifts
    // Neighbours of a smooth drift are so alike that no place in it is exceptional. A drift without a
    // single shift must be surer, so that the second look costs next to no false alarm.
    let found =
      drift(in: history, values, shifts, alpha: shifts.isEmpty ? alpha / 10 : alpha).map { [$0] }
      ?? steps(in: history, values, shifts)
    return found.filter { abs($0.size.estimate) >= atLeast }
  }

  private static func steps(
    in history: MetricHistory, _ values: [Double], _ shifts: [LevelShifts.Shift]
  ) -> [MetricChange] {
    shifts.indices.map { index in
      let shift = shifts[index]
      let start = index > 0 ? shifts[index - 1].place : 0
      let end = index + 1 < shifts.count ? shifts[index + 1].place : values.count
      let last = shift.range.lowerBound - 1
      let first = shift.range.upperBound
      return MetricChange(
        history: history, kind: .shift, before: shift.before, after: shift.after,
        size: ChangeSize(
          from: Array(values[start..<shift.place].suffix(ChangeSize.mostRuns)),
          to: Array(values[shift.place..<end].prefix(ChangeSize.mostRuns)),
          isInPoints: history.unit == .ratio),
        confidence: shift.confidence, lastBefore: history.points[last],
        firstAfter: history.points[first], runsApart: first - last)
    }
  }

  /// The drift that explains the values at least as well as the steps do; nil when none does.
  private static func drift(
    in history: MetricHistory, _ values: [Double], _ shifts: [LevelShifts.Shift], alpha: Double
  ) -> MetricChange? {
    let places = MetricTrend.reduced(values)
    let slope = TheilSen.slope(places)
    guard let test = MannKendall(growthOf: places, isShare: history.unit == .ratio),
      test.probability < alpha,
      let middle = Percentile.median(of: places), let oldest = history.points.first,
      let newest = history.points.last
    else { return nil }
    let half = Double(places.count - 1) / 2
    func line(_ index: Int) -> Double {
      middle + slope * (Double(index * places.count / values.count) - half)
    }
    let lineLoss = values.indices.reduce(0) { $0 + abs(values[$1] - line($1)) }
    var stepLoss = 0.0
    var next = shifts[...]
    var level = shifts.first?.before ?? middle
    for index in values.indices {
      if let shift = next.first, shift.place == index {
        level = shift.after
        next = next.dropFirst()
      }
      stepLoss += abs(values[index] - level)
    }
    // Both are held to Schwarz's criterion (Ann. Stat. 6, 1978) for absolute deviations: a line has two
    // figures, each step a place in addition to its level.
    let count = Double(values.count)
    let figures = Double(2 * shifts.count + 1 - 2) * Elementary.logarithm(count)
    guard lineLoss <= stepLoss * Elementary.exponential(figures / (2 * count)) else { return nil }
    let tenth = max(1, min(values.count / 10, ChangeSize.mostRuns))
    return MetricChange(
      history: history, kind: .drift, before: middle - slope * half, after: middle + slope * half,
      size: ChangeSize(
        from: Array(values.prefix(tenth)), to: Array(values.suffix(tenth)),
        isInPoints: history.unit == .ratio),
      confidence: 1 - test.probability, lastBefore: oldest, firstAfter: newest,
      runsApart: values.count - 1)
  }
}

/// By how much one group of runs lies above another, with its interval.
package struct ChangeSize: Hashable, Sendable {
  /// The most runs of a side that are compared; more of them would say the same more slowly.
  package static let mostRuns = 200

  /// The change as a share, or as a difference for a metric that is itself a share.
  package let estimate: Double
  /// The lower end of its 95 % interval; nil with fewer than four runs on a side.
  package let low: Double?
  /// The upper end of its 95 % interval; nil with fewer than four runs on a side.
  package let high: Double?
  /// Whether the figures are differences.
  package let isInPoints: Bool

  /// Compares two groups of values.
  package init(from left: [Double], to right: [Double], isInPoints: Bool) {
    let isRelative = !isInPoints && (left + right).allSatisfy { $0 > 0 }
    let shift = HodgesLehmann(
      left: isRelative ? left.map(Elementary.logarithm) : left,
      right: isRelative ? right.map(Elementary.logarithm) : right)
    func share(_ value: Double) -> Double { isRelative ? Elementary.exponential(value) - 1 : value }
    estimate = share(shift?.estimate ?? 0)
    low = (shift?.low).map(share)
    high = (shift?.high).map(share)
    self.isInPoints = !isRelative
  }

  /// Creates the change from its figures.
  package init(estimate: Double, low: Double?, high: Double?, isInPoints: Bool) {
    self.estimate = estimate
    self.low = low
    self.high = high
    self.isInPoints = isInPoints
  }
}
