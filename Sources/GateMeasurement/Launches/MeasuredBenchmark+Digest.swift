import GateRecords

/// The result digests of a benchmark's launches.
extension MeasuredBenchmark {
  /// The digest that all launches agree on; one that changes from launch to launch proves nothing.
  var resultDigest: String? { digests.count == 1 ? digests.first : nil }

  /// Returns notes about digests that do not agree.
  func doubts() -> [String] {
    guard digests.count > 1 else { return [] }
    let examples = digests.sorted().prefix(2).map { String($0.prefix(40)) }
    return [MeasurementMessage.digestChanges(examples: examples).line]
  }

  private var digests: Set<String> { Set(candidate.compactMap(\.digest)) }
}
