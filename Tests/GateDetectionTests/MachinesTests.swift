import Foundation
import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// Findings on launches of several machines.
@Suite struct MachinesTests {
  /// A machine: the name of its processor, and candidate ÷ baseline on it.
  struct Machine {
    var processor: String
    var ratio: Double
    var pairs = 12
  }

  /// A run that machines made together, with a little scatter that is the same on every call.
  static func run(
    _ machines: [Machine], metric: MetricName = .wallTime,
    direction: MetricDirection = .lowerIsBetter
  ) -> RunRecord {
    var candidate: [[Double]] = []
    var baseline: [[Double]] = []
    for (place, machine) in machines.enumerated() {
      // Every machine has a speed of its own.
      let pairs = Records.pairs(
        machine.pairs, ratio: machine.ratio, base: 1_000 * Double(place + 1))
      candidate += pairs.candidate
      baseline += pairs.baseline
    }
    var benchmark = Records.benchmark(
      "b", candidate, baseline: baseline, metric: metric,
      unit: metric == .wallTime ? .nanoseconds : .itemsPerSecond, direction: direction)
    benchmark.metrics[0].machineLaunches = machines.map(\.pairs)
    var run = Records.run([benchmark], isPaired: true)
    run.machines = machines.enumerated().map { place, machine in
      var own = Records.environment
      own.processor = machine.processor
      return MachineRecord(Records.run("M\(place)", [], environment: own))
    }
    run.environment.processor = machines[0].processor
    return run
  }

  static func kinds(_ ratios: [Double]) -> [Machine] {
    ["Alpha", "Beta", "Gamma"].enumerated().flatMap { place, name in
      [
        Machine(processor: name, ratio: ratios[place]),
        Machine(processor: name, ratio: ratios[place]),
      ]
    }
  }

  static func verdict(_ run: RunRecord) -> Verdict { CheckTests.verdict(run) }

  @Test func `what all machines see is one finding, and says how many agree`() throws {
    let verdict = Self.verdict(Self.run(Self.kinds([1.1, 1.1, 1.1])))
    #expect(verdict.findings.map(\.rule) == [.regression])
    let finding = try #require(verdict.findings.first)
    #expect(finding.status == .regressed)
    #expect(finding.evidence.launches == 72)
    #expect(finding.evidence.machines == 6 && finding.evidence.agreeingMachines == 6)
    #expect(verdict.run.machines?.count == 6)
  }

  @Test func `what is worse on one kind is a finding of its own and fails`() throws {
    let verdict = Self.verdict(Self.run(Self.kinds([1, 1.1, 1])))
    let joint = try #require(verdict.findings.first { $0.rule == .regression })
    #expect(joint.status == .unproven)
    #expect(joint.evidence.agreeingMachines == 4)
    let apart = try #require(verdict.findings.first { $0.rule == .machines })
    #expect(apart.status == .regressed && apart.failsTheGate)
    let machines = try #require(apart.machines)
    #expect(machines.names == ["Beta"])
    #expect(machines.machines == 2 && machines.machinesElsewhere == 4)
    #expect(machines.launchesElsewhere == 48)
    #expect(abs((apart.change?.ratio ?? 0) - 1.1) < 0.01)
    #expect(abs(machines.ratioElsewhere - 1) < 0.01)
    #expect(apart.message.hasPrefix("wall_time is worse on Beta only: +10.0 %"))
    #expect(apart.message.contains("elsewhere"))
    #expect(verdict.outcome == .fail)
  }

  @Test func `machines that are better are no finding, nor is a difference within the tolerance`() {
    for ratios in [[1, 0.8, 1], [1, 1.02, 1], [0.8, 0.9, 0.7]] {
      let verdict = Self.verdict(Self.run(Self.kinds(ratios)))
      #expect(!verdict.findings.contains { $0.rule == .machines }, "\(ratios)")
    }
  }

  @Test func `of more is better, the machines with less are named`() throws {
    let run = Self.run(Self.kinds([1, 0.85, 1]), metric: .throughput, direction: .higherIsBetter)
    let apart = try #require(Self.verdict(run).findings.first { $0.rule == .machines })
    #expect(apart.machines?.names == ["Beta"])
    #expect(apart.status == .regressed)
  }

  @Test func `machines of one kind are told apart by their number`() throws {
    let machines = (0..<6).map { Machine(processor: "Alpha", ratio: $0 == 3 ? 1.2 : 1) }
    let apart = try #require(
      Self.verdict(Self.run(machines)).findings.first { $0.rule == .machines })
    #expect(apart.machines?.names == ["machine 4 of 6"])
  }

  @Test func `few launches may show that machines differ and prove nothing`() throws {
    let machines = Self.kinds([1, 1.1, 1]).map {
      Machine(processor: $0.processor, ratio: $0.ratio, pairs: 5)
    }
    let verdict = Self.verdict(Self.run(machines))
    let apart = verdict.findings.first { $0.rule == .machines }
    #expect(apart == nil || apart?.status == .unproven)
    #expect(apart?.failsTheGate != true)
  }

  @Test func `limits hold on the figures of one kind of machine`() throws {
    // Times are 1, 2, 3, 4, 5 and 6 µs; the run's own kind took 1 and 2.
    let policy = try CheckTests.policy(
      "budgets: [{ benchmark: \"b\", max: \"2500 ns\", rationale: \"r\" }]")
    let verdict = CheckTests.verdict(Self.run(Self.kinds([1, 1, 1])), policy: policy)
    let budget = try #require(verdict.findings.first { $0.rule == .budget })
    #expect(budget.status != .overBudget)
    #expect((budget.value ?? 0) < 2_500)
  }

  @Test func `a finding on machines survives its file, and a forged one does not`() throws {
    let verdict = Self.verdict(Self.run(Self.kinds([1, 1.1, 1])))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(verdict)
    #expect(try JSONDecoder().decode(Verdict.self, from: data) == verdict)
    let text = String(decoding: data, as: UTF8.self)
    for (old, new) in [
      ("\"agreeing_machines\":4", "\"agreeing_machines\":7"),
      ("\"agreeing_machines\":4,", ""),
      ("\"rule\":\"machines\"", "\"rule\":\"regression\""),
    ] {
      #expect(text.contains(old))
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(
          Verdict.self, from: Data(text.replacing(old, with: new).utf8))
      }
    }
  }
}
