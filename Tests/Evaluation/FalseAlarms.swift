import Foundation
import GateRecords
import GateStatistics

/// Measures unchanged suites, half of them beside bursts of load, and counts who cries wolf.
struct FalseAlarms {
  let bench: Bench
  let runs: Int

  private static let tolerance = 0.02

  func run(plot: String?) throws {
    var table = RuleTable()
    var before: [BenchmarkIdentifier: LaunchPairs] = [:]
    for index in 0..<runs {
      let isLoaded = index % 2 == 1
      // Ten launches of each side, so that the rules that ask for ten runs have them.
      let order = Bench.Order(
        seed: UInt64(1_000 + index), tolerance: Self.tolerance, leastPairs: 10)
      let (benchmarks, seconds) =
        try isLoaded ? Burst.during { try bench.run(order) } : bench.run(order)
      let configuration = SequentialRatioTest.Configuration(
        tolerance: Self.tolerance, comparisonCount: benchmarks.count)
      var alarmed: Set<String> = []
      var unproven = 0
      for benchmark in benchmarks {
        guard let pairs = LaunchPairs(benchmark) else { continue }
        let decision = pairs.decision(configuration)
        if decision == .undecided { unproven += 1 }
        table.count(RuleTable.own, decision == .regressed, in: &alarmed)
        for rule in CommonRule.allCases {
          table.count(rule.name, rule.alarms(pairs), in: &alarmed)
        }
        // As those rules are mostly used: today's numbers against an earlier run's.
        if let earlier = before[benchmark.name] {
          let apart = pairs.beside(earlier)
          for rule in CommonRule.allCases {
            table.count(rule.name + " (earlier run)", rule.alarms(apart), in: &alarmed)
          }
        }
        before[benchmark.name] = pairs
      }
      table.endSuite(alarmed)
      let words = alarmed.contains(RuleTable.own) ? "FALSE ALARM" : "no alarm"
      print(
        "run \(index + 1) of \(runs)\(isLoaded ? ", loaded" : ""): \(words), "
          + "\(unproven) unproven, \(String(format: "%.1f", seconds)) s")
    }
    print("\n" + table.markdown(unit: "unchanged suites"))
    if let plot {
      try table.svg(title: "Unchanged suites that would have failed, in per cent")
        .write(toFile: plot, atomically: true, encoding: .utf8)
    }
  }
}
