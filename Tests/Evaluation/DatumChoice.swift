import Foundation
import GateStatistics

/// Compares ways to make one figure of a launch pair, by how much they spread when nothing changed.
struct DatumChoice {
  let bench: Bench
  /// Launch pairs of each benchmark.
  let pairs: Int

  private static let ways: [(name: String, figure: @Sendable ([Double], [Double]) -> Double?)] = [
    ("median of neighbours' quotients", { PairedDatum.neighbours.logRatio($0, $1) }),
    ("quotient of medians", { quotient($0, $1) { Percentile.median(of: $0) } }),
    ("quotient of lower quartiles", { PairedDatum.lowerQuartiles.logRatio($0, $1) }),
    ("quotient of minima", { quotient($0, $1) { $0.min() } }),
  ]

  func run() throws {
    let quiet = try spreads(isLoaded: false)
    let loaded = try spreads(isLoaded: true)
    print("| figure of a launch pair | spread, quiet | spread, beside bursts of load |")
    print("|---|---:|---:|")
    for (index, way) in Self.ways.enumerated() {
      print("| \(way.name) | \(percent(quiet[index])) | \(percent(loaded[index])) |")
    }
    print(
      "\nspread: the median over benchmarks of 1.4826 times the median distance from the median")
  }

  /// For each way the median over the suite's benchmarks.
  private func spreads(isLoaded: Bool) throws -> [Double] {
    let order = Bench.Order(seed: 31, tolerance: 0.02, leastPairs: pairs)
    let (benchmarks, _) =
      try isLoaded ? Burst.during { try bench.run(order) } : bench.run(order)
    let measured = benchmarks.compactMap { LaunchPairs($0) }
    return Self.ways.map { way in
      let spreads = measured.compactMap { pairs in
        Percentile.spread(
          of: zip(pairs.candidate, pairs.baseline).compactMap { way.figure($0, $1) })
      }
      return Percentile.median(of: spreads) ?? 0
    }
  }

  private static func quotient(
    _ candidate: [Double], _ baseline: [Double], _ figure: ([Double]) -> Double?
  ) -> Double? {
    guard let new = figure(candidate), let old = figure(baseline) else { return nil }
    return log(new / old)
  }

  private func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
}
