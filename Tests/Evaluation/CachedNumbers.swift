import Foundation
import GateBudgets
import GateDetection
import GateRecords
import GateStatistics

/// Checks simulated suites against stored numbers and counts what becomes of them, by the whole check.
struct CachedNumbers {
  /// What became of a number of suites.
  struct Tally {
    var suites = 0
    /// Suites in which a benchmark fails that did not change.
    var falselyFailing = 0
    /// Benchmarks that changed, by what was said of their times.
    var changed: [FindingStatus: Int] = [:]
    /// The same of those that did not.
    var unchanged: [FindingStatus: Int] = [:]
    /// Suites with a warning that the whole suite is slower.
    var warned = 0

    /// The share of a status.
    func share(_ status: FindingStatus, of counts: KeyPath<Tally, [FindingStatus: Int]>) -> Double {
      let all = self[keyPath: counts]
      return Double(all[status] ?? 0) / Double(max(1, all.values.reduce(0, +)))
    }
  }

  let suites: Int

  private static let storedRuns = [1, 2, 3, 5, 10]

  func run() {
    print(
      "| stored runs | spread of the benchmarks | suites that fail | doubled times found | passed |"
    )
    print("|---:|---|---:|---:|---:|")
    for spread in SimulatedHosts.Spread.allCases {
      for runs in Self.storedRuns {
        let tally = tally(spread, stored: runs, changed: 3, by: 2)
        let found = Self.percent(tally.share(.regressed, of: \.changed))
        let passed = Self.percent(tally.share(.passed, of: \.unchanged))
        print(
          "| \(runs) | \(spread.words) | \(tally.falselyFailing) of \(suites) | \(found) | \(passed) |"
        )
      }
    }
    print(
      "\n| benchmarks slower by 30 % | with a warning | found slower | unproven | passed |")
    print("|---:|---:|---:|---:|---:|")
    for changed in [3, 15, 27, 33, 45, 60] {
      let tally = tally(.alike, stored: 3, changed: changed, by: 1.3)
      let shares = [FindingStatus.regressed, .unproven, .passed].map {
        Self.percent(tally.share($0, of: \.changed))
      }
      print(
        "| \(changed) of \(SimulatedHosts.benchmarks) | \(tally.warned) of \(suites) | "
          + shares.joined(separator: " | ") + " |")
    }
  }

  /// Checks suites in which the first benchmarks, of a given number, changed.
  func tally(
    _ spread: SimulatedHosts.Spread, stored runs: Int, changed: Int, by factor: Double
  ) -> Tally {
    var tally = Tally()
    for suite in 0..<suites {
      var hosts = SimulatedHosts(spread, seed: UInt64(suite + 1))
      let stored = (0..<runs).map { hosts.run("OLD\($0)") }
      let run = hosts.run("NEW") { $0 < changed ? factor : 1 }
      let verdict = Check(
        run: run,
        baseline: StoredBaseline(sameEnvironment: stored, otherEnvironments: [], problems: []),
        policy: .builtIn, options: .init(checkedAt: run.startedAt)
      ).verdict()
      let isChanged = Set(run.benchmarks.prefix(changed).map(\.name))
      tally.suites += 1
      if verdict.findings.contains(where: { $0.failsTheGate && !isChanged.contains($0.benchmark) })
      {
        tally.falselyFailing += 1
      }
      if verdict.warnings.contains(where: { $0.contains("slows every benchmark") }) {
        tally.warned += 1
      }
      for finding in verdict.findings where finding.metric == .wallTime {
        if isChanged.contains(finding.benchmark) {
          tally.changed[finding.status, default: 0] += 1
        } else {
          tally.unchanged[finding.status, default: 0] += 1
        }
      }
    }
    return tally
  }

  private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}

extension SimulatedHosts.Spread {
  fileprivate var words: String {
    switch self {
    case .alike: "3 %, normal"
    case .alikeHeavyTailed: "3 %, Student's t with 5 degrees of freedom"
    case .different: "0.5 to 10 %, normal"
    case .differentHeavyTailed: "0.5 to 10 %, Student's t with 5 degrees of freedom"
    case .fewNoisy: "1 %, and 10 % for one in ten, normal"
    }
  }
}
