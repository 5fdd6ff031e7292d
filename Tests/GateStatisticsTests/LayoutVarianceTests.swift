import Testing

@testable import GateStatistics

@Suite struct LayoutVarianceTests {
  /// Blocks of two layouts with two launches each, drawn from normal laws.
  static func drawn(
    _ count: Int, byLayout: Double, within: Double, block: Double = 0.1,
    using generator: inout SeededGenerator
  ) -> [[[Double]]] {
    (0..<count).map { _ in
      let middle = block * Self.gaussian(using: &generator)
      return (0..<2).map { _ in
        let layout = middle + byLayout * Self.gaussian(using: &generator)
        return (0..<2).map { _ in layout + within * Self.gaussian(using: &generator) }
      }
    }
  }

  /// Nearly normal, with variance 1: the sum of twelve uniform figures.
  static func gaussian(using generator: inout SeededGenerator) -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
  }

  @Test func `quantiles of the χ² and of the F law are SciPy's`() throws {
    let reference = try LayoutReference.load()
    for row in reference.chiSquared {
      let quantile = ChiSquared(degreesOfFreedom: row.df).quantile(row.p)
      #expect(agree(quantile, row.quantile, within: 1e-9), "df \(row.df), p \(row.p)")
    }
    for row in reference.fisher {
      let quantile = FisherF(above: row.df1, below: row.df2).quantile(row.p)
      #expect(
        agree(quantile, row.quantile, within: 1e-8), "df \(row.df1), \(row.df2), p \(row.p)")
    }
  }

  @Test func `estimates and intervals are those of projections in NumPy`() throws {
    for (place, row) in try LayoutReference.load().components.enumerated() {
      let found = try #require(LayoutVariance(blocks: row.blocks))
      let confidence = place == 2 ? 0.9 : 0.95
      let (low, high) = found.deviationInterval(confidence: confidence)
      let pairs = [
        (found.byLayout.squareRoot(), row.byLayout), (found.within.squareRoot(), row.within),
        (found.share, row.share), (low, row.low), (high, row.high),
      ]
      for (own, other) in pairs {
        #expect(abs(own - other) <= 1e-8 * max(own, 1e-3), "\(place): \(own), \(other)")
      }
    }
  }

  @Test func `the interval holds the truth as often as it says`() {
    var generator = SeededGenerator(seed: 1962)
    var held = 0
    let count = 400
    for _ in 0..<count {
      let blocks = Self.drawn(12, byLayout: 0.025, within: 0.02, using: &generator)
      guard let interval = LayoutVariance(blocks: blocks)?.deviationInterval(confidence: 0.95)
      else { continue }
      if interval.low <= 0.025, 0.025 <= interval.high { held += 1 }
    }
    // 95 % give or take four standard errors.
    #expect((363...400).contains(held))
  }

  @Test
  func `without an effect the estimate is never negative and the interval mostly begins at 0`() {
    var generator = SeededGenerator(seed: 7)
    var begun = 0
    for _ in 0..<200 {
      let blocks = Self.drawn(12, byLayout: 0, within: 0.03, using: &generator)
      guard let found = LayoutVariance(blocks: blocks) else { continue }
      let (low, high) = found.deviationInterval(confidence: 0.95)
      #expect(found.byLayout >= 0 && (0..<1).contains(found.share))
      #expect(low <= found.byLayout.squareRoot() && found.byLayout.squareRoot() <= high && high > 0)
      if low == 0 { begun += 1 }
    }
    // 2.5 % begin above it, give or take four standard errors.
    #expect(begun >= 186)
  }

  @Test func `what a whole block has in common is no part of it`() throws {
    var generator = SeededGenerator(seed: 3)
    let blocks = Self.drawn(10, byLayout: 0.02, within: 0.01, block: 0, using: &generator)
    let moved = blocks.enumerated().map { place, block in
      block.map { $0.map { $0 + Double(place) } }
    }
    let (one, other) = try (
      #require(LayoutVariance(blocks: blocks)), #require(LayoutVariance(blocks: moved))
    )
    #expect(agree(one.byLayout, other.byLayout, within: 1e-9))
    #expect(agree(one.within, other.within, within: 1e-9))
  }

  @Test func `launches that agree within each layout leave all of it to the layouts`() throws {
    let blocks = [[[1.0, 1], [2, 2]], [[3, 3], [2, 2]], [[1, 1], [1, 1]]]
    let found = try #require(LayoutVariance(blocks: blocks))
    #expect(found.share == 1 && found.within == 0)
    #expect(found.deviationInterval(confidence: 0.95).low > 0)
    let equal = try #require(LayoutVariance(blocks: blocks.map { $0.map { $0.map { _ in 1 } } }))
    #expect(equal.share == 0 && equal.deviationInterval(confidence: 0.95) == (0, 0))
  }

  @Test func `too few layouts or launches give nothing`() {
    #expect(LayoutVariance(blocks: []) == nil)
    #expect(LayoutVariance(blocks: [[[1, 2]], [[3, 4]]]) == nil)
    #expect(LayoutVariance(blocks: [[[1], [2]], [[3], [4]]]) == nil)
  }

  @Test func `blocks with a burst are left out, and those that differ by themselves are not`() {
    var generator = SeededGenerator(seed: 11)
    let calm = Self.drawn(12, byLayout: 0.02, within: 0.01, using: &generator)
    #expect(LayoutVariance.undisturbed(calm) == calm)
    var hit = calm
    hit[4][1][0] += 0.5
    #expect(LayoutVariance.undisturbed(hit) == Array(calm[..<4] + calm[5...]))
    // A benchmark of two speeds from launch to launch: every third block has both in one layout.
    var jumping = calm
    for place in stride(from: 0, to: 12, by: 3) { jumping[place][0][1] += 0.5 }
    #expect(LayoutVariance.undisturbed(jumping) == jumping)
  }
}
