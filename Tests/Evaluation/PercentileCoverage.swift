import Foundation
import GateStatistics

/// Draws launches whose samples resemble each other, and counts how often bounds of a percentile miss
/// it.
struct PercentileCoverage {
  let trials: Int

  static let laws: [SampleLaw] = [
    .normal, .exponential, .bimodal(1 / 2.0), .bimodal(1 / 5.0),
  ]
  static let correlations = [0, 0.1, 0.3, 0.5, 0.8]
  private static let percents = [50.0, 90, 99]

  func run() {
    table("16 launches of 60 samples", [Int](repeating: 60, count: 16))
    table("32 launches of 10 to 40 samples", (0..<32).map { 10 + 10 * ($0 % 4) })
    plannedTable()
  }

  private func table(_ title: String, _ sizes: [Int]) {
    let columns = Self.percents.flatMap { percent -> [String] in
      let name = "p\(Int(percent))"
      return ["\(name), independent", "\(name), by launch", "bounded above"]
    }
    print("\(title):\n")
    print("| samples | correlation | " + columns.joined(separator: " | ") + " |")
    print("|---|---:|" + columns.map { _ in "---:|" }.joined())
    for law in Self.laws {
      for correlation in Self.correlations {
        let cells = Self.percents.flatMap { percent -> [String] in
          let misses = misses(law, correlation, percent, sizes)
          return [
            "\(share(misses.oldHigh)) / \(share(misses.oldLow))",
            "\(share(misses.high)) / \(share(misses.low))", share(misses.bounded, digits: 0),
          ]
        }
        print("| \(law.words) | \(correlation) | " + cells.joined(separator: " | ") + " |")
      }
    }
    print("")
  }

  /// How often each bound missed, and how often there was an upper one.
  private struct Misses {
    var oldHigh = 0
    var oldLow = 0
    var high = 0
    var low = 0
    var bounded = 0
  }

  private func misses(
    _ law: SampleLaw, _ correlation: Double, _ percent: Double, _ sizes: [Int]
  ) -> Misses {
    var generator = SeededGenerator(seed: 42)
    let truth = law.percentile(percent, correlation: correlation)
    var result = Misses()
    for _ in 0..<trials {
      let launches = law.draw(sizes: sizes, correlation: correlation, using: &generator)
      let old = OrderStatisticBounds(
        percent: percent, ofSorted: launches.joined().sorted(), confidence: 0.95)
      let new = LaunchPercentileBounds(percent: percent, launches: launches, confidence: 0.95)
      if let high = old.high, high < truth { result.oldHigh += 1 }
      if let low = old.low, low > truth { result.oldLow += 1 }
      if let high = new.high, high < truth { result.high += 1 }
      if let low = new.low, low > truth { result.low += 1 }
      if new.high != nil { result.bounded += 1 }
    }
    return result
  }

  /// As the driver does it: launches of 60 samples, planned, and planned again where they do not bound
  /// the percentile.
  private func plannedTable() {
    let most = PercentileNeed.mostLaunches
    print("As many launches of 60 samples as are planned, \(most) at most:\n")
    print("| samples | correlation | p90 | launches | p99 | launches | bounded |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for law in Self.laws {
      for correlation in Self.correlations {
        let (ninety, few) = planned(law, correlation, 90)
        let (last, many) = planned(law, correlation, 99)
        print(
          "| \(law.words) | \(correlation) | \(share(ninety.high)) "
            + "| \(Int(Percentile.median(of: few) ?? 0)) | \(share(last.high)) "
            + "| \(Int(Percentile.median(of: many) ?? 0)) | \(share(last.bounded, digits: 0)) |")
      }
    }
  }

  private func planned(
    _ law: SampleLaw, _ correlation: Double, _ percent: Double
  ) -> (Misses, [Double]) {
    var generator = SeededGenerator(seed: 43)
    let truth = law.percentile(percent, correlation: correlation)
    let need = PercentileNeed(percent: percent, isFromAbove: true)
    var result = Misses()
    var counts: [Double] = []
    for _ in 0..<trials {
      var launches: [[Double]] = []
      var plan = need.launches(ofSize: 60)
      var high: Double?
      while high == nil, plan <= PercentileNeed.mostLaunches {
        launches += law.draw(
          sizes: [Int](repeating: 60, count: plan - launches.count), correlation: correlation,
          using: &generator)
        let bounds = LaunchPercentileBounds(
          percent: percent, launches: launches, confidence: 0.95)
        high = bounds.high
        plan = max(launches.count + 1, need.launches(after: launches, bounds))
      }
      if let high, high < truth { result.high += 1 }
      if high != nil { result.bounded += 1 }
      counts.append(Double(launches.count))
    }
    return (result, counts)
  }

  private func share(_ count: Int, digits: Int = 1) -> String {
    String(format: "%.\(digits)f %%", 100 * Double(count) / Double(trials))
  }
}
