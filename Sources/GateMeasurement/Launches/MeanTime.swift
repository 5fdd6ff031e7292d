import GateProtocol
import GateRecords
import GateStatistics

/// The mean and the tail of the times of launches that were sampled together.
///
/// Samples belong together by place: the one of a place was taken next to the others of that place. Where
/// the system took the processor away from any of them, all samples of the place are left out, whichever
/// side it was. A long event of the program's own is the likeliest to be interrupted, so a sample whose
/// processor time is long, too, does not count as disturbed.
enum MeanTime {
  /// The percentile that counts as the tail.
  private static let tail = 99.0

  /// A sample whose processor time is this many times its launch's median did more work than others.
  private static let moreWork = 1.2

  /// Works both out for every launch.
  ///
  /// - Parameters:
  ///   - ignoresSwitches: Whether forced switches say nothing, as where several threads run.
  ///   - isSingle: Whether each sample is one iteration, so that samples have a tail.
  static func note(in launches: inout [LaunchResult], ignoresSwitches: Bool, isSingle: Bool) {
    let count = launches.map(\.samples.count).min() ?? 0
    let usual = launches.map { Percentile.median(of: $0.samples.map(processorTime)) ?? 0 }
    let undisturbed = (0..<count).filter { place in
      zip(launches, usual).allSatisfy { launch, usual in
        let sample = launch.samples[place]
        let isTaken =
          launch.stolenPlaces.contains(place)
          || (!ignoresSwitches && sample.involuntarySwitches > 0)
        return !isTaken || processorTime(sample) > moreWork * usual
      }
    }
    // When most of a launch was disturbed, the rest does not represent it.
    let places = 2 * undisturbed.count >= count ? undisturbed : Array(0..<count)
    for index in launches.indices {
      let samples = places.map { launches[index].samples[$0] }
      let iterations = samples.reduce(0.0) { $0 + Double($1.iterations) }
      guard iterations > 0 else { continue }
      launches[index].meanTime = samples.reduce(0) { $0 + $1.wallTime } / iterations
      guard isSingle else { continue }
      launches[index].tailTime = Percentile.nearestRank(
        tail, of: samples.map { $0.wallTime / Double($0.iterations) })
    }
  }

  /// Nanoseconds of processor time an iteration.
  private static func processorTime(_ sample: WorkerSample) -> Double {
    Double(sample.processorTime) / Double(max(1, sample.iterations))
  }
}
