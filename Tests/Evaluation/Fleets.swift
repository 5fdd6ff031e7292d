import Foundation
import GateBudgets
import GateDetection
import GateRecords
import GateStatistics

/// Simulates several machines that measure the same two programs, and merges their evidence.
struct Fleets {
  let fleets: Int

  private static let tolerance = 0.0025
  private static let change = 0.01

  func run() {
    speed()
    print()
    falseAlarms()
    print()
    togetherStopped()
    print()
    disagreement()
  }

  // MARK: One machine against eight

  /// How many launch pairs a change of 1 % takes at a tolerance of 0.25 %, on one machine and on eight that hear
  /// of each other after every block.
  private func speed() {
    let trials = max(100, fleets / 20)
    print(
      "| noise of a pair | machines | found | launch pairs of each: median | in 95 % | share of one machine's time |"
    )
    print("|---:|---:|---:|---:|---:|---:|")
    for spread in [0.01, 0.02] {
      var alone = 0.0
      for machines in [1, 2, 4, 8] {
        var generator = SeededGenerator(seed: 16)
        var needed: [Double] = []
        for _ in 0..<trials {
          needed.append(
            Double(pairs(machines: machines, spread: spread, most: 4_000, using: &generator)))
        }
        let found = needed.count { $0 <= 4_000 }
        let usual = Percentile.median(of: needed) ?? 0
        let most = Percentile.nearestRank(95, of: needed) ?? 0
        if machines == 1 { alone = most }
        Self.row(
          "| \(Self.percent(spread)) | \(machines) | \(found) of \(trials) | \(Int(usual)) | \(Int(most)) "
            + "| 1/\(String(format: "%.1f", alone / most)) |")
      }
    }
  }

  /// Launch pairs of each machine after which a regression is proven.
  private func pairs(
    machines: Int, spread: Double, most: Int, using generator: inout SeededGenerator
  ) -> Int {
    let configuration = Self.configuration(machines: machines, tolerance: Self.tolerance)
    var own = (0..<machines).map { _ in SequentialRatioTest(configuration) }
    var launches = (0..<machines).map { _ in
      SimulatedLaunches(.normal, spread: spread, change: log(1 + Self.change))
    }
    var pairs = 0
    while pairs < most {
      pairs += 2
      for place in own.indices { own[place].add(launches[place].next(using: &generator)) }
      // After hundreds of pairs a look after every block costs more than it shows.
      guard pairs < 64 || pairs % 16 == 0 else { continue }
      if Self.joint(own).decision == .regressed { return pairs }
    }
    return most + 1
  }

  static func configuration(
    machines: Int, tolerance: Double, comparisons: Int = 20
  ) -> SequentialRatioTest.Configuration {
    SequentialRatioTest.Configuration(
      tolerance: tolerance,
      comparisonCount: machines == 1
        ? comparisons : comparisons * DecisionPolicy.sharesOfMachines)
  }

  /// The launches of all machines together.
  static func joint(_ tests: [SequentialRatioTest]) -> SequentialRatioTest {
    guard var joint = tests.first else { fatalError("no machine") }
    for test in tests.dropFirst() {
      joint.startMachine()
      for block in test.blocks { joint.add(block) }
    }
    return joint
  }

  // MARK: False alarms

  /// Unchanged suites of 20 benchmarks on eight machines of three kinds, by the whole check.
  private func falseAlarms() {
    print("| tolerance | fleets | failed | with a false disagreement |")
    print("|---:|---:|---:|---:|")
    for tolerance in [0.02, 0.0001] {
      var generator = SeededGenerator(seed: 17)
      var failed = 0
      var disagreeing = 0
      for _ in 0..<fleets {
        let fleet = SimulatedFleet.mixed(8, kinds: 3, change: { _ in 0 }, using: &generator)
        let verdict = Self.verdict(
          on: fleet.run(benchmarks: 20, pairs: 10, using: &generator), tolerance: tolerance)
        failed += verdict.outcome == .fail ? 1 : 0
        disagreeing += verdict.findings.contains { $0.rule == .machines } ? 1 : 0
      }
      Self.row("| \(Self.percent(tolerance)) | \(fleets) | \(failed) | \(disagreeing) |")
    }
  }

