import Foundation
import GateStatistics

/// How many launches of each side a decision takes, by how many are sampled together.
struct Decisions {
  let trials: Int

  private static let tolerance = 0.05
  private static let spread = 0.01
  private static let pairs = 80
  private static let sizes = [1, 2, 3, 4]

  func run() {
    let columns = Self.sizes.map { "\($0) a side" }.joined(separator: " | ")
    print("| comparisons | change | \(columns) |")
    print("|---:|---:|" + String(repeating: "---:|", count: Self.sizes.count))
    for comparisons in [20, 100, 2000] {
      for change in [0, 0.1, 0.15, 0.25] {
        let cells = Self.sizes.map { launches(comparisons, change, together: $0) }
        print(
          "| \(comparisons) | \(String(format: "%g %%", change * 100)) "
            + "| \(cells.joined(separator: " | ")) |")
      }
    }
  }

  /// The median, and the number that nine of ten tests need at most.
  private func launches(_ comparisons: Int, _ change: Double, together: Int) -> String {
    var generator = SeededGenerator(seed: 42)
    let counts = (0..<trials).map { _ in
      var test = SequentialRatioTest(
        .init(tolerance: Self.tolerance, comparisonCount: comparisons))
      var launches = SimulatedLaunches(
        .normal, spread: Self.spread, change: log(1 + change), together: together)
      while test.count < Self.pairs, test.decision == .undecided {
        test.add(launches.next(using: &generator))
      }
      return Double(test.count)
    }
    let middle = Percentile.median(of: counts) ?? 0
    let most = Percentile.nearestRank(90, of: counts) ?? 0
    return "\(Int(middle)) (\(Int(most)))"
  }
}
