import Foundation
import Testing

@testable import Evaluation
@testable import GateStatistics

@Suite struct SequentialRatioTestTests {
  /// Runs one comparison until it is decided or the launches run out.
  static func run(
    _ law: LaunchLaw, change: Double, spread: Double,
    configuration: SequentialRatioTest.Configuration, atMost limit: Int = 60,
    using generator: inout SeededGenerator
  ) -> SequentialRatioTest {
    var test = SequentialRatioTest(configuration)
    var launches = SimulatedLaunches(law, spread: spread, change: change)
    while test.count < limit, test.decision == .undecided {
      test.add(launches.next(using: &generator))
    }
    return test
  }

  // A hundred suites of twenty unchanged benchmarks at a promise of 20 %: if the bound did not hold,
  // far more than thirty would fail. The seed is fixed, so the test cannot fail by chance.
  @Test(arguments: LaunchLaw.allCases, [SequentialRatioTest.Functional.median, .mean])
  func `an unchanged suite is seldom failed, whatever the noise`(
    _ law: LaunchLaw, _ functional: SequentialRatioTest.Functional
  ) {
    var generator = SeededGenerator(seed: 20_261_121)
    let configuration = SequentialRatioTest.Configuration(
      tolerance: 0, alpha: 0.2, missRate: 0.01, withinToleranceRate: 0.2, comparisonCount: 20,
      functional: functional)
    let failing = (0..<100).count { _ in
      let decisions = (0..<20).map { _ in
        Self.run(
          law, change: 0, spread: 0.01, configuration: configuration, atMost: 40, using: &generator
        ).decision
      }
      return decisions.contains(.regressed)
    }
    #expect(failing <= 20, "\(failing) of 100 unchanged suites failed under \(law)")
  }

  @Test(arguments: [SequentialRatioTest.Functional.median, .mean])
  func `a slow-down is found and an unchanged benchmark passed, soon`(
    _ functional: SequentialRatioTest.Functional
  ) {
    var generator = SeededGenerator(seed: 7)
    let configuration = SequentialRatioTest.Configuration(
      tolerance: 0.02, comparisonCount: 100, functional: functional)
    var counts: [Double] = []
    for _ in 0..<50 {
      let unchanged = Self.run(
        .normal, change: 0, spread: 0.005, configuration: configuration, using: &generator)
      #expect(unchanged.decision == .passed)
      #expect(unchanged.count <= 12)
      let slower = Self.run(
        .normal, change: 0.06, spread: 0.01, configuration: configuration, using: &generator)
      #expect(slower.decision == .regressed)
      counts.append(Double(slower.count))
      let faster = Self.run(
        .normal, change: -0.3, spread: 0.01, configuration: configuration, using: &generator)
      #expect(faster.decision == .improved || faster.decision == .passed)
    }
    #expect(Percentile.median(of: counts).map { $0 <= 12 } == true)
  }

  // What the page on statistics says that an alarm costs.
  @Test(arguments: [(6, 8), (20, 10), (100, 12), (140, 14), (700, 16)])
  func `blocks of two a side prove a large change in few launches`(_ comparisons: Int, _ pairs: Int)
  {
    let configuration = SequentialRatioTest.Configuration(
      tolerance: 0.05, comparisonCount: comparisons)
    #expect(SequentialRatioTest.pairsForAlarm(configuration, together: 2) == pairs)
    #expect(SequentialRatioTest.pairsForAlarm(configuration, together: 1) > pairs)
  }

  @Test(arguments: [SequentialRatioTest.Functional.median, .mean])
  func `turning every sign turns the decision`(_ functional: SequentialRatioTest.Functional) {
    let configuration = SequentialRatioTest.Configuration(tolerance: 0.02, functional: functional)
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
    #expect(abs((up.low ?? 0) * (down.high ?? 0) - 1) < 1e-8)
    #expect(abs((up.high ?? 0) * (down.low ?? 0) - 1) < 1e-8)
  }

