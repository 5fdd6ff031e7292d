import GateProtocol
import GateRecords

/// Samples in which calls behind a circuit breaker failed or were not made.
///
/// A failure is soon over, so such times would make a program look quick that does not work.
enum FaultySamples {
  /// Leaves them out of all launches that were sampled together, so that samples of one place still match.
  ///
  /// - Throws: The benchmark's failure, when nothing remains.
  static func leaveOut(of launches: inout [SidedLaunch]) throws(LaunchFailure) {
    let faulty = Set(
      launches.flatMap { launch in
        launch.result.samples.indices.filter { launch.result.samples[$0].faults > 0 }
      })
    guard !faulty.isEmpty else { return }
    let guilty: Side =
      launches.contains { launch in
        launch.side == .candidate && launch.result.samples.contains { $0.faults > 0 }
      } ? .candidate : .baseline
    for index in launches.indices {
      let result = launches[index].result
      let places = result.samples.indices.filter { !faulty.contains($0) }
      guard !places.isEmpty else {
        throw LaunchFailure(
          side: guilty,
          failure: BenchmarkFailure(
            kind: .threw,
            message: MeasurementMessage.fallbackOnly.line),
          workerSurvives: true)
      }
      launches[index].result.samples = places.map { result.samples[$0] }
      launches[index].result.stepDetails.keep(places)
      launches[index].result.stolenPlaces = Set(
        places.indices.filter { result.stolenPlaces.contains(places[$0]) })
      launches[index].result.faultySamples = result.samples.count - places.count
    }
  }
}
