import Foundation
import GateRecords
import GateStatistics

/// Machines of several kinds, each with a noise and a speed of its own, that measure the same two programs.
struct SimulatedFleet {
  /// A machine: its kind, how its launches scatter, how fast it is, and ln of the candidate's true ratio on it.
  struct Machine {
    var kind: Int
    var law: LaunchLaw
    var spread: Double
    var speed: Double
    var change: Double
  }

  let machines: [Machine]

  /// Draws a fleet in which every machine has a law of noise of its own.
  ///
  /// - Parameters:
  ///   - count: The machines.
  ///   - kinds: Of how many kinds they are, by turns.
  ///   - change: ln of the candidate's ratio on a kind.
  static func mixed(
    _ count: Int, kinds: Int, change: (Int) -> Double, using generator: inout SeededGenerator
  ) -> SimulatedFleet {
    SimulatedFleet(
      machines: (0..<count).map { place in
        Machine(
          kind: place % kinds, law: LaunchLaw.allCases.randomElement(using: &generator) ?? .normal,
          spread: [0.003, 0.01, 0.03].randomElement(using: &generator) ?? 0.01,
          speed: Double.random(in: 1...3, using: &generator), change: change(place % kinds))
      })
  }

  /// The merged record of what the machines measured.
  ///
  /// - Parameters:
  ///   - benchmarks: How many there are, with the same law on a machine.
  ///   - pairs: Launch pairs that each machine makes of each.
  func run(
    benchmarks: Int, pairs: Int, using generator: inout SeededGenerator
  ) -> RunRecord {
    let names = (0..<benchmarks).map { BenchmarkIdentifier("b\($0)") }
    let records = names.map { name -> BenchmarkRecord in
      var candidate: [[Double]] = []
      var baseline: [[Double]] = []
      for machine in machines {
        var launches = SimulatedLaunches(
          machine.law, spread: machine.spread, change: machine.change)
        for _ in 0..<(pairs / 2) {
          let times = launches.nextLevels(using: &generator).map { 1e6 * machine.speed * exp($0) }
          candidate += times.prefix(2).map { [$0] }
          baseline += times.suffix(2).map { [$0] }
        }
      }
      var series = MetricSeries(
        metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: candidate,
        baselineLaunches: baseline, pairsTogether: BlockSize(rawValue: 2))
      series.machineLaunches = machines.map { _ in pairs / 2 * 2 }
      return BenchmarkRecord(
        name: name, status: .measured, sampling: .perIteration, metrics: [series])
    }
    return record(of: records)
  }

  private func record(of benchmarks: [BenchmarkRecord]) -> RunRecord {
    let moment = Timestamp(millisecondsSinceEpoch: 1_790_000_000_000)
    func run(_ name: String, kind: Int) -> RunRecord {
      RunRecord(
        runID: RunIdentifier(rawValue: name) ?? RunIdentifier(time: moment, digest: []),
        jobID: nil, status: .success, startedAt: moment, completedAt: moment,
        durationMilliseconds: 1, suite: SuiteRecord(name: "fleet", programHash: "c"),
        baseline: SuiteRecord(name: "fleet", programHash: "b"),
        environment: EnvironmentRecord(
          operatingSystem: "linux", kernel: "6", architecture: "x86_64",
          processor: "Processor \(kind)", processorCount: 2, memoryBytes: 1 << 30,
          virtualization: nil, compiler: "swift", buildConfiguration: "release",
          harnessVersion: ToolVersion.current),
        settings: MeasurementSettings(
          profile: "standard", seed: 1, timeBudgetSeconds: nil, filter: nil, command: []),
        benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
    }
    var merged = run("MERGED", kind: 0)
    merged.machines = machines.enumerated().map { place, machine in
      MachineRecord(run("M\(place)", kind: machine.kind))
    }
    return merged
  }
}
