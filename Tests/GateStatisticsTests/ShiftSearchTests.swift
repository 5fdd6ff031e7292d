import Testing

@testable import GateStatistics

@Suite struct ShiftSearchTests {
  /// The split of an interval by ranks that are found for it alone, as the statistic is defined.
  private func split(_ values: [Double], _ interval: Range<Int>) -> (place: Int, score: Double)? {
    let ranks = Ranks.of(Array(values[interval]))
    let count = ranks.count
    let middle = Double(count + 1) / 2
    let power = ranks.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    guard power > 0 else { return nil }
    var best = (place: 0, score: 0.0)
    for place in 3...(count - 3) {
      let sum = ranks[..<place].reduce(0) { $0 + ($1 - middle) }
      let spread = power / Double(count - 1) * Double(place) * Double(count - place) / Double(count)
      let score = abs(sum) / spread.squareRoot()
      if score > best.score { best = (place, score) }
    }
    return best.score > 0 ? (interval.lowerBound + best.place, best.score) : nil
  }

  @Test(arguments: [0, 3, 1_000_000])
  func `ranks by places in one order are the ranks of each part`(
    _ levels: Int
  ) throws {
    var state: UInt64 = 5
    let values = (0..<300).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return levels == 0 ? 1 : Double((state >> 33) % UInt64(levels))
    }
    let search = ShiftSearch(values: values, inflation: 1, alpha: 0.01)
    for interval in ShiftSearch.intervals(values.count) {
      let found = search.split(interval)
      let wanted = split(values, interval)
      #expect(found?.place == wanted?.place, "\(interval)")
      #expect(abs((found?.score ?? 0) - (wanted?.score ?? 0)) < 1e-9, "\(interval)")
    }
  }
}
