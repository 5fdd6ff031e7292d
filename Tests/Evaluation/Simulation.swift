import Foundation
import GateStatistics

/// Draws launch pairs from laws of noise, with nothing changed, and counts the suites that fail.
struct Simulation {
  let suites: Int

  private static let benchmarks = 20
  private static let pairs = 40

  func run() {
    print("| noise | suites | failed at tolerance 2 % | failed at tolerance 0 |")
    print("|---|---:|---:|---:|")
    for law in NoiseLaw.allCases {
      let usual = failures(law, tolerance: 0.02)
      let none = failures(law, tolerance: 0)
      print("| \(law.words) | \(suites) | \(usual) | \(none) |")
    }
  }

  private func failures(_ law: NoiseLaw, tolerance: Double) -> Int {
    let configuration = SequentialRatioTest.Configuration(
      tolerance: tolerance, comparisonCount: Self.benchmarks)
    var generator = SeededGenerator(seed: 42)
    return (0..<suites).count { _ in
      // Every benchmark is drawn, so that the next suite's noise does not depend on this one's.
      (0..<Self.benchmarks).map { _ in
        var test = SequentialRatioTest(configuration)
        var decision = SequentialRatioTest.Decision.undecided
        while test.count < Self.pairs {
          test.add(law.draw(0.01, index: test.count, using: &generator))
          decision = test.decision
          if decision == .regressed || decision == .passed { break }
        }
        return decision == .regressed
      }.contains(true)
    }
  }
}

extension NoiseLaw {
  fileprivate var words: String {
    switch self {
    case .normal: "normal"
    case .heavyTailed: "heavy-tailed (Student's t, 3 degrees of freedom)"
    case .skewedSides: "skewed sides, exchangeable"
    case .drifting: "drifting: growing with every pair"
    case .bursty: "bursty: twenty-fold in every third block of four"
    }
  }
}
