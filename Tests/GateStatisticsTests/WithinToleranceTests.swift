import Testing

@testable import Evaluation
@testable import GateStatistics

/// A change within the tolerance fails with a probability of at most 5 %, as a reader of "5 % is
/// tolerated" expects.
///
/// Every seed is fixed, so no case ends differently by chance.
@Suite struct WithinToleranceTests {
  /// How launches scatter about the true change.
  enum Noise: String, CaseIterable, Sendable {
    case normal
    case heavyTailed
    /// The candidate is slow in three launches of ten, the baseline in none.
    case twoSpeeds

    func launches(_ change: Double, spread: Double) -> SimulatedLaunches {
      SimulatedLaunches(
        self == .heavyTailed ? .heavyTailed : .normal, spread: spread,
        change: Elementary.logarithm(1 + change),
        shape: self == .twoSpeeds ? .candidateSlow(share: 0.3, times: 1.1) : .alike)
    }
  }

  /// The share of suites in which a comparison fails, when each of them has changed by so much.
  static func failingShare(
    of suites: Int, comparisons: Int, change: Double, _ noise: Noise, spread: Double = 0.03,
    seed: UInt64
  ) -> Double {
    var generator = SeededGenerator(seed: seed)
    let failing = (0..<suites).count { _ in
      (0..<comparisons).contains { _ in
        var test = SequentialRatioTest(.init(tolerance: 0.05, comparisonCount: comparisons))
        // Half of the tolerance is what three launches of ten may add to the typical time.
        var launches = noise.launches(noise == .twoSpeeds ? change / 2 : change, spread: spread)
        while test.count < 80, test.decision == .undecided {
          test.add(launches.next(using: &generator))
        }
        return test.decision == .regressed
      }
    }
    return Double(failing) / Double(suites)
  }

  @Test(arguments: Noise.allCases, [0.02, 0.04, 0.05])
  func `one comparison within the tolerance seldom fails`(_ noise: Noise, _ change: Double) {
    let share = Self.failingShare(of: 200, comparisons: 1, change: change, noise, seed: 41)
    #expect(share <= 0.05, "\(share) of comparisons at \(change) failed")
  }

  @Test(arguments: Noise.allCases, [0.04, 0.05])
  func `a suite whose sixty comparisons are all within the tolerance seldom fails`(
    _ noise: Noise, _ change: Double
  ) {
    let share = Self.failingShare(of: 10, comparisons: 60, change: change, noise, seed: 43)
    #expect(share <= 0.05, "\(share) of suites at \(change) failed")
  }

  // Otherwise a test that never fails anything would keep the promise.
  @Test(arguments: Noise.allCases, [1, 60])
  func `a change of three tolerances fails all the same`(_ noise: Noise, _ comparisons: Int) {
    var generator = SeededGenerator(seed: 47)
    let found = (0..<40).count { _ in
      var test = SequentialRatioTest(.init(tolerance: 0.05, comparisonCount: comparisons))
      var launches = noise.launches(0.15, spread: 0.03)
      while test.count < 80, test.decision == .undecided {
        test.add(launches.next(using: &generator))
      }
      return test.decision == .regressed
    }
    #expect(found >= 38, "\(found) of 40 were found")
  }
}
