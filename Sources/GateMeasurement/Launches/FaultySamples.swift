import GateProtocol
import GateRecords

/// Samples in which calls behind a circuit breaker failed or were not made.
///
/// A failure is soon over, so such times would make a program look quick that does not work.
enum FaultySamples {
  /// Leaves them out of a launch, on both sides of a pair: sample stands beside sample there.
  ///
  /// - Throws: The benchmark's failure, when nothing remains on a side.
  static func leaveOut(of results: inout [Side: LaunchResult]) throws(LaunchFailure) {
    let faulty = Set(
      results.values.flatMap { result in
        result.samples.indices.filter { result.samples[$0].faults > 0 }
      })
    guard !faulty.isEmpty else { return }
    let guilty: Side =
      results[.candidate]?.samples.contains { $0.faults > 0 } == true ? .candidate : .baseline
    for (side, result) in results {
      var kept = result
      let places = result.samples.indices.filter { !faulty.contains($0) }
      kept.samples = places.map { result.samples[$0] }
      kept.stolenPlaces = Set(places.indices.filter { result.stolenPlaces.contains(places[$0]) })
      kept.faultySamples = result.samples.count - kept.samples.count
      guard !kept.samples.isEmpty else {
        throw LaunchFailure(
          side: guilty,
          failure: BenchmarkFailure(
            kind: .threw,
            message: "in every sample of a launch, calls behind a circuit breaker failed or were "
              + "not made; what is left measures the fallback"),
          workerSurvives: true)
      }
      results[side] = kept
    }
  }
}
