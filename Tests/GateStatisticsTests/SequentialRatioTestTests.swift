import Foundation
import Testing

@testable import Evaluation
@testable import GateStatistics

@Suite struct SequentialRatioTestTests {
  /// Runs one comparison until it is decided or the pairs run out.
  static func run(
    _ law: NoiseLaw, shift: Double, spread: Double,
    configuration: SequentialRatioTest.Configuration,
    atMost limit: Int = 60, using generator: inout SeededGenerator
  ) -> SequentialRatioTest {
    var test = SequentialRatioTest(configuration)
    while test.count < limit, test.decision == .undecided {
      test.add(shift + law.draw(spread, index: test.count, using: &generator))
    }
    return test
  }

  // A hundred suites of twenty unchanged benchmarks at a promise of 20 %: if the bound did not hold,
  // far more than thirty would fail. The seed is fixed, so the test cannot fail by chance.
  @Test(arguments: NoiseLaw.allCases)
  func `an unchanged suite is seldom failed, whatever the noise`(_ law: NoiseLaw) {
    var generator = SeededGenerator(seed: 20_261_121)
    let configuration = SequentialRatioTest.Configuration(
      tolerance: 0.001, alpha: 0.2, missRate: 0.01, comparisonCount: 20)
    var failedSuites = 0
    for _ in 0..<100 {
      let decisions = (0..<20).map { _ in
        Self.run(
          law, shift: 0, spread: 0.01, configuration: configuration, atMost: 40, using: &generator
        ).decision
      }
      if decisions.contains(.regressed) { failedSuites += 1 }
    }
    #expect(failedSuites <= 20, "\(failedSuites) of 100 unchanged suites failed under \(law)")
  }

  @Test func `a slow-down is found and an unchanged benchmark passed, soon`() {
    var generator = SeededGenerator(seed: 7)
    let configuration = SequentialRatioTest.Configuration(tolerance: 0.02, comparisonCount: 100)
    for _ in 0..<50 {
      let unchanged = Self.run(
        .normal, shift: 0, spread: 0.005, configuration: configuration, using: &generator)
      #expect(unchanged.decision == .passed)
      #expect(unchanged.count <= 15)
      let slower = Self.run(
        .normal, shift: 0.05, spread: 0.01, configuration: configuration, using: &generator)
      #expect(slower.decision == .regressed)
      #expect(slower.count <= 25)
      let faster = Self.run(
        .normal, shift: -0.3, spread: 0.01, configuration: configuration, using: &generator)
      #expect(faster.decision == .improved || faster.decision == .passed)
    }
  }

  // The bound of the method: the sign of each datum is a fair coin, so n pairs prove at most 2ⁿ.
  @Test func `evidence at most doubles with each pair`() {
    var martingale = SignMartingale()
    for count in 1...30 {
      martingale.add(10)
      #expect(martingale.logEvidence <= Double(count) * Elementary.logarithm(2) + 1e-9)
    }
    #expect(martingale.logEvidence > 28 * Elementary.logarithm(2))
  }

  // Whatever the size of a pair of the wrong sign, ten of the right one make up for it.
  @Test(arguments: [-0.5, -50, -1e300]) func `one wild pair does not silence many others`(
    _ wild: Double
  ) {
    var martingale = SignMartingale()
    for _ in 0..<10 { martingale.add(0.05) }
    let before = martingale.logEvidence
    martingale.add(wild)
    #expect(martingale.logEvidence < before)
    for _ in 0..<10 { martingale.add(0.05) }
    #expect(martingale.logEvidence > before)
  }

  @Test func `each factor has mean one under a symmetric datum`() {
    for y in [1e-6, 0.3, 1, 5, 40, 700] {
      let mean =
        (Elementary.exponential(SignMartingale.logFactor(y))
          + Elementary.exponential(SignMartingale.logFactor(-y))) / 2
      #expect(abs(mean - 1) < 1e-9, "at \(y)")
    }
    #expect(SignMartingale.logFactor(1e308).isFinite)
  }

  @Test func `evidence found at once is the evidence found step by step`() {
    var generator = SeededGenerator(seed: 17)
    let data = (0..<200).map { NoiseLaw.heavyTailed.draw(0.05, index: $0, using: &generator) }
    for shift in [-0.4, -0.02, 0, 0.01, 3] {
      var martingale = SignMartingale()
      for x in data { martingale.add(x - shift) }
      let atOnce = SignMartingale.logEvidence(of: data, less: shift)
      #expect(abs(atOnce - martingale.logEvidence) < 1e-9 * max(1, abs(atOnce)))
    }
  }

  @Test func `turning every sign turns the decision`() {
    let configuration = SequentialRatioTest.Configuration(tolerance: 0.02)
    var slower = SequentialRatioTest(configuration)
    var faster = SequentialRatioTest(configuration)
    for index in 0..<20 {
      let d = 0.1 + Double(index % 5) * 0.01
      slower.add(d)
      faster.add(-d)
    }
    #expect(slower.decision == .regressed && slower.isProvenBeyondTolerance)
    #expect(faster.decision == .improved && !faster.isProvenBeyondTolerance)
    let up = slower.interval
    let down = faster.interval
    #expect(abs((up.low ?? 0) * (down.high ?? 0) - 1) < 1e-9)
    #expect(abs((up.high ?? 0) * (down.low ?? 0) - 1) < 1e-9)
  }

