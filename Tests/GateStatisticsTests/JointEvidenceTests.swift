import Testing

@testable import Evaluation
@testable import GateStatistics

/// The sequential test by the launches of several machines.
@Suite struct JointEvidenceTests {
  /// A block of two launches a side with given levels, of which `way` are called the candidate's.
  private static func block(_ levels: [Double], _ way: [Int]) -> LaunchBlock? {
    let others = levels.indices.filter { !way.contains($0) }
    let order = (way + others).map { levels[$0] }
    return LaunchBlock(size: 2) { order[$0] - order[$1] }
  }

  private static let ways = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]

  // All ways of dividing the launches of two machines, two blocks each: the mean of their evidence is 1,
  // whatever the launches are. That is what makes the product a fair game.
  @Test(arguments: [
    [[1.0, 2, 3, 4], [5, 5.1, 4.8, 9], [100, 90, 200, 50], [1, 1, 1, 7]],
    [[0, 0, 0, 1], [0, 1, 0, 1], [-3, 2, 8, 8.1], [0.5, 0.25, 0.125, 2]],
  ]) func `the evidence of two machines is a fair game`(_ levels: [[Double]]) throws {
    var sum = 0.0
    var count = 0.0
    for first in Self.ways {
      for second in Self.ways {
        for third in Self.ways {
          for fourth in Self.ways {
            var game = ArrangementMartingale()
            let drawn = [first, second, third, fourth]
            for (place, way) in drawn.enumerated() {
              if place == 2 { game.startMachine() }
              game.add(try #require(Self.block(levels[place], way)).contrasts(less: 0))
            }
            sum += Elementary.exponential(game.logEvidence)
            count += 1
          }
        }
      }
    }
    #expect(abs(sum / count - 1) < 1e-9)
  }

  @Test func `a machine that is noisy does not drown one that is quiet`() {
    let configuration = SequentialRatioTest.Configuration(tolerance: 0.001, comparisonCount: 20)
    var generator = SeededGenerator(seed: 3)
    var quiet = SimulatedLaunches(.normal, spread: 0.004, change: 0.01)
    var noisy = SimulatedLaunches(.normal, spread: 0.1, change: 0.01)
    var apart = SequentialRatioTest(configuration)
    for _ in 0..<4 { apart.add(noisy.next(using: &generator)) }
    apart.startMachine()
    for _ in 0..<12 { apart.add(quiet.next(using: &generator)) }
    #expect(apart.decision == .regressed)
  }

  @Test func `what one machine proved on the way counts for nothing, all launches together do`() {
    let configuration = SequentialRatioTest.Configuration(tolerance: 0.01)
    var test = SequentialRatioTest(configuration)
    for _ in 0..<8 {
      test.add(LaunchBlock(pair: 0.1))
      test.add(LaunchBlock(pair: 0.11))
    }
    #expect(test.decision == .regressed && test.provenAfter != nil)
    test.startMachine()
    #expect(test.decision == .regressed && test.provenAfter == nil)
    for place in 0..<60 { test.add(LaunchBlock(pair: place % 2 == 0 ? -0.1 : -0.11)) }
    #expect(test.decision != .regressed)
  }

  @Test(arguments: [SequentialRatioTest.Functional.median, .mean])
  func `the order of the machines does not matter`(_ functional: SequentialRatioTest.Functional) {
    var generator = SeededGenerator(seed: 5)
    let machines = [0.002, 0.02, 0.2].map { spread -> [LaunchBlock] in
      var launches = SimulatedLaunches(.skewed, spread: spread, change: 0.02)
      return (0..<5).map { _ in launches.next(using: &generator) }
    }
    func joint(_ order: [Int]) -> SequentialRatioTest {
      var test = SequentialRatioTest(
        SequentialRatioTest.Configuration(tolerance: 0.01, functional: functional))
      for place in order {
        test.startMachine()
        for block in machines[place] { test.add(block) }
      }
      return test
    }
    let first = joint([0, 1, 2])
    for order in [[2, 1, 0], [1, 0, 2]] {
      let other = joint(order)
      #expect(other.decision == first.decision)
      #expect(abs(other.estimate - first.estimate) < 1e-12)
      let (low, high) = (first.interval, other.interval)
      #expect(abs((low.low ?? 0) - (high.low ?? 0)) < 1e-8)
      #expect(abs((low.high ?? 0) - (high.high ?? 0)) < 1e-8)
    }
  }
}