  /// The same of machines that stop by looking at each other after every block.
  private func togetherStopped() {
    print("| stopping together, tolerance | fleets | failed |")
    print("|---:|---:|---:|")
    for tolerance in [0.02, 0] {
      var generator = SeededGenerator(seed: 18)
      let failed = (0..<fleets).count { _ in
        let fleet = SimulatedFleet.mixed(8, kinds: 3, change: { _ in 0 }, using: &generator)
        return (0..<20).map { _ in
          Self.stopsAtRegression(fleet, tolerance: tolerance, using: &generator)
        }.contains(true)
      }
      Self.row("| \(Self.percent(tolerance)) | \(fleets) | \(failed) |")
    }
  }

  private static func stopsAtRegression(
    _ fleet: SimulatedFleet, tolerance: Double, using generator: inout SeededGenerator
  ) -> Bool {
    let configuration = configuration(machines: fleet.machines.count, tolerance: tolerance)
    var own = fleet.machines.map { _ in SequentialRatioTest(configuration) }
    var launches = fleet.machines.map {
      SimulatedLaunches($0.law, spread: $0.spread, change: $0.change)
    }
    for _ in 0..<5 {
      for place in own.indices { own[place].add(launches[place].next(using: &generator)) }
      switch joint(own).decision {
      case .regressed: return true
      case .passed, .improved: return false
      case .undecided: continue
      }
    }
    return false
  }

  // MARK: Disagreement

  /// A change on one kind of three.
  private func disagreement() {
    let trials = max(100, fleets / 20)
    print(
      "| slower on a third by | launch pairs of a machine | machines | named as such | proven | joint row passed |"
    )
    print("|---:|---:|---:|---:|---:|---:|")
    for change in [0.06, 0.1] {
      for (machines, pairs) in [(9, 10), (9, 20), (24, 10)] {
        var generator = SeededGenerator(seed: 19)
        var named = 0
        var proven = 0
        var passed = 0
        for _ in 0..<trials {
          let fleet = SimulatedFleet(
            machines: (0..<machines).map { place in
              .init(
                kind: place % 3, law: .normal,
                spread: [0.003, 0.01, 0.03].randomElement(using: &generator) ?? 0.01,
                speed: Double.random(in: 1...3, using: &generator),
                change: place % 3 == 1 ? log(1 + change) : 0)
            })
          let verdict = Self.verdict(
            on: fleet.run(benchmarks: 1, pairs: pairs, using: &generator), tolerance: 0.02)
          let reported = verdict.findings.first { $0.rule == .machines }
          if reported?.machines?.names == ["Processor 1"] {
            named += 1
            proven += reported?.status == .regressed ? 1 : 0
          }
          passed +=
            verdict.findings.contains { $0.rule == .regression && $0.status == .passed } ? 1 : 0
        }
        Self.row(
          "| \(Self.percent(change)) | \(pairs) | \(machines) | \(named) of \(trials) | \(proven) | \(passed) |"
        )
      }
    }
  }

  private static func verdict(on run: RunRecord, tolerance: Double) -> Verdict {
    Check(
      run: run, baseline: StoredBaseline.none,
      policy: policy(tolerance),
      options: .init(checkedAt: run.startedAt)
    ).verdict()
  }

  private static func policy(_ tolerance: Double) -> BudgetPolicy {
    let text =
      "{ schema: \"speedgate.budgets/1\", regressions: { wall_time: { fail: \"\(tolerance * 100)%\" } } }"
    guard let policy = try? BudgetPolicy(text: text, path: "fleet.json5") else {
      fatalError("budgets that cannot be read: \(text)")
    }
    return policy
  }

  /// Prints a row at once, as a table takes minutes.
  private static func row(_ text: String) {
    print(text)
    fflush(nil)
  }

  private static func percent(_ share: Double) -> String {
    QuantityFormat.briefPercent(share)
  }
}
