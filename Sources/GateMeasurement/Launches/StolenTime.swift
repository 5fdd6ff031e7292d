import CSpeedgate
import GateProtocol
import GateRecords

/// The time that a hypervisor keeps from processors while samples are taken.
///
/// The driver reads the kernel's account between its questions, so that nothing of it runs beside
/// the code that is timed. The account goes by the kernel's tick, ten milliseconds on most systems: a
/// sample in which it moves is disturbed, and little that is kept may show one sample late.
package struct StolenTime {
  /// Nanoseconds kept from a processor, or from all of them, since the machine's start; nil where the
  /// system does not report it.
  let account: (_ processor: Int?) -> Int64?
  /// Whether a reading is cheap enough for every sample; launches are watched as a whole otherwise.
  let isCheap: Bool

  /// Nanoseconds that a reading may cost beside a sample of a millisecond.
  private static let affordable = 100_000 as UInt64

  /// The system's account, of which a reading takes long where there are many processors.
  package static func system() -> StolenTime {
    let account: (Int?) -> Int64? = { processor in
      let time = speedgate_stolen_time(Int32(clamping: processor ?? -1))
      return time < 0 ? nil : time
    }
    let costs = (0..<3).map { _ in
      let start = speedgate_clock(0)
      _ = account(nil)
      return speedgate_clock(0) - start
    }
    return StolenTime(account: account, isCheap: (costs.min() ?? 0) <= affordable)
  }

  /// Takes samples and notes what was kept meanwhile.
  ///
  /// - Parameters:
  ///   - scope: Whether this is a part of a launch or all of it.
  ///   - processor: The processor that the launch is bound to.
  func watched<Taken>(
    _ scope: Scope, on processor: Int?, _ take: () throws(LaunchFailure) -> Taken
  ) throws(LaunchFailure) -> (taken: Taken, stolen: Int64) {
    guard (scope == .samples) == isCheap, let before = account(processor) else {
      return (try take(), 0)
    }
    let taken = try take()
    return (taken, max(0, (account(processor) ?? before) - before))
  }

  /// The scopes that can be watched.
  enum Scope {
    case samples
    case launch
  }
}

extension LaunchResult {
  /// Adds samples, and what was kept from the processor while they were taken.
  mutating func add(_ taken: [WorkerSample], stolen: Int64) {
    if stolen > 0 { stolenPlaces.formUnion(samples.count..<(samples.count + taken.count)) }
    samples += taken
    stolenTime += stolen
  }
}

extension MeasuredBenchmark {
  /// The samples during which the scheduler or a hypervisor took the processor away, launch by launch.
  var disturbedSamples: [[Int]]? {
    let places = candidate.map { launch in
      launch.samples.indices.filter { place in
        // Where several threads run, some of them are put aside all the time.
        launch.stolenPlaces.contains(place)
          || (!listed.usesSeveralThreads && launch.samples[place].involuntarySwitches > 0)
      }
    }
    return places.allSatisfy(\.isEmpty) ? nil : places
  }

  /// Returns notes about it for the reader.
  func contamination() -> [String] {
    var notes: [String] = []
    let disturbed = disturbedSamples?.reduce(0) { $0 + $1.count } ?? 0
    if sampleCount > 0, Double(disturbed) > 0.2 * Double(sampleCount) {
      notes.append(MeasurementMessage.processorTaken(samples: disturbed, of: sampleCount).line)
    }
    let stolen = candidate.reduce(0) { $0 + $1.stolenTime }
    if stolen > 0 {
      let time = QuantityFormat.brief(Double(stolen), unit: .nanoseconds)
      notes.append(MeasurementMessage.processorKept(time: time).line)
    }
    return notes
  }
}
