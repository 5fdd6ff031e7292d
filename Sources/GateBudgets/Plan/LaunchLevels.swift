package import GateRecords
import GateStatistics

/// The level of each launch of two sides, and whether a few launches make one side worse.
package struct LaunchLevels: Sendable {
  /// The chance below which a mean that looks worse counts as worse.
  private static let significance = 0.05

  /// This change's launches.
  package let candidate: [Double]
  /// The baseline's, as many or not.
  package let baseline: [Double]
  private let isWorseSmaller: Bool

  /// - Parameters:
  ///   - candidate: The level of each launch.
  ///   - baseline: The same of the baseline.
  ///   - direction: Which way the metric gets better.
  package init(candidate: [Double], baseline: [Double], direction: MetricDirection) {
    self.candidate = candidate
    self.baseline = baseline
    isWorseSmaller = direction == .higherIsBetter
  }

  /// Whether every figure is positive, so that one is a multiple of another.
  package var arePositive: Bool {
    (candidate + baseline).allSatisfy { $0 > 0 && $0.isFinite }
  }

  /// How the launches scatter, larger figures counting as worse; nil where they are not multiples.
  package var shapes: LaunchShapes? {
    func worse(_ level: Double) -> Double { isWorseSmaller ? 1 / level : level }
    return LaunchShapes(candidate: candidate.map(worse), baseline: baseline.map(worse))
  }

  /// Whether more of the candidate's launches lie apart, by more than the tolerance.
  ///
  /// - Parameter tolerance: As a share of the others' figure.
  package func areSomeWorse(than tolerance: Double) -> Bool {
    guard let shapes, shapes.isCandidateWorse else { return false }
    return RegressionLadder.exceeds(shapes.candidate.times - 1, tolerance)
  }

  /// Candidate − baseline of the arithmetic means over launches; 0 where a side has none.
  package var meanDifference: Double {
    candidate.isEmpty || baseline.isEmpty ? 0 : Mean.of(candidate) - Mean.of(baseline)
  }

  /// The same, positive where the candidate is worse.
  package var meanWorsening: Double { isWorseSmaller ? -meanDifference : meanDifference }

  /// Candidate ÷ baseline of the arithmetic means over launches.
  package var meanRatio: Double { Mean.of(candidate) / Mean.of(baseline) }

  /// Candidate ÷ baseline of the geometric means over launches; all figures must be positive.
  package var geometricMeanRatio: Double {
    Elementary.exponential(
      Mean.of(candidate.map(Elementary.logarithm)) - Mean.of(baseline.map(Elementary.logarithm)))
  }

  /// Whether the arithmetic mean over launches is worse by more than a share of the baseline's.
  package func isMeanWorse(than tolerance: Double) -> Bool {
    let usual = abs(Mean.of(baseline))
    return meanWorsening > tolerance * usual + 1e-9 * (usual + abs(meanDifference))
  }

  /// Whether chance hardly explains that the arithmetic mean is worse, by Welch's test.
  ///
  /// Of equal rare launches, three on one side and none on the other are the least that count.
  package var isMeanWorseBeyondChance: Bool {
    let pValue =
      isWorseSmaller
      ? WelchTest.pValue(greater: baseline, than: candidate)
      : WelchTest.pValue(greater: candidate, than: baseline)
    return pValue.map { $0 < Self.significance } ?? false
  }
}
