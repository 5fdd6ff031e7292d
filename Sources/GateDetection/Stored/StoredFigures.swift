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
  /// The medians of the launches that have samples.
  let medians: [Double]
  /// What each launch shows of a figure, by the way it becomes one.
  private let levels: [Double]
  private let quickLevels: [Double]

  /// - Parameter unit: What the samples are measured in.
  init(_ launches: [[Double]], unit: MetricUnit) {
    launchCount = launches.count
    let areFinite = launches.allSatisfy { $0.allSatisfy(\.isFinite) }
    let quick = PairedDatum(unit: unit, iterations: .max)
    guard areFinite else {
      median = Percentile.median(of: launches.flatMap(\.self))
      medians = launches.compactMap { Percentile.median(of: $0) }
      levels = launches.compactMap { PairedDatum.neighbours.level($0) }
      quickLevels = launches.compactMap { quick.level($0) }
      return
    }
    // Each launch is put in order once for all of its figures.
    var medians: [Double] = []
    var quickLevels: [Double] = []
    medians.reserveCapacity(launches.count)
    if quick != .neighbours { quickLevels.reserveCapacity(launches.count) }
    for launch in launches where !launch.isEmpty {
      let sorted = launch.sorted()
      if let median = Percentile.median(ofSorted: sorted) { medians.append(median) }
      if quick != .neighbours, let level = quick.level(ofSorted: sorted) {
        quickLevels.append(level)
      }
    }
    median =
      launches.count == 1 ? medians.first : Percentile.median(of: launches.flatMap(\.self))
    self.medians = medians
    levels = medians
    self.quickLevels = quick == .neighbours ? medians : quickLevels
  }

  /// What each launch that has samples shows of a figure.
  ///
  /// - Parameter datum: How samples become it; of a unit one way for few iterations, one for many.
  func levels(_ datum: PairedDatum) -> [Double] { datum == .neighbours ? levels : quickLevels }
}
