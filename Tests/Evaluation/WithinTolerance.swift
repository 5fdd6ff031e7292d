import Foundation
import GateStatistics

/// Draws suites whose benchmarks are all slower by the same share, and counts what becomes of them.
struct WithinTolerance {
  let suites: Int

  private static let tolerance = 0.05
  private static let benchmarks = 60
  private static let pairs = 80
  private static let noises = [0.01, 0.03]
  private static let changes = [0, 0.02, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.3, 0.5]

  func run() {
    print(
      "| noise | change of every benchmark | suites that fail | benchmarks found | passed "
        + "| unproven | launch pairs |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for noise in Self.noises {
      for change in Self.changes { print(row(noise, change)) }
    }
  }

  private func row(_ noise: Double, _ change: Double) -> String {
    let configuration = SequentialRatioTest.Configuration(
      tolerance: Self.tolerance, comparisonCount: Self.benchmarks)
    var generator = SeededGenerator(seed: 42)
    var failedSuites = 0
    var decisions: [SequentialRatioTest.Decision: Int] = [:]
    var counts: [Double] = []
    for _ in 0..<suites {
      var fails = false
      for _ in 0..<Self.benchmarks {
        var test = SequentialRatioTest(configuration)
        var launches = SimulatedLaunches(.normal, spread: noise, change: log(1 + change))
        while test.count < Self.pairs, test.decision == .undecided {
          test.add(launches.next(using: &generator))
        }
        decisions[test.decision, default: 0] += 1
        counts.append(Double(test.count))
        if test.decision == .regressed { fails = true }
      }
      if fails { failedSuites += 1 }
    }
    func share(_ decision: SequentialRatioTest.Decision) -> String {
      let part = Double(decisions[decision] ?? 0) / Double(max(1, counts.count))
      return String(format: "%.1f %%", part * 100)
    }
    return "| \(percent(noise)) | \(percent(change)) | \(failedSuites) of \(suites) "
      + "| \(share(.regressed)) | \(share(.passed)) | \(share(.undecided)) "
      + "| \(Int(Percentile.median(of: counts) ?? 0)) |"
  }

  private func percent(_ share: Double) -> String { String(format: "%g %%", share * 100) }
}
