import Foundation
import GateStatistics

/// Draws benchmarks whose launches scatter in awkward ways, stops each as the driver would, and counts how
/// often the interval shown then misses the true ratio.
struct Coverage {
  let trials: Int

  struct Scenario: Sendable {
    let words: String
    let law: LaunchLaw
    let spread: Double
    let change: Double
    var shape = SimulatedLaunches.Shape.alike
  }

  static let scenarios: [Scenario] =
    [0, 0.04, 0.08, 0.15].map {
      Scenario(words: "normal", law: .normal, spread: 0.03, change: $0)
    } + [
      Scenario(words: "heavy-tailed", law: .heavyTailed, spread: 0.03, change: 0.08),
      Scenario(words: "skewed", law: .skewed, spread: 0.03, change: 0.08),
      Scenario(words: "drifting", law: .drifting, spread: 0.01, change: 0.04),
      Scenario(words: "bursty", law: .bursty, spread: 0.03, change: 0.04),
      Scenario(
        words: "launches depend on the one before by 0.9", law: .autocorrelated, spread: 0.03,
        change: 0.08),
      Scenario(
        words: "35 % of the baseline's launches take 1.5 times as long", law: .normal,
        spread: 0.03, change: 0.08, shape: .baselineSlow(share: 0.35, times: 1.5)),
      Scenario(
        words: "30 % of the candidate's launches take 3 times as long", law: .normal, spread: 0.03,
        change: 0, shape: .candidateSlow(share: 0.3, times: 3)),
      Scenario(
        words: "the same, and all launches 4 % slower", law: .normal, spread: 0.03, change: 0.04,
        shape: .candidateSlow(share: 0.3, times: 3)),
    ]

  private static let tolerance = 0.05
  private static let comparisons = 60
  private static let pairs = 80

  func run() {
    print("| noise | change | typical time: intervals that miss | mean time |")
    print("|---|---:|---:|---:|")
    for scenario in Self.scenarios {
      let cells = [SequentialRatioTest.Functional.median, .mean].map {
        String(format: "%.1f %%", 100 * Self.missRate(scenario, $0, trials: trials, seed: 42))
      }
      print(
        "| \(scenario.words) | \(String(format: "%g %%", scenario.change * 100)) "
          + "| \(cells.joined(separator: " | ")) |")
    }
  }

  /// The share of intervals that do not hold the true ratio, of tests that were stopped when decided.
  static func missRate(
    _ scenario: Scenario, _ functional: SequentialRatioTest.Functional, trials: Int, seed: UInt64
  ) -> Double {
    var generator = SeededGenerator(seed: seed)
    let truth = Self.truth(scenario, functional, using: &generator)
    let misses = (0..<trials).count { _ in
      let test = Self.stopped(scenario, functional, using: &generator)
      let (low, high) = test.interval
      return (low ?? 0) > exp(truth) || (high ?? .infinity) < exp(truth)
    }
    return Double(misses) / Double(trials)
  }

  /// A test that ran until it was decided, or as long as the driver measures.
  static func stopped(
    _ scenario: Scenario, _ functional: SequentialRatioTest.Functional,
    using generator: inout SeededGenerator
  ) -> SequentialRatioTest {
    var test = SequentialRatioTest(
      .init(tolerance: tolerance, comparisonCount: comparisons, functional: functional))
    var launches = launches(scenario)
    while test.count < pairs, test.decision == .undecided || test.count < 6 {
      test.add(launches.next(using: &generator))
    }
    return test
  }

  private static func launches(_ scenario: Scenario) -> SimulatedLaunches {
    SimulatedLaunches(
      scenario.law, spread: scenario.spread, change: log(1 + scenario.change),
      shape: scenario.shape)
  }

  /// The functional of the log ratio of a launch of each side, from very many of them.
  private static func truth(
    _ scenario: Scenario, _ functional: SequentialRatioTest.Functional,
    using generator: inout SeededGenerator
  ) -> Double {
    guard case .alike = scenario.shape else {
      var launches = launches(scenario)
      let data = (0..<50_000).flatMap { _ in launches.next(using: &generator).pairs }
      return functional == .mean ? Mean.of(data) : Percentile.median(of: data) ?? 0
    }
    return log(1 + scenario.change)
  }
}
