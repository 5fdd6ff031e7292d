import GateStatistics
import Testing

@Suite struct SortedLaunchesTests {
  /// Launches of different sizes, with equal values among them.
  static func launches(_ seed: UInt64) -> [[Double]] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: UInt64) -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state % bound
    }
    return (0..<Int(next(9))).map { _ in
      (0..<Int(next(next(4) == 0 ? 90 : 22))).map { _ in Double(next(40)) - 8 + Double(next(2)) / 2
      }
    }
  }

  @Test(arguments: 0..<400)
  func `figures of launches in order are those of the samples`(_ seed: UInt64) {
    let launches = Self.launches(seed)
    let sorted = SortedLaunches(launches)
    #expect(sorted.median == reference(launches.flatMap(\.self)))
    let full = launches.filter { !$0.isEmpty }
    #expect(sorted.ranges.map { Array(sorted.launch($0)) } == full.map { $0.sorted() })
    for datum in [PairedDatum.neighbours, .lowerQuartiles, .upperQuartiles] {
      #expect(
        sorted.ranges.map { datum.level(ofSorted: sorted.launch($0)) }
          == full.map { datum.level($0) })
    }
  }

  @Test(arguments: 0..<400)
  func `the median of many values is the middle of them in order`(_ seed: UInt64) {
    let values = Self.launches(seed).flatMap(\.self)
    #expect(Percentile.median(of: values) == reference(values))
  }

  private func reference(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