  @Test func `a suspicion counts only when fresh pairs bear it out`() {
    let configuration = SequentialRatioTest.Configuration(tolerance: 0.02, comparisonCount: 20)
    // So many equal pairs raise the suspicion, and none of them confirms it.
    var test = SequentialRatioTest(configuration)
    while !test.isProvenSlower { test.add(0.1) }
    #expect(test.decision == .undecided)
    let suspected = test.count
    // What follows is unchanged: the burst was the machine's.
    var unchanged = test
    for index in 0..<30 { unchanged.add(index % 2 == 0 ? 0.001 : -0.001) }
    #expect(unchanged.decision != .regressed)
    // What follows is as slow.
    while test.decision == .undecided { test.add(0.1) }
    #expect(test.decision == .regressed)
    #expect((5...9).contains(test.count - suspected))
  }

  @Test func `a proven change within the tolerance is no regression`() {
    var test = SequentialRatioTest(.init(tolerance: 0.05))
    for index in 0..<40 { test.add(0.01 + Double(index % 3) * 0.001) }
    #expect(test.decision == .passed)
    #expect((test.interval.low ?? 0) > 1)
  }

  @Test func `without data nothing is known`() {
    let test = SequentialRatioTest(.init(tolerance: 0.05))
    #expect(test.decision == .undecided)
    #expect(test.estimate == 1)
    #expect(test.interval.low == nil && test.interval.high == nil)
    #expect(test.smallestDetectable == nil)
  }

  @Test func `few pairs bound nothing, however clear`() {
    var test = SequentialRatioTest(.init(tolerance: 0.05))
    for _ in 0..<5 { test.add(0.5) }
    #expect(test.interval.low == nil)
    #expect(test.decision == .undecided)
  }

  @Test func `the interval holds the estimate, and narrows with the spread`() throws {
    func width(_ spread: Double) throws -> Double {
      var generator = SeededGenerator(seed: 3)
      var test = SequentialRatioTest(.init(tolerance: 0.02))
      for index in 0..<30 {
        test.add(0.03 + NoiseLaw.normal.draw(spread, index: index, using: &generator))
      }
      let low = try #require(test.interval.low)
      let high = try #require(test.interval.high)
      #expect(low < test.estimate && test.estimate < high)
      return high - low
    }
    #expect(try width(0.001) < width(0.01))
    #expect(try width(0.01) < width(0.1))
  }

  @Test func `what could have been detected would have been`() throws {
    var generator = SeededGenerator(seed: 11)
    let noise = (0..<30).map { NoiseLaw.normal.draw(0.01, index: $0, using: &generator) }
    var quiet = SequentialRatioTest(.init(tolerance: 0, comparisonCount: 20))
    for d in noise { quiet.add(d) }
    let reach = try #require(quiet.smallestDetectable)
    let center = try #require(Percentile.median(of: noise))
    var shifted = SequentialRatioTest(.init(tolerance: 0, comparisonCount: 20))
    for d in noise { shifted.add(d - center + Elementary.logarithm(1 + reach * 1.01)) }
    #expect(shifted.decision == .regressed)
  }
}

@Suite struct CachedComparisonTests {
  static let configuration = SequentialRatioTest.Configuration(tolerance: 0.1, comparisonCount: 40)

  @Test func `one stored run proves only what no noisy neighbour makes`() throws {
    func decide(_ ratio: Double) throws -> SequentialRatioTest.Decision {
      try #require(
        CachedComparison(
          candidate: [100 * ratio], baselineRuns: [[100]], configuration: Self.configuration,
          higherIsBetter: false)
      ).decision
    }
    #expect(try decide(1.3) == .undecided)
    #expect(try decide(3) == .regressed)
    #expect(try decide(0.3) == .improved)
    #expect(try decide(0.85) == .passed)
  }

  @Test func `steady stored runs prove more`() throws {
    let runs = (0..<12).map { [100.0 + Double($0 % 3)] }
    let result = try #require(
      CachedComparison(
        candidate: [130], baselineRuns: runs, configuration: Self.configuration,
        higherIsBetter: false))
    #expect(result.decision == .regressed)
    #expect(result.caveats.isEmpty)
    #expect(result.low < 1.29 && result.high > 1.29)
  }

  @Test func `more is worse or better as the metric says`() throws {
    let runs = (0..<12).map { [100.0 + Double($0 % 3)] }
    let result = try #require(
      CachedComparison(
        candidate: [60], baselineRuns: runs, configuration: Self.configuration,
        higherIsBetter: true))
    #expect(result.decision == .regressed)
    #expect(result.estimate < 1 && result.low < result.estimate && result.estimate < result.high)
  }

  @Test func `figures that cannot be compared are not`() {
    for candidate in [[], [-1], [Double.nan]] {
      #expect(
        CachedComparison(
          candidate: candidate, baselineRuns: [[1]], configuration: Self.configuration,
          higherIsBetter: false) == nil)
    }
    #expect(
      CachedComparison(
        candidate: [1], baselineRuns: [], configuration: Self.configuration, higherIsBetter: false)
        == nil)
  }
}
