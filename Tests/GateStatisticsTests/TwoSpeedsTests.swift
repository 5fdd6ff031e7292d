import Testing

@testable import GateStatistics

@Suite struct TwoSpeedsTests {
  enum Law: CaseIterable {
    case uniform, normal, logNormal, exponential, heavyTails

    /// A deviation of a logarithm.
    func drawn(using generator: inout SeededGenerator) -> Double {
      func uniform() -> Double { Double.random(in: 0.000_001..<1, using: &generator) }
      func gaussian() -> Double { LayoutVarianceTests.gaussian(using: &generator) }
      switch self {
      case .uniform: return uniform()
      case .normal: return gaussian()
      case .logNormal: return Elementary.exponential(gaussian())
      case .exponential: return -Elementary.logarithm(uniform())
      case .heavyTails:
        // Student's with three degrees of freedom.
        let squares = (0..<3).reduce(0.0) { sum, _ in
          let value = gaussian()
          return sum + value * value
        }
        return gaussian() / (squares / 3).squareRoot()
      }
    }
  }

  /// Times of blocks of two, of 100 µs and this many times as long.
  static func blocks(_ logarithms: [Double]) -> [[Double]] {
    stride(from: 0, to: logarithms.count - 1, by: 2).map { place in
      logarithms[place...(place + 1)].map { 100_000 * Elementary.exponential($0) }
    }
  }

  @Test func `the best split and its gap are those of all splits tried in NumPy`() throws {
    for row in try LayoutReference.load().splits {
      let groups = try #require(TwoGroups(row.values))
      #expect(groups.lower.count == row.place)
      #expect(agree(groups.gap, row.gap, within: 1e-9))
    }
  }

  @Test(arguments: Law.allCases, [24, 80])
  func `one peak of any shape is hardly ever called two speeds`(_ law: Law, _ count: Int) {
    var generator = SeededGenerator(seed: 1958)
    let samples = 300
    let alarms = (0..<samples).count { _ in
      let drawn = (0..<count).map { _ in 0.05 * law.drawn(using: &generator) }
      return TwoSpeeds(blocks: Self.blocks(drawn)) != nil
    }
    // 1 % and three standard errors of it.
    #expect(alarms <= 8)
  }

  @Test(arguments: [0.5, 0.3, 0.2]) func `two speeds are found with both times`(_ share: Double)
    throws
  {
    var generator = SeededGenerator(seed: 42)
    var found: [TwoSpeeds] = []
    for _ in 0..<50 {
      let drawn = (0..<24).map { _ in
        0.01 * LayoutVarianceTests.gaussian(using: &generator)
          + (Double.random(in: 0..<1, using: &generator) < share ? Elementary.logarithm(1.5) : 0)
      }
      if let speeds = TwoSpeeds(blocks: Self.blocks(drawn)) { found.append(speeds) }
    }
    // With a fifth of 24 figures the slower group has three in nine of ten cases.
    #expect(found.count >= 40)
    for speeds in found {
      #expect((97_000..<103_000).contains(speeds.low))
      #expect((145_000..<155_000).contains(speeds.high))
      #expect((0.1...0.9).contains(speeds.shareOfHigh))
    }
  }

  @Test func `a machine with two speeds is no program with two`() {
    var generator = SeededGenerator(seed: 5)
    let drawn = (0..<48).map { place in
      0.01 * LayoutVarianceTests.gaussian(using: &generator) + (place / 2 % 2 == 0 ? 0 : 0.4)
    }
    #expect(TwoSpeeds(blocks: Self.blocks(drawn)) == nil)
    // The same figures, a fast and a slow one in each block, are two speeds of the program.
    let fast = drawn.enumerated().filter { $0.offset / 2 % 2 == 1 }.map(\.element)
    let slow = drawn.enumerated().filter { $0.offset / 2 % 2 == 0 }.map(\.element)
    let mixed: [Double] = zip(fast, slow).flatMap { [$0, $1] }
    #expect(TwoSpeeds(blocks: Self.blocks(mixed)) != nil)
  }

  @Test func `a gap of less than three percent is not reported`() {
    func times(_ ratio: Double) -> [[Double]] { (0..<12).map { _ in [1_000, 1_000 * ratio] } }
    #expect(TwoSpeeds(blocks: times(1.02)) == nil)
    #expect(TwoSpeeds(blocks: times(1.04))?.high == 1_040)
  }

  @Test func `few figures, equal ones and those that are no times show nothing`() {
    #expect(TwoSpeeds(blocks: [[1, 2], [1, 2], [1, 2], [1, 2]]) == nil)
    #expect(TwoSpeeds(blocks: (0..<12).map { _ in [7, 7] }) == nil)
    #expect(TwoSpeeds(blocks: (0..<12).map { _ in [0, 7] }) == nil)
    #expect(TwoSpeeds(blocks: (0..<12).map { _ in [.nan, 7] }) == nil)
  }
}

@Suite struct LayoutToleranceTests {
  @Test func `fixed layouts need a tolerance beyond the difference of two of them`() {
    // 2.3263 · √2 · 0.025 = 0.08225.
    #expect(agree(LayoutTolerance.fixed(deviation: 0.025), 0.085_725, within: 1e-4))
    #expect(LayoutTolerance.fixed(deviation: 0) == 0)
    #expect(agree(LayoutTolerance.fixed(deviation: 0.025, speeds: 1.47), 0.47, within: 1e-12))
  }

  @Test(arguments: [20, 80]) func `the tolerance of fresh layouts is proven in this many pairs`(
    _ pairs: Int
  ) throws {
    let deviation = 0.03
    let tolerance = try #require(LayoutTolerance.fresh(deviation: deviation, pairs: pairs))
    func passed(_ tolerance: Double) -> Int {
      var generator = SeededGenerator(seed: 26)
      return (0..<100).count { _ in
        var test = SequentialRatioTest(.init(tolerance: tolerance, comparisonCount: 40))
        for _ in 0..<pairs {
          let sides = (0..<2).map { _ in
            deviation * LayoutVarianceTests.gaussian(using: &generator)
          }
          test.add(sides[0] - sides[1])
          if test.decision == .passed { return true }
        }
        return false
      }
    }
    // Looking after every pair passes a little more than the 95 % at the end.
    #expect(passed(tolerance) >= 93)
    #expect(passed(tolerance * 0.6) < 90)
  }

  @Test func `few pairs prove no tolerance`() {
    #expect(LayoutTolerance.fresh(deviation: 0.03, pairs: 5) == nil)
    #expect(LayoutTolerance.fresh(deviation: 0.03, pairs: 0) == nil)
    #expect(LayoutTolerance.fresh(deviation: 0, pairs: 80) == 0)
  }
}
