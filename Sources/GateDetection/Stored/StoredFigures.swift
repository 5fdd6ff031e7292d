import GateBudgets
import GateRecords
import GateStatistics

/// What a check needs of the launches of a series that is stored: figures in place of samples.
///
/// Of twenty stored runs of ten thousand benchmarks the samples would take most of the memory, and each would be put in
/// order more than once.
package struct StoredFigures: Hashable, Sendable {
  /// The number of launches.
  let launchCount: Int
  /// The median of all samples; nil without any.
  let median: Double?
  /// The medians of the launches, and then what each launch shows of a figure, first for few iterations and then for many.
  ///
  /// Of two that are the same there is one. All are in one array, because there are as many of it as stored series.
  private let values: [Double]
  private let levels: Range<Int>
  private let quickLevels: Range<Int>
  private let medianCount: Int

  /// - Parameter unit: What the samples are measured in.
  init(_ launches: [[Double]], unit: MetricUnit) {
    launchCount = launches.count
    let quick = PairedDatum(unit: unit, iterations: .max)
    guard launches.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      let medians = launches.compactMap { Percentile.median(of: $0) }
      let all = launches.compactMap { PairedDatum.neighbours.level($0) }
      let quickest = launches.compactMap { quick.level($0) }
      median = Percentile.median(of: launches.flatMap(\.self))
      values = medians + all + quickest
      medianCount = medians.count
      levels = medians.count..<medians.count + all.count
      quickLevels = levels.upperBound..<values.count
      return
    }
    // Each launch is put in order once for all of its figures.
    let sorted = SortedLaunches(launches)
    median = sorted.median
    medianCount = sorted.ranges.count
    levels = 0..<medianCount
    var values: [Double] = []
    values.reserveCapacity(quick == .neighbours ? medianCount : 2 * medianCount)
    for range in sorted.ranges {
      if let median = Percentile.median(ofSorted: sorted.launch(range)) { values.append(median) }
    }
    if quick == .neighbours {
      quickLevels = levels
    } else {
      for range in sorted.ranges {
        if let level = quick.level(ofSorted: sorted.launch(range)) { values.append(level) }
      }
      quickLevels = medianCount..<values.count
    }
    self.values = values
  }

  /// The medians of the launches that have samples.
  var medians: ArraySlice<Double> { values[..<medianCount] }

  /// What each launch that has samples shows of a figure.
  ///
  /// - Parameter datum: How samples become it; of a unit one way for few iterations, one for many.
  func levels(_ datum: PairedDatum) -> ArraySlice<Double> {
    values[datum == .neighbours ? levels : quickLevels]
  }
}