  @Test func `no later launch takes a proof back`() {
    var test = SequentialRatioTest(.init(tolerance: 0.02, comparisonCount: 20))
    while test.decision == .undecided { test.add(0.1) }
    #expect(test.decision == .regressed)
    for index in 0..<60 { test.add(index % 2 == 0 ? 0.001 : -0.001) }
    #expect(test.decision == .regressed)
  }

  @Test func `a proven change within the tolerance is no regression`() {
    var test = SequentialRatioTest(.init(tolerance: 0.05))
    for index in 0..<40 { test.add(0.01 + Double(index % 3) * 0.001) }
    #expect(test.decision == .passed)
    #expect((test.interval.low ?? 0) > 1)
  }

  @Test(arguments: [SequentialRatioTest.Functional.median, .mean])
  func `without data nothing is known`(_ functional: SequentialRatioTest.Functional) {
    let test = SequentialRatioTest(.init(tolerance: 0.05, functional: functional))
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

  /// Every scenario of the evaluation, stopped at every number of launches.
  @Test(arguments: Coverage.scenarios.indices, [SequentialRatioTest.Functional.median, .mean])
  func `a row never contradicts itself`(
    _ index: Int, _ functional: SequentialRatioTest.Functional
  ) {
    let scenario = Coverage.scenarios[index]
    var generator = SeededGenerator(seed: UInt64(index))
    for _ in 0..<6 {
      var test = SequentialRatioTest(
        .init(tolerance: 0.05, comparisonCount: 60, functional: functional))
      var launches = SimulatedLaunches(
        scenario.law, spread: scenario.spread, change: scenario.change, shape: scenario.shape)
      while test.count < 40 {
        test.add(launches.next(using: &generator))
        let (low, high) = test.interval
        #expect((low ?? 0) <= test.estimate && test.estimate <= high ?? .infinity)
        #expect(test.smallestDetectable.map { $0 >= 0.05 - 1e-9 } ?? true)
        guard test.decision == .passed else { continue }
        #expect(test.estimate <= 1.05 + 1e-8)
        #expect(high.map { $0 <= 1.05 + 1e-8 } == true)
      }
    }
  }

  @Test(arguments: Coverage.scenarios.indices)
  func `intervals of typical times hold the truth where they were stopped`(_ index: Int) {
    let scenario = Coverage.scenarios[index]
    let share = Coverage.missRate(scenario, .median, trials: 150, seed: 7)
    #expect(share <= 0.07, "\(share) of the intervals miss with \(scenario.words)")
  }

  // What no launch has shown is in no interval, so the shape that hides in three launches of ten is not here.
  @Test(arguments: Coverage.scenarios.indices.filter { $0 != 10 })
  func `intervals of mean times do, too`(_ index: Int) {
    let scenario = Coverage.scenarios[index]
    let share = Coverage.missRate(scenario, .mean, trials: 100, seed: 7)
    #expect(share <= 0.07, "\(share) of the intervals miss with \(scenario.words)")
  }

  @Test func `the interval holds the estimate, and narrows with the spread`() throws {
    func width(_ spread: Double) throws -> Double {
      var generator = SeededGenerator(seed: 3)
      var test = SequentialRatioTest(.init(tolerance: 0.02))
      var launches = SimulatedLaunches(.normal, spread: spread, change: 0.03)
      for _ in 0..<15 { test.add(launches.next(using: &generator)) }
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
    var launches = SimulatedLaunches(.normal, spread: 0.01)
    var quiet = SequentialRatioTest(.init(tolerance: 0.01, comparisonCount: 20))
    for _ in 0..<15 { quiet.add(launches.next(using: &generator)) }
    let reach = try #require(quiet.smallestDetectable)
    let shift = Elementary.logarithm(quiet.estimate) - Elementary.logarithm(1 + reach * 1.001)
    var slower = SequentialRatioTest(.init(tolerance: 0.01, comparisonCount: 20))
    var again = SeededGenerator(seed: 11)
    launches = SimulatedLaunches(.normal, spread: 0.01, change: -shift)
    for _ in 0..<15 { slower.add(launches.next(using: &again)) }
    #expect(slower.isProvenSlower && slower.isProvenBeyondTolerance)
  }
}
