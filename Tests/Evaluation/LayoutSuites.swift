import Foundation
import GateDetection
import GateRecords
import GateStatistics

/// Draws suites of one source in other layouts from launches that were measured, and counts those that fail.
///
/// `layouts-matrix.py` beside the acceptance checks measures them: a record for each pair of layouts.
struct LayoutSuites {
  let suites: Int
  private let benchmarks: [(name: String, matrix: LayoutMatrix)]

  private static let tolerance = 0.01
  private static let launches = 80

  /// Reads the records of a folder, `run-ROW-COLUMN.json` each.
  ///
  /// - Parameter most: Benchmarks whose launches spread by more are left out; a busy machine makes them.
  init(folder: String, suites: Int, most: Double) throws {
    self.suites = suites
    var cells: [String: [Int: [Int: [LayoutMatrix.Block]]]] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let words = file.split { "-.".contains($0) }
      guard words.count == 4, words[0] == "run", let row = Int(words[1]), let column = Int(words[2])
      else { continue }
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
      for benchmark in try JSONDecoder().decode(RunRecord.self, from: data).benchmarks {
        guard let pairs = LaunchPairs(benchmark) else { continue }
        cells[benchmark.name.rawValue, default: [:]][row, default: [:]][column] = Self.blocks(pairs)
      }
    }
    benchmarks = cells.sorted { $0.key < $1.key }.compactMap { name, rows in
      let table = rows.sorted { $0.key < $1.key }.map { row in
        row.value.sorted { $0.key < $1.key }.map(\.value)
      }
      return LayoutMatrix(table).map { (name, $0) }
    }.filter { Self.launchSpread($0.1) <= most }
  }

  /// The standard deviation of launches of one layout.
  private static func launchSpread(_ matrix: LayoutMatrix) -> Double {
    deviation(matrix.rest.flatMap { $0 })
  }

  /// Log times beside the first launch of the baseline; two launches a side make a block.
  private static func blocks(_ pairs: LaunchPairs) -> [LayoutMatrix.Block] {
    stride(from: 0, to: pairs.candidate.count - 1, by: 2).compactMap { place in
      let launches = [
        pairs.candidate[place], pairs.candidate[place + 1], pairs.baseline[place],
        pairs.baseline[place + 1],
      ]
      let levels = launches.compactMap { pairs.datum.logRatio($0, pairs.baseline[place]) }
      return levels.count == 4 ? levels : nil
    }
  }

  func run() {
    print("| benchmark | layouts | spread of layouts | furthest | spread of a launch |")
    print("|---|---:|---:|---:|---:|")
    for (name, matrix) in benchmarks {
      let furthest = matrix.effects.map(abs).max() ?? 0
      print(
        "| \(name) | \(matrix.effects.count) | \(percent(Self.deviation(matrix.effects))) "
          + "| \(percent(furthest)) | \(percent(Self.launchSpread(matrix))) |")
    }
    print("\n\(suites) suites a row, tolerance \(percent(Self.tolerance)):\n")
    print(
      "| layouts | one benchmark slower by | suites that fail | found | pairs | others regressed | passed "
        + "| unproven | pairs |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for change in [0, 0.03] {
      for isFresh in [false, true] { print(row(isFresh: isFresh, change: change)) }
    }
  }

  private func row(isFresh: Bool, change: Double) -> String {
    var generator = SeededGenerator(seed: 42)
    var failures = 0
    var slowed = Tally()
    var others = Tally()
    for suite in 0..<suites {
      let fixed = pair(using: &generator)
      var fails = false
      for (index, benchmark) in benchmarks.enumerated() {
        let isSlowed = change > 0 && index == suite % benchmarks.count
        let (decision, count) = decide(
          benchmark.matrix, change: isSlowed ? log(1 + change) : 0, fixed: isFresh ? nil : fixed,
          using: &generator)
        fails = fails || decision == .regressed
        if isSlowed { slowed.add(decision, count) } else { others.add(decision, count) }
      }
      if fails { failures += 1 }
    }
    let found = change > 0 ? "\(slowed.share(.regressed)) | \(slowed.median)" : "| "
    return "| \(isFresh ? "fresh" : "fixed") | \(change > 0 ? percent(change) : "none") "
      + "| \(failures) of \(suites) | \(found) | \(others.share(.regressed)) "
      + "| \(others.share(.passed)) | \(others.share(.undecided)) | \(others.median) |"
  }

  /// Two layouts that differ, as two builds have them.
  private func pair(using generator: inout SeededGenerator) -> [Int] {
    let count = benchmarks.first?.matrix.effects.count ?? 0
    return Array((0..<count).shuffled(using: &generator).prefix(2))
  }

  private func decide(
    _ matrix: LayoutMatrix, change: Double, fixed: [Int]?, using generator: inout SeededGenerator
  ) -> (SequentialRatioTest.Decision, Int) {
    var test = SequentialRatioTest(
      .init(tolerance: Self.tolerance, comparisonCount: benchmarks.count))
    while test.count < Self.launches, test.decision == .undecided {
      let layouts =
        fixed.map { [$0[0], $0[0], $0[1], $0[1]] }
        ?? (0..<4).map { _ in Int.random(in: matrix.effects.indices, using: &generator) }
      test.add(matrix.block(in: layouts, change: change, using: &generator))
    }
    return (test.decision, test.count)
  }

  /// What became of several comparisons.
  private struct Tally {
    private var decisions: [SequentialRatioTest.Decision: Int] = [:]
    private var counts: [Double] = []

    mutating func add(_ decision: SequentialRatioTest.Decision, _ count: Int) {
      decisions[decision, default: 0] += 1
      counts.append(Double(count))
    }

    func share(_ decision: SequentialRatioTest.Decision) -> String {
      String(
        format: "%.2f %%",
        100 * Double(decisions[decision] ?? 0) / Double(max(1, counts.count)))
    }

    var median: Int { Int(Percentile.median(of: counts) ?? 0) }
  }

  private static func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count - 1)))
      .squareRoot()
  }

  private func percent(_ share: Double) -> String { String(format: "%.3g %%", share * 100) }
}
