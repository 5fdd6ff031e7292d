import Foundation
import GateStatistics

/// Draws launches from laws of noise, with nothing changed, and counts the suites that fail.
struct Simulation {
  let suites: Int

  private static let benchmarks = 20
  private static let pairs = 40

  func run() {
    print("| noise | suites | failed at tolerance 2 % | failed at tolerance 0 |")
    print("|---|---:|---:|---:|")
    for law in LaunchLaw.allCases {
      let usual = failures(law, tolerance: 0.02)
      let none = failures(law, tolerance: 0)
      print("| \(law.words) | \(suites) | \(usual) | \(none) |")
    }
  }

  private func failures(_ law: LaunchLaw, tolerance: Double) -> Int {
    let configuration = SequentialRatioTest.Configuration(
      tolerance: tolerance, comparisonCount: Self.benchmarks)
    var generator = SeededGenerator(seed: 42)
    return (0..<suites).count { _ in
      // Every benchmark is drawn, so that the next suite's noise does not depend on this one's.
      (0..<Self.benchmarks).map { _ in
        var test = SequentialRatioTest(configuration)
        var launches = SimulatedLaunches(law, spread: 0.01)
        var decision = SequentialRatioTest.Decision.undecided
        while test.count < Self.pairs {
          test.add(launches.next(using: &generator))
          decision = test.decision
          if decision == .regressed || decision == .passed { break }
        }
        return decision == .regressed
      }.contains(true)
    }
  }
}

extension LaunchLaw {
  fileprivate var words: String {
    switch self {
    case .normal: "normal"
    case .heavyTailed: "heavy-tailed (Student's t, 3 degrees of freedom)"
    case .skewed: "skewed: exponential"
    case .drifting: "drifting: growing with every pair"
    case .bursty: "bursty: a hundredfold in four pairs of twelve"
    case .autocorrelated: "each launch depends on the one before, by 0.9"
    }
  }
}
