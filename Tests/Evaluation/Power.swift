import Foundation
import GateRecords
import GateStatistics

/// Gives one benchmark more work, and counts how often that is found and how long it takes.
struct Power {
  let bench: Bench
  let runs: Int

  private struct Setting {
    let slowdown: Double
    let tolerance: Double
  }

  private static let settings = [
    Setting(slowdown: 0, tolerance: 0.02), Setting(slowdown: 0.01, tolerance: 0.005),
    Setting(slowdown: 0.02, tolerance: 0.01), Setting(slowdown: 0.03, tolerance: 0.02),
    Setting(slowdown: 0.05, tolerance: 0.02),
  ]

  /// The benchmarks take turns.
  private static let benchmarks = [
    "chain{n=1000}", "sum{n=4000}", "digest{n=2000}", "count{n=4000}",
  ]

  /// This many comparisons share the suite's α of 1 %.
  private static let comparisons = 20

  /// `EVALUATION_VERBOSE=1` reports each run on standard error.
  private let isTelling = ProcessInfo.processInfo.environment["EVALUATION_VERBOSE"] != nil

  func run(plot: String?) throws {
    var lines = [
      "| more work | tolerance | found slower | passed | unproven | launch pairs | seconds |",
      "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for setting in Self.settings {
      lines.append(try row(setting))
      print(lines.last ?? "")
    }
    print("\n" + lines.joined(separator: "\n"))
    print("\nlaunch pairs and seconds of measuring: medians")
  }

  private func row(_ setting: Setting) throws -> String {
    var found = 0
    var passed = 0
    var pairCounts: [Double] = []
    var times: [Double] = []
    for index in 0..<runs {
      let name = Self.benchmarks[index % Self.benchmarks.count]
      var order = Bench.Order(
        seed: UInt64(5_000 + index), tolerance: setting.tolerance, filter: name)
      order.comparisons = Self.comparisons
      if setting.slowdown > 0 {
        order.environment["EVALUATION_MORE"] = "\(name)=\(setting.slowdown)"
      }
      let (benchmarks, seconds) = try bench.run(order)
      guard let pairs = benchmarks.first.flatMap({ LaunchPairs($0) }) else { continue }
      let decision = pairs.decision(
        .init(tolerance: setting.tolerance, comparisonCount: Self.comparisons))
      if decision == .regressed { found += 1 }
      if decision == .passed || decision == .improved { passed += 1 }
      pairCounts.append(Double(pairs.candidate.count))
      times.append(seconds)
      if isTelling { report(name, setting, pairs, decision, seconds) }
    }
    let pairs = Percentile.median(of: pairCounts) ?? 0
    let time = Percentile.median(of: times) ?? 0
    return "| \(percent(setting.slowdown)) | \(percent(setting.tolerance)) "
      + "| \(found) of \(runs) | \(passed) | \(runs - found - passed) "
      + "| \(Int(pairs)) | \(String(format: "%.2f", time)) |"
  }

  private func report(
    _ name: String, _ setting: Setting, _ pairs: LaunchPairs,
    _ decision: SequentialRatioTest.Decision, _ seconds: Double
  ) {
    let words = pairs.logRatios.map { String(format: "%.1f", $0 * 100) }.joined(separator: " ")
    let line = "\(name) +\(percent(setting.slowdown)): \(decision), \(seconds) s: \(words)\n"
    FileHandle.standardError.write(Data(line.utf8))
  }

  private func percent(_ share: Double) -> String {
    share == 0 ? "none" : String(format: "%g %%", share * 100)
  }
}
