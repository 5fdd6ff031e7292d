/// One-sided bounds of a percentile from samples that were taken launch by launch.
///
/// Samples of one launch share its layout and seeds, so they contain less information than as many independent ones. The
/// bounds are those of order statistics for the number of independent samples with as much information. One
/// launch bounds nothing. Decision 16 has the reasons and the coverage.
package struct LaunchPercentileBounds: Hashable, Sendable {
  /// A value that the percentile exceeds with at most 1 − confidence; nil with too little evidence.
  package let low: Double?
  /// A value that the percentile falls below with at most 1 − confidence; nil with too little evidence.
  package let high: Double?
  /// How many independent samples would bound it from below as well.
  package let samplesForLow: Int
  /// How many independent samples would bound it from above as well.
  package let samplesForHigh: Int
  /// How much samples of one launch resemble each other near the percentile, in 0...1.
  package let correlation: Double

  /// Bounds a percentile.
  ///
  /// - Parameters:
  ///   - percent: In (0, 100).
  ///   - launches: The samples, finite, launch by launch.
  ///   - confidence: Of each bound, in (0, 1).
  /// - Complexity: O(*n* log *n*).
  package init(percent: Double, launches: [[Double]], confidence: Double) {
    let launches = launches.filter { !$0.isEmpty }
    guard launches.count > 1 else {
      low = nil
      high = nil
      samplesForLow = launches.count
      samplesForHigh = launches.count
      correlation = 0
      return
    }
    let samples = RankedLaunches(launches)
    let groups = samples.launches
    let tail = NormalTail(percent: percent)
    let place = samples.below(
      orAt: samples.sorted[Percentile.rank(percent, count: groups.count) - 1])
    let ratios = (all: samples.rankRatio, near: samples.ratio(first: place))
    let highest = max(
      tail.correlation(groups.highest(of: ratios.all)), groups.highest(of: ratios.near))
    correlation = max(
      tail.correlation(groups.correlation(of: ratios.all)), groups.correlation(of: ratios.near))

    /// A rank among the samples, and how many independent ones it is based on.
    func bound(_ need: PercentileNeed) -> (rank: Int?, samples: Int) {
      func rank(_ count: Int) -> Int? {
        let ranks = OrderStatisticRanks(
          percent: percent, count: count, confidence: confidence)
        return (need.isFromAbove ? ranks.high : ranks.low).map {
          samples.rank($0, of: count, roundedUp: need.isFromAbove)
        }
      }
      let first = groups.independentSamples(highest, for: need)
      // How much samples resemble each other is estimated at the place of the bound as well.
      let value = samples.sorted[(rank(first) ?? (need.isFromAbove ? groups.count : 1)) - 1]
      let there = samples.ratio(
        first: need.isFromAbove ? samples.below(value) : samples.below(orAt: value))
      let second = min(first, groups.independentSamples(groups.highest(of: there), for: need))
      return (rank(second), second)
    }
    let above = bound(
      PercentileNeed(percent: percent, isFromAbove: true, confidence: confidence))
    let below = bound(
      PercentileNeed(percent: percent, isFromAbove: false, confidence: confidence))
    high = above.rank.map { samples.sorted[$0 - 1] }
    low = below.rank.map { samples.sorted[$0 - 1] }
    samplesForHigh = above.samples
    samplesForLow = below.samples
  }
}

/// Samples in ascending order, each with the launch that it is of.
private struct RankedLaunches {
  let launches: LaunchCorrelation
  let sorted: [Double]
  private let launchOf: [Int]

  init(_ values: [[Double]]) {
    launches = LaunchCorrelation(sizes: values.map(\.count))
    let order = values.enumerated().flatMap { launch, samples in
      samples.map { (value: $0, launch: launch) }
    }.sorted { $0.value < $1.value }
    sorted = order.map(\.value)
    launchOf = order.map(\.launch)
  }

  /// The ratio of variances of the ranks, which do not mind how long the tails are.
  var rankRatio: Double {
    var sums = [Double](repeating: 0, count: launches.sizes.count)
    var squares = 0.0
    let middle = Double(sorted.count - 1) / 2
    var start = 0
    while start < sorted.count {
      let end = below(orAt: sorted[start])
      // Equal samples have the mean of their ranks.
      let rank = Double(start + end - 1) / 2 - middle
      for place in start..<end { sums[launchOf[place]] += rank }
      squares += rank * rank * Double(end - start)
      start = end
    }
    return launches.ratio(sums: sums, squares: squares)
  }

  /// The ratio of variances of being among the first this many.
  func ratio(first count: Int) -> Double {
    var sums = [Double](repeating: 0, count: launches.sizes.count)
    for launch in launchOf[..<count] { sums[launch] += 1 }
    return launches.ratio(sums: sums, squares: Double(count))
  }

  /// How many samples lie below a value.
  func below(_ value: Double) -> Int { partition { $0 < value } }

  /// How many samples lie at a value or below it.
  func below(orAt value: Double) -> Int { partition { $0 <= value } }

  private func partition(_ isBefore: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The rank in the middle of the samples that one of this many independent ones represents.
  func rank(_ rank: Int, of count: Int, roundedUp: Bool) -> Int {
    let middle = (Double(rank) - 0.5) * Double(sorted.count) / Double(count) + 0.5
    let place = (middle + (roundedUp ? -1e-9 : 1e-9)).rounded(roundedUp ? .up : .down)
    return min(max(1, Int(place)), sorted.count)
  }
}

/// Whether figures lie below a percentile, where the figures are normal but for their scale.
struct NormalTail: Hashable, Sendable {
  /// The share of the figures below the percentile.
  private let share: Double
  /// The standard normal figure there.
  private let point: Double

  init(percent: Double) {
    share = percent / 100
    point = StudentT(degreesOfFreedom: .infinity).quantile(share)
  }

  /// The correlation of whether the one and whether the other of two figures lies below the percentile,
  /// from the correlation of their ranks.
  ///
  /// It is the smaller, the further out the percentile lies. Sources: Pearson, "On Further Methods of
  /// Determining Correlation" (1907), for ρ = 2 sin(π ρₛ ÷ 6); Owen, "Tables for Computing Bivariate
  /// Normal Probabilities", Annals of Mathematical Statistics 27 (1956), for the integral of
  /// exp(−c² ÷ (1 + sin θ)) ÷ 2π from 0 to arcsin ρ.
  func correlation(_ ofRanks: Double) -> Double {
    guard ofRanks > 0 else { return 0 }
    let end = Elementary.arcsine(min(1, 2 * Elementary.sine(.pi / 6 * ofRanks)))
    func density(_ angle: Double) -> Double {
      Elementary.exponential(-point * point / (1 + Elementary.sine(angle)))
    }
    // Simpson's rule: of so smooth a curve this many steps leave an error below 1e-9.
    let steps = 64
    var sum = density(0) + density(end)
    for step in 1..<steps {
      sum += (step % 2 == 1 ? 4 : 2) * density(end * Double(step) / Double(steps))
    }
    let joint = sum * end / Double(3 * steps) / (2 * .pi)
    return min(1, joint / (share * (1 - share)))
  }
}
